// What the crisis reflex watches: a column of everybody, of which it takes the mean by unit.
#pragma once
#include <vector>

#include "models/change/rows.hpp"

namespace kantel {

// In the pass: adds a block's rows of what is watched to the stretches they stand in. `output`: of today.
// `places`: those of day 0, as units are.
void watch_units(const Day& day, const GroupPlan& places, const Yesterday& was, const Today& now, const Column& output,
                 std::vector<double>& by_stretch);
// After it: which units are in a crisis tomorrow.
void look_for_crises(Day& day, const GroupPlan& places, const std::vector<double>& by_stretch);

}  // namespace kantel
