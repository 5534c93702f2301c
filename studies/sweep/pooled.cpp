#include "studies/sweep/pooled.hpp"

#include <cmath>
#include <map>

#include "sim/mathematics.hpp"

namespace kantel {

Pooled pooled(const std::vector<PooledPoint>& points, Sample sample) {
  Pooled out;
  IntervalScratch scratch;
  std::vector<Interval> of_point;
  double sum = 0, count = 0, inverse = 0;  // inverse: Σ 1/n, for the harmonic mean of n
  for (const PooledPoint& point : points) {
    const Interval& one = of_point.emplace_back(interval_of(point.values, scratch));
    out.runs += static_cast<int>(point.values.size());
    out.value.n += one.n;
    if (one.n == 0) continue;
    sum += one.mean;
    count += 1;
    inverse += 1.0 / one.n;
  }
  if (count == 0) return out;
  out.value.mean = sum / count;
  const int degrees = static_cast<int>(count / inverse + 1e-9) - 1;
  if (degrees < 1) return out;
  std::map<std::uint32_t, double> deviations;  // of each replicate, in order
  for (std::size_t p = 0; p < points.size(); ++p) {
    const double n = of_point[p].n;
    if (n < 2) continue;
    for (std::size_t i = 0; i < points[p].values.size(); ++i)
      if (const double value = points[p].values[i]; !std::isnan(value))
        deviations[points[p].replicates[i]] += (value - of_point[p].mean) / std::sqrt(n * (n - 1)) / count;
  }
  double squares = 0;
  for (const auto& [replicate, deviation] : deviations) squares += deviation * deviation;
  if (sample.scale == Scale::yes_or_no && !sample.differences) {
    const double p = out.value.mean;
    const Interval wilson = wilson_interval(p, squares > 0 ? p * (1 - p) / squares : degrees + 1);
    out.value.low = wilson.low, out.value.high = wilson.high;
    return out;
  }
  const double half = student_quantile(.975, degrees) * std::sqrt(squares);
  out.value.low = out.value.mean - half;
  out.value.high = out.value.mean + half;
  keep_within(out.value, sample);
  return out;
}

}  // namespace kantel
