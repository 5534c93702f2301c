// What a hazard says of a place it was not fitted on, from the period before the first.
//
// A person's luck is one number a run: the sum of rates they withstand, −ln U. They start in the first period in which
// the sum of their rates reaches it, which is P(start | not before) = 1 − exp(−rate) period by period. With frailty of
// variance v the sum withstood is (U^(−v) − 1)/v of the same U. Every hazard and every resample sees the same people
// with the same luck in the same run.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "studies/adoption/hazard.hpp"

namespace kantel::adoption {

// A place, who names whom in it, and everybody's luck in every run. Memory: 8 bytes a person and run.
class Stage {
 public:
  Stage(const AdoptionData& data, std::size_t place, std::uint64_t seed, int runs, int known = 0);

  // The period in which each person starts (periods + 1: not within the study), run after run: entry run · size + i.
  // Whoever started by period `known` does so as observed. Cost: runs · (periods · people + ties).
  std::vector<std::uint16_t> simulated(const Hazard& hazard, int runs) const;

  // For each person, the probability that they have started by period t: entry i · (periods + 1) + t. Exact where
  // nobody looks at anybody, else the share of what was simulated.
  std::vector<double> started_by(const Hazard& hazard, std::span<const std::uint16_t> simulated) const;

 private:
  std::vector<double> known_sums(const Hazard& hazard) const;

  const AdoptionData& data_;
  Person begin_, size_;
  int known_;
  std::vector<double> luck_;  // entry run · size + i
  std::vector<std::uint32_t> first_naming_;
  std::vector<Person> naming_;  // by whom a person is named
};

// The share of the place by period t in each run, its mean and the interval that holds 95% of the runs.
struct Band {
  std::vector<double> mean, low, high;  // by period; [0] is 0
};
Band band_of(std::span<const std::uint16_t> simulated, std::size_t place_size, int periods);

}  // namespace kantel::adoption
