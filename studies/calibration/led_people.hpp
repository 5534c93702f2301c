// The people of a population of leaders, once their needs have settled.
#pragma once
#include <cstdint>

#include "models/change/scenario/parameters.hpp"
#include "sim/parallel.hpp"
#include "studies/calibration/leaders.hpp"
#include "studies/calibration/scores.hpp"

namespace kantel::calibration {

struct LedPeople {
  Scores autonomy_support, structure, care, vision, absence;  // of the own leader; a row a person but the top
  Scores autonomy, competence, relatedness, satisfaction, morale;
  Scores left;  // 1 or 0: within a year of then; empty unless followed
  KeyedRandom random{1, 0};
};

struct Following {
  bool a_year = false;  // with turnover as it is, from the start
};

LedPeople led_people(const Parameters& parameters, const LeaderPopulation& population, Following following,
                     const Workers& workers);

}  // namespace kantel::calibration
