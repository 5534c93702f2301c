// kantel check --fix: what it writes can be read, has no former name left, and differs in names alone.
#include "sim/input/rename.hpp"

#include <algorithm>

#include "models/models.hpp"
#include "tests/fuzz/target.hpp"

using namespace kantel;
using namespace kantel::fuzz;

namespace {

// All values, without their keys.
void append_values(const Value& value, std::vector<std::string>& out) {
  if (const auto* list = value.as<Value::List>())
    for (const Value& item : *list) append_values(item, out);
  else if (const auto* table = value.as<Value::Table>())
    for (const auto& [key, member] : *table) append_values(member, out);
  else
    out.push_back(toml_text(value));
}
std::vector<std::string> values_of(std::string_view text) {
  std::vector<std::string> all;
  append_values(parse_toml(text, "values.toml"), all);
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  takes([&] {
    refuse_other_than_text(text, "fuzz.toml", 1);
    const Value document = parse_toml(text, "fuzz.toml");
    const bool is_experiment = document.find("design") != nullptr;
    const std::span<const DeclaredTable> tables = (is_experiment ? *models()[0] : model_of(document)).tables();
    const auto rename = [&](std::string_view of) {
      return is_experiment ? rename_keys_of_experiment(of, "fuzz.toml", tables) : rename_keys(of, "fuzz.toml", tables);
    };
    const Renamed renamed = rename(text);
    demand(renamed.changes.empty() == (renamed.text == text), "a file is written where a name changes, and only there");
    demand(takes([&] {
             demand(rename(renamed.text).changes.empty(), "no former name is left");
             if (!is_experiment)  // there names are values too
               demand(values_of(renamed.text) == values_of(text), "values stay as they are");
           }),
           "what is written can be read");
  });
  return 0;
}
