// Fitting parameters to effects: on effects whose answer is known, and scores as a survey would have them.
#include "studies/calibration/fit.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "studies/calibration/scores.hpp"

using namespace kantel;
using namespace kantel::calibration;

namespace {

constexpr std::array<PublishedEffect, 2> two_effects{{{"a", "by hand", .1, .3}, {"b", "by hand", .5, .7}}};
constexpr std::array<std::string_view, 2> two_parameters{"alpha_x", "alpha_c"};
// Lowest at alpha_x = .2 and alpha_c = .6.
const EffectBlock told_apart{"told apart", "", two_effects, two_parameters, [](const Parameters& p, const Workers&) {
                               return std::vector{p.alpha_x, p.alpha_c};
                             }};
// Only the product is known.
constexpr std::array<PublishedEffect, 1> one_effect{{{"product", "by hand", .009, .011}}};
const EffectBlock product{"product", "", one_effect, two_parameters,
                          [](const Parameters& p, const Workers&) { return std::vector{p.alpha_x * p.alpha_c}; }};

}  // namespace

TEST_CASE("a fit finds the values that give the effects, and how far they may move") {
  const Workers two(2);
  Parameters start;
  start.alpha_x = start.alpha_c = .3;
  const BlockFit fit = fit_block(told_apart, start, {.workers = &two});
  REQUIRE(fit.parameters.size() == 2);
  CHECK(fit.misfit_at_start == Approx(1 + 9));
  CHECK(fit.misfit < 1e-2);
  CHECK(fit.parameters[0].value == Approx(.2).epsilon(.02));
  CHECK(fit.parameters[1].value == Approx(.6).epsilon(.02));
  CHECK(fit.parameters[0].identified() == "yes");
  CHECK(fit.parameters[0].low == Approx(.1).epsilon(.1));  // a misfit of 1 is one effect at an end of its range
  CHECK(fit.parameters[0].high == Approx(.3).epsilon(.1));
}

TEST_CASE("parameters known by their product alone are said not to be identified") {
  const Workers two(2), one(1);
  Parameters start;
  start.alpha_x = start.alpha_c = .1;
  const BlockFit fit = fit_block(product, start, {.workers = &two});
  CHECK(fit.misfit < 1e-2);
  for (const FittedParameter& parameter : fit.parameters) CHECK(parameter.identified() == "no");
  const BlockFit again = fit_block(product, start, {.workers = &one});
  CHECK(again.parameters[0].value == fit.parameters[0].value);
  CHECK(again.parameters[0].low == fit.parameters[0].low);
}

TEST_CASE("a calibration that is asked to stop stops") {
  const Workers one(1);
  const std::atomic<bool> stop = true;
  CHECK_THROWS_AS(fit_block(told_apart, {}, {.workers = &one, .stop = &stop}), Interrupted);
}

TEST_CASE("scores of the same rater have .18 of their variance in common") {
  const KeyedRandom random(1, 0);
  Scores a, b;
  for (std::uint32_t i = 0; i < 50'000; ++i) {
    a.push_back(open_unit_interval(random.draw(i, 0, 0)));
    b.push_back(open_unit_interval(random.draw(i, 0, 1)));
  }
  CHECK(correlation(a, b) == Approx(0).margin(.02));
  CHECK(correlation(rated(a, random), rated(b, random)) == Approx(.18).margin(.02));
  CHECK(correlation(rated(a, random, -1), rated(b, random)) == Approx(-.18).margin(.02));
}

TEST_CASE("every experiment measures as many effects as it has") {
  const Workers two(2);
  for (const EffectBlock* block : {&spacing, &accustoming})
    CHECK(block->measure({}, two).size() == block->effects.size());
}

TEST_CASE("the fitted values on record are those that calibrate finds", "[long]") {
  const Workers workers;
  const Parameters recorded = fitted_values();
  for (const BlockFit& fit : calibrate({}, {.workers = &workers}))
    for (const FittedParameter& parameter : fit.parameters) {
      INFO(parameter.name);
      CHECK(value_of(parameter.name, recorded) == Approx(parameter.value).epsilon(.02));
    }
}

TEST_CASE("an effect that cannot be measured is told and fitted around") {
  const Workers one(1);
  Parameters nobody_starts;
  nobody_starts.p = nobody_starts.q = 0;
  for (const double effect : intention.measure(nobody_starts, one)) CHECK(std::isnan(effect));
  Parameters no_feeling;
  no_feeling.gain_weight = 0;
  for (const double effect : accustoming.measure(no_feeling, one)) CHECK(std::isnan(effect));
}
