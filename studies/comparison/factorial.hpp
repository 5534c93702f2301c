// The approach × policy factorial (`factorial = true`): what of a difference is due to the approach, what to the style
// of leading, and what to their interaction. Effects are means over the other factor, replicate by replicate.
#pragma once
#include <string>
#include <vector>

#include "studies/comparison/compare.hpp"

namespace kantel {

// Empty unless the arms fill every cell of their approaches × policies, two or more of each.
std::vector<Effect> factorial_effects(const Comparison& comparison);

}  // namespace kantel
