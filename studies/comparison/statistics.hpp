// Means with their 95% interval, and the spread of replicates. Undefined values (NaN) are left out; n counts the rest.
//
//   a number               t-interval
//   a share of people      t-interval, cut at 0 and 1 (differences: at −1 and 1)
//   a share of runs        each run is 0 or 1: Wilson's score interval [Wilson 1927]
//   its paired difference  each is −1, 0 or 1: Tango's score interval [Tango 1998, Statistics in Medicine 17(8)]
//
// Where every value is the same the first two have no width; a score interval has the width that so many runs leave.
#pragma once
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "sim/mathematics.hpp"

namespace kantel {

enum class Scale { number, share, yes_or_no };
// Of a metric or measure, by its unit.
Scale scale_of(std::string_view unit);

// What the values are that an interval is made of.
struct Sample {
  Scale scale = Scale::number;
  bool differences = false;  // between two runs of one replicate
};

struct Interval {
  double mean = undefined, low = undefined, high = undefined;  // low and high undefined below two values
  double p05 = undefined, p95 = undefined;                     // of the values themselves, linear between ranks
  int n = 0;
  double error = undefined;  // standard error of the mean; undefined below two values
};

// Reused between calls: a table of series asks for the same t-quantile a million times.
struct IntervalScratch {
  std::vector<double> sorted;
  std::map<int, double> student_975;  // by degrees of freedom
};
Interval interval_of(std::span<const double> values, IntervalScratch& scratch, Sample sample = {});

// Wilson's score interval of a share p of n; n need not be whole.
Interval wilson_interval(double p, double n);
// Cuts an interval to what the mean of such values can be.
void keep_within(Interval& interval, Sample sample);

}  // namespace kantel
