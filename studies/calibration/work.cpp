// What satisfied needs have to do with working and staying, among the people of leading.cpp with turnover as it is.
//
// Others rate performance, so its scores share no method with those of needs. In the model output follows morale
// without noise of its own; the noise of ratings makes all three correlations smaller by one factor, which is set so
// that their mean is the published mean. What the model says is how they differ.
#include <array>

#include "studies/calibration/effects.hpp"
#include "studies/calibration/led_people.hpp"

namespace kantel::calibration {

namespace {

constexpr double near = .08, published_mean = (.28 + .37 + .25) / 3;

constexpr std::array<PublishedEffect, 4> effects{{
    {"autonomy with performance", "Cerasoli et al. 2016", .28 - near, .28 + near},
    {"competence with performance", "Cerasoli et al. 2016", .37 - near, .37 + near},
    {"relatedness with performance", "Cerasoli et al. 2016", .25 - near, .25 + near},
    {"satisfaction with leaving within a year", "Griffeth et al. 2000, about -.2", -.2 - near, -.2 + near},
}};

std::vector<double> found(const LedPeople& people) {
  const double a = correlation(people.autonomy, people.morale), c = correlation(people.competence, people.morale),
               r = correlation(people.relatedness, people.morale), noise = published_mean / ((a + c + r) / 3);
  return {a * noise, c * noise, r * noise, correlation(people.satisfaction, people.left)};
}

std::vector<double> measure(const Parameters& par, const Workers& workers) {
  return mean_effects(par, {}, {.a_year = true}, workers, found);
}

}  // namespace

const EffectBlock work{"work", "the same people, followed for a year; others rate performance", effects, {}, measure};

}  // namespace kantel::calibration
