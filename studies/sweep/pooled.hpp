// The mean of a metric over several points: of each point's mean over its replicates, so that points that stopped
// early, or where the metric is often undefined, weigh as much as the others. A point without a value is left out.
//
// Replicate r has the same luck at every point, so its values at different points go up and down together. The interval
// therefore comes from the deviations of whole replicates (Liang & Zeger 1986, with a replicate as the cluster); where
// every point has the same replicates it is the t-interval of their means over the points. Of shares of runs it is
// Wilson's interval with as many runs as would leave that spread [Korn & Graubard 1998]; where all runs agree, as many
// as there are replicates.
#pragma once
#include <cstdint>
#include <vector>

#include "studies/comparison/statistics.hpp"

namespace kantel {

struct PooledPoint {
  std::vector<std::uint32_t> replicates;
  std::vector<double> values;  // NaN where undefined
};

struct Pooled {
  Interval value;  // n: of the values that are defined
  int runs = 0;    // defined or not
};
Pooled pooled(const std::vector<PooledPoint>& points, Sample sample = {});

}  // namespace kantel
