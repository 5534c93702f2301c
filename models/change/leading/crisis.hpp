// The crisis reflex, day by day.
#pragma once
#include "models/change/interventions/intervene.hpp"

namespace kantel {

// After the pass: which units are in a crisis tomorrow.
void look_for_crises(Day& day, const UnitHistory& history);

}  // namespace kantel
