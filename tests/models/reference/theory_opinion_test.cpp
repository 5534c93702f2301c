// Conventions and opinions: critical committed shares, influence weights and equilibria against the published values,
// and against the mean field followed through time. Tolerances are half the published last digit unless derived beside.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <utility>

#include "models/reference/theory/theory.hpp"

using namespace kantel::theory;

namespace {

template <class Claim>
double bisected(double low, double high, Claim&& low_side) {
  for (int step = 0; step < 25; ++step) (low_side((low + high) / 2) ? low : high) = (low + high) / 2;
  return (low + high) / 2;
}

// P(Bin(n, q) = m), by multiplying out.
double binomial(unsigned n, unsigned m, double q) {
  double chance = std::pow(1 - q, n - m) * std::pow(q, m);
  for (unsigned i = 1; i <= m; ++i) chance *= static_cast<double>(n - m + i) / i;
  return chance;
}

std::vector<double> averaged(std::span<const Influence> influence, const std::vector<double>& opinions) {
  std::vector<double> next(opinions.size());
  for (const Influence& tie : influence) next[tie.from] += tie.weight * opinions[tie.to];
  return next;
}

}  // namespace

TEST_CASE("committed namers tip the rest at the published share, where the equations' other state ends") {
  CHECK(critical_committed_naming() == Approx(.0979).margin(.00005));
  const auto at_rest = [](double p, double days) {
    double a = 0, b = 1 - p;
    for (double day = 0, step = .05; day < days; day += step) {
      const double c = 1 - p - a - b;
      const double to_a = -a * b + c * c + c * a + 1.5 * p * c, to_b = -a * b + c * c + c * b - p * b;
      a += step * to_a;
      b += step * to_b;
    }
    return NamingState{a, b, 1 - p - a - b};
  };
  for (const double p : {.01, .05, .09, .0975}) {
    const NamingState simulated = at_rest(p, 10'000), found = naming_states(p)->stable;
    CHECK(found.a == Approx(simulated.a).margin(1e-6));
    CHECK(found.b == Approx(simulated.b).margin(1e-6));
    CHECK(found.both == Approx(simulated.both).margin(1e-6));
    CHECK(naming_states(p)->saddle.b < found.b);
    CHECK(naming_states(p)->saddle.both > found.both);
  }
  CHECK_FALSE(naming_states(.098));
  CHECK(at_rest(.0985, 10'000).a == Approx(1 - .0985).margin(1e-6));
}

TEST_CASE("a committed share tips a memory of M plays as published, ties being drawn fairly") {
  for (const auto& [memory, published] : {std::pair{8u, .199}, {12u, .242}, {20u, .288}}) {
    CHECK(critical_committed_memory(memory) == Approx(published).margin(.0005));
    CHECK(critical_committed_memory(memory) == Approx(critical_committed_memory(memory - 1)).margin(1e-12));
    CHECK(critical_committed_memory(memory, TiedMemory::keeps_old) > published + .02);
    CHECK(critical_committed_memory(memory, TiedMemory::takes_new) < published - .02);
  }
  for (const unsigned memory : {3u, 4u, 5u, 12u})
    for (const auto& [tie, share] :
         {std::pair{TiedMemory::fair_draw, .5}, {TiedMemory::keeps_old, 0.}, {TiedMemory::takes_new, 1.}}) {
      const auto old_way_survives = [&](double committed) {
        double x = committed;
        for (int day = 0; day < 100'000 && x < .9; ++day) {
          double majority = 0;
          for (unsigned m = 0; m <= memory; ++m)
            majority += binomial(memory, m, x) * (2 * m > memory ? 1. : 2 * m == memory ? share : 0.);
          const double next = committed + (1 - committed) * majority;
          if (next - x < 1e-13) return x < .9;
          x = next;
        }
        return x < .9;
      };
      CHECK(critical_committed_memory(memory, tie) == Approx(bisected(0, .5, old_way_survives)).margin(1e-5));
    }
}

TEST_CASE("influence weights are the published ones, and the rows of a high power of W") {
  const std::vector<Influence> triangle{{0, 1, .5}, {0, 2, .5}, {1, 0, 1}, {2, 1, 1}};
  const auto weights = influence_weights(3, triangle);
  REQUIRE(weights);
  CHECK((*weights)[0] == Approx(.4).margin(1e-12));
  CHECK((*weights)[1] == Approx(.4).margin(1e-12));
  CHECK((*weights)[2] == Approx(.2).margin(1e-12));
  for (std::size_t person = 0; person < 3; ++person) {
    std::vector<double> opinions(3);
    opinions[person] = 1;
    for (int day = 0; day < 1'000; ++day) opinions = averaged(triangle, opinions);
    for (const double opinion : opinions) CHECK((*weights)[person] == Approx(opinion).margin(1e-12));
  }
}

TEST_CASE("influence weights exist, and lie with those whom everybody hears") {
  // 0 -> 1 <-> 2, and 3 -> 0: who is listened to by nobody who matters has no say.
  const auto pair =
      influence_weights(4, std::vector<Influence>{{0, 1, 1}, {1, 2, 1}, {2, 1, .5}, {2, 2, .5}, {3, 0, 1}});
  REQUIRE(pair);
  CHECK((*pair)[0] == Approx(0).margin(1e-15));
  CHECK((*pair)[1] == Approx(1. / 3));
  CHECK((*pair)[2] == Approx(2. / 3));
  CHECK((*pair)[3] == Approx(0).margin(1e-15));
  // Two who hear only themselves: no consensus.
  CHECK_FALSE(influence_weights(3, std::vector<Influence>{{0, 0, 1}, {1, 1, 1}, {2, 0, .5}, {2, 1, .5}}));
  // A boss heard by a thousand, one tie each, and hearing one.
  std::vector<Influence> star{{0, 1, 1}};
  for (std::uint32_t person = 1; person < 1'000; ++person) star.push_back({person, 0, 1});
  CHECK((*influence_weights(1'000, star))[0] == Approx(.5));
}

TEST_CASE("opinions with stubborn people rest as published, and where averaging takes them") {
  std::vector<Influence> influence;
  const std::array<std::array<double, 4>, 4> rows{
      {{.220, .120, .360, .300}, {.147, .215, .344, .294}, {0, 0, 1, 0}, {.090, .178, .446, .286}}};
  std::vector<double> susceptibility;
  for (std::uint32_t from = 0; from < 4; ++from) {
    for (std::uint32_t to = 0; to < 4; ++to) influence.push_back({from, to, rows[from][to]});
    susceptibility.push_back(1 - rows[from][from]);
  }
  const std::vector<double> start{25, 25, 75, 85}, published{60.02, 59.98, 75, 74.99};
  const auto rest = opinions_at_rest(influence, susceptibility, start);
  REQUIRE(rest);
  std::vector<double> opinions = start;
  for (int day = 0; day < 1'000; ++day) {
    opinions = averaged(influence, opinions);
    for (std::size_t i = 0; i < 4; ++i)
      opinions[i] = susceptibility[i] * opinions[i] + (1 - susceptibility[i]) * start[i];
  }
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK((*rest)[i] == Approx(published[i]).margin(.005));
    CHECK((*rest)[i] == Approx(opinions[i]).margin(1e-10));
  }
  // Nobody is stubborn, or only somebody who is not heard: not unique.
  CHECK_FALSE(opinions_at_rest(influence, std::vector<double>(4, 1), start));
  CHECK_FALSE(opinions_at_rest(influence, std::vector<double>{.5, 1, 1, 1}, start));
  CHECK(opinions_at_rest(influence, std::vector<double>{1, 1, .5, 1}, start));
}
