// Outbreaks and cascades on Poisson graphs: the published equations against their published values, and against graphs
// that are drawn and walked. Tolerances are half the published last digit unless derived beside.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <utility>

#include "models/reference/theory/theory.hpp"
#include "sim/random.hpp"

using namespace kantel;
using namespace kantel::theory;

namespace {

// A random graph of mean degree z: zN/2 pairs drawn at random, whose degrees are Poisson but for order 1/N.
using Graph = std::vector<std::vector<std::uint32_t>>;
Graph poisson_graph(std::uint32_t people, double mean_degree, std::uint32_t replicate) {
  const KeyedRandom random(1969, replicate);
  Graph ties(people);
  for (std::uint32_t pair = 0; pair < static_cast<std::uint32_t>(mean_degree * people / 2); ++pair) {
    const FourDraws draws = random.four(pair, 0, 0);
    const auto one = static_cast<std::uint32_t>(open_unit_interval(draws[0]) * people);
    const auto other = static_cast<std::uint32_t>(open_unit_interval(draws[1]) * people);
    if (one == other) continue;
    ties[one].push_back(other);
    ties[other].push_back(one);
  }
  return ties;
}

// The share active in the end when these start and everybody follows a share φ of their ties.
double threshold_cascade(const Graph& ties, double threshold, std::vector<std::uint32_t> starters) {
  std::vector<unsigned> heard(ties.size());
  std::vector<char> active(ties.size(), 0);
  for (const std::uint32_t person : starters) active[person] = 1;
  std::size_t total = starters.size();
  while (!starters.empty()) {
    const std::uint32_t person = starters.back();
    starters.pop_back();
    for (const std::uint32_t other : ties[person])
      if (++heard[other] >= threshold * static_cast<double>(ties[other].size()) && !active[other]) {
        active[other] = 1;
        ++total;
        starters.push_back(other);
      }
  }
  return static_cast<double>(total) / static_cast<double>(ties.size());
}

}  // namespace

TEST_CASE("a random graph's outbreak is the giant component of the ties that transmit") {
  CHECK(transmissibility_threshold(4) == .25);
  CHECK(outbreak_size(4, .24) == 0);
  CHECK(outbreak_size(4, 0) == 0);
  CHECK(outbreak_size(4, .5) == Approx(.7968).margin(.00005));
  // Thinning a graph of mean degree 4 by a half is drawing one of mean degree 2.
  const std::uint32_t people = 40'000;
  double largest = 0, drawn = 0;
  const Graph ties = poisson_graph(people, 4 * .5, 0);
  std::vector<char> reached(people, 0);
  for (std::uint32_t start = 0; start < people; ++start) {
    if (std::exchange(reached[start], 1)) continue;
    drawn = 1;
    for (std::vector<std::uint32_t> next{start}; !next.empty();) {
      const std::uint32_t now = next.back();
      next.pop_back();
      for (const std::uint32_t other : ties[now])
        if (!std::exchange(reached[other], 1)) ++drawn, next.push_back(other);
    }
    largest = std::max(largest, drawn);
  }
  // Its variance is S(1-S) / (1 - R(1-S))² / N at most [Stepanov 1970]: a standard deviation of .0034; four of them.
  CHECK(largest / people == Approx(outbreak_size(4, .5)).margin(.0136));
}

TEST_CASE("Watts's cascade window is the published one, and the one that counting degrees gives") {
  const std::array<std::array<double, 3>, 3> published{{{4, 1.114, 3.863}, {5, 1.021, 5.765}, {8, 1.000, 10.657}}};
  for (const auto& [degree, low, high] : published) {
    const auto most = static_cast<std::uint32_t>(degree);
    const std::optional<Window> window = cascade_window(most);
    REQUIRE(window);
    CHECK(window->low == Approx(low).margin(.0005));
    CHECK(window->high == Approx(high).margin(.0005));
    // New vulnerable people per vulnerable person met: Σ k(k−1) p_k / z.
    const auto growth = [&](double z) {
      double chance = std::exp(-z), sum = 0;
      for (unsigned k = 1; k <= most; ++k) sum += k * (k - 1) * (chance *= z / k) / z;
      return sum;
    };
    CHECK(growth(window->low) == Approx(1).margin(1e-9));
    CHECK(growth(window->high) == Approx(1).margin(1e-9));
    CHECK(growth((window->low + window->high) / 2) > 1);
  }
  CHECK_FALSE(cascade_window(3));  // any φ above .25
  CHECK_FALSE(cascade_window(0));
  CHECK(vulnerable_degree(.25) == 4);
  CHECK(vulnerable_degree(.251) == 3);
  CHECK(vulnerable_degree(.18) == 5);
}

TEST_CASE("one person sets off Watts's cascades as often, and as large, as computed from 10,000-person graphs") {
  // Chances ± .06: the limit leaves out cascades that start where two active ties meet, seen in small networks near the
  // window's upper end. Sizes ± .003.
  const std::array<std::array<double, 3>, 3> published{{{1.5, .53, .580}, {3, .87, .940}, {5.5, .40, .996}}};
  for (const auto& [z, chance, size] : published) {
    CHECK(cascade_chance(z, .18) == Approx(chance).margin(.06));
    CHECK(seeded_cascade(z, .18, 1e-12) == Approx(size).margin(.003));
  }
  CHECK(cascade_chance(7, .18) == Approx(0).margin(1e-12));
  CHECK(seeded_cascade(7, .18, 1e-12) == Approx(0).margin(1e-6));
}

TEST_CASE("one person on drawn graphs sets off cascades at the computed rate and size") {
  const std::uint32_t people = 5'000, runs = 300;
  const double z = 3;
  double global = 0, sizes = 0;
  for (std::uint32_t run = 0; run < runs; ++run) {
    const double share = threshold_cascade(poisson_graph(people, z, run), .18, {run});
    if (share > .1) ++global, sizes += share;
  }
  // Three standard errors: of a share of runs, and of a mean of sizes that vary twice as much as if people were
  // independent.
  const double chance = cascade_chance(z, .18), size = seeded_cascade(z, .18, 1e-12);
  CHECK(global / runs == Approx(chance).margin(3 * std::sqrt(chance * (1 - chance) / runs)));
  CHECK(sizes / global == Approx(size).margin(3 * 2 * std::sqrt(size * (1 - size) / people / global)));
}

TEST_CASE("seeded cascades end at the published shares, and where drawn graphs end") {
  CHECK(seeded_cascade(4, .18, .005) == Approx(.9803).margin(.002));
  CHECK(seeded_cascade(8, .18, .005) == Approx(.0154).margin(.002));
  CHECK(seeded_cascade(4, .18, 0) == 0);
  CHECK(seeded_cascade(4, .18, 1) == 1);
  CHECK(seeded_cascade(4, 1e-9, .005) < 1);  // those without ties follow nobody
  const std::uint32_t people = 50'000;
  for (const double z : {4., 8.}) {
    std::vector<std::uint32_t> starters(people / 200);
    std::iota(starters.begin(), starters.end(), 0u);
    const double share = threshold_cascade(poisson_graph(people, z, 7), .18, starters);
    // Four standard deviations of a share of independent people (.0006), tripled for what moves them together.
    CHECK(seeded_cascade(z, .18, .005) == Approx(share).margin(.002 + 4 * 3 * .0006 * (z > 4)));
  }
}
