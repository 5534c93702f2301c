#include "models/organisation/by_hand.hpp"

namespace kantel {

Organisation flat_organisation(Network ties) {
  Organisation organisation;
  organisation.unit_names = {"top"};
  organisation.manager.assign(ties.employees(), 0);
  organisation.manager[0] = nobody;
  organisation.level.assign(ties.employees(), 1);
  organisation.level[0] = 0;
  organisation.unit.assign(ties.employees(), 0);
  organisation.ties = std::move(ties);
  return organisation;
}

Organisation tree_organisation(Employee span, int levels) {
  Organisation organisation;
  organisation.unit_names = {"top"};
  organisation.manager = {nobody};
  organisation.level = {0};
  for (Employee boss = 0; boss < organisation.manager.size(); ++boss)
    for (Employee i = 0; i < span && organisation.level[boss] < levels; ++i) {
      organisation.manager.push_back(boss);
      organisation.level.push_back(static_cast<std::uint8_t>(organisation.level[boss] + 1));
    }
  organisation.unit.assign(organisation.manager.size(), 0);
  organisation.ties = Network::from_ties(organisation.employees(), {}, Workers(1));
  return organisation;
}

}  // namespace kantel
