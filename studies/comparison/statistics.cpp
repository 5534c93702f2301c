#include "studies/comparison/statistics.hpp"

#include <algorithm>
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

}  // namespace

Interval interval_of(std::span<const double> values, IntervalScratch& scratch) {
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
  const double half = student_975(result.n - 1, scratch) * std::sqrt(squares / (n - 1) / n);
  result.low = result.mean - half;
  result.high = result.mean + half;
  return result;
}

}  // namespace kantel
