// Opinions: averaging against linear algebra, bounded confidence against hand-worked and naive answers.
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "models/reference/opinions/averaging.hpp"
#include "models/reference/theory/theory.hpp"
#include "tests/models/reference/networks_made.hpp"

using namespace kantel;
using kantel::test::everybody;
using kantel::test::tied;

namespace {

ReferenceNetwork listening(const std::vector<std::vector<double>>& matrix) {
  ReferenceNetwork network;
  network.people = static_cast<Employee>(matrix.size());
  WeightedTies& rows = network.weighted.emplace();
  for (const std::vector<double>& row : matrix) {
    for (Employee v = 0; v < row.size(); ++v)
      if (row[v] > 0) rows.targets.push_back(v), rows.weights.push_back(row[v]);
    rows.begins.push_back(rows.targets.size());
  }
  return network;
}

// Ties or weights between 0 and 1, drawn; about four a person, and a ring that holds all together.
std::vector<std::vector<double>> drawn_matrix(Employee people, bool symmetric) {
  const KeyedRandom random(3, 0);
  std::vector<std::vector<double>> matrix(people, std::vector<double>(people, 0));
  for (Employee a = 0; a < people; ++a)
    for (Employee b = 0; b < people; ++b) {
      const bool ring = b == (a + 1) % people;
      if (a == b || (!ring && unit_interval(random.draw(a, b, 0)) > 4.0f / static_cast<float>(people))) continue;
      matrix[a][b] = symmetric ? 1 : open_unit_interval(random.draw(a, b, 1));
      if (symmetric) matrix[b][a] = 1;
    }
  return matrix;
}
std::vector<Tie> ties_of(const std::vector<std::vector<double>>& matrix) {
  std::vector<Tie> ties;
  for (Employee a = 0; a < matrix.size(); ++a)
    for (Employee b = 0; b < a; ++b)
      if (matrix[a][b] > 0) ties.push_back({a, b});
  return ties;
}
// Rows scaled to 1 − self, and self on the diagonal.
std::vector<theory::Influence> influence(const std::vector<std::vector<double>>& matrix, double self) {
  std::vector<theory::Influence> list;
  for (std::uint32_t a = 0; a < matrix.size(); ++a) {
    const double sum = std::accumulate(matrix[a].begin(), matrix[a].end(), 0.0);
    for (std::uint32_t b = 0; b < matrix.size(); ++b)
      if (matrix[a][b] > 0) list.push_back({a, b, (1 - self) * matrix[a][b] / sum});
    list.push_back({a, a, self});
  }
  return list;
}

std::vector<double> limit(const ReferenceModel& model, const std::any& settings, const ReferenceNetwork& network) {
  const auto run = model.start(settings, {network, KeyedRandom(1, 0)});
  for (std::uint32_t day = 1; day <= 2000 && !run->at_rest(); ++day) run->advance(day);
  const std::span<const double> opinions = dynamic_cast<Averaging&>(*run).opinions();
  return {opinions.begin(), opinions.end()};
}

std::unique_ptr<Simulation> after(const ReferenceModel& model, const std::any& settings,
                                  const ReferenceNetwork& network, std::uint32_t days, std::uint32_t replicate = 0) {
  auto run = model.start(settings, {network, KeyedRandom(1, replicate)});
  for (std::uint32_t day = 1; day <= days && !run->at_rest(); ++day) run->advance(day);
  return run;
}
std::vector<double> opinions_of(const Simulation& run) {
  const std::span<const double> opinions = dynamic_cast<const BoundedConfidence&>(run).opinions();
  return {opinions.begin(), opinions.end()};
}
double clusters(const Simulation& run) {
  std::array<double, bounded_sums> sums;
  run.sums(sums);
  return sums[3];
}

template <class Settings>
Settings bounded(double epsilon, std::vector<double> opinions = {}) {
  Settings settings;
  settings.epsilon = epsilon;
  settings.opinions = std::move(opinions);
  return settings;
}

bool near(const std::vector<double>& got, const std::vector<double>& expected, double tolerance) {
  if (got.size() != expected.size()) return false;
  for (std::size_t i = 0; i < got.size(); ++i)
    if (!(std::abs(got[i] - expected[i]) <= tolerance)) return false;
  return true;
}

}  // namespace

