// Kept neighbour counts against counting afresh, after edits, quiet days, busy days and any number of threads.
#include "sim/visible.hpp"

#include <catch2/catch.hpp>

#include "sim/random.hpp"

using namespace kantel;

namespace {

Network random_network(Employee employees, std::uint32_t ties_count, const Workers& workers) {
  const KeyedRandom random(11, 0);
  std::vector<Tie> ties;
  for (std::uint32_t i = 0; i < ties_count; ++i) {
    const FourDraws draws = random.four(i, 1, 0);
    ties.push_back({draws[0] % employees, draws[1] % (draws[2] % 8 ? employees : 20)});  // a few hubs
  }
  return Network::from_ties(employees, ties, workers);
}

bool counts_are_right(const Visible& visible, const Network& network) {
  for (Employee v = 0; v < network.employees(); ++v) {
    std::uint32_t first = 0, second = 0;
    for (const Employee tied : network.ties(v)) {
      first += (visible.yesterday()[tied] & Visible::first_bit) != 0;
      second += (visible.yesterday()[tied] & Visible::second_bit) != 0;
    }
    if (visible.neighbour_count(0)[v] != first || visible.neighbour_count(1)[v] != second) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("kept counts equal recounted ones after random edits and turns on any number of threads") {
  constexpr Employee employees = 40'000;
  for (const int threads : {1, 2, 3, 8}) {
    const Workers workers(threads);
    const Network network = random_network(employees, 160'000, workers);
    Visible visible(network);
    const KeyedRandom random(3, 0);
    std::vector<std::uint8_t> expected(employees, 0);
    for (std::uint32_t day = 0; day < 12; ++day) {
      for (std::uint32_t i = 0; i < 50; ++i) {
        const FourDraws draws = random.four(i, day, 1);
        const Employee who = draws[0] % employees;
        expected[who] = draws[1] % 8;
        visible.edit(who, expected[who]);
      }
      REQUIRE(counts_are_right(visible, network));
      // Quiet days push changes, busy ones count afresh.
      const std::uint32_t one_in = day % 3 == 0 ? 2 : day % 3 == 1 ? 100 : 5000;
      for (Employee v = 0; v < employees; ++v) {
        const FourDraws draws = random.four(v, day, 0);
        if (draws[0] % one_in == 0) expected[v] = draws[1] % 8;
        visible.today()[v] = expected[v];
      }
      visible.turn(workers);
      REQUIRE(std::equal(expected.begin(), expected.end(), visible.yesterday().begin()));
      REQUIRE(counts_are_right(visible, network));
    }
    visible.recount(workers);
    CHECK(counts_are_right(visible, network));
  }
}

TEST_CASE("nobody has an aware or practising tie before the first edit") {
  const Workers workers(1);
  const Network network = random_network(100, 300, workers);
  const Visible visible(network);
  CHECK(counts_are_right(visible, network));
  for (Employee v = 0; v < 100; ++v) CHECK(visible.neighbour_count(0)[v] + visible.neighbour_count(1)[v] == 0);
}

TEST_CASE("bits beyond the first two are carried and not counted") {
  const Workers workers(2);
  const Network network = random_network(100, 300, workers);
  Visible visible(network);
  for (Employee v = 0; v < 100; ++v) visible.today()[v] = 4;
  visible.turn(workers);
  CHECK(visible.yesterday()[7] == 4);
  CHECK(counts_are_right(visible, network));
  CHECK(visible.neighbour_count(0)[7] == 0);
}
