// The networks of the reference models: regular ones row by row, rewired ones by what they keep and what they move,
// with tolerances of four standard errors, and what is refused.
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/models/reference/networks_made.hpp"

using namespace kantel;
using namespace kantel::test;
using Catch::Contains;

TEST_CASE("paths, stars, rings and tori have the rows one reads off the drawing") {
  const Network path = made(of(NetworkForm::path, 4)).ties;
  CHECK(ties_of(path) == std::vector<Tie>{{0, 1}, {1, 2}, {2, 3}});
  const Network star = made(of(NetworkForm::star, 4)).ties;
  CHECK(ties_of(star) == std::vector<Tie>{{0, 1}, {0, 2}, {0, 3}});
  const Network seven = made(ring(7, 2)).ties;
  CHECK(listed(seven.ties(0)) == Row{1, 2, 5, 6});
  CHECK(listed(seven.ties(3)) == Row{1, 2, 4, 5});
  CHECK(seven.ties_count() == 14);
  //  0  1  2  3
  //  4  5  6  7
  //  8  9 10 11
  // 12 13 14 15
  const Network torus = made(of(NetworkForm::torus, 16)).ties;
  CHECK(listed(torus.ties(5)) == Row{0, 1, 2, 4, 6, 8, 9, 10});
  CHECK(listed(torus.ties(0)) == Row{1, 3, 4, 5, 7, 12, 13, 15});
  CHECK(torus.ties_count() == 64);
  CHECK(made(of(NetworkForm::torus, 9)).ties.ties_count() == 36);
  for (const Network* network : {&path, &star, &seven, &torus}) {
    CHECK(simple(*network));
    CHECK(components_of(*network) == 1);
  }
}

TEST_CASE("one person alone is a path and a star") {
  CHECK(made(of(NetworkForm::path, 1)).ties.ties_count() == 0);
  CHECK(made(of(NetworkForm::star, 1)).ties.ties_count() == 0);
  CHECK(made(poisson(1, 0)).ties.employees() == 1);
}

TEST_CASE("the complete network is a word, and is stored only when asked for") {
  const ReferenceNetwork everybody = made(of(NetworkForm::complete, 100'000));
  CHECK(everybody.complete);
  CHECK(everybody.people == 100'000);
  CHECK(everybody.ties.tie_ends() == 0);
  CHECK_FALSE(made(ring(100, 1)).complete);
  const Network five = complete_ties(5, Workers(1));
  CHECK(listed(five.ties(2)) == Row{0, 1, 3, 4});
  CHECK(five.ties_count() == 10);
}

TEST_CASE("rewiring a ring or torus draws each tie as often as asked for and keeps every degree") {
  for (const double share : {.05, .3, 1.0})
    for (NetworkSettings settings : {ring(10'000, 3), of(NetworkForm::torus, 10'000)}) {
      const Network before = made(settings).ties;
      settings.rewired = share;
      const ReferenceNetwork after = made(settings);
      CHECK(degrees_of(after.ties) == degrees_of(before));
      CHECK(simple(after.ties));
      CHECK(after.warnings.empty());
      // Drawn `share` times on average; a few swaps make a lost tie anew.
      const auto ties = static_cast<double>(before.ties_count());
      const double moved = 1 - std::exp(-share);
      CHECK(std::abs(share_moved(before, after.ties) - moved) <= 4 * std::sqrt(moved * (1 - moved) / ties) + 30 / ties);
    }
}

TEST_CASE("a ring that leaves no tie to swap says so") {
  const ReferenceNetwork everybody = made(ring(7, 3, 1));
  CHECK(everybody.ties.ties_count() == 21);
  REQUIRE(everybody.warnings.size() == 1);
  CHECK_THAT(everybody.warnings[0], Contains("11 of 11 swaps found no two ties that could swap ends"));
}

TEST_CASE("Watts and Strogatz's rewiring keeps one end of each tie") {
  constexpr double people = 4000, reach = 5;
  NetworkSettings settings = ring(4000, 5);
  const Network lattice = made(settings).ties;
  settings.form = NetworkForm::watts_strogatz;
  CHECK(ties_of(made(settings).ties) == ties_of(lattice));
  for (const double chance : {.1, 1.0}) {
    settings.rewired = chance;
    const Network network = made(settings).ties;
    CHECK(simple(network));
    CHECK(network.ties_count() == lattice.ties_count());
    const std::vector<std::uint32_t> degrees = degrees_of(network);
    CHECK(*std::min_element(degrees.begin(), degrees.end()) >= 5);
    // A moved end lands on a tie of the lattice with a chance of at most 2 reach / people.
    const double deviation = std::sqrt(chance * (1 - chance) / (people * reach));
    CHECK(std::abs(share_moved(lattice, network) - chance) <= 4 * deviation + 1.5 * 2 * reach / people);
  }
  // All ends moved: everyone keeps `reach` and receives Poisson(reach) of them (Barrat & Weigt 2000, eq. 5).
  const double error = std::sqrt((reach + 2 * reach * reach) / people);
  CHECK(std::abs(variance_of(degrees_of(made(settings).ties)) - reach) < 4 * error);
}

TEST_CASE("Watts and Strogatz's rewiring leaves people alone who know everybody") {
  NetworkSettings settings = ring(7, 3, 1);
  settings.form = NetworkForm::watts_strogatz;
  CHECK(made(settings).ties.ties_count() == 21);
}

TEST_CASE("networks that cannot be are refused, with what would be allowed") {
  CHECK_THAT(complaint(of(NetworkForm::torus, 10)), Contains("network.people: is 10, which does not fill a square"));
  CHECK_THAT(complaint(of(NetworkForm::torus, 4)), Contains("the square of a whole number, at least 9"));
  CHECK_THAT(complaint(ring(6, 3)), Contains("network.reach: is 3 among 6 people; allowed below half"));
  CHECK(complaint(ring(7, 3)) == "");
  CHECK_THAT(complaint(poisson(5, 4.5)), Contains("network.mean_degree: is 4.5 among 5 people; allowed 0 to 4"));
  NetworkSettings attachment = of(NetworkForm::barabasi_albert, 2);
  CHECK_THAT(complaint(attachment), Contains("network.newcomer_ties: is 2 among 2 people"));
  CHECK_THAT(complaint(blocks(10, 3, 1, 1)), Contains("network.blocks: is 3 among 10 people"));
  const std::string both = complaint(blocks(10, 2, 5, 6));
  CHECK_THAT(both, Contains("network.mean_degree_inside: is 5 in blocks of 5; allowed 0 to 4"));
  CHECK_THAT(both, Contains("network.mean_degree_between: is 6 with 5 people in other blocks; allowed 0 to 5"));
  CHECK_THAT(complaint(blocks(10, 1, 2, 1)), Contains("network.mean_degree_between"));
  CHECK_THAT(complaint(ring(4'000'000'000, 100)), Contains("network.people"));
}

TEST_CASE("a setting that has no effect on the form is told") {
  NetworkSettings settings = poisson(100, 3);
  settings.rewired = .1;
  settings.directed = true;
  CHECK(made(settings).warnings == std::vector<std::string>{"network.rewired has no effect on form = \"poisson\"",
                                                            "network.directed has no effect on form = \"poisson\""});
}
