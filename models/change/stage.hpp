// What is the same for every arm and replicate on one organisation: traits given by a file, who is a manager, groups,
// and the order of champions by their place in the network. Made once.
#pragma once
#include <vector>

#include "models/change/scenario/scenario.hpp"
#include "sim/recording.hpp"

namespace kantel {

// Consecutive employees who share a manager. Teams are contiguous (organisation.hpp), so these are few and a block of
// rows looks at few managers.
struct TeamRuns {
  std::vector<Employee> begin, manager;  // begin has one more: the number of employees
  std::vector<std::uint32_t> of_block;   // the team of each block's first employee
  struct Blocks {
    std::uint32_t first, last;
  };
  std::vector<Blocks> manager_blocks;  // where the managers of each block's people stand
};

struct Stage {
  Organisation organisation;
  GivenTraits given;
  std::vector<std::uint8_t> is_manager;
  TeamRuns teams;
  GroupPlan groups;
  std::vector<double> betweenness;  // empty unless an arm chooses champions by it
};
Stage make_stage(const Scenario& scenario, Organisation organisation, const Workers& workers);

}  // namespace kantel
