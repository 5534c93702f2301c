// Replicates until an interval is narrow enough: in batches fixed beforehand, so that where it stops depends on the
// values alone, never on threads.
#pragma once
#include "studies/comparison/compare.hpp"

namespace kantel {

struct Until {
  std::string metric;
  double width = 0;         // of the 95% interval
  std::int64_t batch = 10;  // replicates between two looks
};

// True when the interval of the mean of every arm, and of every paired difference, is no wider. `values`:
// [arm][replicate], NaN where undefined. An interval that is undefined is not narrow, nor is one without a width
// because all values so far are the same: they say nothing about the next.
bool narrow_enough(const std::vector<std::vector<double>>& values, double width, Scale scale);

// Runs batch after batch, at most settings.replicates in all, and joins them: the bytes of as many replicates asked for
// at once. Throws what compare() throws before a first batch is finished.
Outcome compare_until(const std::shared_ptr<World>& world, const Until& until, CompareOptions options);

}  // namespace kantel
