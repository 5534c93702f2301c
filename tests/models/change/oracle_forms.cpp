// What forms of organisation add to the oracle: second managers, leads who are no managers, and types of work.
#include <algorithm>

#include "tests/models/change/oracle.hpp"

namespace kantel::testing {

std::vector<Employee> oracle_leaders(const Organisation& organisation, Employee v) {
  std::vector<Employee> leaders;
  if (organisation.manager[v] != nobody) leaders.push_back(organisation.manager[v]);
  if (!organisation.dotted.empty() && organisation.dotted[v] != nobody) leaders.push_back(organisation.dotted[v]);
  return leaders;
}

bool OracleLeading::tells(Employee v) const {
  if (organisation.manager[v] == nobody) return true;
  for (const Employee leader : oracle_leaders(organisation, v)) {
    const bool is_lead = organisation.mandates_from_top && leader == organisation.manager[v];
    if (is_lead ? yesterday[0].aware : yesterday[leader].aware && follows(leader)) return true;
  }
  return false;
}

std::int64_t oracle_levels_down(const Organisation& organisation, Employee v) {
  if (organisation.manager[v] == nobody) return 0;
  return organisation.mandates_from_top ? 1 : organisation.level[v];
}

OracleConditions oracle_conditions(const Scenario& scenario, const Organisation& organisation, Employee v) {
  OracleConditions c{scenario.change.demand, scenario.change.local_variety, scenario.parameters.structure_mean};
  if (organisation.work.empty()) return c;
  switch (organisation.work[organisation.unit[v]]) {
    case WorkType::routine: c.demand *= .7, c.variety /= 4, c.structure += .1; break;
    case WorkType::engineering: c.variety *= .75, c.structure += .05; break;
    case WorkType::craft: c.variety *= 1.25, c.structure -= .05; break;
    case WorkType::nonroutine: c.demand *= 1.3, c.variety *= 1.75, c.structure -= .1; break;
    case WorkType::unsaid: break;
  }
  for (double* level : {&c.demand, &c.variety, &c.structure}) *level = std::clamp(*level, 0.0, 1.0);
  return c;
}

}  // namespace kantel::testing
