// Hazards: likelihoods by hand, simulated places against exact curves, known parameters found again.
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/studies/adoption/drawn.hpp"

using namespace kantel;
using namespace kantel::adoption;
using Catch::Contains;

TEST_CASE("the likelihood of three people is the one worked out by hand") {
  //  a → b → c    c starts in month 1, b in 2, a in 3; p = .1, q = .5, θ = .5
  // A started neighbour alone: f = 1/(1 + .25) = .8 and the rate is .1 + .4 = .5; else .1.
  //   c: starts at .1        b: stays at .1, starts at .5        a: stays at .1 twice, starts at .5
  const AdoptionData data = one_place({3, 2, 1}, 3, {{0, 1}, {1, 2}});
  const double expected =
      std::log(1 - std::exp(-.1)) - .1 + std::log(1 - std::exp(-.5)) - .2 + std::log(1 - std::exp(-.5));
  CHECK(expected == Approx(-4.5176727).epsilon(1e-7));
  CHECK(log_likelihood_of("kernel", {.1, .5, .5}, data) == Approx(expected).epsilon(1e-12));
  // Bass: the place's shares before months 1, 2 and 3 are 0, 1/3 and 2/3.
  const double second = .1 + .5 / 3, third = .1 + 1. / 3;
  const double bass =
      std::log(1 - std::exp(-.1)) - .1 + std::log(1 - std::exp(-second)) - .1 - second + std::log(1 - std::exp(-third));
  CHECK(log_likelihood_of("bass", {.1, .5}, data) == Approx(bass).epsilon(1e-12));
  // Calendar: rates p·e^−b, p and p·e^b in months 1 to 3.
  const double b = .7;
  const double calendar = std::log(1 - std::exp(-.1 * std::exp(-b))) - 2 * .1 * std::exp(-b) +
                          std::log(1 - std::exp(-.1)) - .1 + std::log(1 - std::exp(-.1 * std::exp(b)));
  CHECK(log_likelihood_of("calendar", {.1, b}, data) == Approx(calendar).epsilon(1e-12));
}

TEST_CASE("half of two named people weigh by the kernel, and whoever never starts counts as staying") {
  // a names b and c; b starts in month 1, c and a never in 2 months: f(1/2) = .25/(.25 + .25) = .5
  const AdoptionData data = one_place({3, 1, 3}, 2, {{0, 1}, {0, 2}, {0, 2}, {0, 0}});
  CHECK(data.named.size() == 2);
  const double expected = std::log(1 - std::exp(-.1)) - 2 * .1 - .1 - (.1 + .5 * .5);
  CHECK(log_likelihood_of("kernel", {.1, .5, .5}, data) == Approx(expected).epsilon(1e-12));
}

TEST_CASE("a place adds to ties, and a multiplied calendar moves both, as worked out by hand") {
  // a names b; b starts in period 1, a in period 2, c, whom nobody names, never in 2 periods.
  // Before period 2 a sees all of one named, g = .8, and everybody a place of which a third has started.
  const AdoptionData data = one_place({2, 1, 3}, 2, {{0, 1}});
  const double a = .1 + .5 * .8 + .3 / 3, c = .1 + .3 / 3;
  CHECK(log_likelihood_of("kernel_and_bass", {.1, .5, .5, .3}, data) ==
        Approx(std::log(1 - std::exp(-.1)) - 2 * .1 + std::log(1 - std::exp(-a)) - c).epsilon(1e-12));
  // Two periods lie at u = −1 and 1.
  const double early = std::exp(-.7 + .2), late = std::exp(.7 + .2);
  CHECK(log_likelihood_of("kernel_times_calendar", {.1, .7, .2, .5, .5}, data) ==
        Approx(std::log(1 - std::exp(-.1 * early)) - 2 * .1 * early + std::log(1 - std::exp(-.5 * late)) - .1 * late)
            .epsilon(1e-12));
}

TEST_CASE("frailty mixes over people as the gamma integral does") {
  // Started in period 2 and never in 3, at a rate of .4: integrals over a gamma density of shape and rate 1/v.
  const AdoptionData data = one_place({2, 4}, 3, {});
  const double v = .8;
  double started = 0, never = 0;
  const double step = 1e-4;
  for (double z = step / 2; z < 60; z += step) {
    const double density = std::pow(1 / v, 1 / v) / std::tgamma(1 / v) * std::pow(z, 1 / v - 1) * std::exp(-z / v);
    started += step * density * std::exp(-.4 * z) * (1 - std::exp(-.4 * z));
    never += step * density * std::exp(-1.2 * z);
  }
  CHECK(log_likelihood_of("constant_frailty", {.4, v}, data) ==
        Approx(std::log(started) + std::log(never)).epsilon(1e-4));
  CHECK(log_likelihood_of("constant_frailty", {.4, 0}, data) ==
        Approx(log_likelihood_of("constant", {.4}, data)).epsilon(1e-12));
}

TEST_CASE("the slopes of every likelihood are those of its differences, known periods or not") {
  const AdoptionData data = drawn_data(3, 30, 8, Hazard(form_named("kernel"), std::vector<double>{.1, .4, .4}, 8), 5);
  const Values middle{.1, .3, -.4, .5, .4, .2, .7};
  for (const HazardForm& form : hazard_forms())
    for (const int known : {0, 2}) {
      CAPTURE(form.name, known);
      const Whole whole(data, form);
      const Counts counts = whole.exposure.counts(everybody(data).people, known);
      std::vector<double> values;
      for (const HazardParameter& parameter : parameters_of(form)) values.push_back(middle[parameter.symbol]);
      const auto at = [&](const std::vector<double>& where, std::span<double> gradient = {}) {
        return log_likelihood(Hazard(form, where, data.periods), whole.exposure, counts, gradient);
      };
      std::vector<double> gradient(values.size());
      at(values, gradient);
      for (std::size_t i = 0; i < values.size(); ++i) {
        std::vector<double> above = values, below = values;
        above[i] += 1e-5, below[i] -= 1e-5;
        CHECK(gradient[i] == Approx((at(above) - at(below)) / 2e-5).epsilon(1e-5).margin(1e-5));
      }
    }
}

