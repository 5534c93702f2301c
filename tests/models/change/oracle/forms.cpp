// What forms of organisation add to the oracle: second managers, and leads who are no managers.
#include <algorithm>

#include "tests/models/change/oracle/oracle.hpp"

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

}  // namespace kantel::testing
