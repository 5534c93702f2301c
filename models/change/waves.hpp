// A pilot's waves: which units come when.
#pragma once
#include "models/change/day.hpp"
#include "models/change/population.hpp"

namespace kantel {

// The wave of each unit, from how people are on day 0: in the arm's order units are dealt into waves of as many units,
// those left over to the first. The top's own unit is in the first wave, since who decides on a pilot knows of it.
std::vector<std::uint32_t> deal_into_waves(const Day& day, const Population& people);

}  // namespace kantel
