// Means with their 95% t-interval, and the spread of replicates. Undefined values (NaN) are left out; n counts the
// rest.
#pragma once
#include <limits>
#include <span>
#include <vector>

namespace kantel {

inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

struct Interval {
  double mean = undefined, low = undefined, high = undefined;  // low and high undefined below two values
  double p05 = undefined, p95 = undefined;                     // of the values themselves, linear between ranks
  int n = 0;
};

// `scratch` is reused between calls.
Interval interval_of(std::span<const double> values, std::vector<double>& scratch);

// Ordinary least squares slope of values against 0, 1, 2, …; undefined below two values.
double slope_of(std::span<const double> values);

}  // namespace kantel
