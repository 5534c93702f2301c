// The organisation a scenario lives on: made or given, its cohorts assigned, its arms' targets found in it.
#include <algorithm>

#include "models/change/locals.hpp"
#include "models/change/purposes.hpp"
#include "models/change/scenario/scenario.hpp"

namespace kantel {

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

namespace {

// The index of a name; a problem where it is none.
std::int64_t index_of(const std::string& name, std::span<const std::string> of, std::string_view what,
                      const Place& place, Problems& problems) {
  const std::vector<std::string_view> names(of.begin(), of.end());
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    problems.add(place, "there is no " + std::string(what) + " \"" + name + "\"",
                 names.empty() ? "no " + std::string(what) + " is declared"
                               : "one of " + joined(std::span(names).first(std::min<std::size_t>(names.size(), 20))) +
                                     (names.size() > 20 ? ", …" : ""),
                 nearest_name(name, names));
  return found - names.begin();
}

}  // namespace

void resolve_target(Event& event, const Organisation& organisation, Problems& problems) {
  Place place = event.place;
  place.key += ".target";
  for (Condition& condition : event.target.conditions) {
    if (condition.kind == Condition::Kind::unit)
      condition.number = index_of(condition.name, organisation.unit_names, "unit", place, problems);
    if (condition.kind == Condition::Kind::cohort)
      condition.number = index_of(condition.name, organisation.cohort_names, "cohort", place, problems);
    if (condition.kind != Condition::Kind::level) continue;
    const auto deepest = *std::max_element(organisation.level.begin(), organisation.level.end());
    if (condition.number > deepest)
      problems.add(place, "there is no level " + std::to_string(condition.number),
                   "level=0 to level=" + std::to_string(deepest));
  }
}

namespace {

// Targets, charts and units that differ are found in the organisation.
void find_names(Scenario& scenario, const Organisation& organisation, const Workers& workers) {
  Problems problems;
  read_charts(scenario, organisation, problems, workers);
  for (Arm& arm : scenario.arms)
    for (Event& event : arm.events) resolve_target(event, organisation, problems);
  if (!scenario.units_of_files) scenario.units_of_files = read_unit_files(scenario, problems);
  check_locals(scenario, organisation, problems);
  problems.throw_if_any();
}

}  // namespace

void add_other_cohort(Scenario& scenario) {
  double shares = 0;
  for (const Cohort& cohort : scenario.cohorts) shares += cohort.share;
  const bool has_other = !scenario.cohorts.empty() && scenario.cohorts.back().name == "other";
  if (!scenario.cohorts.empty() && !has_other && shares < 1 - 1e-9)
    scenario.cohorts.push_back({"other", 1 - shares, {}});
}

void fit_to(Scenario& scenario, const Organisation& organisation) {
  add_other_cohort(scenario);
  find_names(scenario, organisation, Workers(1));
}

Organisation make_organisation(Scenario& scenario, std::uint32_t replicate, const Workers& workers) {
  add_other_cohort(scenario);
  const std::uint64_t seed = scenario.organisation_seed(replicate);
  if (!scenario.given_organisation) refuse_beyond_memory(scenario.organisation, 45);  // with the columns of a run
  Organisation organisation = scenario.given_organisation
                                  ? *scenario.given_organisation
                                  : make_organisation(scenario.organisation, scenario.folder, seed, workers);
  assign_cohorts(scenario, seed, organisation);
  find_names(scenario, organisation, workers);
  return organisation;
}

}  // namespace kantel
