// Who takes a position: traits drawn anew and the start state, on day 0 and for every successor.
#pragma once
#include "models/change/rows.hpp"

namespace kantel {

// Traits, set points and levels of a given occupant of the position in row i.
void start_state(const Day& day, const Block& block, std::size_t i, std::uint16_t occupant);
// Needs at their set points, and what follows from them.
void settle_needs(const Day& day, const Block& block, std::size_t i);

}  // namespace kantel
