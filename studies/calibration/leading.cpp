// What leading has to do with how people feel, across the people of 2,200 leaders (led_people.hpp), four times, in an
// ordinary year. Nobody hears of a change, so that people do not touch each other; after 150 days needs have settled.
//
//   satisfaction = N̄, the weighted mean of the needs
//
// Correlations are of rated scores (scores.hpp), as the published ones are.
#include <array>

#include "studies/calibration/effects.hpp"
#include "studies/calibration/led_people.hpp"

namespace kantel::calibration {

namespace {

constexpr double near = .08;

constexpr std::array<PublishedEffect, 6> effects{{
    {"autonomy support with autonomy", "Slemp et al. 2018", .45, .60},
    {"autonomy support with relatedness", "Slemp et al. 2018", .40, .50},
    {"autonomy support with competence", "Slemp et al. 2018", .28, .40},
    {"absence with satisfaction (published: over all criteria)", "Judge & Piccolo 2004", -.37 - near, -.37 + near},
    {"structure with satisfaction (published: over all criteria)", "Judge, Piccolo & Ilies 2004", .29 - near,
     .29 + near},
    {"consideration with satisfaction (published: over all criteria)", "Judge, Piccolo & Ilies 2004", .48 - near,
     .48 + near},
}};
constexpr std::array<std::string_view, 3> parameters{"alpha_x", "alpha_c", "upsilon"};

std::vector<double> found(const LedPeople& people) {
  const Scores support = rated(people.autonomy_support, people.random),
               satisfaction = rated(people.satisfaction, people.random);
  return {correlation(support, rated(people.autonomy, people.random)),
          correlation(support, rated(people.relatedness, people.random)),
          correlation(support, rated(people.competence, people.random)),
          correlation(rated(people.absence, people.random, -1), satisfaction),
          correlation(rated(people.structure, people.random), satisfaction),
          correlation(rated(people.care, people.random), satisfaction)};
}

std::vector<double> measure(const Parameters& par, const Workers& workers) {
  return mean_effects(par, {}, {}, workers, found);
}

}  // namespace

const EffectBlock leading{
    "leading",
    "four times 10,000 people of leaders who differ, go together and are sometimes absent; scores rated by "
    "the same person",
    effects, parameters, measure};

std::vector<HaloRow> by_halo(const Parameters& par, const Workers& workers) {
  std::vector<HaloRow> rows;
  for (const double halo : {0.0, .25, .5, .75}) {
    LeaderPopulation population;
    population.halo = halo;
    std::vector<double> effects = mean_effects(par, population, {}, workers, [](const LedPeople& people) {
      Scores inspiring;
      for (std::size_t i = 0; i < people.care.size(); ++i) inspiring.push_back(people.care[i] + people.vision[i]);
      const Scores structure = rated(people.structure, people.random);
      std::vector<double> all = found(people);
      all.push_back(correlation(rated(inspiring, people.random), structure));
      all.push_back(correlation(rated(people.care, people.random), structure));
      return all;
    });
    const double care = effects.back(), inspiring = effects[effects.size() - 2];
    effects.resize(effects.size() - 2);
    rows.push_back({halo, inspiring, care, std::move(effects)});
  }
  return rows;
}

}  // namespace kantel::calibration
