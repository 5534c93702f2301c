// Random networks against their degree distributions, with tolerances of four standard errors.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>

#include "tests/models/reference/networks_made.hpp"

using namespace kantel;
using namespace kantel::test;
using Catch::Contains;

TEST_CASE("degrees of a Poisson network are Poisson") {
  constexpr double people = 20'000, mean = 6;
  const Network network = made(poisson(20'000, mean)).ties;
  CHECK(simple(network));
  const std::vector<std::uint32_t> degrees = degrees_of(network);
  CHECK(std::abs(mean_of(degrees) - mean) < 4 * std::sqrt(2 * mean / people));
  CHECK(std::abs(variance_of(degrees) - mean) < 4 * std::sqrt((mean + 2 * mean * mean) / people));
  const double none = std::exp(-mean);
  CHECK(std::abs(1 - share_at_least(degrees, 1) - none) < 4 * std::sqrt(2 * none / people));
}

TEST_CASE("every pair of a Poisson network is tied with the same chance") {
  constexpr int networks = 4000;
  constexpr double chance = 1.5 / 4;
  const Workers workers(1);
  std::array<std::array<int, 5>, 5> tied{};
  for (std::uint64_t seed = 0; seed < networks; ++seed)
    for (const Tie& tie : ties_of(make_network(poisson(5, 1.5), ".", seed, workers).ties)) ++tied[tie.a][tie.b];
  for (Employee a = 0; a < 5; ++a)
    for (Employee b = a + 1; b < 5; ++b)
      CHECK(std::abs(tied[a][b] - networks * chance) < 4 * std::sqrt(networks * chance * (1 - chance)));
  CHECK(made(poisson(50, 49)).ties.ties_count() == 50 * 49 / 2);
  CHECK(made(poisson(50, 0)).ties.ties_count() == 0);
}

TEST_CASE("a degree sequence is kept but for the self-ties and doubles of chance") {
  const Scratch scratch;
  std::string text = "person,degree\n";
  std::vector<std::uint32_t> wanted;
  for (std::uint32_t v = 0; v < 3000; ++v) {
    wanted.push_back(v % 100 == 0 ? 40 : v % 5);
    text += std::to_string(v) + "," + std::to_string(wanted.back()) + "\n";
  }
  const NetworkSettings settings = configuration(scratch, text);
  const ReferenceNetwork network = made(settings, 1, 1, scratch.path());
  CHECK(network.people == 3000);
  CHECK(simple(network.ties));
  const std::vector<std::uint32_t> degrees = degrees_of(network.ties);
  std::size_t missing = 0;
  bool none_above = true;
  for (std::size_t v = 0; v < wanted.size(); ++v) {
    none_above = none_above && degrees[v] <= wanted[v];
    missing += wanted[v] - degrees[v];
  }
  CHECK(none_above);
  REQUIRE(network.warnings.size() == 1);
  std::size_t selves = 0, doubles = 0;
  REQUIRE(std::sscanf(network.warnings[0].c_str(),
                      "network.degrees: chance made ties of somebody with themselves, %zu, and doubles, %zu", &selves,
                      &doubles) == 2);
  CHECK(missing == 2 * (selves + doubles));
  // Self-ties are expected to number <d(d-1)> / (2 <d>) (Newman 2010, section 13.2), in large networks Poisson.
  const double expected = (variance_of(wanted) / mean_of(wanted) + mean_of(wanted) - 1) / 2;
  CHECK(std::abs(static_cast<double>(selves) - expected) < 4 * std::sqrt(expected));
}

TEST_CASE("degrees may stand one a line, and an odd sum leaves one tie without an end") {
  const Scratch scratch;
  const ReferenceNetwork network = made(configuration(scratch, "1\n1\n1\n"), 1, 1, scratch.path());
  CHECK(network.people == 3);
  CHECK(network.ties.ties_count() == 1);
  REQUIRE(network.warnings.size() == 1);
  CHECK_THAT(network.warnings[0], Contains("the sum is odd"));
}

TEST_CASE("preferential attachment gives m ties a newcomer and a cubic tail") {
  constexpr double m = 3, people = 50'000;
  NetworkSettings settings = of(NetworkForm::barabasi_albert, 50'000);
  settings.newcomer_ties = 3;
  const Network network = made(settings).ties;
  CHECK(simple(network));
  CHECK(network.ties_count() == 3 * (50'000 - 3));
  CHECK(components_of(network) == 1);
  const std::vector<std::uint32_t> degrees = degrees_of(network);
  CHECK(std::all_of(degrees.begin() + 3, degrees.end(), [](std::uint32_t degree) { return degree >= 3; }));
  // P(degree >= k) = m(m+1) / (k(k+1)) (Bollobás, Riordan, Spencer & Tusnády 2001).
  for (const std::uint32_t k : {4u, 10u, 30u, 60u}) {
    const double tail = m * (m + 1) / (k * (k + 1.0));
    CHECK(std::abs(share_at_least(degrees, k) - tail) < 4 * std::sqrt(tail * (1 - tail) / people));
  }
  // The oldest grow as the square root of the number of people; a Poisson network's largest degree would be near 20.
  CHECK(network.largest_degree() > 0.5 * std::sqrt(people));
}

TEST_CASE("blocks have their mean degrees inside and between") {
  constexpr double people = 20'000, inside = 5, between = 2;
  const Network network = made(blocks(20'000, 40, inside, between)).ties;
  CHECK(simple(network));
  double inner = 0, outer = 0;
  for (const Tie& tie : ties_of(network)) (tie.a / 500 == tie.b / 500 ? inner : outer) += 1;
  CHECK(std::abs(2 * inner / people - inside) < 4 * std::sqrt(2 * inside / people));
  CHECK(std::abs(2 * outer / people - between) < 4 * std::sqrt(2 * between / people));
}

TEST_CASE("blocks without ties between them are as many components, by Boost's count") {
  const Network network = made(blocks(120, 8, 14, 0)).ties;
  CHECK(components_of(network) == 8);
  CHECK(network.ties_count() == 8 * 15 * 14 / 2);
  CHECK(ties_of(made(blocks(6, 3, 0, 4)).ties).size() == 12);  // everybody outside the own block
}

TEST_CASE("a seed gives one network on any number of threads, another seed another") {
  const Scratch scratch;
  NetworkSettings attachment = of(NetworkForm::barabasi_albert, 9000);
  NetworkSettings small_world = ring(9000, 3, .2);
  small_world.form = NetworkForm::watts_strogatz;
  NetworkSettings torus = of(NetworkForm::torus, 8100);
  torus.rewired = .2;
  std::string sequence = "degree\n";
  for (int v = 0; v < 9000; ++v) sequence += "4\n";
  for (const NetworkSettings& settings : {ring(9000, 3, .2), torus, small_world, poisson(9000, 5), attachment,
                                          blocks(9000, 3, 3, 1), configuration(scratch, sequence)}) {
    const auto with = [&](std::uint64_t seed, int threads) {
      return ties_of(made(settings, seed, threads, scratch.path()).ties);
    };
    const std::vector<Tie> first = with(1, 1);
    CHECK(first == with(1, 3));
    CHECK(first != with(2, 1));
  }
}
