// A TOML file as a document, its tokens, and values written as TOML.
#include <algorithm>

#include "sim/input/declare.hpp"
#include "sim/input/document.hpp"
#include "tests/fuzz/target.hpp"

using namespace kantel;
using namespace kantel::fuzz;

namespace {

// As TOML, the members of every table by name: their order is the file's, and decides nothing.
std::string in_order(Value value) {
  const auto sort = [](auto&& self, Value& at) -> void {
    if (auto* list = std::get_if<Value::List>(&at.data))
      for (Value& item : *list) self(self, item);
    if (auto* table = std::get_if<Value::Table>(&at.data)) {
      std::ranges::sort(*table, {}, &Value::Member::first);
      for (auto& [key, member] : *table) self(self, member);
    }
  };
  sort(sort, value);
  return toml_text(value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  Value document;
  if (!takes([&] {
        refuse_other_than_text(text, "fuzz.toml", 1);
        document = parse_toml(text, "fuzz.toml");
      }))
    return 0;
  for (const auto& [key, value] : *document.as<Value::Table>()) {
    const std::string written = "key = " + toml_text(value);
    Value again;
    demand(takes([&] { again = parse_toml(written, "again.toml"); }), "a value that is written can be read");
    demand(in_order(*again.find("key")) == in_order(value), "a value that is written reads back the same");
    demand(value.line >= 1, "a value knows its line");
    key_parts(key);
    demand(parse_toml(quoted_text(key) + " = 1", "key.toml").find(key), "a key in quotes is that key");
  }
  std::size_t end = 0;
  demand(takes([&] {
           for (const Token& token : tokens_of(text, "fuzz.toml")) {
             demand(token.begin >= end && token.begin + token.length <= text.size(), "tokens stand one after another");
             demand(token.line >= 1, "a token knows its line");
             end = token.begin;
           }
         }),
         "what is parsed has tokens");
  return 0;
}
