// kantel new: a scenario to begin with. Every key a scenario may hold stands in it with its meaning and what is
// allowed, from the declarations; those that a first run needs are set, the rest are comments that show the default.
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "models/change/scenario/scenario.hpp"
#include "models/reference/scenario.hpp"
#include "sim/input/files.hpp"

namespace kantel {

namespace {

// "# q = 0.1   # 1/day, 0 to 1000: what it means"
std::string commented(const KeyRow& row) {
  const std::string &name = row[0], &unit = row[3], &allowed = row[4], &meaning = row[5];
  const std::string value = row[2].empty() ? "…" : row[2];  // there is no default: a value of one's own
  return "# " + name + " = " + value + "   # " + (unit.empty() ? "" : unit + ", ") + allowed +
         (meaning.empty() ? "" : ": " + meaning) + "\n";
}

// Every key of a table but those that are set.
std::string commented(std::span<const DeclaredTable> tables, std::string_view path,
                      std::initializer_list<std::string_view> set = {}) {
  std::string text;
  for (const DeclaredKey& key : find_table(tables, path)->keys)
    if (std::find(set.begin(), set.end(), key.name) == set.end()) text += commented(key.row);
  return text;
}

std::string opening(std::span<const DeclaredTable> tables, const std::string& name, std::string_view model,
                    std::string_view question) {
  return "# A scenario for Kantel. A line that begins with \"# key =\" shows a default; take the # away to change it.\n"
         "# kantel check FILE lists every error; kantel compare FILE runs it.\n"
         "name = " +
         quoted_text(name) + "\nmodel = \"" + std::string(model) + "\"\nquestion = \"" + std::string(question) +
         "\"   # asked first; the report opens with it\ndays = 250\nreplicates = 10\nseed = 1\n" +
         commented(tables, "", {"name", "model", "question", "days", "replicates", "seed"});
}

std::string change_scenario(const std::string& name) {
  const std::span<const DeclaredTable> tables = change_tables();
  return opening(tables, name, "change", "Does a mandate beat a movement?") +
         "\n[organisation]\nform = \"sector\"\nemployees = 1000\n" +
         commented(tables, "organisation", {"form", "employees"}) + "\n[change]\n" + commented(tables, "change") +
         "\n[parameters]\n" + commented(tables, "parameters") + "\n[record]\n" + commented(tables, "record") +
         "\n[privacy]\n" + commented(tables, "privacy") +
         "\n# Groups of employees with their own weight of autonomy, one table each:\n# [[cohort]]\n" +
         commented(tables, "cohort.*") +
         R"(
# The arms: ways of bringing the change, run with the same people and the same luck.
[[arm]]
name = "rollout"
approach = "rollout"      # )" +
         joined(names_of(Approach{})) + R"(
policy = "directive"      # )" +
         joined(names_of(Policy{})) + R"(
champions = { share = 0.02, chosen = "by_degree" }   # )" +
         joined(names_of(ChampionRule{})) + "\n" + commented(tables, "arm.*", {"name", "approach", "policy"}) +
         "# [arm.mandate]\n" + commented(tables, "arm.*.mandate") +
         R"(
[[arm.event]]
day = 150
do = "lift_mandate"

[[arm.event]]
day = 150
do = "set_policy"
policy = "neutral"

[[arm]]
name = "movement"
approach = "diffusion"
policy = "participative"
champions = { share = 0.02, chosen = "by_degree" }   # the same champions and aftermath in every arm

[[arm.event]]
day = 150
do = "set_policy"
policy = "neutral"

# Keys of events:
)" + commented(tables, "arm.*.event.*");
}

std::string reference_scenario(const std::string& name, const ReferenceModel& model) {
  const std::span<const DeclaredTable> tables = reference_tables(model);
  std::string text = opening(tables, name, model.name, "What does this model do on another network?");
  text += "\n# " + std::string(model.label) + ": " + std::string(model.sentence) + ".\n# " +
          std::string(model.equation) + "\n[network]\n" + commented(tables, "network") + "\n[parameters]\n" +
          commented(tables, "parameters");
  return text +
         "\n# Arms differ in keys of the model or in their network:\n# [[arm]]\n# name = \"other\"\n"
         "# network = { people = 2000 }\n";
}

int new_command(const std::filesystem::path& file, const std::string& model, bool force) {
  Problems problems;
  std::vector<std::string_view> names{"change"};
  for (const ReferenceModel* known : reference_models()) names.push_back(known->name);
  if (std::find(names.begin(), names.end(), model) == names.end())
    problems.add({"", 0, "--model"}, "there is no model \"" + model.substr(0, 60) + "\"", "one of " + joined(names),
                 nearest_name(model, names));
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    problems.add({file.string(), 0, ""}, "is a folder", "a new file");
  else if (std::filesystem::exists(file, ignored) && !force)
    problems.add({file.string(), 0, ""}, "is there already", "a new file, or --force");
  if (file.has_parent_path() && !std::filesystem::is_directory(file.parent_path(), ignored))
    problems.add({file.string(), 0, ""}, "there is no folder " + file.parent_path().string(), "a folder that exists");
  if (!names_a_folder(file.stem().string()))
    problems.add({file.string(), 0, ""}, "cannot name a scenario", "NAME.toml");
  problems.throw_if_any();
  const std::string name = file.stem().string();
  write_whole_file(file,
                   model == "change" ? change_scenario(name) : reference_scenario(name, *find_reference_model(model)));
  std::cout << "Wrote " << file.string() << ". Next: kantel compare " << file.string() << "\n";
  return 0;
}

}  // namespace

void add_new_command(CLI::App& app, ChosenCommand& chosen) {
  CLI::App* sub = app.add_subcommand("new", "Writes a commented scenario to begin with");
  struct Arguments {
    std::string file, model = "change";
    bool force = false;
  };
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("FILE", arguments->file, "The scenario file to write")->required();
  sub->add_option("--model", arguments->model, "change (default), or a reference model: kantel describe model")
      ->type_name("NAME");
  sub->add_flag("--force", arguments->force, "Overwrites an existing file");
  sub->footer("Example:\n  kantel new harbour.toml");
  sub->callback([&chosen, arguments] {
    chosen = [arguments] { return new_command(arguments->file, arguments->model, arguments->force); };
  });
}

}  // namespace kantel
