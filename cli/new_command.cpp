// kantel new: a scenario to begin with, as its model writes one.
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "models/models.hpp"
#include "sim/input/files.hpp"

namespace kantel {

namespace {

int new_command(const std::filesystem::path& file, const std::string& model, bool force) {
  Problems problems;
  const Model* const found = find_model(model);
  if (!found) {
    std::vector<std::string_view> names;
    for (const Model* known : models()) names.push_back(known->name);
    problems.add({"", 0, "--model"}, "there is no model \"" + model.substr(0, 60) + "\"", "one of " + joined(names),
                 nearest_name(model, names));
  }
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    problems.add({file.string(), 0, ""}, "is a folder", "a new file");
  else if (std::filesystem::exists(std::filesystem::symlink_status(file, ignored)) && !force)
    problems.add({file.string(), 0, ""}, "is there already", "a new file, or --force");
  if (file.has_parent_path() && !std::filesystem::is_directory(file.parent_path(), ignored))
    problems.add({file.string(), 0, ""}, "there is no folder " + file.parent_path().string(), "a folder that exists");
  if (!names_a_folder(file.stem().string()))
    problems.add({file.string(), 0, ""}, "cannot name a scenario", "NAME.toml");
  problems.throw_if_any();
  write_whole_file(file, found->example(file.stem().string()), Readers::anybody,
                   force ? Earlier::replaced : Earlier::kept);
  std::cout << "Wrote " << file.string() << ". Next: kantel compare " << file.string() << "\n";
  return 0;
}

}  // namespace

void add_new_command(CLI::App& app, ChosenCommand& chosen) {
  CLI::App* sub = app.add_subcommand("new", "Writes a commented scenario to begin with");
  struct Arguments {
    std::string file, model{models()[0]->name};
    bool force = false;
  };
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("FILE", arguments->file, "The scenario file to write")->required();
  sub->add_option("--model", arguments->model,
                  std::string(models()[0]->name) + " (default), or a reference model: kantel describe model")
      ->type_name("NAME");
  sub->add_flag("--force", arguments->force, "Overwrites an existing file");
  sub->footer("Example:\n  kantel new harbour.toml");
  sub->callback([&chosen, arguments] {
    chosen = [arguments] { return new_command(arguments->file, arguments->model, arguments->force); };
  });
}

}  // namespace kantel
