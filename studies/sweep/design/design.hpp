// The points of an experiment, in order. A design is a function of the completed experiment alone: draws are keyed by
// its seed, so every shard and every resumed sweep has the same points, and so has a report made years later.
//
// Sources: Latin hypercube: McKay, Beckman & Conover 1979. Sobol' points: Joe & Kuo's direction numbers, from
// Boost.Random, shifted digit by digit by a keyed draw (keeps the net, gives each seed its own). Arrangement for
// indices: Saltelli et al. 2010, in the order A, AB_1 … AB_k (, BA_1 … BA_k), B of each base sample, which is SALib's.
// Morris 1991: trajectories on a grid of p levels, each step p / (2(p-1)).
#pragma once
#include <optional>
#include <vector>

#include "studies/sweep/design/experiment.hpp"

namespace kantel {

struct Design {
  // [point][factor]; nothing where the scenario's own value stands.
  std::vector<std::vector<std::optional<Value>>> points;
  // Place in the unit cube, of designs that have one (latin_hypercube, sobol, morris).
  std::vector<std::vector<double>> unit;

  std::vector<Setting> settings(const Experiment& experiment, std::size_t point) const;
};

Design design_of(const Experiment& experiment);
// How many points it has; infinite where too many to count.
double points_wanted(const Experiment& experiment);

}  // namespace kantel
