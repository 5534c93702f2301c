// What types of work (models/organisation/work.hpp) make of a change: how much it asks, how much places differ, how
// much structure is wished for. locals.cpp lays it over what the scenario says, before the differences of units.
#pragma once
#include <array>

#include "models/organisation/work.hpp"

namespace kantel {

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

}  // namespace kantel
