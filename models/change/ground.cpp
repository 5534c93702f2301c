#include "models/change/ground.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/change/champions.hpp"
#include "models/change/locals.hpp"
#include "models/change/measures.hpp"

namespace kantel {

namespace {

// How many people are surely in each tercile of the need for structure: as given, or what draws per replicate leave
// but once in a thousand (three standard deviations below the mean).
std::vector<double> sizes_by_structure(const Scenario& scenario, const GivenTraits& given,
                                       const Organisation& organisation) {
  std::vector<double> sizes(3, 0);
  if (!given.need_for_structure.empty()) {
    for (const float wish : given.need_for_structure) ++sizes[wish < structure_low ? 0 : wish < structure_high ? 1 : 2];
    return sizes;
  }
  const Locals locals = locals_of(scenario, organisation);
  std::vector<double> alike(locals.rows.size(), 0);
  for (Employee i = 0; i < organisation.employees(); ++i)
    ++alike[static_cast<std::size_t>(
        &locals.at(organisation.unit[i], organisation.cohort.empty() ? 0 : organisation.cohort[i]) -
        locals.rows.data())];
  const double sd = scenario.parameters.structure_sd, n = organisation.employees();
  const auto below = [&](double cut) {
    double share = 0;
    for (std::size_t row = 0; row < alike.size(); ++row) {
      const double mean = locals.rows[row].structure;
      share += alike[row] / n * (sd > 0 ? .5 * std::erfc((mean - cut) / sd / std::sqrt(2.0)) : mean < cut ? 1.0 : 0.0);
    }
    return share;
  };
  const double low = below(structure_low), middle = below(structure_high) - low;
  const double shares[]{low, middle, 1 - low - middle};
  for (std::size_t i = 0; i < 3; ++i)
    sizes[i] = std::floor(std::max(1.0, n * shares[i] - 3 * std::sqrt(n * shares[i] * (1 - shares[i]))));
  return sizes;
}

// Traits of real people show in the figures of whatever groups they are in, and figures by two groupings can be solved
// for one person: of such there are figures of everybody together alone.
bool shows_groups(const GivenTraits& given, const Organisation& organisation) {
  return !(organisation.imported && given.any());
}

GroupPlan plan(const Scenario& scenario, const GivenTraits& given, const Organisation& organisation) {
  const bool groups_shown = shows_groups(given, organisation);
  GroupPlan groups = plan_groups(organisation.level, organisation.unit, organisation.unit_names,
                                 {scenario.record.by_level && groups_shown, scenario.record.by_unit && groups_shown,
                                  scenario.privacy.min_group, scenario.record.every});
  // Classes: tercile of the need for structure + 3 · cohort.
  const std::size_t cohorts = std::max<std::size_t>(1, organisation.cohort_names.size());
  std::vector<int> tercile, cohort;
  for (std::size_t c = 0; c < cohorts; ++c)
    for (int t = 0; t < 3; ++t) tercile.push_back(t), cohort.push_back(static_cast<int>(c));
  groups.classes = static_cast<int>(tercile.size());
  groups.groups_of_class.resize(tercile.size());
  if (groups_shown && scenario.record.by_cohort && !organisation.cohort.empty()) {
    std::vector<double> sizes(cohorts, 0);
    for (const std::uint8_t c : organisation.cohort) ++sizes[c];
    add_class_groups(groups, "cohort", organisation.cohort_names, sizes, cohort, scenario.privacy.min_group);
  }
  if (groups_shown && scenario.record.by_structure) {
    const std::vector<std::string> labels{"low", "middle", "high"};
    const std::vector<double> sizes = sizes_by_structure(scenario, given, organisation);
    add_class_groups(groups, "structure", labels, sizes, tercile, scenario.privacy.min_group);
  }
  return groups;
}

}  // namespace

std::vector<std::uint8_t> managers_of(const Organisation& organisation) {
  std::vector<std::uint8_t> leads(organisation.employees(), 0);
  for (const Employee manager : organisation.manager)
    if (manager != nobody) leads[manager] = 1;
  return leads;
}

ChangeGround make_ground(const Scenario& scenario, Organisation organisation, const Workers& workers) {
  ChangeGround ground;
  ground.organisation = std::move(organisation);
  const Organisation& chart = ground.organisation;
  ground.given = read_traits(scenario, chart);
  ground.is_manager = managers_of(chart);
  ground.teams = make_teams(chart.manager);
  ground.groups = plan(scenario, ground.given, chart);
  ground.teams_shown = shows_groups(ground.given, chart);
  if (chart.imported) ground.least_team = scenario.privacy.min_group;
  if (!ground.teams_shown) {
    ground.least_told = std::min<std::int64_t>(scenario.privacy.min_group, chart.employees());  // all is always shown
    ground.groups.least = static_cast<double>(ground.least_told);
  }
  if (std::ranges::any_of(scenario.arms, [](const Arm& arm) { return arm.ranks_by_betweenness(); }))
    ground.betweenness = champion_betweenness(chart.ties, scenario.organisation_seed(0), workers);
  ground.tie_weights = weigh_ties(scenario.tie_weights, chart, workers);
  return ground;
}

}  // namespace kantel
