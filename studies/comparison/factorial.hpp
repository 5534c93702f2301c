// Two factors that the arms of a factorial scenario cross, such as approach × policy: what of a difference is due to
// the one, what to the other, and what to their interaction. Effects are means over the other factor, replicate by
// replicate.
#pragma once
#include "studies/comparison/outcome.hpp"

namespace kantel {

// Empty unless the arms fill every cell of two factors of two or more levels each.
std::vector<Effect> factorial_effects(const Outcome& outcome);

}  // namespace kantel
