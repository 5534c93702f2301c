// What a hazard says of a place it was not fitted on, from the month before the first.
//
// A person's luck is one number: the sum of monthly rates they withstand, −ln U. They start in the first month in which
// the sum of their rates reaches it, which is P(start | not before) = 1 − exp(−rate) month by month, with one draw a
// person a run. Every hazard and every resample sees the same people with the same luck in the same run.
#pragma once
#include <cstdint>
#include <vector>

#include "studies/adoption/hazard.hpp"

namespace kantel::adoption {

// The month in which each person of a place starts (months + 1: not within the study), run after run: entry
// run · place_size + i. Whoever started by month `known` does so as observed. Cost: runs · months · (people + ties).
std::vector<std::uint16_t> simulated_months(const Hazard& hazard, const AdoptionData& data, std::size_t place,
                                            std::uint64_t seed, int runs, int known = 0);

// For each person of a place, the probability that they have started by month t: entry i · (months + 1) + t. Exact
// where nobody looks at anybody, else the share of runs.
std::vector<double> started_by(const Hazard& hazard, const AdoptionData& data, std::size_t place, std::uint64_t seed,
                               int runs, int known = 0);

// The share of the place by month t in each run, its mean and the interval that holds 95% of the runs.
struct Band {
  std::vector<double> mean, low, high;  // by month; [0] is 0
};
Band band_of(std::span<const std::uint16_t> simulated, std::size_t place_size, int months);

}  // namespace kantel::adoption
