// Bass, epidemics, independent cascades and crowds: closed forms against the published values, and against iteration,
// integration or enumeration. Tolerances are half the published last digit unless derived beside.
#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <utility>

#include "models/reference/theory/theory.hpp"

using namespace kantel::theory;

namespace {

template <class Claim>
double bisected(double low, double high, Claim&& low_side) {
  for (int step = 0; step < 25; ++step) (low_side((low + high) / 2) ? low : high) = (low + high) / 2;
  return (low + high) / 2;
}

}  // namespace

TEST_CASE("Bass in continuous time peaks and crosses as published") {
  const BassPeak peak = bass_peak(.03, .38);
  CHECK(peak.day == Approx(6.193).margin(.0005));
  CHECK(peak.share == Approx(.4605).margin(.00005));
  CHECK(peak.rate == Approx(.1106).margin(.00005));
  CHECK(bass_day(.03, .38, .1) == Approx(2.253).margin(.0005));
  CHECK(bass_day(.03, .38, .5) == Approx(6.550).margin(.0005));
  CHECK(bass_day(.03, .38, .9) == Approx(11.757).margin(.0005));
  CHECK(bass_peak(.4, .1).day == 0);
}

TEST_CASE("Bass in continuous time is what integrating its equation gives") {
  const double p = .03, q = .38, step = 1e-3;
  const auto rate = [&](double share) { return (p + q * share) * (1 - share); };
  double share = 0, steepest = 0, steepest_at = 0;
  for (int i = 0; i < 12'000; ++i) {
    if (rate(share) > steepest) steepest = rate(share), steepest_at = i * step;
    const double middle = share + step / 2 * rate(share);  // midpoint rule: an error of order step²
    share += step * rate(middle);
    if (i % 1000 == 999) CHECK(bass_share(p, q, (i + 1) * step) == Approx(share).margin(1e-6));
  }
  CHECK(bass_peak(p, q).day == Approx(steepest_at).margin(2e-3));
  CHECK(bass_peak(p, q).rate == Approx(steepest).margin(1e-6));
  CHECK(bass_share(p, q, bass_day(p, q, .73)) == Approx(.73).margin(1e-12));
}

TEST_CASE("Bass in synchronous days crosses as published, by straight lines between days") {
  const std::vector<double> shares = bass_days(.003, .038, 300);
  CHECK(*crossing_day(shares, .1) == Approx(22.93).margin(.005));
  CHECK(*crossing_day(shares, .5) == Approx(66.49).margin(.005));
  CHECK(*crossing_day(shares, .9) == Approx(118.83).margin(.005));
  CHECK_FALSE(crossing_day(std::span(shares).first(50), .5));
  CHECK(crossing_day(shares, 0) == 0.0);
}

TEST_CASE("Bass in synchronous days follows the expected number of adopters, person by person") {
  // N people of whom one is followed: the others' share is n/(N-1), and N -> infinity recovers the share itself.
  const double p = .003, q = .038, people = 50;
  double adopters = 0;
  const std::vector<double> shares = bass_days(p, q, 100, people);
  for (int day = 1; day <= 100; ++day) {
    adopters += (people - adopters) * (1 - std::exp(-p - q * adopters / (people - 1)));
    CHECK(shares[static_cast<std::size_t>(day)] == Approx(adopters / people).margin(1e-12));
  }
  CHECK(bass_days(p, q, 100, 1e9).back() == Approx(bass_days(p, q, 100).back()).margin(1e-8));
}

