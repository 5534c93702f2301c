// Declare once. A setting's default stands in its struct; its name, symbol, unit, range, sentence and source stand in
// one Key below it. Reading a scenario (with every error at once), the resolved scenario of the manifest, `kantel
// describe`, `kantel new`, Python and docs/reference are derived from the same list (tables.hpp). A member without a
// Key does not compile.
//
//   struct Mandate { std::int64_t from_day = 1; };
//   inline std::span<const Key<Mandate>> mandate_keys() {
//     static const auto keys = declare<Mandate>({{.name = "from_day", .member = &Mandate::from_day, .low = 0}});
//     return keys;
//   }
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "sim/input/document.hpp"
#include "sim/input/members.hpp"

namespace kantel {

inline constexpr double infinite = std::numeric_limits<double>::infinity();

// A setting that is one of some names is an enumeration, or an index into a table, that knows them: names_of(T) stands
// beside T, in the order of its values.
template <class T>
concept Choice = requires(T value) {
  std::span<const std::string_view>(names_of(value));
  static_cast<T>(static_cast<std::size_t>(value));
};
template <Choice T>
std::string_view name_of(T value) {
  return names_of(value)[static_cast<std::size_t>(value)];
}

// A key without its struct: what a search needs to know of it.
struct Bounds {
  enum class Kind { number, integer, choice, text, boolean, list } kind = Kind::number;
  double low = -infinite, high = infinite;
  std::span<const std::string_view> choices = {};
  std::string_view unit = "";
};

// Reads the members of one table. Knows nothing of structs: templates below bind it.
class TableReader {
 public:
  TableReader(const Value& table, std::string path, Problems& problems)
      : table_(table), path_(std::move(path)), problems_(problems) {}

  Place place(std::string_view key) const;  // of the member if present, else of the table
  std::string full_name(std::string_view key) const {
    return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
  }
  void read(std::string_view key, double low, double high, double& out);
  void read(std::string_view key, double low, double high, std::optional<double>& out);
  void read(std::string_view key, double low, double high, std::int64_t& out);
  void read(std::string_view key, double low, double high, std::optional<std::int64_t>& out);
  void read(std::string_view key, double low, double high, std::vector<std::int64_t>& out);
  void read(std::string_view key, bool& out);
  void read(std::string_view key, std::string& out);
  // One of the names; `out` is its place among them.
  void read(std::string_view key, std::span<const std::string_view> names, std::size_t& out);
  // A list of names, none twice.
  void read(std::string_view key, std::span<const std::string_view> names, std::vector<std::size_t>& out);
  // Adds a problem if the table has a key by the name it had before.
  void refuse_former(std::string_view former, std::string_view name);
  // Adds a problem for every member whose name is not in `known`.
  void refuse_others(std::span<const std::string_view> known);
  bool has(std::string_view key) const { return table_.find(key) != nullptr; }
  const Value& table() const { return table_; }
  Problems& problems() const { return problems_; }

 private:
  const Value& table_;
  std::string path_;
  Problems& problems_;
  std::vector<std::string_view> former_;  // refused already, by their new name
};

// Shortest text that reads back to the same number; "inf" and "nan" as such.
std::string shortest(double value);
std::string shortest(float value);
// Text as a TOML (and JSON) string, with quotes and escapes.
std::string quoted_text(std::string_view text);
// "0 to 1", "at least 0", "any number"
std::string range_text(double low, double high);

// A value as a scenario would hold it: 0.3, [5, 50], true; "" for an absent optional.
std::string value_text(double value);
std::string value_text(std::int64_t value);
std::string value_text(bool value);
std::string value_text(const std::string& value);
std::string value_text(const std::vector<std::int64_t>& value);
template <class T>
std::string value_text(const std::optional<T>& value) {
  return value ? value_text(*value) : "";
}
template <Choice T>
std::string value_text(T value) {
  return quoted_text(name_of(value));
}

// Any of the words of a choice, none twice: ["want", "can"].
template <Choice T>
struct AnyOf {
  std::vector<T> chosen;
  bool has(T one) const { return std::find(chosen.begin(), chosen.end(), one) != chosen.end(); }
  friend bool operator==(const AnyOf&, const AnyOf&) = default;
};
template <class T>
inline constexpr bool is_any_of = false;
template <Choice T>
inline constexpr bool is_any_of<AnyOf<T>> = true;
template <Choice T>
std::string value_text(const AnyOf<T>& value) {
  std::string text;
  for (const T one : value.chosen) text += (text.empty() ? "" : ", ") + quoted_text(name_of(one));
  return "[" + text + "]";
}

// What can be done with a member of one type, whichever struct it is in.
struct MemberType {
  Bounds::Kind kind;
  std::span<const std::string_view> (*choices)();
  void (*read)(TableReader& reader, std::string_view key, double low, double high, void* out);
  std::string (*text)(const void* value);
};

template <class T>
constexpr Bounds::Kind kind_of() {
  using Kind = Bounds::Kind;
  if constexpr (Choice<T>) return Kind::choice;
  if constexpr (std::is_same_v<T, bool>) return Kind::boolean;
  if constexpr (std::is_same_v<T, std::string>) return Kind::text;
  if constexpr (std::is_same_v<T, std::vector<std::int64_t>> || is_any_of<T>) return Kind::list;
  if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::optional<std::int64_t>>) return Kind::integer;
  return Kind::number;
}

