// Reading and checking a scenario as a whole. What one table may hold is declared beside its struct, the tables are
// registered in tables.cpp.
#include "models/change/scenario/scenario.hpp"

#include <algorithm>
#include <set>

#include "models/asks.hpp"
#include "models/change/metrics.hpp"
#include "models/keep_arm.hpp"

namespace kantel {

namespace {

void check_weights(const Scenario& scenario, const Value& document, Problems& problems) {
  const double w_c = scenario.parameters.w_c;
  const auto check = [&](double w_a, Place place, const std::string& whose) {
    if (w_a < 0 || w_a + w_c > 1 + 1e-12)
      problems.add(std::move(place),
                   whose + "w_a + w_c is " + shortest(w_a + w_c) + ", so relatedness has a negative weight",
                   "w_a of at least 0 and w_a + w_c of at most 1");
  };
  const Value* table = document.find("parameters");
  const Value* key = table ? (table->find("w_a") ? table->find("w_a") : table->find("w_c")) : nullptr;
  check(scenario.parameters.w_a,
        key ? Place{key->file, key->line, "parameters.w_a"} : Place{document.file, 1, "parameters.w_a"}, "");
  const auto differing = [&](const Difference& differs) {
    return differs.w_a.value_or(scenario.parameters.w_a) + differs.w_a_shift;
  };
  for (const Unit& unit : scenario.units) check(differing(unit.differs), unit.place, "with this difference, ");
  const Value* list = document.find("cohort");
  for (std::size_t i = 0; list && i < scenario.cohorts.size(); ++i) {  // those of a preset weigh as everybody
    const Value& cohort = (*list->as<Value::List>())[i];
    check(differing(scenario.cohorts[i].differs), {cohort.file, cohort.line, "cohort." + scenario.cohorts[i].name},
          "with this shift, ");
  }
}

void check_arms(const Value& document, const Scenario& scenario, Problems& problems) {
  const Value* arms = document.find("arm");
  if (scenario.arms.empty() && (!arms || arms->as<Value::List>()))
    problems.add({document.file, 0, "arm"}, "there is no arm", "one or more [[arm]] tables");
}

// factorial: every approach with every policy that occurs. An arm as written stands for its own cell and lends its
// approach's champions, mandate and plan, and its policy's effort, schedule and trigger, to the cells that are added;
// events are those of the arm with the same approach.
void cross_arms(Scenario& scenario) {
  const std::vector<Arm> written = scenario.arms;
  for (const Arm& by_approach : written)
    for (const Arm& by_policy : written) {
      const auto same_cell = [&](const Arm& arm) {
        return arm.approach == by_approach.approach && arm.policy == by_policy.policy;
      };
      if (std::any_of(scenario.arms.begin(), scenario.arms.end(), same_cell)) continue;
      Arm arm = by_approach;
      arm.policy = by_policy.policy;
      arm.effort = by_policy.effort;
      arm.schedule = by_policy.schedule;
      arm.trigger = by_policy.trigger;
      arm.name = std::string(name_of(arm.approach)) + ":" + std::string(name_of(arm.policy));
      scenario.arms.push_back(std::move(arm));
    }
}

// Names of arms that crossing them would make ambiguous: twice, or as the tables call an effect.
void check_crossed_names(const Scenario& scenario, const Value& document, Problems& problems) {
  const Value::List& written = *document.find("arm")->as<Value::List>();
  const auto place = [&](std::size_t arm) {
    return Place{document.file, written[std::min(arm, written.size() - 1)].line, "arm.name"};
  };
  std::set<std::string> names;
  for (std::size_t i = 0; i < scenario.arms.size(); ++i) {
    const std::string& name = scenario.arms[i].name;
    if (!names.insert(name).second)
      problems.add(place(i), "two arms are called \"" + name + "\" when approaches and policies are crossed",
                   "another name");
    for (const std::string_view effect : {"approach:", "style:", "interaction:"})
      if (name.starts_with(effect))
        problems.add(place(i), "\"" + name + "\" begins as an effect of a factorial does",
                     "a name without " + std::string(effect));
  }
  if (names.size() == scenario.arms.size()) check_pair_names(scenario.arms, place(0), problems);
}

// What kind of change it is decides what is not given.
void apply_kind(Scenario& scenario, const Value& document) {
  if (scenario.change.kind != ChangeKind::structure) return;
  const auto given = [&](std::string_view table, std::string_view key) {
    const Value* found = document.find(table);
    return found && found->find(key);
  };
  if (!given("change", "demand")) scenario.change.demand = of_structure::demand;
  if (!given("parameters", "rho0")) scenario.parameters.rho0 = of_structure::rho0;
  if (!given("parameters", "grudging")) scenario.parameters.grudging = of_structure::grudging;
}

// Names of policies that the first edition gave to something else. Who does not say which edition is meant is asked.
void check_edition(const Value& document, Problems& problems) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> renamed{
      {{"responsive", "by_needs"}, {"situational", "by_readiness"}, {"bounding", "freedom_within_lines"}}};
  if (document.find("edition")) return;
  const auto look = [&](const Value& table, const std::string& path) {
    const Value* policy = table.find("policy");
    const auto* word = policy ? policy->as<std::string>() : nullptr;
    for (const auto& [before, now] : renamed)
      if (word && *word == before)
        problems.add({policy->file, policy->line, path + ".policy"},
                     "\"" + *word +
                         "\" has another meaning since the second edition of the model; what the first called so "
                         "is \"" +
                         std::string(now) + "\"",
                     "that name, or edition = 2 at the top of the scenario");
  };
  const Value* arms = document.find("arm");
  const auto* list = arms ? arms->as<Value::List>() : nullptr;
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    const std::string path = "arm." + std::to_string(i + 1);
    look((*list)[i], path);
    for (const std::string of : {"event", "schedule"}) {
      const Value* found = (*list)[i].find(of);
      const auto* all = found ? found->as<Value::List>() : nullptr;
      for (std::size_t e = 0; all && e < all->size(); ++e)
        look((*all)[e], path + "." + of + "." + std::to_string(e + 1));
    }
    if (const Value* trigger = (*list)[i].find("trigger")) look(*trigger, path + ".trigger");
  }
}

