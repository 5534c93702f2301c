// The network: hand-drawn, by rows and by ties, in layers, across chunks, and as a Boost.Graph.
#include <algorithm>
#include <boost/concept/assert.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "sim/network_graph.hpp"
#include "sim/random.hpp"

using namespace kantel;

BOOST_CONCEPT_ASSERT((boost::GraphConcept<Network>));
BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Network>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Network>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Network>));

namespace {

std::vector<Employee> listed(std::span<const Employee> row) { return {row.begin(), row.end()}; }
using Row = std::vector<Employee>;

//   0───1       5
//   │ ╲ │       │
//   2───3   4   6───7
const std::vector<Tie> drawn{{0, 1}, {0, 2}, {0, 3}, {1, 3}, {2, 3}, {5, 6}, {6, 7}};

// Random ties, with repeats, both directions, ties to oneself and all layers.
std::vector<Tie> random_ties(Employee employees, std::uint32_t count, std::uint32_t layers) {
  const KeyedRandom random(5, 0);
  std::vector<Tie> ties;
  for (std::uint32_t i = 0; i < count; ++i) {
    const FourDraws draws = random.four(i, 0, 0);
    ties.push_back({draws[0] % employees, draws[1] % employees, static_cast<Layer>(draws[2] % layers)});
  }
  return ties;
}

}  // namespace

TEST_CASE("a hand-drawn network has the rows one reads off the drawing") {
  const Workers workers(1);
  const Network network = Network::from_ties(8, drawn, workers);
  CHECK(network.employees() == 8);
  CHECK(network.ties_count() == 7);
  CHECK(network.tie_ends() == 14);
  CHECK(listed(network.ties(0)) == Row{1, 2, 3});
  CHECK(listed(network.ties(3)) == Row{0, 1, 2});
  CHECK(listed(network.ties(4)).empty());
  CHECK(listed(network.ties(7)) == Row{6});
  CHECK(network.degree(6) == 2);
  CHECK(network.largest_degree() == 3);
  CHECK(network.tied(1, 3));
  CHECK(network.tied(3, 1));
  CHECK_FALSE(network.tied(1, 2));
  CHECK_FALSE(network.tied(4, 4));
  CHECK(network.has_layer(Layer::informal));
  CHECK_FALSE(network.has_layer(Layer::team));
}

TEST_CASE("ties to oneself and repeats are dropped, whichever way round they are written") {
  const Workers workers(1);
  const std::vector<Tie> messy{{1, 0}, {0, 1}, {2, 2}, {1, 0}, {1, 2}};
  const Network network = Network::from_ties(3, messy, workers);
  CHECK(network.ties_count() == 2);
  CHECK(listed(network.ties(1)) == Row{0, 2});
  CHECK(listed(network.ties(2)) == Row{1});
}

TEST_CASE("a pair tied in several layers counts once, in the first of them") {
  const Workers workers(1);
  const std::vector<Tie> layered{{0, 1, Layer::team}, {1, 0, Layer::informal}, {0, 2, Layer::reporting},
                                 {2, 0, Layer::team}, {0, 3, Layer::team},     {0, 4, Layer::informal}};
  const Network network = Network::from_ties(5, layered, workers);
  CHECK(listed(network.ties(0)) == Row{1, 4, 2, 3});
  CHECK(listed(network.ties(0, Layer::informal)) == Row{1, 4});
  CHECK(listed(network.ties(0, Layer::reporting)) == Row{2});
  CHECK(listed(network.ties(0, Layer::team)) == Row{3});
  CHECK(network.tied(0, 2));
  CHECK(network.tied(3, 0));
  CHECK(network.has_layer(Layer::reporting));
  std::vector<Tie> once;
  network.for_each_tie([&](const Tie& tie) { once.push_back(tie); });
  CHECK(once == std::vector<Tie>{
                    {0, 1, Layer::informal}, {0, 4, Layer::informal}, {0, 2, Layer::reporting}, {0, 3, Layer::team}});
}

