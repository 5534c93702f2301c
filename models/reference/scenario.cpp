#include "models/reference/scenario.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "models/keep_arm.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 3> tables{"network", "parameters", "arm"};

ReferenceArm read_arm(const Value& table, const ReferenceScenario& scenario, const ReferenceArm& shared,
                      Problems& problems) {
  constexpr std::array<std::string_view, 2> own{"name", "network"};
  ReferenceArm arm = shared;
  arm.parameters = scenario.model->read(table, "arm", shared.parameters, own, problems);
  TableReader reader(table, "arm", problems);
  arm.name.clear();
  reader.read("name", arm.name);
  if (arm.name.empty() || arm.name.find_first_of(",;\"\r\n") != std::string::npos)
    problems.add(reader.place("name"), "is missing, or holds a comma, semicolon, quote or line end", "a plain name");
  if (const Value* network = table.find("network"))
    read_table(*network, "arm.network", network_keys(), arm.network, problems);
  return arm;
}

// Where a key of an arm's network stands: in the arm, in [network], or nowhere.
Place network_place(const Value& document, std::size_t arm, std::string_view key) {
  const Value* arms = document.find("arm");
  const Value* own = arms ? (*arms->as<Value::List>())[arm].find("network") : nullptr;
  const Value* shared = document.find("network");
  for (const Value* table : {own, shared})
    if (const Value* found = table ? table->find(key) : nullptr)
      return {found->file, found->line, (table == own ? "arm.network." : "network.") + std::string(key)};
  return {document.file, shared ? shared->line : 1, "network." + std::string(key)};
}

// What no single key can be blamed for.
void check_arm(const Value& document, std::size_t at, const ReferenceScenario& scenario, Problems& problems) {
  const ReferenceArm& arm = scenario.arms[at];
  check_network(
      arm.network, [&](std::string_view key) { return network_place(document, at, key); }, problems);
  const std::string objection = scenario.model->objection(arm.parameters, arm.network);
  if (objection.empty()) return;
  const Value* arms = document.find("arm");
  const Value& table = arms ? (*arms->as<Value::List>())[at] : *document.find("model");
  problems.add({table.file, table.line, arms ? "arm." + arm.name : "model"}, objection);
}

}  // namespace

std::uint64_t ReferenceScenario::network_seed(const ReferenceArm& arm, std::uint32_t replicate) const {
  const std::uint64_t once = arm.network.seed ? static_cast<std::uint64_t>(*arm.network.seed) : seed();
  return arm.network.per_replicate && replicate > 0 ? hashed(once ^ (std::uint64_t{replicate} << 32)) : once;
}

ReferenceScenario parse_reference_scenario(std::string_view text, const std::string& file, const Overrides& overrides) {
  Problems problems;
  Value document = parse_toml(text, file);
  for (const std::string& setting : overrides.settings) apply_setting(document, setting, problems);
  return reference_scenario_of(document, file, overrides, std::move(problems));
}

ReferenceScenario reference_scenario_of(const Value& document, const std::string& file, const Overrides& overrides,
                                        Problems problems) {
  ReferenceScenario scenario;
  scenario.folder = std::filesystem::path(file).parent_path();
  scenario.settings.name = std::filesystem::path(file).stem().string();
  const Value* name = document.find("model");
  const auto* text = name ? name->as<std::string>() : nullptr;
  scenario.model = text ? find_reference_model(*text) : nullptr;
  if (!scenario.model) throw InputError({{file, 1, "model"}, "is not a reference model's scenario", "", ""});
  read_table<ScenarioSettings>(document, "", scenario_keys(), scenario.settings, problems, tables);
  const auto place = [&](const char* key) {
    const Value* value = document.find(key);
    return Place{file, value ? value->line : 1, key};
  };
  if (scenario.settings.factorial) problems.add(place("factorial"), "is for the change model", "false");
  if (!names_a_folder(scenario.settings.name))
    problems.add(place("name"), "cannot name a folder", "a plain name of at most 200 bytes");

  ReferenceArm shared{std::string(scenario.model->name), scenario.model->defaults(), {}};
  if (const Value* network = document.find("network"))
    read_table(*network, "network", network_keys(), shared.network, problems);
  if (const Value* parameters = document.find("parameters"))
    shared.parameters = scenario.model->read(*parameters, "parameters", shared.parameters, {}, problems);
  const Value* arms = document.find("arm");
  if (!arms) {
    scenario.arms.push_back(shared);
  } else if (const auto* list = arms->as<Value::List>(); !list || list->empty()) {
    problems.add({file, arms->line, "arm"}, "holds no arm", "one or more [[arm]] tables, or none of it");
  } else {
    std::set<std::string> names;
    for (const Value& table : *list) {
      ReferenceArm arm = read_arm(table, scenario, shared, problems);
      if (!arm.name.empty() && !names.insert(arm.name).second)
        problems.add({file, table.line, "arm.name"}, "two arms are called \"" + arm.name + "\"", "distinct names");
      scenario.arms.push_back(std::move(arm));
    }
    if (names.size() == scenario.arms.size())
      check_pair_names(scenario.arms, {file, list->front().line, "arm.name"}, problems);
  }
  for (std::size_t i = 0; i < scenario.arms.size(); ++i) check_arm(document, i, scenario, problems);
  problems.throw_if_any();

  if (overrides.replicates) scenario.settings.replicates = *overrides.replicates;
  if (overrides.seed) scenario.settings.seed = *overrides.seed;
  if (overrides.days) scenario.settings.days = *overrides.days;
  return scenario;
}

std::span<const DeclaredTable> reference_tables(const ReferenceModel& model) {
  static const auto of_models = [] {
    std::map<std::string_view, std::vector<DeclaredTable>> all;
    for (const ReferenceModel* known : reference_models()) {
      const auto network = declared_keys(network_keys());
      std::vector<DeclaredKey> of_arm = known->keys();
      of_arm.insert(of_arm.begin(), {"name",
                                     "what tables and curves call the arm; needed, and distinct",
                                     "",
                                     {Bounds::Kind::text},
                                     {"name", "", "", "", "text", "", ""}});
      all[known->name] = {
          {"", "Top level", "", declared_keys(scenario_keys())},
          {"network", "[network]", "Who may influence whom in a reference model.", network},
          {"parameters", std::string(known->name) + ": " + std::string(known->label), "", known->keys()},
          {"arm.*", "[[arm]]", "Arms differ in keys of the model or in their network.", std::move(of_arm)},
          {"arm.*.network", "[[arm]] network", "", network},
      };
    }
    return all;
  }();
  return of_models.at(model.name);
}

std::string resolved_toml(const ReferenceScenario& scenario) {
  std::string text;
  write_keys(text, scenario_keys(), scenario.settings);
  for (const ReferenceArm& arm : scenario.arms) {
    text += "\n[[arm]]\nname = " + quoted_text(arm.name) + "\n";
    for (const auto& [name, value] : scenario.model->written(arm.parameters))
      if (!value.empty() && value != "\"\"") text += name + " = " + value + "\n";
    text += "[arm.network]\n";
    write_keys(text, network_keys(), arm.network);
  }
  return text;
}

}  // namespace kantel