TEST_CASE("SIS rests where its daily map does") {
  CHECK(sis_share(.1, .05) == Approx(.500).margin(1e-12));
  CHECK(sis_share_continuous(.1, .05) == Approx(.500).margin(1e-12));
  for (const auto& [q, rho] : {std::pair{.1, .05}, {.3, .05}, {.5, .4}, {.06, .05}}) {
    double share = .3;
    for (int day = 0; day < 20'000; ++day)
      share += (1 - share) * (1 - std::exp(-q * share)) - share * (1 - std::exp(-rho));
    CHECK(sis_share(q, rho) == Approx(share).margin(1e-9));
  }
  CHECK(sis_share(.3, .05) != Approx(sis_share_continuous(.3, .05)).margin(1e-2));
  CHECK(sis_share(.048, .05) == 0);  // below 1 - e^-.05 = .04877
  CHECK(sis_share(.049, .05) > 0);   // above it, though below .05
  CHECK(sis_share_continuous(.049, .05) == 0);
}

TEST_CASE("SIR reaches the published final sizes, and those that its days add up to") {
  const double rho = .1;
  for (const auto& [reproduction, published] : {std::pair{1.2, .3137}, {1.5, .5828}, {2., .7968}, {3., .9405}}) {
    CHECK(final_size(reproduction) == Approx(published).margin(.00005));
    const double q = reproduction * (1 - std::exp(-rho)), start = 1e-3;
    CHECK(reproduction_number(q, rho) == Approx(reproduction));
    double without = 1 - start, with = start;
    for (int day = 0; day < 5'000; ++day) {
      const double reached = without * (1 - std::exp(-q * with));
      without -= reached;
      with += reached - with * (1 - std::exp(-rho));
    }
    CHECK(final_size(reproduction, start) == Approx(1 - without).margin(1e-9));
    double share = .5;
    for (int step = 0; step < 2'000; ++step) share = 1 - std::exp(-reproduction * share);
    CHECK(final_size(reproduction) == Approx(share).margin(1e-9));
  }
  CHECK(final_size(.9) == 0);
  CHECK(final_size(1) == 0);
  CHECK(final_size(1, .01) == Approx(.1349).margin(1e-3));  // S²/2 ~ s, so S is about √(2s)
}

TEST_CASE("independent cascades on a path and a star are the mean over all outcomes of the ties") {
  for (const double p : {0., .2, .5, 1.}) {
    const unsigned ties = 5;
    double path = 0, star = 0;
    for (unsigned live = 0; live < 1u << ties; ++live) {
      unsigned count = 0, run = 0;
      for (unsigned tie = 0; tie < ties; ++tie) {
        if (!(live >> tie & 1)) continue;
        run += run == tie;
        ++count;
      }
      const double chance = std::pow(p, count) * std::pow(1 - p, ties - count);
      path += chance * (1 + run);
      star += chance * (1 + count);
    }
    CHECK(cascade_on_path(ties + 1, p) == Approx(path).margin(1e-12));
    CHECK(cascade_on_star(ties + 1, p) == Approx(star).margin(1e-12));
  }
}

TEST_CASE("Granovetter's crowd turns on one person") {
  std::vector<double> thresholds(100);
  std::iota(thresholds.begin(), thresholds.end(), 0.);
  CHECK(crowd_at_rest(thresholds) == 100);
  thresholds[1] = 2;
  CHECK(crowd_at_rest(thresholds) == 1);
}

TEST_CASE("a normal crowd jumps at the critical spread of its thresholds") {
  CHECK(crowd_at_rest(100, 25, 12.2) == Approx(5.5).margin(.05));
  CHECK(crowd_at_rest(100, 25, 12.3) == Approx(100).margin(.05));
  CHECK(critical_sd(100, 25) == Approx(12.22).margin(.01));
  for (const double mean : {10., 25., 40.}) {
    const double jump =
        bisected(.1, 80, [&](double sd) { return crowd_at_rest(100, mean, sd) < (mean < 40 ? mean : mean - 5); });
    CHECK(critical_sd(100, mean) == Approx(jump).margin(1e-4));
  }
  CHECK(critical_sd(1000, 250) == Approx(10 * critical_sd(100, 25)));
}

TEST_CASE("a crowd counted in persons holds out longer than its density, less so the larger it is") {
  // With the quantiles (i + ½)/N as thresholds, person i joins i others where N F(i) >= i + ½: half a person more than
  // the density asks for, as if the mean were half a person higher. Only whole i count, which leaves a little room.
  const auto jump = [](int people) {
    return bisected(10, 20, [&](double sd) {
      const boost::math::normal threshold(people * .25, people * sd / 100);
      std::vector<double> thresholds;
      for (int i = 0; i < people; ++i) thresholds.push_back(quantile(threshold, (i + .5) / people));
      return crowd_at_rest(thresholds) < static_cast<std::uint64_t>(people / 2);
    });
  };
  CHECK(jump(100) == Approx(critical_sd(100, 25.5)).margin(.001));
  CHECK(jump(10'000) == Approx(critical_sd(100, 25)).margin(.005));
}