TEST_CASE("DeGroot: three people weigh .4, .4 and .2 in what all come to think") {
  //        ½ ┌──> 1 ──┐ 1
  //   0 ─────┤    ^   └──> 0        0 listens to 1 and 2, 1 to 0, 2 to 1
  //        ½ └──> 2 ──> 1
  const ReferenceNetwork network = listening({{0, .5, .5}, {1, 0, 0}, {0, 1, 0}});
  const std::vector<double> weight{.4, .4, .2};
  for (std::size_t i = 0; i < 3; ++i) {
    DeGrootSettings settings;
    settings.opinions = {0, 0, 0};
    settings.opinions[i] = 1;
    CHECK(near(limit(*find_reference_model("degroot"), settings, network), std::vector<double>(3, weight[i]), 1e-12));
  }
}

TEST_CASE("Friedkin and Johnsen's four people come to rest where their paper says") {
  FriedkinJohnsenSettings settings;
  settings.opinions = {25, 25, 75, 85};
  settings.susceptibility_from = Susceptible::self_weight;
  const ReferenceNetwork network =
      listening({{.220, .120, .360, .300}, {.147, .215, .344, .294}, {0, 0, 1, 0}, {.090, .178, .446, .286}});
  CHECK(near(limit(*find_reference_model("friedkin_johnsen"), settings, network), {60.02, 59.98, 75, 74.99}, .006));
}

TEST_CASE("Averaging ends where a sparse solver says, on ties and on weights") {
  const Employee n = 60;
  const bool symmetric = GENERATE(true, false);
  const double self = GENERATE(.25, .6);
  const auto matrix = drawn_matrix(n, symmetric);
  const ReferenceNetwork network = symmetric ? tied(n, ties_of(matrix)) : listening(matrix);
  const auto weights = influence(matrix, self);

  FriedkinJohnsenSettings settings;
  settings.self_weight = self;
  for (Employee v = 0; v < n; ++v) {
    settings.opinions.push_back(unit_interval(KeyedRandom(4, 0).draw(v, 0, 0)));
    settings.susceptibilities.push_back(.95f * unit_interval(KeyedRandom(4, 0).draw(v, 0, 1)));
  }
  const auto rest = theory::opinions_at_rest(weights, settings.susceptibilities, settings.opinions);
  REQUIRE(rest);
  CHECK(near(limit(*find_reference_model("friedkin_johnsen"), settings, network), *rest, 1e-6));

  const auto say = theory::influence_weights(n, weights);
  REQUIRE(say);
  const double agreed = std::inner_product(say->begin(), say->end(), settings.opinions.begin(), 0.0);
  const DeGrootSettings simple = settings;
  CHECK(near(limit(*find_reference_model("degroot"), simple, network), std::vector<double>(n, agreed), 1e-6));
}

TEST_CASE("Averaging over everybody is the same with and without stored ties") {
  std::vector<Tie> ties;
  for (Employee a = 0; a < 30; ++a)
    for (Employee b = 0; b < a; ++b) ties.push_back({a, b});
  FriedkinJohnsenSettings settings;
  settings.self_weight = .1;
  CHECK(near(limit(*find_reference_model("friedkin_johnsen"), settings, everybody(30)),
             limit(*find_reference_model("friedkin_johnsen"), settings, tied(30, ties)), 1e-12));
}

TEST_CASE("Who listens to nobody keeps an opinion, and a file's own weight counts instead of self_weight") {
  FriedkinJohnsenSettings settings;
  settings.opinions = {1, 0};
  settings.self_weight = .9;
  settings.susceptibility = 1;
  CHECK(near(limit(*find_reference_model("friedkin_johnsen"), settings, listening({{0, 0}, {1, 0}})), {1, 1}, 1e-6));
  CHECK(Averaging::self_weights(listening({{3, 1}, {1, 0}}), .9) == std::vector<double>{.75, .9});
  CHECK(Averaging::self_weights(tied(3, {{0, 1}}), .9) == std::vector<double>{.9, .9, 1});
}

