// Opinions: DeGroot, Friedkin & Johnsen, the voter model, bounded confidence.
#include <algorithm>
#include <array>
#include <cmath>

#include "models/reference/opinions/averaging.hpp"
#include "models/reference/theory/theory.hpp"
#include "studies/validation/frame.hpp"

namespace kantel {

namespace {

constexpr std::string_view degroot = "DeGroot 1974", friedkin = "Friedkin & Johnsen 1990, 1999",
                           holley = "Clifford & Sudbury 1973; Suchecki, Eguíluz & San Miguel 2005",
                           deffuant = "Deffuant et al. 2000", hegselmann = "Hegselmann & Krause 2002";

using theory::Influence;
const std::vector<Influence> three{{0, 1, .5}, {0, 2, .5}, {1, 0, 1}, {2, 1, 1}};
const std::vector<Influence> four{{0, 0, .220}, {0, 1, .120}, {0, 2, .360}, {0, 3, .300}, {1, 0, .147},
                                  {1, 1, .215}, {1, 2, .344}, {1, 3, .294}, {2, 2, 1},    {3, 0, .090},
                                  {3, 1, .178}, {3, 2, .446}, {3, 3, .286}};
const std::vector<double> four_start{25, 25, 75, 85}, four_susceptible{.780, .785, 0, .714};

ReferenceNetwork listening(Employee people, const std::vector<Influence>& influence) {
  ReferenceNetwork network;
  network.people = people;
  network.ties = Network::from_ties(people, {}, Workers(1));
  WeightedTies weights;
  for (Employee v = 0; v < people; ++v) {
    for (const Influence& tie : influence)
      if (tie.from == v) weights.targets.push_back(tie.to), weights.weights.push_back(tie.weight);
    weights.begins.push_back(weights.targets.size());
  }
  network.weighted = std::move(weights);
  return network;
}

std::vector<double> after(Averaging averaging, std::uint32_t days) {
  for (std::uint32_t day = 1; day <= days; ++day) averaging.advance(day);
  return {averaging.opinions().begin(), averaging.opinions().end()};
}

// The consensus when `person` starts at 1 and the others at 0: that person's weight.
Got weight_by_agents(Employee person) {
  const ReferenceNetwork network = listening(3, three);
  std::vector<double> start(3, 0);
  start[person] = 1;
  return exactly(after(Averaging({network, KeyedRandom(1, 0)}, 0, start, {}), 500)[0]);
}
Got weight_by_theory(std::size_t person) { return exactly((*theory::influence_weights(3, three))[person]); }

Got opinion_by_theory(std::size_t person) {
  return exactly((*theory::opinions_at_rest(four, four_susceptible, four_start))[person]);
}
// The largest distance between the agents' limit and Eigen's solution.
Got opinions_by_agents() {
  const ReferenceNetwork network = listening(4, four);
  const std::vector<double> limit =
      after(Averaging({network, KeyedRandom(1, 0)}, 0, four_start, four_susceptible), 2000);
  const std::vector<double> solved = *theory::opinions_at_rest(four, four_susceptible, four_start);
  double worst = 0;
  for (std::size_t v = 0; v < 4; ++v) worst = std::max(worst, std::abs(limit[v] - solved[v]));
  return exactly(worst);
}

// Star of 50 whose hub alone holds 1: the hub has half the tie ends.
Got voter_star(const CaseContext& context) {
  const Outcome outcome = outcome_of(heading("voter", 20000, context.quick ? 1000 : 4000) +
                                         "[network]\nform = \"star\"\npeople = 50\n[parameters]\nseeds = 1\n"
                                         "placed = \"hub\"\n",
                                     context);
  return mean_over(metric_of(outcome, "ones_end"));
}

// The median number of clusters of at least 2% among 1,000 people with uniform opinions.
Got clusters(const std::string& model, double epsilon, const CaseContext& context) {
  const Outcome outcome = outcome_of(
      heading(model, 500, context.quick ? 11 : 51) +
          "[network]\nform = \"complete\"\npeople = 1000\n[parameters]\nepsilon = " + shortest(epsilon) + "\n",
      context);
  std::vector<double> counts = metric_of(outcome, "clusters_end");
  std::ranges::sort(counts);
  return {counts[counts.size() / 2], 0, static_cast<int>(counts.size())};
}

using C = const CaseContext&;
constexpr Case cases[] = {
    {"degroot", "three people: weight of the first, by the eigenvector", .4, 1e-6, 0, true, degroot,
     [](C) { return weight_by_theory(0); }},
    {"degroot", "weight of the third, by the eigenvector", .2, 1e-6, 0, true, degroot,
     [](C) { return weight_by_theory(2); }},
    {"degroot", "weight of the first, by agents", .4, 1e-6, 0, true, degroot, [](C) { return weight_by_agents(0); }},
    {"degroot", "weight of the second, by agents", .4, 1e-6, 0, true, degroot, [](C) { return weight_by_agents(1); }},
    {"degroot", "weight of the third, by agents", .2, 1e-6, 0, true, degroot, [](C) { return weight_by_agents(2); }},
    {"friedkin_johnsen", "four people: first opinion at rest", 60.02, .005, 0, true, friedkin,
     [](C) { return opinion_by_theory(0); }},
    {"friedkin_johnsen", "second opinion at rest", 59.98, .005, 0, true, friedkin,
     [](C) { return opinion_by_theory(1); }},
    {"friedkin_johnsen", "third opinion at rest", 75, .005, 0, true, friedkin, [](C) { return opinion_by_theory(2); }},
    {"friedkin_johnsen", "fourth opinion at rest", 74.99, .005, 0, true, friedkin,
     [](C) { return opinion_by_theory(3); }},
    {"friedkin_johnsen", "agents' limit less the solution, largest distance", 0, 1e-6, 0, true, friedkin,
     [](C) { return opinions_by_agents(); }},
    {"voter", "star of 50 from its hub: chance that its opinion wins", .5, 0, 0, true, holley, voter_star},
    {"deffuant", "mu=.5 epsilon=.5: clusters", 1, .25, 0, true, deffuant,
     [](C c) { return clusters("deffuant", .5, c); }},
    {"deffuant", "epsilon=.2: clusters", 2, .25, 0, true, deffuant, [](C c) { return clusters("deffuant", .2, c); }},
    {"hegselmann_krause", "epsilon=.25: clusters", 1, .25, 0, true, hegselmann,
     [](C c) { return clusters("hegselmann_krause", .25, c); }},
    {"hegselmann_krause", "epsilon=.2: clusters", 2, .25, 0, true, hegselmann,
     [](C c) { return clusters("hegselmann_krause", .2, c); }},
};

}  // namespace

std::span<const Case> opinion_cases() { return cases; }

}  // namespace kantel
