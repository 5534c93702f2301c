// What differs from unit to unit of a change: how much it asks, how much places differ, how much structure is wished
// for. Types of work (models/organisation/work.hpp) decide it; everything that reads one of the three asks here.
#pragma once
#include <algorithm>
#include <array>

#include "models/change/scenario/parameters.hpp"
#include "models/organisation/work.hpp"

namespace kantel {

struct UnitConditions {
  double demand, local_variety, structure_mean;
};

// What a type of work makes of what the scenario says: two factors, and what is added to the mean need for structure.
struct WorkConditions {
  double demand, local_variety, structure;
};
// By type, in the order of work_names. Assumed: exceptions make a practice harder and places unlike each other; what
// cannot be analysed is learnt on the spot and cannot be planned for from afar, and whoever does such work asks for
// less structure [Perrow 1967 for the types and their order; Van de Ven, Delbecq & Koenig 1976]. Over the four the
// factors have mean 1 and what is added has mean 0, so that an organisation of all four is on average the one without
// types.
inline constexpr std::array<WorkConditions, work_names.size()> work_conditions{{
    {.demand = .7, .local_variety = .25, .structure = .1},    // routine
    {.demand = 1, .local_variety = .75, .structure = .05},    // engineering
    {.demand = 1, .local_variety = 1.25, .structure = -.05},  // craft
    {.demand = 1.3, .local_variety = 1.75, .structure = -.1}  // nonroutine
}};

inline UnitConditions conditions_of_unit(const ChangeSettings& change, const Parameters& parameters, WorkType work) {
  UnitConditions conditions{change.demand, change.local_variety, parameters.structure_mean};
  if (work == WorkType::unsaid) return conditions;
  const WorkConditions& of = work_conditions[static_cast<std::size_t>(work)];
  conditions.demand = std::min(1.0, conditions.demand * of.demand);
  conditions.local_variety = std::min(1.0, conditions.local_variety * of.local_variety);
  conditions.structure_mean = std::clamp(conditions.structure_mean + of.structure, 0.0, 1.0);
  return conditions;
}

}  // namespace kantel
