#include "studies/comparison/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/mathematics.hpp"

namespace kantel {

namespace {

double student_975(int degrees_of_freedom, IntervalScratch& scratch) {
  const auto [at, fresh] = scratch.student_975.try_emplace(degrees_of_freedom, 0.0);
  if (fresh) at->second = student_quantile(0.975, degrees_of_freedom);
  return at->second;
}

double quantile(const std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

constexpr double normal_975 = 1.959963984540054;

// Of n pairs `more` differ by 1 and `less` by −1. The ends are the differences d at which the score statistic
//   (more − less − n·d) / sqrt(n·(2·q + d·(1 − d)))
// is ±1.96; q is the likeliest chance of a pair of the second kind, given d.
std::pair<double, double> tango_interval(double more, double less, double n) {
  const auto score = [&](double d) {
    const double b = (2 * n - more + less) * d - more - less, c = -less * d * (1 - d);
    const double q = (std::sqrt(std::max(0.0, b * b - 8 * n * c)) - b) / (4 * n);
    const double variance = n * (2 * q + d * (1 - d)), apart = more - less - n * d;
    return variance > 0 ? apart / std::sqrt(variance) : std::copysign(HUGE_VAL, apart);
  };
  const auto end = [&](double wanted, double low, double high) {  // the score falls as d rises
    for (int halving = 0; halving < 60; ++halving) {
      const double middle = low + (high - low) / 2;
      (score(middle) > wanted ? low : high) = middle;
    }
    return low + (high - low) / 2;
  };
  const double mean = (more - less) / n;
  return {mean == -1 ? -1 : end(normal_975, -1, mean), mean == 1 ? 1 : end(-normal_975, mean, 1)};
}

// Whether all are whole numbers between these.
bool only(std::span<const double> sorted, double low, double high) {
  return sorted.front() >= low && sorted.back() <= high &&
         std::ranges::all_of(sorted, [](double value) { return value == std::floor(value); });
}

}  // namespace

Scale scale_of(std::string_view unit) {
  constexpr std::array<std::string_view, 8> shares{"share of employees",     "share of people",
                                                   "share of who practised", "share of those not practising",
                                                   "share of tie ends",      "share of uncommitted people",
                                                   "share of plays",         "share of beliefs"};
  if (unit == "share of runs") return Scale::yes_or_no;
  return std::ranges::find(shares, unit) == shares.end() ? Scale::number : Scale::share;
}

void keep_within(Interval& interval, Sample sample) {
  if (sample.scale == Scale::number) return;
  const double lowest = sample.differences ? -1 : 0;
  interval.low = std::max(interval.low, lowest);
  interval.high = std::min(interval.high, 1.0);
}

Interval wilson_interval(double p, double n) {
  const double z2 = normal_975 * normal_975, centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = normal_975 / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  Interval interval;
  interval.mean = p;
  interval.low = p == 0 ? 0 : centre - half;  // no rounding at the ends
  interval.high = p == 1 ? 1 : centre + half;
  return interval;
}

Interval interval_of(std::span<const double> values, IntervalScratch& scratch, Sample sample) {
  std::vector<double>& sorted = scratch.sorted;
  sorted.clear();
  for (const double value : values)
    if (!std::isnan(value)) sorted.push_back(value);
  Interval result;
  result.n = static_cast<int>(sorted.size());
  if (sorted.empty()) return result;
  const auto n = static_cast<double>(sorted.size());
  double sum = 0;
  for (const double value : sorted) sum += value;
  result.mean = sum / n;
  std::sort(sorted.begin(), sorted.end());
  if (sorted.front() == sorted.back()) result.mean = sorted.front();  // no rounding when all agree
  result.p05 = quantile(sorted, .05);
  result.p95 = quantile(sorted, .95);
  if (result.n < 2) return result;
  double squares = 0;
  for (const double value : sorted) squares += (value - result.mean) * (value - result.mean);
  result.error = std::sqrt(squares / (n - 1) / n);
  if (sample.scale == Scale::yes_or_no && only(sorted, sample.differences ? -1 : 0, 1)) {
    if (sample.differences) {
      const auto more = static_cast<double>(std::ranges::count(sorted, 1.0)),
                 less = static_cast<double>(std::ranges::count(sorted, -1.0));
      std::tie(result.low, result.high) = tango_interval(more, less, n);
    } else {
      const Interval wilson = wilson_interval(result.mean, n);
      result.low = wilson.low, result.high = wilson.high;
    }
    return result;
  }
  const double half = student_975(result.n - 1, scratch) * result.error;
  result.low = result.mean - half;
  result.high = result.mean + half;
  keep_within(result, sample);
  return result;
}

}  // namespace kantel
