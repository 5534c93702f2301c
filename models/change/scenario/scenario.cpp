// Reading and checking a scenario. What one table may hold is declared beside its struct; here are the tables
// themselves and the rules that concern several keys at once.
#include "models/change/scenario/scenario.hpp"

#include <algorithm>
#include <set>

#include "models/change/purposes.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 7> scenario_tables{"organisation", "change", "parameters", "record",
                                                          "privacy",      "cohort", "arm"};

const std::array record_list = std::to_array<Key<RecordSettings>>({
    {.name = "every",
     .member = &RecordSettings::every,
     .low = 1,
     .high = 100'000,
     .unit = "days",
     .sentence = "days between records of groups other than all, and of barriers and gains"},
    {.name = "by_unit", .member = &RecordSettings::by_unit, .sentence = "record units"},
    {.name = "by_level", .member = &RecordSettings::by_level, .sentence = "record levels"},
    {.name = "by_structure",
     .member = &RecordSettings::by_structure,
     .sentence = "record terciles of the need for structure"},
    {.name = "by_cohort", .member = &RecordSettings::by_cohort, .sentence = "record cohorts"},
    {.name = "follow_day",
     .member = &RecordSettings::follow_day,
     .low = 0,
     .high = 100'000,
     .unit = "day",
     .sentence =
         "retained and lapsed count those who practise on this day; without it the day before the first mandate "
         "is lifted in any arm, else half-time"},
});
const std::array privacy_list = std::to_array<Key<PrivacySettings>>({
    {.name = "min_group",
     .member = &PrivacySettings::min_group,
     .low = 2,
     .high = 1'000'000,
     .unit = "employees",
     .sentence = "smaller groups join the next in order"},
});
const std::array cohort_list = std::to_array<Key<Cohort>>({
    {.name = "name", .member = &Cohort::name, .sentence = "what results call it; needed, and distinct"},
    {.name = "share",
     .member = &Cohort::share,
     .low = 0,
     .high = 1,
     .unit = "share of employees",
     .sentence = "drawn with the organisation; not used when the chart has a cohort column"},
    {.name = "w_a_shift",
     .member = &Cohort::w_a_shift,
     .low = -1,
     .high = 1,
     .sentence = "added to the weight of autonomy"},
});

const Value::List* table_list(const Value& document, std::string_view key, Problems& problems) {
  const Value* value = document.find(key);
  if (!value) return nullptr;
  const auto* list = value->as<Value::List>();
  if (!list)
    problems.add({value->file, value->line, std::string(key)}, std::string("is ") + value->kind(),
                 "a list of tables, [[" + std::string(key) + "]]");
  return list;
}

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
  for (std::size_t i = 0; i < scenario.cohorts.size(); ++i) {
    const Value& cohort = (*document.find("cohort")->as<Value::List>())[i];
    check(scenario.parameters.w_a + scenario.cohorts[i].w_a_shift,
          {cohort.file, cohort.line, "cohort." + scenario.cohorts[i].name}, "with this shift, ");
  }
}

void read_cohorts(const Value& document, Scenario& scenario, Problems& problems) {
  const auto* list = table_list(document, "cohort", problems);
  if (!list) return;
  double shares = 0;
  std::set<std::string> names;
  for (const Value& table : *list) {
    Cohort cohort;
    read_table<Cohort>(table, "cohort", cohort_list, cohort, problems);
    const Place place{table.file, table.line, "cohort.name"};
    if (cohort.name.empty() || cohort.name.find_first_of(",;\"\r\n+") != std::string::npos)
      problems.add(place, "is missing, or holds a comma, semicolon, plus, quote or line end", "a plain name");
    else if (!names.insert(cohort.name).second)
      problems.add(place, "\"" + cohort.name + "\" stands twice", "distinct names");
    shares += cohort.share;
    scenario.cohorts.push_back(std::move(cohort));
  }
  if (shares > 1 + 1e-9)
    problems.add({document.file, list->empty() ? 1 : list->front().line, "cohort.share"},
                 "the shares add to " + shortest(shares), "at most 1 in all");
  if (scenario.cohorts.size() > 50) problems.add({document.file, 1, "cohort"}, "are too many", "at most 50 cohorts");
}

