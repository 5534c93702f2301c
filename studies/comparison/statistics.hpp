// Means with their 95% t-interval, and the spread of replicates. Undefined values (NaN) are left out; n counts the
// rest.
#pragma once
#include <map>
#include <span>
#include <vector>

#include "sim/mathematics.hpp"

namespace kantel {

struct Interval {
  double mean = undefined, low = undefined, high = undefined;  // low and high undefined below two values
  double p05 = undefined, p95 = undefined;                     // of the values themselves, linear between ranks
  int n = 0;
};

// Reused between calls: a table of series asks for the same t-quantile a million times.
struct IntervalScratch {
  std::vector<double> sorted;
  std::map<int, double> student_975;  // by degrees of freedom
};
Interval interval_of(std::span<const double> values, IntervalScratch& scratch);

}  // namespace kantel
