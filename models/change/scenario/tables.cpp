// The tables of a scenario, and the rules that concern several of them.
#include <algorithm>
#include <set>

#include "models/change/scenario/lists.hpp"
#include "models/change/scenario/scenario.hpp"
#include "models/keep_arm.hpp"

namespace kantel {

namespace {

void read_arms(const Value& value, const std::string& path, Scenario& scenario, Problems& problems) {
  const auto* list = list_of_tables(value, path, problems);
  if (!list || list->empty()) return;  // no arm is a problem of the whole
  std::set<std::string> names;
  for (std::size_t i = 0; i < list->size(); ++i) {
    Arm arm = read_arm((*list)[i], i, scenario.settings.days, problems);
    const Value* name = (*list)[i].find("name");
    if (name && !arm.name.empty() && !names.insert(arm.name).second)
      problems.add({name->file, name->line, "arm.name"}, "two arms are called \"" + arm.name + "\"", "distinct names");
    scenario.arms.push_back(std::move(arm));
  }
  if (names.size() == scenario.arms.size())
    check_pair_names(scenario.arms, {value.file, list->front().line, "arm.name"}, problems);
}

}  // namespace

std::span<const OwnedTable<Scenario>> scenario_tables() {
  using S = Scenario;
  static const std::array tables{
      owned_table<S>("organisation",
                     {"organisation",
                      "[organisation]",
                      "Who is there and who is tied to whom. Paths are relative to the scenario file.",
                      {}},
                     organisation_keys(), &S::organisation),
      owned_table<S>("tie_weights",
                     {"tie_weights",
                      "[tie_weights]",
                      "What a tie counts for, in whole colleagues. A tie in several layers counts for the largest.",
                      {}},
                     tie_weight_keys(), &S::tie_weights),
      owned_table<S>("change", {"change", "[change]", "The practice asked of people, and the plan behind it.", {}},
                     change_keys(), &S::change),
      owned_table<S>("parameters",
                     {"parameters", "[parameters]", "The change model. A tau of inf freezes its level.", {}},
                     parameter_keys(), &S::parameters),
      owned_table<S>("record", {"record", "[record]", "What is kept of a run; `all` is kept every day.", {}},
                     record_keys(), &S::record),
      owned_table<S>("privacy", {"privacy", "[privacy]", "", {}}, privacy_keys(), &S::privacy),
      owned_table<S>("prices",
                     {"prices", "[prices]", "What a change costs. Placeholders: an organisation has its own.", {}},
                     price_keys(), &S::prices),
      differences_table(),
      unit_table(),
      cohort_table(),
      OwnedTable<S>{"arm",
                    {"arm.*", "[[arm]]", "An approach, a policy and interventions.", declared_keys(arm_keys())},
                    read_arms,
                    [](std::string& out, const Scenario& scenario) {
                      for (const Arm& arm : scenario.arms) write_arm(out, arm);
                    }},
  };
  return tables;
}

std::span<const DeclaredTable> change_tables() {
  static const auto all = [] {
    std::vector<DeclaredTable> list{{"", "Top level", "", declared_keys(scenario_keys())}};
    for (const auto& table : scenario_tables()) list.push_back(table.declared);
    for (const auto& table : arm_tables()) list.push_back(table.declared);
    return list;
  }();
  return all;
}

std::string resolved_toml(const Scenario& scenario) {
  std::string out;
  ScenarioSettings settings = scenario.settings;
  settings.factorial = false;  // the arms are crossed already
  write_keys(out, scenario_keys(), settings);
  write_nested(out, scenario_tables(), scenario);
  return out;
}

}  // namespace kantel
