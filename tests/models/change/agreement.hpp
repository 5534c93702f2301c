// Holds an engine run against the oracle, employee by employee and day by day, and the recorded means against the
// oracle's people. Bits are equal, levels agree to 1e-4, traits to 1e-6.
#pragma once
#include <string>

#include "tests/models/change/small_worlds.hpp"

namespace kantel::testing {

// Checks every arm of the scenario in two replicates, on one thread and on three.
void agree(const Scenario& scenario, const Organisation& organisation, const GivenTraits& given = {});
// The same on the small organisation.
void agree(const std::string& text);

}  // namespace kantel::testing