void read_arms(const Value& document, Scenario& scenario, Problems& problems) {
  const auto* list = table_list(document, "arm", problems);
  if (!list || list->empty()) {
    if (!document.find("arm") || (list && list->empty()))
      problems.add({document.file, 0, "arm"}, "there is no arm", "one or more [[arm]] tables");
    return;
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < list->size(); ++i) {
    Arm arm = read_arm((*list)[i], i, scenario.settings.days, problems);
    const Value* name = (*list)[i].find("name");
    if (name && !arm.name.empty() && !names.insert(arm.name).second)
      problems.add({name->file, name->line, "arm.name"}, "two arms are called \"" + arm.name + "\"", "distinct names");
    scenario.arms.push_back(std::move(arm));
  }
  for (const Arm& later : scenario.arms)  // tables name a difference "later-earlier"
    for (const Arm& earlier : scenario.arms)
      if (const auto pair = names.find(later.name + "-" + earlier.name); pair != names.end())
        problems.add({document.file, list->front().line, "arm.name"},
                     "an arm is called \"" + *pair + "\", as is the difference of two arms", "another name");
}

// factorial: every approach with every policy that occurs. An arm as written stands for its own cell and lends its
// approach's champions, mandate and plan, and its policy's effort, to the cells that are added; events are those of
// the arm with the same approach.
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
      arm.name = std::string(approach_names[static_cast<std::size_t>(arm.approach)]) + ":" +
                 std::string(policy_names()[static_cast<std::size_t>(arm.policy)]);
      scenario.arms.push_back(std::move(arm));
    }
}

// A shorter --days drops what would happen later; the file's own days were checked above.
void shorten(Scenario& scenario, std::int64_t days) {
  std::size_t dropped = 0;
  for (Arm& arm : scenario.arms) {
    dropped += std::erase_if(arm.events, [days](const Event& event) { return event.day > days; });
    if (arm.led_down() && arm.mandate.deadline.value_or(arm.mandate.from_day) > days) ++dropped;
  }
  scenario.settings.days = days;
  if (dropped > 0)
    scenario.warnings.push_back("--days " + std::to_string(days) + " drops " + std::to_string(dropped) +
                                (dropped == 1 ? " event" : " events") + " of later days");
}

}  // namespace

std::span<const Key<RecordSettings>> record_keys() { return record_list; }
std::span<const Key<PrivacySettings>> privacy_keys() { return privacy_list; }
std::span<const Key<Cohort>> cohort_keys() { return cohort_list; }

// Whoever no share claims is in a cohort of their own.
void add_other_cohort(Scenario& scenario) {
  double shares = 0;
  for (const Cohort& cohort : scenario.cohorts) shares += cohort.share;
  const bool has_other = !scenario.cohorts.empty() && scenario.cohorts.back().name == "other";
  if (!scenario.cohorts.empty() && !has_other && shares < 1 - 1e-9)
    scenario.cohorts.push_back({"other", 1 - shares, 0});
}

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
  read_table<ScenarioSettings>(document, "", scenario_keys(), scenario.settings, problems, scenario_tables);
  const auto table = [&](std::string_view name, auto keys, auto& out) {
    if (const Value* value = document.find(name)) read_table(*value, std::string(name), keys, out, problems);
  };
  table("organisation", organisation_keys(), scenario.organisation);
  table("change", change_keys(), scenario.change);
  table("parameters", parameter_keys(), scenario.parameters);
  table("record", record_keys(), scenario.record);
  table("privacy", privacy_keys(), scenario.privacy);
  read_cohorts(document, scenario, problems);
  read_arms(document, scenario, problems);
  check_weights(scenario, document, problems);
  if (scenario.settings.model != "change")
    problems.add({file, document.find("model") ? document.find("model")->line : 1, "model"}, "is not the change model",
                 "\"change\"");
  if (!names_a_folder(scenario.settings.name))
    problems.add({file, document.find("name") ? document.find("name")->line : 1, "name"}, "cannot name a folder",
                 "a plain name");
  problems.throw_if_any();

  if (scenario.settings.factorial) cross_arms(scenario);
  if (overrides.replicates) scenario.settings.replicates = *overrides.replicates;
  if (overrides.seed) scenario.settings.seed = *overrides.seed;
  if (overrides.days && *overrides.days < scenario.settings.days)
    shorten(scenario, *overrides.days);
  else if (overrides.days)
    scenario.settings.days = *overrides.days;
  add_other_cohort(scenario);
  return scenario;
}

