// The people of a population of leaders, once their needs have settled.
#pragma once
#include <cstdint>
#include <vector>

#include "models/change/scenario/parameters.hpp"
#include "sim/parallel.hpp"
#include "studies/calibration/scores.hpp"

namespace kantel::calibration {

struct LedPeople {
  Scores autonomy_support, structure, care, vision, absence;  // of the own leader; a row a person but the top
  Scores autonomy, competence, relatedness, satisfaction, morale;
  Scores left;  // 1 or 0: within a year of then; empty unless followed
  KeyedRandom random{1, 0};
};

// Leaders as they come, by the steps of leading (models/change/leading/spread.cpp): they differ by .2 in each lever of
// neutral leading, and about one in five is absent, Beta(.2, sd .17) [Aasland et al. 2010].
struct LeaderPopulation {
  double halo = .5;  // how far the levers of one leader go together
};

struct Following {
  bool a_year = false;  // with turnover as it is, from the start
};

LedPeople led_people(const Parameters& parameters, const LeaderPopulation& population, Following following,
                     std::uint32_t replicate);

// Means over four draws of leaders and people; effects(people) is asked from any worker.
template <class Effects>
std::vector<double> mean_effects(const Parameters& parameters, const LeaderPopulation& population, Following following,
                                 const Workers& workers, const Effects& effects) {
  constexpr std::size_t draws = 4;
  std::vector<std::vector<double>> each(draws);
  workers.for_each(draws, [&](std::size_t replicate) {
    each[replicate] = effects(led_people(parameters, population, following, static_cast<std::uint32_t>(replicate)));
  });
  std::vector<double> means(each.front().size());
  for (const std::vector<double>& one : each)
    for (std::size_t i = 0; i < means.size(); ++i) means[i] += one[i] / draws;
  return means;
}

}  // namespace kantel::calibration