TEST_CASE("Clusters are told apart by gaps, and tiny ones are not counted") {
  const Clusters found = clusters_of({.5, .1, .501, .12, .509, .9}, .01, .2);
  CHECK(found.count == 1);  // .5, .501, .509; and .1, .12, .9 alone
  CHECK(found.largest == .5);
  CHECK(clusters_of({.5, .1, .501, .12, .509, .9}, .03, .2).count == 2);
}

TEST_CASE("Deffuant: two who meet give up a share of their difference each, or nothing") {
  DeffuantSettings settings = bounded<DeffuantSettings>(.5, {.2, .6});
  settings.mu = .25;  // two encounters a day
  CHECK(near(opinions_of(*after(*find_reference_model("deffuant"), settings, everybody(2), 1)), {.35, .45}, 1e-15));
  const auto apart =
      after(*find_reference_model("deffuant"), bounded<DeffuantSettings>(.4 - 1e-9, {.2, .6}), everybody(2), 3);
  CHECK(opinions_of(*apart) == std::vector<double>{.2, .6});
  CHECK(apart->at_rest());
}

TEST_CASE("Deffuant keeps the mean, on ties too") {
  const Employee n = 200;
  const ReferenceNetwork network = tied(n, ties_of(drawn_matrix(n, true)));
  const auto settings = bounded<DeffuantSettings>(.3);
  const double before = mean_of(opinions_of(*after(*find_reference_model("deffuant"), settings, network, 0)));
  const auto run = after(*find_reference_model("deffuant"), settings, network, 3000);
  CHECK(mean_of(opinions_of(*run)) == Approx(before).margin(1e-12));
  CHECK(run->at_rest());
}

TEST_CASE("Hegselmann and Krause: a distance of epsilon is within, whatever rounding makes of it") {
  // .3 − .1 rounds to below .2 and .8 − .6 to above it.
  const auto settings = bounded<HegselmannKrauseSettings>(.2, {0, .1, .3, .6, .8});
  CHECK(near(opinions_of(*after(*find_reference_model("hegselmann_krause"), settings, everybody(5), 1)),
             {.05, .4 / 3, .2, .7, .7}, 1e-12));
  const auto run = after(*find_reference_model("hegselmann_krause"), settings, everybody(5), 100);
  CHECK(run->at_rest());
}

TEST_CASE("Hegselmann and Krause's sorted means are those of everybody asking everybody") {
  const Employee n = 200;
  std::vector<Tie> ties;
  for (Employee a = 0; a < n; ++a)
    for (Employee b = 0; b < a; ++b) ties.push_back({a, b});
  const ReferenceNetwork stored = tied(n, ties);
  for (const std::uint32_t days : {1u, 2u, 3u, 5u, 50u}) {
    const auto settings = bounded<HegselmannKrauseSettings>(.12);
    CHECK(near(opinions_of(*after(*find_reference_model("hegselmann_krause"), settings, everybody(n), days)),
               opinions_of(*after(*find_reference_model("hegselmann_krause"), settings, stored, days)), 1e-12));
  }
}

TEST_CASE("Bounded confidence from a uniform start ends in as many clusters as published", "[long]") {
  const ReferenceNetwork network = everybody(1000);
  const auto share_with = [&](const ReferenceModel& model, const std::any& settings, double count) {
    int found = 0;
    for (std::uint32_t replicate = 0; replicate < 50; ++replicate)
      found += clusters(*after(model, settings, network, 500, replicate)) == count;
    return found / 50.0;
  };
  CHECK(share_with(*find_reference_model("deffuant"), bounded<DeffuantSettings>(.5), 1) >= .95);
  CHECK(share_with(*find_reference_model("deffuant"), bounded<DeffuantSettings>(.2), 2) >= .95);
  CHECK(share_with(*find_reference_model("hegselmann_krause"), bounded<HegselmannKrauseSettings>(.25), 1) >= .95);
  CHECK(share_with(*find_reference_model("hegselmann_krause"), bounded<HegselmannKrauseSettings>(.3), 1) >= .95);
  // Near .2 consensus sets in, a little later the fewer the people: with a thousand most runs end in two still.
  CHECK(share_with(*find_reference_model("hegselmann_krause"), bounded<HegselmannKrauseSettings>(.2), 2) > .5);
  CHECK(share_with(*find_reference_model("hegselmann_krause"), bounded<HegselmannKrauseSettings>(.18), 2) >= .95);
}