Scenario read_scenario(const std::filesystem::path& file, const Overrides& overrides) {
  return parse_scenario(read_text_file(file), file.string(), overrides);
}

std::uint64_t Scenario::organisation_seed(std::uint32_t replicate) const {
  const std::uint64_t once = organisation.seed ? static_cast<std::uint64_t>(*organisation.seed) : seed();
  return organisation.per_replicate && replicate > 0 ? hashed(once ^ (std::uint64_t{replicate} << 32)) : once;
}

namespace {

// The organisation's draw of cohorts, or the chart's own column matched by name.
void assign_cohorts(const Scenario& scenario, std::uint64_t seed, Organisation& organisation) {
  if (scenario.cohorts.empty()) {
    organisation.cohort.clear();
    organisation.cohort_names.clear();
    return;
  }
  std::vector<std::uint8_t> cohort(organisation.employees());
  // Whoever is in no named cohort is in one called "other", without a shift; it is the last.
  const auto other = static_cast<std::uint8_t>(scenario.cohorts.size() - 1);
  if (!organisation.cohort.empty()) {
    for (Employee i = 0; i < organisation.employees(); ++i) {
      const std::string& label = organisation.cohort_names[organisation.cohort[i]];
      const auto found = std::find_if(scenario.cohorts.begin(), scenario.cohorts.end(),
                                      [&](const Cohort& c) { return c.name == label; });
      cohort[i] = found == scenario.cohorts.end() ? other : static_cast<std::uint8_t>(found - scenario.cohorts.begin());
    }
  } else {
    const KeyedRandom random(seed, 0xFFFFFFFD);
    for (Employee i = 0; i < organisation.employees(); ++i) {
      const double u = open_unit_interval(random.draw(i, 0, 0));
      double below = 0;
      cohort[i] = other;
      for (std::size_t c = 0; c < scenario.cohorts.size(); ++c) {
        below += scenario.cohorts[c].share;
        if (u < below) {
          cohort[i] = static_cast<std::uint8_t>(c);
          break;
        }
      }
    }
  }
  organisation.cohort = std::move(cohort);
  organisation.cohort_names.clear();
  for (const Cohort& c : scenario.cohorts) organisation.cohort_names.push_back(c.name);
}

}  // namespace

void resolve_target(Event& event, const Organisation& organisation, Problems& problems) {
  Target& target = event.target;
  Place place = event.place;
  place.key += ".target";
  if (target.kind == Target::Kind::unit) {
    const std::vector<std::string_view> names(organisation.unit_names.begin(), organisation.unit_names.end());
    const auto found = std::find(names.begin(), names.end(), target.unit);
    if (found == names.end())
      problems.add(place, "there is no unit \"" + target.unit + "\"",
                   "one of " + joined(std::span(names).first(std::min<std::size_t>(names.size(), 20))) +
                       (names.size() > 20 ? ", …" : ""),
                   nearest_name(target.unit, names));
    target.number = found - names.begin();
  } else if (target.kind == Target::Kind::level) {
    const auto deepest = *std::max_element(organisation.level.begin(), organisation.level.end());
    if (target.number > deepest)
      problems.add(place, "there is no level " + std::to_string(target.number),
                   "level=0 to level=" + std::to_string(deepest));
  }
}

namespace {

void resolve_targets(Scenario& scenario, const Organisation& organisation) {
  Problems problems;
  for (Arm& arm : scenario.arms)
    for (Event& event : arm.events) resolve_target(event, organisation, problems);
  problems.throw_if_any();
}

}  // namespace

void fit_to(Scenario& scenario, const Organisation& organisation) {
  add_other_cohort(scenario);
  resolve_targets(scenario, organisation);
}

Organisation make_organisation(Scenario& scenario, std::uint32_t replicate, const Workers& workers) {
  add_other_cohort(scenario);
  const std::uint64_t seed = scenario.organisation_seed(replicate);
  Organisation organisation = scenario.given_organisation
                                  ? *scenario.given_organisation
                                  : make_organisation(scenario.organisation, scenario.folder, seed, workers);
  assign_cohorts(scenario, seed, organisation);
  resolve_targets(scenario, organisation);
  return organisation;
}

}  // namespace kantel