TEST_CASE("rows and ties build the same network on any number of threads") {
  constexpr Employee employees = 20'000;
  const std::vector<Tie> ties = random_ties(employees, 80'000, 5);
  std::map<std::pair<Employee, Employee>, Layer> first;  // the plain way
  for (const Tie& tie : ties) {
    if (tie.a == tie.b) continue;
    const auto pair = std::minmax(tie.a, tie.b);
    const auto [at, fresh] = first.emplace(std::pair{pair.first, pair.second}, tie.layer);
    if (!fresh) at->second = std::min(at->second, tie.layer);
  }
  std::vector<std::vector<Tie>> rows(employees);
  for (const auto& [pair, layer] : first) {
    rows[pair.first].push_back({pair.first, pair.second, layer});
    rows[pair.second].push_back({pair.second, pair.first, layer});
  }
  for (std::vector<Tie>& row : rows)
    std::sort(row.begin(), row.end(),
              [](const Tie& a, const Tie& b) { return std::pair(a.layer, a.b) < std::pair(b.layer, b.b); });

  for (const int threads : {1, 2, 3, 8}) {
    const Workers workers(threads);
    const Network by_ties = Network::from_ties(employees, ties, workers);
    const Network by_rows = Network::from_rows(employees, workers, [&](Employee v, RowDraft& draft) {
      for (auto tie = rows[v].rbegin(); tie != rows[v].rend(); ++tie) draft.add(tie->b, tie->layer);
      draft.add(v);
    });
    REQUIRE(by_ties.ties_count() == first.size());
    bool same = true;
    for (Employee v = 0; v < employees; ++v) {
      Row expected;
      for (const Tie& tie : rows[v]) expected.push_back(tie.b);
      same = same && listed(by_ties.ties(v)) == expected && listed(by_rows.ties(v)) == expected;
      for (const Layer layer : all_layers)
        same = same && listed(by_ties.ties(v, layer)) == listed(by_rows.ties(v, layer));
    }
    CHECK(same);
  }
}

TEST_CASE("rows on both sides of a chunk boundary hold their own ties") {
  constexpr Employee employees = 2 * 65'536 + 5;
  const Workers workers(2);
  const auto across = [](Employee v) { return employees - 1 - v; };
  const Network network = Network::from_rows(employees, workers, [&](Employee v, RowDraft& draft) {
    if (v > 0) draft.add(v - 1);
    if (v + 1 < employees) draft.add(v + 1);
    draft.add(across(v));
  });
  bool right = true;
  std::uint64_t ends = 0;
  for (Employee v = 0; v < employees; ++v) {
    std::set<Employee> expected{across(v)};
    if (v > 0) expected.insert(v - 1);
    if (v + 1 < employees) expected.insert(v + 1);
    expected.erase(v);
    right = right && listed(network.ties(v)) == Row(expected.begin(), expected.end()) && network.row_begin(v) == ends;
    ends += expected.size();
  }
  CHECK(right);
  CHECK(network.tie_ends() == ends);
  for (const Employee v : {65'535u, 65'536u, 131'071u, 131'072u}) CHECK(network.tied(v, v - 1));
}

TEST_CASE("networks without people or without ties are networks") {
  const Workers workers(1);
  CHECK(Network::from_ties(0, {}, workers).ties_count() == 0);
  const Network alone = Network::from_ties(65'536, {}, workers);
  CHECK(alone.employees() == 65'536);
  CHECK(alone.degree(65'535) == 0);
  CHECK(alone.largest_degree() == 0);
  CHECK_FALSE(alone.has_layer(Layer::informal));
}

TEST_CASE("Boost's algorithms run on the network itself") {
  const Workers workers(1);
  const Network network = Network::from_ties(8, drawn, workers);
  std::vector<int> component(8);
  CHECK(boost::connected_components(
            network, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, network))) == 3);
  CHECK(component == std::vector<int>{0, 0, 0, 0, 1, 2, 2, 2});

  std::vector<int> hops(8, 0);
  boost::breadth_first_search(
      network, Employee{1},
      boost::visitor(boost::make_bfs_visitor(boost::record_distances(hops.data(), boost::on_tree_edge()))));
  CHECK(hops == std::vector<int>{1, 0, 2, 1, 0, 0, 0, 0});
}

TEST_CASE("a row of any length comes sorted, without repeats and oneself") {
  const Workers workers(1);
  constexpr Employee rows = 200;
  std::vector<std::set<Employee>> expected(rows);
  const Network network = Network::from_rows(rows, workers, [&](Employee v, RowDraft& draft) {
    draft.add(v);
    const auto candidate = [&](std::size_t i) {  // every second one a repeat
      return static_cast<Employee>(hashed(v * 1000 + i / 2) % rows);
    };
    const auto tied = [&](std::size_t, Employee other) { return hashed(other) % 4 != 0; };
    const auto kept = [&](Employee other) { return other % 3 != 0; };
    const std::size_t some = v / 2, few = v - some;
    draft.add_some(some, candidate, tied);
    draft.add_few(
        few, [&](std::size_t i) { return candidate(some + i); }, tied, kept);
    for (std::size_t i = 0; i < v; ++i) {
      const Employee other = candidate(i);
      if (other != v && tied(i, other) && (i < some || kept(other))) expected[v].insert(other);
    }
  });
  for (Employee v = 0; v < rows; ++v) REQUIRE(listed(network.ties(v)) == Row(expected[v].begin(), expected[v].end()));
}

TEST_CASE("a layer that first appears beyond the first rows is one from the first row on") {
  constexpr Employee employees = 2 * 65'536 + 100;
  const Workers workers(2);
  const Network network = Network::from_rows(employees, workers, [&](Employee v, RowDraft& draft) {
    if (v > 0) draft.add(v - 1);
    if (v + 1 < employees) draft.add(v + 1);
    if (v >= employees - 4) draft.add(employees - 1 - (employees - 1 - v + 2) % 4, Layer::reporting);
  });
  bool right = true;
  for (Employee v = 0; v < employees; ++v) {
    const std::size_t near = v == 0 || v + 1 == employees ? 1 : 2, far = v >= employees - 4;
    right = right && network.ties(v, Layer::informal).size() == near && network.ties(v, Layer::reporting).size() == far;
  }
  CHECK(right);
}
