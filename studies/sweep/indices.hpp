// How much of what comes out is owed to which factor, with intervals.
//
// Sobol' (variance-based): of base samples f(A), f(B), f(AB_i), where AB_i is A with factor i from B,
//   S_i  = mean(f(B) (f(AB_i) - f(A))) / V    [Saltelli et al. 2010]
//   ST_i = mean((f(A) - f(AB_i))²) / 2V       [Jansen 1999]
// with V the variance of f(A) and f(B) together, and f taken about its mean. Morris: elementary effects
// d = (f(x + Δ e_i) - f(x)) / Δ over trajectories: μ, μ* = mean |d|, σ. Intervals: 95%, percentiles of 1,000 keyed
// bootstrap resamples (of base samples, of trajectories). What has a hole (NaN) leaves its base sample or trajectory
// out.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "studies/comparison/statistics.hpp"

namespace kantel {

struct Index {
  double value = undefined, low = undefined, high = undefined;
};

struct SobolIndices {
  std::vector<Index> first, total;  // by factor
  std::size_t samples = 0;          // used
};
// `values`: of every point, in the order of a Saltelli design (design.hpp).
SobolIndices sobol_indices(std::span<const double> values, std::size_t factors, bool second_order, std::uint64_t seed);

struct MorrisEffects {
  std::vector<Index> mean, mean_absolute;  // μ, μ*
  std::vector<double> spread;              // σ
  std::size_t trajectories = 0;            // used
};
// `unit`: the design's places in the unit cube.
MorrisEffects morris_effects(std::span<const double> values, const std::vector<std::vector<double>>& unit,
                             std::uint64_t seed);

}  // namespace kantel
