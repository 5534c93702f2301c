// kantel check --fix: keys of an earlier version get their present names, in the file itself.
#include <iostream>

#include "cli/commands.hpp"
#include "models/reference/scenario.hpp"
#include "sim/input/files.hpp"
#include "sim/input/rename.hpp"
#include "studies/sweep/design/experiment.hpp"

namespace kantel {

namespace {

std::span<const DeclaredTable> tables_of(const Value& scenario) {
  const ReferenceModel* model = reference_model_of(scenario);
  return model ? reference_tables(*model) : change_tables();
}

}  // namespace

bool fix_names(const std::string& file) {
  const std::string text = read_text_file(file);
  const Value document = parse_toml(text, file);
  const Value* about = document.find("scenario");
  const std::string* scenario = about ? about->as<std::string>() : nullptr;
  const bool is_experiment = document.find("design") != nullptr;
  Renamed renamed{text, {}};
  if (!is_experiment) {
    renamed = rename_keys(text, file, tables_of(document));
  } else if (scenario) {
    const std::filesystem::path path = std::filesystem::path(file).parent_path() / *scenario;
    renamed = rename_keys_of_experiment(text, file, tables_of(parse_toml(read_text_file(path), path.string())));
  }
  if (!renamed.changes.empty()) write_whole_file(file, renamed.text);
  for (const Renaming& change : renamed.changes)
    std::cerr << file << ":" << change.line << ": " << change.before << " is called " << change.now << " now\n";
  if (is_experiment) {
    open_experiment(std::filesystem::path(file));
    std::cout << "# " + file + " is right.\n";
  }
  return is_experiment;
}

}  // namespace kantel
