// Leaders as people: how each differs from the policy, is absent, and follows where led. All of it is keyed by the
// leader's position and occupant, so that a successor leads in a way of the own.
#pragma once
#include "models/change/day.hpp"

namespace kantel {

// Drawn of the occupant of a position: √g·z + √(1 − g)·z_lever of each lever (of pressure the second part alone), and
// B.
Leader leader_drawn(const Arm& arm, const KeyedRandom& random, Employee position, std::uint32_t occupant);
// What such a leader makes of a policy's levers (spread.cpp).
Levers spread_out(const Arm& arm, const Leader& leader, const Levers& levers);

// Before the pass, while positions are as they were yesterday: draws anew those leaders whose position was refilled,
// and says who follows. Nothing where the arm does not tell leaders apart.
void meet_leaders(Day& day);

}  // namespace kantel
