// Ties of a run: what each counts for, what the run changes, and the counts that Visible keeps of them.
#include "sim/ties.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "sim/random.hpp"
#include "sim/visible.hpp"

using namespace kantel;

namespace {

using Plain = std::vector<std::map<Employee, std::int32_t>>;

Network random_network(Employee employees) {
  const KeyedRandom random(11, 0);
  std::vector<Tie> ties;
  for (std::uint32_t i = 0; i < employees * 4; ++i) {
    const FourDraws draws = random.four(i, 1, 0);
    ties.push_back({draws[0] % employees, draws[1] % (draws[2] % 8 ? employees : 20)});
  }
  return Network::from_ties(employees, ties, Workers(1));
}

// Of both ends the same: a weight by the pair.
LargeVector<TieWeight> weights_of(const Network& network) {
  LargeVector<TieWeight> weights(network.tie_ends());
  for (Employee v = 0; v < network.employees(); ++v)
    for (std::size_t i = 0; i < network.degree(v); ++i)
      weights[network.row_begin(v) + i] = static_cast<TieWeight>((v + network.ties(v)[i]) % 17);
  return weights;
}

Plain plainly(const Network& network, std::span<const TieWeight> weights) {
  Plain ties(network.employees());
  for (Employee v = 0; v < network.employees(); ++v)
    for (std::size_t i = 0; i < network.degree(v); ++i)
      ties[v][network.ties(v)[i]] = weights.empty() ? 1 : weights[network.row_begin(v) + i];
  return ties;
}

bool is_right(const Visible& visible, const Plain& ties) {
  std::vector<float> degrees(ties.size());
  visible.ties().degrees(0, ties.size(), degrees.data());
  for (Employee v = 0; v < ties.size(); ++v) {
    std::int64_t first = 0, second = 0, degree = 0;
    for (const auto& [other, weight] : ties[v]) {
      degree += weight;
      first += weight * ((visible.yesterday()[other] & Visible::first_bit) != 0);
      second += weight * ((visible.yesterday()[other] & Visible::second_bit) != 0);
    }
    if (visible.neighbour_count(0)[v] != first || visible.neighbour_count(1)[v] != second) return false;
    if (degrees[v] != static_cast<float>(degree) || visible.ties().degree(v) != degree) return false;
  }
  return true;
}

void lives(std::span<const TieWeight> weights, const Network& network, int threads) {
  const Workers workers(threads);
  const Employee employees = network.employees();
  Plain ties = plainly(network, weights);
  Visible visible(network, weights);
  const KeyedRandom random(3, 0);
  for (std::uint32_t day = 0; day < 12; ++day) {
    if (day % 4 == 2) {  // ties come, go, and count for more
      std::map<std::pair<Employee, Employee>, std::int32_t> changed;
      for (std::uint32_t i = 0; i < 200; ++i) {
        const FourDraws draws = random.four(i, day, 2);
        const Employee a = draws[0] % employees, b = draws[1] % 2 ? draws[2] % employees : ties[a].begin()->first;
        if (a == b || ties[a].empty()) continue;
        const std::int32_t by = ties[a].contains(b) && draws[3] % 2 ? -ties[a][b] : 1;
        if (by == 0 || changed.contains({a, b})) continue;
        changed[{a, b}] = changed[{b, a}] = by;
        ties[a][b] += by, ties[b][a] += by;
      }
      std::vector<TieChange> ends;
      for (const auto& [pair, by] : changed) ends.push_back({pair.first, pair.second, by});
      REQUIRE(ends.size() > 100);
      visible.change_ties(ends);
      REQUIRE(is_right(visible, ties));
      REQUIRE(visible.ties().can_have(visible.ties().changes()));
    }
    for (std::uint32_t i = 0; i < 50; ++i) {
      const FourDraws draws = random.four(i, day, 1);
      visible.edit(draws[0] % employees, draws[1] % 8);
    }
    REQUIRE(is_right(visible, ties));
    const std::uint32_t one_in = day % 3 == 0 ? 2 : day % 3 == 1 ? 100 : 1000;  // busy days count afresh
    for (Employee v = 0; v < employees; ++v) {
      const FourDraws draws = random.four(v, day, 0);
      visible.today()[v] = draws[0] % one_in == 0 ? draws[1] % 8 : visible.yesterday()[v];
    }
    visible.turn(workers);
    REQUIRE(is_right(visible, ties));
  }
  const std::vector<TieChange> changes = visible.ties().changes();
  Visible other(network, weights);
  other.change_ties(std::vector<TieChange>{{0, 39, 1}, {39, 0, 1}});
  for (Employee v = 0; v < employees; ++v) other.edit(v, visible.yesterday()[v]);
  other.restore_ties(changes);
  CHECK(is_right(other, ties));
  other.restore_ties({});
  CHECK(is_right(other, plainly(network, weights)));
  CHECK(other.ties().plain() == weights.empty());
}

}  // namespace

TEST_CASE("counts and degrees of a run's ties equal those counted afresh, with weights, changes and any threads") {
  const Network network = random_network(20'000);
  const LargeVector<TieWeight> weights = weights_of(network);
  for (const int threads : {1, 2, 3, 8}) {
    CAPTURE(threads);
    lives({}, network, threads);
    lives(weights, network, threads);
  }
}

TEST_CASE("changes that no run can have made are told from those that one can") {
  const Network network = Network::from_ties(4, std::vector<Tie>{{0, 1}, {1, 2}}, Workers(1));
  const Ties ties(network);
  using List = std::vector<TieChange>;
  CHECK(ties.can_have(List{}));
  CHECK(ties.can_have(List{{0, 1, -1}, {0, 3, 5}, {1, 0, -1}, {3, 0, 5}}));
  for (const List& wrong :
       {List{{0, 3, 5}},                                                               // one end alone
        List{{3, 0, 5}, {0, 3, 5}},                                                    // out of order
        List{{0, 3, 5}, {0, 3, 5}, {3, 0, 5}, {3, 0, 5}}, List{{0, 3, 5}, {3, 0, 4}},  // ends that differ
        List{{0, 1, -2}, {1, 0, -2}},                                                  // below 0
        List{{0, 1, 256}, {1, 0, 256}},                                                // above the largest
        List{{0, 2, 0}, {2, 0, 0}}, List{{2, 2, 1}}, List{{0, 4, 1}, {4, 0, 1}}})
    CHECK_FALSE(ties.can_have(wrong));
}

TEST_CASE("which layers a pair is tied in is kept, and the largest of the weights it was given") {
  const std::vector<Tie> listed{{0, 1, Layer::team},      {1, 0, Layer::informal, 3}, {0, 1, Layer::informal, 2},
                                {0, 2, Layer::mentoring}, {0, 3, Layer::dotted, 0},   {3, 3, Layer::team, 9}};
  const Network network = Network::from_ties(4, listed, Workers(1));
  std::vector<std::array<unsigned, 3>> ends;
  network.for_each_end(0, [&](Employee other, Layers layers, std::uint8_t weight) {
    ends.push_back({other, layers, weight});
  });
  CHECK(ends == std::vector<std::array<unsigned, 3>>{{1, 0b101u, 3}, {3, 0b1000u, 0}, {2, 0b10000u, by_layer}});
  CHECK(network.has_layer(Layer::dotted));
  CHECK_FALSE(network.has_layer(Layer::team));
  std::vector<Tie> once;
  network.for_each_tie([&](const Tie& tie) { once.push_back(tie); });
  CHECK(once == std::vector<Tie>{{0, 1, Layer::informal, 3}, {0, 3, Layer::dotted, 0}, {0, 2, Layer::mentoring}});
}