// A shorter --days drops what would happen later; the file's own days were checked above.
void shorten(Scenario& scenario, std::int64_t days) {
  std::size_t dropped = 0;
  for (Arm& arm : scenario.arms) {
    dropped += std::erase_if(arm.events, [days](const Event& event) { return event.day > days; });
    dropped += std::erase_if(arm.schedule, [days](const PolicyTurn& turn) { return turn.day > days; });
    if (arm.trigger && arm.trigger->day > days) arm.trigger.reset(), ++dropped;
    if (arm.has_mandate() && arm.approach != Approach::pilot && arm.mandate.day() > days) ++dropped;
  }
  scenario.settings.days = days;
  if (dropped > 0)
    scenario.warnings.push_back("--days " + std::to_string(days) + " drops " + std::to_string(dropped) +
                                (dropped == 1 ? " event" : " events") + " of later days");
}

// The arms and metrics that the question names.
void check_asks(const Scenario& scenario, const Value& document, Problems& problems) {
  const Value* asks = document.find("asks");
  if (!asks) return;
  const std::vector<Metric> known = change_metrics(scenario.settings.days);
  std::vector<std::string_view> arms, metrics;
  for (const Arm& arm : scenario.arms) arms.push_back(arm.name);
  for (const Metric& metric : known) metrics.push_back(metric.name);
  parse_asks(scenario.settings.asks, arms, metrics, {asks->file, asks->line, "asks"}, problems);
}

}  // namespace

Scenario parse_scenario(std::string_view text, const std::string& file, const Overrides& overrides) {
  Problems problems;
  Value document = parse_toml(text, file);
  for (const std::string& setting : overrides.settings) apply_setting(document, setting, problems);
  return scenario_of(document, file, overrides, std::move(problems));
}

Scenario scenario_of(const Value& document, const std::string& file, const Overrides& overrides, Problems problems) {
  Scenario scenario;
  scenario.folder = std::filesystem::path(file).parent_path();
  scenario.settings.name = std::filesystem::path(file).stem().string();
  read_table(document, "", scenario_keys(), scenario.settings, problems, names_of_tables(scenario_tables()));
  read_nested(document, "", scenario_tables(), scenario, problems);
  spell_out_preset(scenario, document, problems);
  apply_kind(scenario, document);
  check_edition(document, problems);
  check_arms(document, scenario, problems);
  check_weights(scenario, document, problems);
  if (scenario.settings.model != "change")
    problems.add({file, document.find("model") ? document.find("model")->line : 1, "model"}, "is not the change model",
                 "\"change\"");
  if (!names_a_folder(scenario.settings.name))
    problems.add({file, document.find("name") ? document.find("name")->line : 1, "name"}, "cannot name a folder",
                 "a plain name of at most 200 bytes");
  if (!scenario.settings.factorial) check_asks(scenario, document, problems);
  problems.throw_if_any();

  if (scenario.settings.factorial) {
    cross_arms(scenario);
    check_crossed_names(scenario, document, problems);
    check_asks(scenario, document, problems);
    problems.throw_if_any();
  }
  if (overrides.replicates) scenario.settings.replicates = *overrides.replicates;
  if (overrides.seed) scenario.settings.seed = *overrides.seed;
  if (overrides.days && *overrides.days < scenario.settings.days)
    shorten(scenario, *overrides.days);
  else if (overrides.days)
    scenario.settings.days = *overrides.days;
  add_other_cohort(scenario);
  scenario.assumed = assumed_of(scenario, document);
  return scenario;
}

Scenario read_scenario(const std::filesystem::path& file, const Overrides& overrides) {
  return parse_scenario(read_text_file(file), file.string(), overrides);
}

}  // namespace kantel
