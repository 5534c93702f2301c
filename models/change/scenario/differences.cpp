// The tables by which units and cohorts differ.
#include "models/change/scenario/differences.hpp"

#include <algorithm>
#include <set>

#include "models/change/scenario/lists.hpp"
#include "models/change/scenario/scenario.hpp"

namespace kantel {

std::span<const std::string_view> names_of(OwnPolicy) {
  static const auto names = [] {
    std::vector<std::string_view> list{"of_arm"};
    list.insert(list.end(), names_of(Policy{}).begin(), names_of(Policy{}).end());
    return list;
  }();
  return names;
}

std::span<const Key<Difference>> difference_keys() {
  using D = Difference;
  static const auto keys = declare<D>({
      {"demand", &D::demand, 0, 1, "z", "", "how much skill the practice asks here", "assumed"},
      {"demand_shift", &D::demand_shift, -1, 1, "", "", "added to it; the sum is cut to 0 to 1", "assumed"},
      {"local_variety", &D::local_variety, 0, 1, "h", "", "how much work differs here from what the plan knows",
       "assumed"},
      {"local_variety_shift", &D::local_variety_shift, -1, 1, "", "", "added to it; the sum is cut to 0 to 1",
       "assumed"},
      {"trust", &D::trust, 0, 1, "T_new", "", "mean trust at the start, and in a leader who is new", "assumed"},
      {"trust_shift", &D::trust_shift, -1, 1, "", "", "added to it", "assumed"},
      {"skill", &D::skill, 0, 1, "k_new", "", "mean skill at the start", "assumed"},
      {"skill_shift", &D::skill_shift, -1, 1, "", "", "added to it", "assumed"},
      {"attitude_factor", &D::attitude_factor, 0, 10, "", "", "multiplies one's own view of this change", "assumed"},
      {"threshold", &D::threshold, 0, 1, "θ̄", "share of ties", "mean threshold", "assumed"},
      {"threshold_shift", &D::threshold_shift, -1, 1, "", "share of ties", "added to it", "assumed"},
      {"structure", &D::structure, 0, 1, "", "", "mean need for structure", "assumed"},
      {"structure_shift", &D::structure_shift, -1, 1, "", "", "added to it", "assumed"},
      {"autonomy", &D::autonomy, 0, 1, "", "", "mean set point of autonomy", "assumed"},
      {"autonomy_shift", &D::autonomy_shift, -1, 1, "", "", "added to it", "assumed"},
      {"competence", &D::competence, 0, 1, "", "", "mean set point of competence", "assumed"},
      {"competence_shift", &D::competence_shift, -1, 1, "", "", "added to it", "assumed"},
      {"relatedness", &D::relatedness, 0, 1, "", "", "mean set point of relatedness", "assumed"},
      {"relatedness_shift", &D::relatedness_shift, -1, 1, "", "", "added to it", "assumed"},
      {"w_a", &D::w_a, 0, 1, "wA", "", "weight of autonomy; that of competence is everybody's", "assumed"},
      {"w_a_shift", &D::w_a_shift, -1, 1, "", "", "added to it", "assumed"},
      {"practising", &D::practising, 0, 1, "", "share of people",
       "of those here who practise from day 0, with a champion's skill and conviction; to the nearest person",
       "assumed"},
      {.name = "policy",
       .member = &D::policy,
       .sentence = "how they are led from day 0, whatever the arm's policy, at the arm's effort; of_arm: as it says"},
  });
  return keys;
}

std::span<const Key<Cohort>> cohort_keys() {
  using S = Cohort;
  static const auto keys = declare<S, 1>({
      // how it differs has keys of its own
      {.name = "name", .member = &S::name, .sentence = "what results call it; needed, and distinct"},
      {.name = "share",
       .member = &S::share,
       .low = 0,
       .high = 1,
       .unit = "share of employees",
       .sentence = "drawn with the organisation; not used when the chart has a cohort column"},
  });
  return keys;
}

std::span<const Key<Unit>> unit_keys() {
  static const auto keys = declare<Unit, 2>({
      // how it differs has keys of its own; the place is where it is written
      {.name = "name",
       .member = &Unit::name,
       .sentence = "of the unit, or a pattern: * stands for any text; of several that match all count, in order"},
  });
  return keys;
}

std::span<const Key<Differences>> differences_keys() {
  using S = Differences;
  static const auto keys = declare<S>({
      {.name = "units",
       .member = &S::units,
       .sentence = "a CSV of units that differ: a column unit, and any keys of [[unit]] as columns; empty where "
                   "nothing is said"},
      {.name = "survey",
       .member = &S::survey,
       .sentence = "a CSV of answers, unit, item, mean, n: sets mean autonomy, competence, relatedness, trust, skill "
                   "or structure of a unit at the start"},
      {.name = "survey_scale",
       .member = &S::survey_scale,
       .sentence = "lowest and highest answer of the survey; needed with one"},
      {.name = "cohorts",
       .member = &S::cohorts,
       .sentence = "as_listed in [[cohort]]; brakers_waiters_carriers: three cohorts of .2, .6 and .2, with threshold "
                   "+.2, 0 and -.1, attitude times .5, 1 and 1.5, trust -.2, 0 and +.1"},
  });
  return keys;
}

namespace {

template <class S>
void read_differing(const Value& table, const std::string& path, std::span<const Key<S>> keys, S& out,
                    Problems& problems) {
  TableReader reader(table, path, problems);
  std::vector<std::string_view> known;
  for (const Key<S>& key : keys) known.push_back(key.name), read_key(reader, key, out);
  for (const Key<Difference>& key : difference_keys()) known.push_back(key.name), read_key(reader, key, out.differs);
  reader.refuse_others(known);
}

template <class S>
void write_differing(std::string& out, std::string_view name, std::span<const Key<S>> keys, const S& one) {
  out += "\n[[" + std::string(name) + "]]\n";
  write_keys(out, keys, one);
  write_keys(out, difference_keys(), one.differs);
}

template <class S>
std::vector<DeclaredKey> declared(std::span<const Key<S>> keys) {
  std::vector<DeclaredKey> list = declared_keys(keys);
  for (DeclaredKey& key : declared_keys(difference_keys())) list.push_back(std::move(key));
  return list;
}

void read_cohorts(const Value& value, const std::string& path, Scenario& scenario, Problems& problems) {
  const auto* list = list_of_tables(value, path, problems);
  if (!list) return;
  double shares = 0;
  std::set<std::string> names;
  for (const Value& table : *list) {
    Cohort cohort;
    read_differing(table, path, cohort_keys(), cohort, problems);
    const Place place{table.file, table.line, "cohort.name"};
    if (cohort.name.empty() || cohort.name.find_first_of(",;\"\r\n+") != std::string::npos)
      problems.add(place, "is missing, or holds a comma, semicolon, plus, quote or line end", "a plain name");
    else if (!names.insert(cohort.name).second)
      problems.add(place, "\"" + cohort.name + "\" stands twice", "distinct names");
    shares += cohort.share;
    scenario.cohorts.push_back(std::move(cohort));
  }
  if (shares > 1 + 1e-9)
    problems.add({value.file, list->empty() ? 1 : list->front().line, "cohort.share"},
                 "the shares add to " + shortest(shares), "at most 1 in all");
  if (scenario.cohorts.size() > 50) problems.add({value.file, 1, "cohort"}, "are too many", "at most 50 cohorts");
}

void read_units(const Value& value, const std::string& path, Scenario& scenario, Problems& problems) {
  const auto* list = list_of_tables(value, path, problems);
  if (!list) return;
  std::set<std::string> names;
  for (const Value& table : *list) {
    Unit unit = read_unit(table, path, problems);
    if (!unit.name.empty() && !names.insert(unit.name).second)
      problems.add({table.file, table.line, path + ".name"}, "\"" + unit.name + "\" stands twice", "distinct names");
    scenario.units.push_back(std::move(unit));
  }
  if (list->size() > 1000)
    problems.add({value.file, 1, path}, "are " + std::to_string(list->size()),
                 "at most 1000; a table of units has no bound");
}

}  // namespace

Unit read_unit(const Value& table, const std::string& path, Problems& problems) {
  Unit unit;
  unit.place = {table.file, table.line, path};
  read_differing(table, path, unit_keys(), unit, problems);
  if (unit.name.empty())
    problems.add({table.file, table.line, path + ".name"}, "is missing", "a unit's name or a pattern");
  return unit;
}

const OwnedTable<Scenario>& differences_table() {
  using S = Scenario;
  static const OwnedTable<S> table{
      "differences",
      {"differences", "[differences]", "Where units and cohorts that differ come from, beside [[unit]] and [[cohort]].",
       declared_keys(differences_keys())},
      [](const Value& value, const std::string& path, S& scenario, Problems& problems) {
        Differences& files = scenario.differences;
        read_table(value, path, differences_keys(), files, problems);
        const TableReader reader(value, path, problems);
        if (files.survey.empty() != (files.survey_scale == SurveyScale::none))
          problems.add(
              reader.place("survey_scale"),
              files.survey.empty() ? "stands without a survey" : "is missing: what the answers mean is not guessed",
              files.survey.empty() ? "survey = a file" : "one of " + joined(std::span(survey_scale_names).subspan(1)));
      },
      [](std::string& out, const S& scenario) {
        if (scenario.differences.units.empty() && scenario.differences.survey.empty()) return;
        out += "\n[differences]\n";
        write_keys(out, differences_keys(), scenario.differences);
      }};
  return table;
}

const OwnedTable<Scenario>& unit_table() {
  using S = Scenario;
  static const OwnedTable<S> table{
      "unit",
      {"unit.*", "[[unit]]", "Units that differ. What sets a trait sets its mean; the spread stays.",
       declared(unit_keys())},
      read_units,
      [](std::string& out, const S& scenario) {
        for (const Unit& unit : scenario.units) write_differing(out, "unit", unit_keys(), unit);
      }};
  return table;
}

const OwnedTable<Scenario>& cohort_table() {
  using S = Scenario;
  static const OwnedTable<S> table{
      "cohort",
      {"cohort.*", "[[cohort]]", "Optional groups of employees that differ.", declared(cohort_keys())},
      read_cohorts,
      [](std::string& out, const S& scenario) {
        for (const Cohort& cohort : scenario.cohorts) write_differing(out, "cohort", cohort_keys(), cohort);
      }};
  return table;
}

void spell_out_preset(Scenario& scenario, const Value& document, Problems& problems) {
  if (scenario.differences.cohorts == CohortPreset::as_listed) return;
  scenario.differences.cohorts = CohortPreset::as_listed;
  if (!scenario.cohorts.empty()) {
    const Value* list = document.find("cohort");
    problems.add({document.file, list ? list->line : 1, "cohort"}, "stands beside a preset of cohorts",
                 "[[cohort]], or differences.cohorts");
    return;
  }
  Difference braking, carrying;
  braking.threshold_shift = .2, braking.attitude_factor = .5, braking.trust_shift = -.2;
  carrying.threshold_shift = -.1, carrying.attitude_factor = 1.5, carrying.trust_shift = .1;
  scenario.cohorts = {{"brakers", .2, braking}, {"waiters", .6, {}}, {"carriers", .2, carrying}};
}

}  // namespace kantel
