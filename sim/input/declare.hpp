// Declare once. A setting's default stands in its struct; its name, symbol, unit, range, sentence and source stand in
// one Key. Reading a scenario (with every error at once), the resolved scenario of the manifest, `kantel describe` and
// docs/reference are derived from the same list.
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/input/document.hpp"

namespace kantel {

inline constexpr double infinite = std::numeric_limits<double>::infinity();

// A choice is kept as the index into its list of names.
template <class Settings>
struct Key {
  using Member = std::variant<double Settings::*, std::optional<double> Settings::*, std::int64_t Settings::*,
                              std::optional<std::int64_t> Settings::*, bool Settings::*, std::string Settings::*,
                              std::vector<std::int64_t> Settings::*>;
  std::string_view name;
  Member member;
  double low = -infinite, high = infinite;         // both ends allowed
  std::string_view symbol = "", unit = "";         // "" : a pure number
  std::string_view sentence = "", source = "";     // source: a citation, "assumed" or "choice"
  std::span<const std::string_view> choices = {};  // for text: the allowed words; for whole numbers: an enumeration
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
  void read(std::string_view key, bool& out);
  void read(std::string_view key, std::span<const std::string_view> choices, std::string& out);
  void read(std::string_view key, std::span<const std::string_view> choices, std::int64_t& out);
  void read(std::string_view key, double low, double high, std::vector<std::int64_t>& out);
  // Adds a problem for every member whose name is not in `known`.
  void refuse_others(std::span<const std::string_view> known);
  bool has(std::string_view key) const { return table_.find(key) != nullptr; }
  const Value& table() const { return table_; }
  Problems& problems() const { return problems_; }

 private:
  const Value& table_;
  std::string path_;
  Problems& problems_;
};

// Shortest text that reads back to the same number; "inf" and "nan" as such.
std::string shortest(double value);
std::string shortest(float value);
// Text as a TOML (and JSON) string, with quotes and escapes.
std::string quoted_text(std::string_view text);
// "0 to 1", "at least 0", "any number"
std::string range_text(double low, double high);

template <class Settings>
void read_key(TableReader& reader, const Key<Settings>& key, Settings& out) {
  std::visit(
      [&](auto member) {
        using T = std::remove_reference_t<decltype(out.*member)>;
        if constexpr (std::is_same_v<T, bool>) {
          reader.read(key.name, out.*member);
        } else if constexpr (std::is_same_v<T, std::string>) {
          reader.read(key.name, key.choices, out.*member);
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          if (key.choices.empty())
            reader.read(key.name, key.low, key.high, out.*member);
          else
            reader.read(key.name, key.choices, out.*member);
        } else {
          reader.read(key.name, key.low, key.high, out.*member);
        }
      },
      key.member);
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

// A member's value as the text a scenario would hold: 0.3, "directive", [5, 50], true; "" for an absent optional.
template <class Settings>
std::string written(const Key<Settings>& key, const Settings& settings) {
  return std::visit(
      [&](auto member) -> std::string {
        const auto& value = settings.*member;
        using T = std::remove_cvref_t<decltype(value)>;
        if constexpr (std::is_same_v<T, double>) return shortest(value);
        if constexpr (std::is_same_v<T, std::optional<double>>) return value ? shortest(*value) : "";
        if constexpr (std::is_same_v<T, std::optional<std::int64_t>>) return value ? std::to_string(*value) : "";
        if constexpr (std::is_same_v<T, bool>) return value ? "true" : "false";
        if constexpr (std::is_same_v<T, std::string>) return quoted_text(value);
        if constexpr (std::is_same_v<T, std::int64_t>)
          return key.choices.empty() ? std::to_string(value)
                                     : "\"" + std::string(key.choices[static_cast<std::size_t>(value)]) + "\"";
        if constexpr (std::is_same_v<T, std::vector<std::int64_t>>) {
          std::string text;
          for (const std::int64_t item : value) text += (text.empty() ? "" : ", ") + std::to_string(item);
          return "[" + text + "]";
        }
      },
      key.member);
}

// A line a key, as a scenario would hold it; what is absent or empty is left out.
template <class Settings>
void write_keys(std::string& out, std::span<const Key<Settings>> keys, const Settings& settings) {
  for (const Key<Settings>& key : keys) {
    const std::string value = written(key, settings);
    if (!value.empty() && value != "\"\"") out += std::string(key.name) + " = " + value + "\n";
  }
}

// A key without its struct: what a search needs to know of it.
struct Bounds {
  enum class Kind { number, whole, word, text, either, list } kind = Kind::number;  // either: true or false
  double low = -infinite, high = infinite;
  std::span<const std::string_view> choices = {};
  std::string_view unit = "";
};

template <class Settings>
Bounds bounds_of(const Key<Settings>& key) {
  Bounds bounds{Bounds::Kind::number, key.low, key.high, key.choices, key.unit};
  std::visit(
      [&](auto member) {
        using T = std::remove_cvref_t<decltype(std::declval<Settings>().*member)>;
        if constexpr (std::is_same_v<T, bool>) bounds.kind = Bounds::Kind::either;
        if constexpr (std::is_same_v<T, std::string>) bounds.kind = Bounds::Kind::text;
        if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::optional<std::int64_t>>)
          bounds.kind = Bounds::Kind::whole;
        if constexpr (std::is_same_v<T, std::vector<std::int64_t>>) bounds.kind = Bounds::Kind::list;
      },
      key.member);
  if (!key.choices.empty()) bounds.kind = Bounds::Kind::word;
  return bounds;
}

// Those of the key of that name.
template <class Settings>
std::optional<Bounds> bounds_in(std::span<const Key<Settings>> keys, std::string_view name) {
  for (const Key<Settings>& key : keys)
    if (key.name == name) return bounds_of(key);
  return std::nullopt;
}

// What `kantel describe` shows of a key: name, symbol, default, unit, allowed, meaning, source.
using KeyRow = std::vector<std::string>;
inline const KeyRow key_row_header{"name", "symbol", "default", "unit", "allowed", "meaning", "source"};

template <class Settings>
KeyRow key_row(const Key<Settings>& key, const Settings& defaults) {
  const std::string value = written(key, defaults);
  const bool is_switch = std::holds_alternative<bool Settings::*>(key.member);
  const bool is_text = std::holds_alternative<std::string Settings::*>(key.member);
  return {std::string(key.name),
          std::string(key.symbol),
          value == "\"\"" ? "" : value,
          std::string(key.unit),
          !key.choices.empty() ? joined(key.choices)
          : is_switch          ? "true, false"
          : is_text            ? "text"
                               : range_text(key.low, key.high),
          std::string(key.sentence),
          std::string(key.source)};
}

}  // namespace kantel
