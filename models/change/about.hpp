// What the manifest of a comparison says of the change model beside its numbers: the organisation, the arms in words,
// in what they differ although nobody asked, and what is wired in next to what emerges.
#pragma once
#include "models/change/scenario/scenario.hpp"
#include "models/model.hpp"

namespace kantel {

Value about_change(const Scenario& scenario, const Organisation& organisation, std::int64_t follow_day);
std::vector<ArmDifference> differences_of(const Scenario& scenario, Employee employees, std::int64_t follow_day);

}  // namespace kantel
