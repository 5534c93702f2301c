// What is the same for every arm and replicate on one organisation: traits given by a file, who is a manager, groups,
// and the order of champions by their place in the network. Made once.
#pragma once
#include <vector>

#include "models/change/scenario/scenario.hpp"
#include "models/change/tie_weights.hpp"
#include "models/organisation/teams.hpp"
#include "sim/recording.hpp"

namespace kantel {

struct ChangeGround {
  Organisation organisation;
  GivenTraits given;
  std::vector<std::uint8_t> is_manager;
  Teams teams;
  GroupPlan groups;
  // Where traits of real people are given a figure tells of so many people at least, and of no team. Of real people,
  // given traits or none, no team of fewer is shown.
  std::int64_t least_told = 1, least_team = 1;
  bool teams_shown = true;
  std::vector<double> betweenness;     // empty unless an arm chooses champions by it
  LargeVector<TieWeight> tie_weights;  // of every tie end; empty where all count for one
};
// Who leads somebody, 1 or 0.
std::vector<std::uint8_t> managers_of(const Organisation& organisation);
ChangeGround make_ground(const Scenario& scenario, Organisation organisation, const Workers& workers);

}  // namespace kantel