TEST_CASE("simulated frailty follows its exact curve, from the beginning and from a known state") {
  std::vector<int> periods(60, 9);
  std::fill_n(periods.begin(), 20, 1);
  const AdoptionData data = one_place(periods, 8, {});
  const Hazard hazard(form_named("constant_frailty"), std::vector<double>{.5, 1.5}, 8);
  const int runs = 2000;
  for (const int known : {0, 2}) {
    const Stage stage(data, 0, 1, runs, known);
    const Band band = band_of(stage.simulated(hazard, runs), 60, 8);
    const std::vector<double> exact = stage.started_by(hazard, {});
    for (std::size_t t = 1; t <= 8; ++t) {
      double mean = 0;
      for (std::size_t i = 0; i < 60; ++i) mean += exact[i * 9 + t] / 60;
      CHECK(std::abs(band.mean[t] - mean) <= 4 * std::sqrt(mean * (1 - mean) / (60.0 * runs)) + 1e-12);
    }
  }
}

TEST_CASE("known frailty lies within its profile interval as often as it should") {
  const HazardForm& form = form_named("kernel_frailty");
  const std::vector<double> truth{.1, .5, .4, 1};
  int held = 0, above_none = 0;
  const int studies = 20;
  for (int study = 0; study < studies; ++study) {
    const AdoptionData data = drawn_data(4, 200, 17, Hazard(form, truth, 17), static_cast<std::uint64_t>(study));
    const Whole whole(data, form);
    Fit fit = fit_hazard(whole.sample, {});
    CHECK(fit.log_likelihood >= whole.likelihood(truth));
    const ProfileInterval v = profile_intervals(whole.sample, fit)[3];
    held += truth[3] >= v.low && truth[3] <= v.high;
    above_none += v.low > 0;
  }
  CHECK(held >= 16);
  CHECK(above_none >= 10);
}

TEST_CASE("a constant hazard fitted is the closed form") {
  const AdoptionData data = one_place({1, 2, 2, 4, 6, 6}, 5, {});
  const Whole whole(data, form_named("constant"));
  CHECK(whole.counts.person_periods() == 19);
  CHECK(fit_hazard(whole.sample, {}).values[0] == Approx(-std::log(1 - 4. / 19)).epsilon(1e-5));
}

TEST_CASE("simulated places follow the exact curves of hazards without contagion") {
  const AdoptionData data = one_place(std::vector<int>(50, 11), 10, {});
  const Hazard hazard(form_named("calendar"), std::vector<double>{.1, .5}, 10);
  const int runs = 2000;
  const Stage stage(data, 0, 1, runs);
  const Band band = band_of(stage.simulated(hazard, runs), 50, 10);
  const std::vector<double> exact = stage.started_by(hazard, {});
  for (std::size_t t = 1; t <= 10; ++t) {
    const double error = std::sqrt(exact[t] * (1 - exact[t]) / (50.0 * runs));
    CHECK(std::abs(band.mean[t] - exact[t]) < 4 * error);
  }
}

TEST_CASE("simulated places keep what is known, and see each other a period later") {
  // c started in month 1 as known; b names c, a names b; q is so large that whoever sees a starter starts.
  const AdoptionData data = one_place({9, 9, 1}, 4, {{0, 1}, {1, 2}});
  const Hazard hazard(form_named("kernel"), std::vector<double>{1e-5, 10, .05}, 4);
  CHECK(Stage(data, 0, 1, 1, 1).simulated(hazard, 1) == std::vector<std::uint16_t>{3, 2, 1});
}

TEST_CASE("known p, q, theta and q by p lie within their profile intervals as often as they should") {
  const HazardForm& form = form_named("kernel");
  const std::vector<double> truth{.03, .5, .4};
  std::vector<int> held(4);  // and q/p
  const int studies = 20;
  for (int study = 0; study < studies; ++study) {
    const AdoptionData data = drawn_data(4, 100, 17, Hazard(form, truth, 17), static_cast<std::uint64_t>(study));
    const Whole whole(data, form);
    Fit fit = fit_hazard(whole.sample, {});
    CHECK(fit.log_likelihood >= whole.likelihood(truth));
    const auto intervals = profile_intervals(whole.sample, fit);
    held[3] += truth[1] / truth[0] >= intervals[3].low && truth[1] / truth[0] <= intervals[3].high;
    for (std::size_t i = 0; i < 3; ++i) {
      held[i] += truth[i] >= intervals[i].low && truth[i] <= intervals[i].high;
      CHECK(intervals[i].low <= fit.values[i]);
      CHECK(fit.values[i] <= intervals[i].high);
    }
  }
  // Binomial(20, .95) is 15 or less once in 400.
  for (const int times : held) CHECK(times >= 16);
}

TEST_CASE("theta is said not to be identified where nobody looks at anybody") {
  const HazardForm& form = form_named("kernel");
  const AdoptionData data = drawn_data(2, 100, 17, Hazard(form, std::vector<double>{.1, 0, .4}, 17), 3);
  const Whole whole(data, form);
  Fit fit = fit_hazard(whole.sample, {});
  const auto intervals = profile_intervals(whole.sample, fit);
  CHECK(intervals[0].identified() == "yes");
  CHECK(intervals[1].identified() == "from above only");
  CHECK(intervals[2].identified() == "no");
}
