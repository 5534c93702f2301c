#include "studies/sweep/indices.hpp"

#include <algorithm>
#include <cmath>

#include "sim/random.hpp"

namespace kantel {

namespace {

constexpr std::size_t resamples = 1000;
constexpr std::uint32_t bootstrap_replicate = 0xFFFFFFF1;

// The 2.5% and 97.5% points of statistic(order) over resampled orders of n things, factor by factor.
template <class Statistic>
void bootstrap(std::size_t n, std::uint64_t seed, std::vector<std::vector<Index>*> into, const Statistic& statistic) {
  const KeyedRandom random(seed, bootstrap_replicate);
  std::vector<std::size_t> order(n);
  std::vector<std::vector<std::vector<double>>> drawn(into.size());  // [kind][factor][resample]
  for (std::size_t r = 0; r < resamples; ++r) {
    for (std::size_t i = 0; i < n; ++i)
      order[i] = static_cast<std::size_t>(
          std::uint64_t{random.draw(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(r), 0)} * n >> 32);
    const std::vector<std::vector<double>> values = statistic(order);
    for (std::size_t kind = 0; kind < into.size(); ++kind) {
      drawn[kind].resize(values[kind].size());
      for (std::size_t f = 0; f < values[kind].size(); ++f)
        if (!std::isnan(values[kind][f])) drawn[kind][f].push_back(values[kind][f]);
    }
  }
  for (std::size_t kind = 0; kind < into.size(); ++kind)
    for (std::size_t f = 0; f < into[kind]->size(); ++f) {
      std::vector<double>& column = drawn[kind][f];
      if (column.size() < resamples / 2) continue;
      std::ranges::sort(column);
      const auto quantile = [&](double p) {
        const double at = p * static_cast<double>(column.size() - 1);
        const auto below = static_cast<std::size_t>(at);
        const std::size_t above = std::min(below + 1, column.size() - 1);
        return column[below] + (at - static_cast<double>(below)) * (column[above] - column[below]);
      };
      (*into[kind])[f].low = quantile(.025);
      (*into[kind])[f].high = quantile(.975);
    }
}

void set_values(std::vector<Index>& indices, const std::vector<double>& values) {
  indices.resize(values.size());
  for (std::size_t f = 0; f < values.size(); ++f) indices[f].value = values[f];
}

std::vector<std::size_t> plain_order(std::size_t n) {
  std::vector<std::size_t> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = i;
  return order;
}

}  // namespace

SobolIndices sobol_indices(std::span<const double> values, std::size_t factors, bool second_order, std::uint64_t seed) {
  const std::size_t stride = (second_order ? 2 : 1) * factors + 2;
  std::vector<std::span<const double>> samples;  // each whole
  for (std::size_t at = 0; at + stride <= values.size(); at += stride) {
    const std::span<const double> sample = values.subspan(at, stride);
    if (std::ranges::none_of(sample, [](double v) { return std::isnan(v); })) samples.push_back(sample);
  }
  SobolIndices out;
  out.samples = samples.size();
  const auto statistic = [&](const std::vector<std::size_t>& order) {
    double mean = 0, squares = 0;
    const auto n = static_cast<double>(order.size());
    for (const std::size_t i : order) mean += samples[i].front() + samples[i].back();
    mean /= 2 * n;
    for (const std::size_t i : order)
      for (const double v : {samples[i].front(), samples[i].back()}) squares += (v - mean) * (v - mean);
    const double variance = squares / (2 * n);
    std::vector<std::vector<double>> both(2, std::vector<double>(factors, undefined));
    if (!(variance > 0)) return both;
    for (std::size_t f = 0; f < factors; ++f) {
      double first = 0, total = 0;
      for (const std::size_t i : order) {
        const double a = samples[i].front(), b = samples[i].back(), mixed = samples[i][1 + f];
        first += (b - mean) * (mixed - a);
        total += (a - mixed) * (a - mixed);
      }
      both[0][f] = first / n / variance;
      both[1][f] = total / n / 2 / variance;
    }
    return both;
  };
  out.first.resize(factors), out.total.resize(factors);
  if (samples.size() < 2) return out;
  const auto point = statistic(plain_order(samples.size()));
  set_values(out.first, point[0]);
  set_values(out.total, point[1]);
  bootstrap(samples.size(), seed, {&out.first, &out.total}, statistic);
  return out;
}

MorrisEffects morris_effects(std::span<const double> values, const std::vector<std::vector<double>>& unit,
                             std::uint64_t seed) {
  MorrisEffects out;
  const std::size_t factors = unit.empty() ? 0 : unit[0].size();
  std::vector<std::vector<double>> effects;  // [trajectory][factor]
  for (std::size_t start = 0; start + factors < values.size(); start += factors + 1) {
    std::vector<double> of(factors, undefined);
    for (std::size_t step = 1; step <= factors; ++step)
      for (std::size_t f = 0; f < factors; ++f) {
        const double delta = unit[start + step][f] - unit[start + step - 1][f];
        if (delta != 0) of[f] = (values[start + step] - values[start + step - 1]) / delta;
      }
    if (std::ranges::none_of(of, [](double v) { return std::isnan(v); })) effects.push_back(std::move(of));
  }
  out.trajectories = effects.size();
  out.mean.resize(factors), out.mean_absolute.resize(factors);
  out.spread.assign(factors, undefined);
  if (effects.empty()) return out;
  const auto statistic = [&](const std::vector<std::size_t>& order) {
    std::vector<std::vector<double>> both(2, std::vector<double>(factors, 0));
    for (const std::size_t t : order)
      for (std::size_t f = 0; f < factors; ++f) {
        both[0][f] += effects[t][f] / static_cast<double>(order.size());
        both[1][f] += std::abs(effects[t][f]) / static_cast<double>(order.size());
      }
    return both;
  };
  const auto point = statistic(plain_order(effects.size()));
  set_values(out.mean, point[0]);
  set_values(out.mean_absolute, point[1]);
  if (effects.size() < 2) return out;
  for (std::size_t f = 0; f < factors; ++f) {
    double squares = 0;
    for (const auto& of : effects) squares += (of[f] - point[0][f]) * (of[f] - point[0][f]);
    out.spread[f] = std::sqrt(squares / static_cast<double>(effects.size() - 1));
  }
  bootstrap(effects.size(), seed, {&out.mean, &out.mean_absolute}, statistic);
  return out;
}

}  // namespace kantel
