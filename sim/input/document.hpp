// A scenario file as a tree of values that know their line, read from TOML (toml++, kept behind document.cpp) and
// edited by `--set key=value`. Syntax errors become Problems with file and line.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sim/input/diagnostics.hpp"
#include "sim/input/text.hpp"

namespace kantel {

class Value {
 public:
  struct Member;
  using List = std::vector<Value>;
  using Table = std::vector<Member>;  // in the order of the file
  std::variant<bool, std::int64_t, double, std::string, List, Table> data;
  std::string file;
  int line = 0;

  template <class T>
  const T* as() const {
    return std::get_if<T>(&data);
  }
  // A table's member, or null.
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
  const char* kind() const;  // "a number", "a table", …
};

struct Value::Member {
  std::string first;  // the key
  Value second;
};

// Throws InputError with the line of the first syntax error.
Value parse_toml(std::string_view text, const std::string& file);

// The parts of "arm.rollout.policy". A part that holds a dot stands in quotes: arm."v1.2".policy.
std::vector<std::string> key_parts(std::string_view key);

// Applies "a.b.c=value" (as on the command line). The value is TOML; bare words are text. In the path, the member of a
// list of tables is chosen by its `name`: arm.rollout.policy=servant. Missing tables are made, so that an unknown key
// is reported by the same check as in a file. Adds a Problem instead of throwing.
void apply_setting(Value& document, std::string_view setting, Problems& problems);
// The same with the path and the value apart; `place` is where a wrong path is reported. A member of a list may also be
// chosen by its number, counted from 1: arm.rollout.event.2.day.
void apply_setting(Value& document, std::string_view path, Value value, const Place& place, Problems& problems);
// The value as TOML.
std::string toml_text(const Value& value);

// A key or a text, and where it stands in the file, quotes included.
struct Token {
  std::string path;  // of what it is in, with a dot at its end: "arm.2.event.1.", or "" at the top
  std::string word;  // the key; the text. A text's path ends with its own key: "factor.1.key.", "factor.1.key.2."
  bool is_key;
  std::size_t begin, length;  // bytes
  int line;
};
// Those of a document, in the order of the file. Throws InputError as parse_toml does.
std::vector<Token> tokens_of(std::string_view text, const std::string& file);

}  // namespace kantel