template <class T>
inline constexpr MemberType member_type{
    kind_of<T>(),
    []() -> std::span<const std::string_view> {
      if constexpr (Choice<T>)
        return names_of(T{});
      else if constexpr (is_any_of<T>)
        return names_of(typename decltype(T::chosen)::value_type{});
      else
        return {};
    },
    [](TableReader& reader, std::string_view key, double low, double high, void* out) {
      T& value = *static_cast<T*>(out);
      if constexpr (Choice<T>) {
        auto at = static_cast<std::size_t>(value);
        reader.read(key, names_of(value), at);
        value = static_cast<T>(at);
      } else if constexpr (is_any_of<T>) {  // NOLINT(readability-misleading-indentation)
        using One = typename decltype(T::chosen)::value_type;
        std::vector<std::size_t> places;
        if (!reader.has(key)) return;
        reader.read(key, names_of(One{}), places);
        value.chosen.clear();
        for (const std::size_t place : places) value.chosen.push_back(static_cast<One>(place));
      } else if constexpr (requires { reader.read(key, value); }) {  // NOLINT(readability-misleading-indentation)
        reader.read(key, value);
      } else {  // NOLINT(readability-misleading-indentation)
        reader.read(key, low, high, value);
      }
    },
    [](const void* value) { return value_text(*static_cast<const T*>(value)); }};

// A pointer to a member of any type that a scenario can hold.
template <class Settings>
class Member {
 public:
  template <class T, class Owner>
  requires std::is_base_of_v<Owner, Settings> Member(  // NOLINT(google-explicit-constructor)
      T Owner::*member)                                // NOLINT: implicit, so that a Key is written as data
      : member_(reinterpret_cast<char Settings::*>(static_cast<T Settings::*>(member))),
        in_([](const Settings& settings, char Settings::*raw) -> const void* {
          return &(settings.*reinterpret_cast<T Settings::*>(raw));
        }),
        type_(&member_type<T>) {}
  const void* in(const Settings& settings) const { return in_(settings, member_); }
  void* in(Settings& settings) const { return const_cast<void*>(in_(settings, member_)); }
  const MemberType& type() const { return *type_; }
  // The member, if it is of this type.
  template <class T>
  T* as(Settings& settings) const {
    return type_ == &member_type<T> ? static_cast<T*>(in(settings)) : nullptr;
  }

 private:
  char Settings::*member_;  // of no type: turned back into its own before use
  const void* (*in_)(const Settings&, char Settings::*);
  const MemberType* type_;
};

// Where a number may really lie that nobody knows exactly (plausible.hpp).
struct Range {
  double low = 0, high = 0;
  bool is_empty() const { return !(low < high); }
};

template <class Settings>
struct Key {
  std::string_view name;
  Member<Settings> member;
  double low = -infinite, high = infinite;      // both ends allowed
  std::string_view symbol = "", unit = "";      // "" : a pure number
  std::string_view sentence = "", source = "";  // source: a citation, "assumed" or "choice"
  std::string_view formerly = "";               // what it was called before: an error that names it
  Range plausible = {};                         // given by with_plausible_ranges()
};

// The keys of a struct, of which every member has one, but for so many that are declared otherwise (nested tables, what
// a program sets); its base classes are named.
template <class Settings, std::size_t otherwise = 0, class... Bases, std::size_t n>
std::array<Key<Settings>, n> declare(const Key<Settings> (&keys)[n]) {
  static_assert(members_of<Settings, Bases...>() == n + otherwise,
                "a member of this struct has no Key: declare it below the struct, or count it as declared otherwise");
  return std::to_array(keys);
}

template <class Settings>
void read_key(TableReader& reader, const Key<Settings>& key, Settings& out) {
  if (!key.formerly.empty()) reader.refuse_former(key.formerly, key.name);
  key.member.type().read(reader, key.name, key.low, key.high, key.member.in(out));
}

// Reads every declared key of a table into `out`; unknown keys (not declared here and not in `also`) are problems.
template <class Settings>
void read_table(const Value& table, std::string path, std::span<const Key<Settings>> keys, Settings& out,
                Problems& problems, std::span<const std::string_view> also = {}) {
  TableReader reader(table, std::move(path), problems);
  std::vector<std::string_view> known(also.begin(), also.end());
  for (const Key<Settings>& key : keys) {
    known.push_back(key.name);
    read_key(reader, key, out);
  }
  reader.refuse_others(known);
}

// A member's value as the text a scenario would hold.
template <class Settings>
std::string written(const Key<Settings>& key, const Settings& settings) {
  return key.member.type().text(key.member.in(settings));
}

// A line a key, as a scenario would hold it; what is absent or empty is left out.
template <class Settings>
void write_keys(std::string& out, std::span<const Key<Settings>> keys, const Settings& settings) {
  for (const Key<Settings>& key : keys) {
    const std::string value = written(key, settings);
    if (!value.empty() && value != "\"\"") out += std::string(key.name) + " = " + value + "\n";
  }
}

template <class Settings>
Bounds bounds_of(const Key<Settings>& key) {
  return {key.member.type().kind, key.low, key.high, key.member.type().choices(), key.unit};
}

// Those of the key of that name.
template <class Settings>
std::optional<Bounds> bounds_in(std::span<const Key<Settings>> keys, std::string_view name) {
  for (const Key<Settings>& key : keys)
    if (key.name == name) return bounds_of(key);
  return std::nullopt;
}

// What `kantel describe` shows of a key.
using KeyRow = std::vector<std::string>;
inline const KeyRow key_row_header{"name", "symbol", "default", "unit", "allowed", "meaning", "source", "plausible"};

std::string allowed_text(const Bounds& bounds);

template <class Settings>
KeyRow key_row(const Key<Settings>& key, const Settings& defaults) {
  const std::string value = written(key, defaults);
  return {
      std::string(key.name),        std::string(key.symbol),
      value == "\"\"" ? "" : value, std::string(key.unit),
      allowed_text(bounds_of(key)), std::string(key.sentence),
      std::string(key.source),      key.plausible.is_empty() ? "" : range_text(key.plausible.low, key.plausible.high)};
}

}  // namespace kantel
