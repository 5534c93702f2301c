// What of a leader's rationale and coaching arrives, where it depends on the leader's own practice (own_means.cpp).
#pragma once
#include "models/change/rows.hpp"

namespace kantel {

// Of a block's people.
struct Taught {
  alignas(64) Column vision, structure;
};

// In the pass: a block's levers as Learn meets them.
void through_own_means(const Day& day, Employee first, int count, const Column& vision, const Column& structure,
                       Taught& taught);

}  // namespace kantel
