// Numbers of people as a survey would have them, and what they have to do with each other.
#pragma once
#include <vector>

#include "sim/random.hpp"

namespace kantel::calibration {

using Scores = std::vector<double>;

double mean(const Scores& x);
double sd(const Scores& x);
double correlation(const Scores& x, const Scores& y);

// The score that people would give, with what rating everything oneself adds: x/sd + sign·√(c/(1 − c))·M, the same
// M ~ Normal(0, 1) in all scores of a person; c = .18, the share of variance that common method makes up on average
// [Lance, Dawson, Birkelbach & Hoffman 2010]. `sign` −1: of what counts as bad.
Scores rated(const Scores& x, const KeyedRandom& random, double sign = 1);

}  // namespace kantel::calibration
