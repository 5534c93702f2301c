// Voters, conventions and March's organisation against theory and published figures.
#include <catch2/catch.hpp>
#include <cmath>

#include "models/reference/reference.hpp"
#include "models/reference/theory/theory.hpp"
#include "tests/models/reference/networks_made.hpp"

using namespace kantel;
using namespace kantel::test;

namespace {

ReferenceNetwork star(Employee people) { return made(of(NetworkForm::star, people)); }

// A measure of day `days` (or of the day the run came to rest).
double outcome(const ReferenceModel& model, const std::string& toml, const ReferenceNetwork& network,
               std::uint32_t days, std::uint32_t replicate, int measure = 0) {
  const auto run = model.start(settings_of(model, toml), {network, KeyedRandom(1, replicate)});
  for (std::uint32_t day = 1; day <= days && !run->at_rest(); ++day) run->advance(day);
  std::vector<double> sums(static_cast<std::size_t>(model.sums));
  run->sums(sums);
  const Measure& m = model.measures()[static_cast<std::size_t>(measure)];
  return sums[static_cast<std::size_t>(m.numerator)] / sums[static_cast<std::size_t>(m.denominator)];
}

struct Estimate {
  double mean, error;
};
Estimate over(int replicates, const ReferenceModel& model, const std::string& toml, const ReferenceNetwork& network,
              std::uint32_t days) {
  double sum = 0, squares = 0;
  for (int r = 0; r < replicates; ++r) {
    const double x = outcome(model, toml, network, days, static_cast<std::uint32_t>(r));
    sum += x, squares += x * x;
  }
  const double mean = sum / replicates;
  return {mean, std::sqrt((squares / replicates - mean * mean) / (replicates - 1))};
}

// x ← C + (1 − C) P(more than half of M plays are new, a tie counted half), from C: what agents settle on below the
// critical share. By summing binomials, not by theory's incomplete beta function.
double remembered(double committed, int memory) {
  double x = committed, chosen = 0;
  for (int step = 0; step < 5000; ++step) {
    chosen = 0;
    double chance = std::pow(1 - x, memory);
    for (int k = 0; k <= memory; ++k) {
      chosen += 2 * k > memory ? chance : 2 * k == memory ? chance / 2 : 0;
      chance *= static_cast<double>(memory - k) / (k + 1) * x / (1 - x);
    }
    x = committed + (1 - committed) * chosen;
  }
  return chosen;
}

}  // namespace

TEST_CASE("Voter: one opinion wins as often as its share of tie ends") {
  const ReferenceNetwork network = star(50);
  const Estimate hub = over(2000, *find_reference_model("voter"), "seeds = 1\nplaced = 'hub'", network, 100000);
  CHECK(std::abs(hub.mean - .5) < 3 * hub.error);
  const Estimate half = over(2000, *find_reference_model("voter"), "seeds = 25\nplaced = 'first'", network, 100000);
  CHECK(std::abs(half.mean - 73.0 / 98) < 3 * half.error);  // the hub's 49 and 24 leaves, of 98
  const Estimate complete = over(1000, *find_reference_model("voter"), "seed_share = 0.3", everybody(30), 100000);
  CHECK(std::abs(complete.mean - .3) < 3 * complete.error);
}

TEST_CASE("Naming game: nobody committed, nothing happens, and everybody free learns where one is") {
  CHECK(outcome(*find_reference_model("naming_game"), "committed = 0", everybody(100), 50, 0) == 0);
  CHECK(outcome(*find_reference_model("naming_game"), "committed = 0.5", everybody(2), 1000, 0) == 1);
}

TEST_CASE("Naming game: below the critical share agents stay where the mean field does, above it they tip") {
  const ReferenceNetwork network = everybody(20000);
  const double committed = .06;
  const auto states = theory::naming_states(committed);
  REQUIRE(states);
  double old_name = 0;
  for (std::uint32_t r = 0; r < 5; ++r)
    old_name += outcome(*find_reference_model("naming_game"), "committed = 0.06", network, 150, r, 2) / 5;
  // Fluctuations of a share of n people are of the order of 1/√n = .007, here of the mean of five.
  CHECK(old_name * (1 - committed) == Approx(states->stable.b).margin(.006));
  const double critical = theory::critical_committed_naming();
  CHECK(critical == Approx(.0979).margin(1e-4));
  CHECK(over(3, *find_reference_model("naming_game"), "committed = 0.09", network, 400).mean < .2);
  CHECK(over(3, *find_reference_model("naming_game"), "committed = 0.105", network, 400).mean == 1);
}

TEST_CASE("Best response: agents settle where the mean field does, and tip above its critical share") {
  const ReferenceNetwork network = everybody(10000);
  const auto toml = [](int memory, double committed) {
    return "memory = " + std::to_string(memory) + "\ncommitted = " + std::to_string(committed);
  };
  for (const auto& [memory, critical] : {std::pair{8, .199}, {12, .242}, {20, .288}}) {
    CHECK(theory::critical_committed_memory(static_cast<std::uint32_t>(memory)) == Approx(critical).margin(.0005));
    const Estimate below = over(2, *find_reference_model("best_response"), toml(memory, critical - .02), network, 200);
    CHECK(below.mean == Approx(remembered(critical - .02, memory)).margin(.01));
    CHECK(over(2, *find_reference_model("best_response"), toml(memory, critical + .01), network, 400).mean > .99);
  }
}

TEST_CASE("Best response: a memory of one play takes over what was heard last") {
  CHECK(outcome(*find_reference_model("best_response"), "memory = 1\ncommitted = 0.01", everybody(100), 100000, 0) ==
        1);
  CHECK(outcome(*find_reference_model("best_response"), "memory = 64\ncommitted = 0", everybody(100), 20, 0) == 0);
}

TEST_CASE("March: knowledge starts at nothing, comes to rest, and is then shared") {
  const ReferenceModel& model = *find_reference_model("march");
  const ReferenceNetwork network = everybody(50);
  CHECK(outcome(model, "p1 = 0.5", network, 0, 0) == 0);
  CHECK(outcome(model, "p1 = 0.5\np2 = 0.5", network, 1000, 0, 2) == 1);
  CHECK(outcome(model, "p1 = 0.5\np2 = 0.5", network, 1000, 0, 0) ==
        outcome(model, "p1 = 0.5\np2 = 0.5", network, 1000, 0, 1));
  CHECK(outcome(model, "p2 = 0", network, 50, 0) == 0);  // a code that does not learn says nothing
  NetworkSettings ring;
  ring.form = NetworkForm::ring;
  CHECK(model.objection(model.defaults(), ring) != "");
  CHECK(model.objection(model.defaults(), NetworkSettings{}) == "");
}

TEST_CASE("March: equilibrium knowledge is that of the figure of 1991, as replicated", "[long]") {
  const ReferenceNetwork network = everybody(50);
  const auto knowledge = [&](const std::string& toml) {
    return over(2000, *find_reference_model("march"), toml, network, 5000).mean;
  };
  CHECK(knowledge("p1 = 0.1\np2 = 0.1") == Approx(.863).margin(.01));
  CHECK(knowledge("p1 = 0.1\np2 = 0.9") == Approx(.972).margin(.01));
  CHECK(knowledge("p1 = 0.5\np2 = 0.5") == Approx(.811).margin(.01));
  CHECK(knowledge("p1 = 0.9\np2 = 0.9") == Approx(.728).margin(.01));
  // The text as printed gives less.
  CHECK(knowledge("p1 = 0.9\np2 = 0.9\nstep = 'jump'\njudged_on = 'beliefs'") < .7);
}
