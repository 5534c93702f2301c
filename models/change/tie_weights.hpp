// What the ties of an organisation count for in a scenario.
#pragma once
#include "models/change/scenario/tie_weights.hpp"
#include "models/organisation/organisation.hpp"
#include "sim/ties.hpp"

namespace kantel {

// A pair of people that would count for `weight`, of one cohort or not.
std::int32_t weight_of_pair(const TieWeights& weights, const Organisation& organisation, Employee a, Employee b,
                            std::int64_t weight);
// Of every tie end, in the order of the network's rows; empty where all count for one.
LargeVector<TieWeight> weigh_ties(const TieWeights& weights, const Organisation& organisation, const Workers& workers);

}  // namespace kantel
