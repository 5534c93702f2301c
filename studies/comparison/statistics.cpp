#include "studies/comparison/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/mathematics.hpp"

namespace kantel {

namespace {

// t at 97.5%, kept per degrees of freedom: a table of series asks for the same few a million times.
double student_975(int degrees_of_freedom) {
  static thread_local std::map<int, double> known;
  const auto [at, fresh] = known.try_emplace(degrees_of_freedom, 0.0);
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

Interval interval_of(std::span<const double> values, std::vector<double>& scratch) {
  scratch.clear();
  for (const double value : values)
    if (!std::isnan(value)) scratch.push_back(value);
  Interval result;
  result.n = static_cast<int>(scratch.size());
  if (scratch.empty()) return result;
  const auto n = static_cast<double>(scratch.size());
  double sum = 0;
  for (const double value : scratch) sum += value;
  result.mean = sum / n;
  std::sort(scratch.begin(), scratch.end());
  if (scratch.front() == scratch.back()) result.mean = scratch.front();  // no rounding when all agree
  result.p05 = quantile(scratch, .05);
  result.p95 = quantile(scratch, .95);
  if (result.n < 2) return result;
  double squares = 0;
  for (const double value : scratch) squares += (value - result.mean) * (value - result.mean);
  const double half = student_975(result.n - 1) * std::sqrt(squares / (n - 1) / n);
  result.low = result.mean - half;
  result.high = result.mean + half;
  return result;
}

double slope_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  if (values.size() < 2) return undefined;
  double mean = 0;
  for (const double value : values) mean += value / n;
  double above = 0, below = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = static_cast<double>(i) - (n - 1) / 2;
    above += x * (values[i] - mean);
    below += x * x;
  }
  return above / below;
}

}  // namespace kantel
