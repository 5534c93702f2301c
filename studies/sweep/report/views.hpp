// Views of a store's results for pictures and sentences: a metric, or its difference, over two factors, over one, and
// what decides it.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "studies/sweep/export.hpp"
#include "studies/sweep/indices.hpp"
#include "studies/sweep/pooled.hpp"

namespace kantel {

// A factor whose levels lie on an axis: numbers all.
bool has_axis(const Factor& factor);
// A level as text: a word, or a number of at most four digits.
std::string label_of(const Value& value);

// The two factors a heat map shows, those with most levels: of a grid or list that has two.
std::optional<std::pair<std::size_t, std::size_t>> heat_factors(const SweepResults& results);

struct HeatMap {
  std::vector<std::string> x, y;
  std::vector<std::vector<Pooled>> cells;  // [x][y]; over replicates and other factors
};
HeatMap heat_map(const SweepResults& results, std::size_t x, std::size_t y, const Side& side, std::size_t metric);

struct ResponsePoint {
  double x = undefined;
  std::string label;
  Pooled over;
};
// A metric at each level of a factor. Over replicates, other factors averaged; of a random design over the points of
// each tenth of the range. One at a time: where other factors are at their base.
std::vector<ResponsePoint> response(const SweepResults& results, std::size_t factor, const Side& side,
                                    std::size_t metric);

// Sobol': first order and total; Morris: μ*.
struct FactorIndices {
  std::vector<std::vector<Index>> kinds;  // [kind][factor]
  std::size_t used = 0;                   // base samples or trajectories
};
FactorIndices factor_indices(const SweepResults& results, const Side& side, std::size_t metric);

}  // namespace kantel
