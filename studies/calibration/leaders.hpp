// Leaders as they come: a population in which ways of leading differ, go together and are sometimes absent, so that
// what surveys report between leading and how people feel can be measured in the model.
//
//   u = clip(c + sd·(√g·z + √(1 − g)·z_lever)) for each lever that is not 0      z, z_lever ~ Normal(0, 1) a leader
//   (1 − B)·u + B·laissez_faire                                                   B ~ Beta(mean, sd) a leader
//
// c is neutral leading, g the halo: how far the levers of one leader go together.
#pragma once
#include <vector>

#include "models/change/leading/policies.hpp"
#include "sim/random.hpp"

namespace kantel::calibration {

struct LeaderPopulation {
  double sd = .2;                              // of a lever between leaders
  double halo = .5;                            // g
  double absence_mean = .2, absence_sd = .17;  // about one leader in five is absent [Aasland et al. 2010]
};

struct Leaders {
  std::vector<Levers> levers;   // by team
  std::vector<double> absence;  // B
};
Leaders draw_leaders(const LeaderPopulation& population, std::size_t teams, const KeyedRandom& random);

}  // namespace kantel::calibration
