// Leaders as people: how each differs from the policy, is absent, and follows where led. All of it is keyed by the
// leader's position and occupant, so that a successor leads in a way of the own.
#pragma once
#include "models/change/day.hpp"

namespace kantel {

// Before the pass, while positions are as they were yesterday: draws anew those leaders whose position was refilled,
// and says who follows. Nothing where the arm does not tell leaders apart.
void meet_leaders(Day& day);

}  // namespace kantel
