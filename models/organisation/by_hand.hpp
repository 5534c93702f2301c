// Organisations of a shape that theory speaks of, made by hand.
#pragma once
#include "models/organisation/organisation.hpp"

namespace kantel {

// One top, all others directly below, in one unit, with these ties.
Organisation flat_organisation(Network ties);
// A tree in which every manager has `span` reports, down to `levels` below the top; no ties.
Organisation tree_organisation(Employee span, int levels);

}  // namespace kantel
