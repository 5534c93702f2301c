// The change model against theory: reduced to a reference model it must give that model's numbers, day by day, with the
// same draws; its linear lags must end and pass where the closed form says; a cascade down a tree must take as long.
#include <algorithm>
#include <cmath>

#include "models/change/run_to_end.hpp"
#include "models/organisation/by_hand.hpp"
#include "models/reference/run.hpp"
#include "models/reference/scenario.hpp"
#include "models/reference/theory/theory.hpp"
#include "studies/validation/frame.hpp"

namespace kantel {

namespace {

constexpr std::string_view design = "docs/model.md, section 8";

// Everybody knows, wants, can, dares and may; nothing is ever internalised; nobody comes or goes.
const std::string bare =
    "seed = 3\n[organisation]\nemployees = 200\n[parameters]\nturnover = 0\ntau_needs = inf\nneed_mean = 1\n"
    "need_sd = 0\ndelta = 0\nsusceptibility = 0\ngamma = 0\npsi = 0\ntau_m = inf\nchampion_internalisation = 0\n"
    "eta = 1\nattitude_sd = 0\nmanager_weight = 0\n";
const std::string announced = "[[arm.event]]\nday = 0\ndo = \"announce\"\n";

struct Reduction {
  const char* model;
  std::string network;     // keys of [network], 200 people
  std::string change;      // keys of [change], beside no demand and no local variety
  std::string parameters;  // of the change model
  std::string reference;   // of the reference model
  double champions;
};

// On how many days, over 10 replicates of 120 days, the two models have different numbers: practising against the
// reference's `has it`.
Got days_apart(const Reduction& pair) {
  constexpr int days = 120, replicates = 10;
  const Workers alone(1);
  const ReferenceScenario reference = parse_reference_scenario(
      heading(pair.model, days, replicates) + "seed = 3\n[network]\npeople = 200\nper_replicate = false\n" +
          pair.network + "[parameters]\n" + pair.reference,
      "case.toml");
  const ReferenceNetwork network =
      make_network(reference.arms[0].network, {}, reference.network_seed(reference.arms[0], 0), alone);
  std::string text = "days = 120\n" + bare + pair.parameters + "[change]\ndemand = 0\nlocal_variety = 0\n" +
                     pair.change + "[[arm]]\nname = \"a\"\napproach = \"diffusion\"\n";
  if (pair.champions > 0) text += "champions = { share = " + shortest(pair.champions) + " }\n";
  const Scenario scenario = parse_scenario(text + announced, "case.toml");
  const ChangeGround ground =
      make_ground(scenario, flat_organisation(network.complete ? complete_ties(200, alone) : network.ties), alone);
  double apart = 0;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const Recording theirs = run_reference(*reference.model, reference.arms[0].parameters,
                                           {network, KeyedRandom(reference.seed(), replicate)}, days);
    const auto measure = static_cast<std::size_t>(
        std::ranges::find_if(reference.model->measures(), [](const Measure& m) { return m.numerator == 1; }) -
        reference.model->measures().begin());
    RunOptions options;
    options.watch = [&](std::int64_t day, const Population&, const Visible& visible) {
      const auto having = std::ranges::count_if(visible.yesterday(), [](auto seen) { return seen & practising_bit; });
      apart += theirs.value(day, 0, measure) != static_cast<float>(static_cast<double>(having) / 200);
    };
    run(scenario, ground, scenario.arms[0], replicate, alone, options);
  }
  return {apart, 0, replicates};
}

constexpr const char* everybody = "form = \"complete\"\n";
constexpr const char* graph = "form = \"poisson\"\nmean_degree = 5\n";

// β = 0, ν = .5, V = .5, F = .95, trust frozen at ½: the mean delay behind the manager at a level of a tree that ends
// there, over as many runs as bring a thousand people or more; level 0: the share who hear.
Got tree_delay(std::uint8_t level) {
  const Workers alone(1);
  const Scenario scenario = parse_scenario(
      "days = 250\nseed = 8\n[organisation]\nemployees = 100\n[parameters]\nbeta = 0\nturnover = 0\n"
      "trust_new = 0.5\ntrust_sd = 0\ntau_trust = inf\ntau_trust_down = inf\n"
      "[[arm]]\nname = \"a\"\napproach = \"rollout\"\n"
      "levers = { autonomy_support = 0.1, structure = 0.7, care = 0.3, pressure = 0.9, vision = 0.5 }\n",
      "case.toml");
  const ChangeGround ground = make_ground(scenario, tree_organisation(4, level == 0 ? 6 : level), alone);
  std::vector<double> heard;
  RunOptions options;
  options.watch = [&](std::int64_t day, const Population&, const Visible& visible) {
    for (Employee v = 0; v < heard.size(); ++v)
      if (heard[v] < 0 && (visible.yesterday()[v] & aware_bit)) heard[v] = static_cast<double>(day);
  };
  std::vector<double> values;
  for (std::uint32_t replicate = 0; values.size() < 1000; ++replicate) {
    heard.assign(ground.organisation.employees(), -1);
    run(scenario, ground, scenario.arms[0], replicate, alone, options);
    for (Employee v = 0; v < heard.size(); ++v) {
      if (level == 0) values.push_back(heard[v] >= 0);
      if (level > 0 && ground.organisation.level[v] == level)
        values.push_back(heard[v] - heard[ground.organisation.manager[v]]);
    }
  }
  return mean_over(values);
}

// Nobody hears of anything and everybody is led by one policy: the largest distance of anybody's autonomy from
// A* + (a0 − A*)(1 − 1/τ)^t over 60 days.
Got lag_distance() {
  const Workers alone(1);
  const Scenario scenario = parse_scenario(
      "days = 60\n[organisation]\nemployees = 300\n[parameters]\nbeta = 0\nturnover = 0\np = 0\n"
      "[[arm]]\nname = \"a\"\napproach = \"diffusion\"\npolicy = \"delegating\"\n",
      "case.toml");
  Scenario own = scenario;
  const ChangeGround ground = make_ground(scenario, make_organisation(own, 0, alone), alone);
  const Parameters& par = scenario.parameters;
  double worst = 0;
  RunOptions options;
  options.watch = [&](std::int64_t day, const Population& people, const Visible&) {
    for (Employee v = 1; v < people.employees(); ++v) {
      const double start = people.autonomy_set_point[v], wish = people.need_for_structure[v];
      const double target = std::min(1.0, start + 2 * par.alpha_a * (1 - wish) * (.9 - .5) + par.alpha_x * (.6 - .5));
      const double expected = theory::lagged(start, target, par.tau_needs, static_cast<double>(day));
      worst = std::max(worst, std::abs(people.autonomy[v] - expected));
    }
  };
  run(scenario, ground, scenario.arms[0], 0, alone, options);
  return exactly(worst);
}

using C = const CaseContext&;
double delay(std::uint32_t level) { return theory::cascade_delay(.5, .5, .95, level); }

const std::vector<Case>& cases() {
  static const std::vector<Case> list{
      {"change", "reduced to Bass, complete graph: days apart from the reference model", 0, 1e-9, 0, true, design,
       [](C) {
         return days_apart({"bass", everybody, "social_proof = \"linear\"\n", "p = 0.01\nq = 0.1\nrho0 = 0\n",
                            "p = 0.01\nq = 0.1\n", 0});
       }},
      {"change", "reduced to Bass, Poisson graph: days apart", 0, 1e-9, 0, true, design,
       [](C) {
         return days_apart(
             {"bass", graph, "social_proof = \"linear\"\n", "p = 0.01\nq = 0.1\nrho0 = 0\n", "p = 0.01\nq = 0.1\n", 0});
       }},
      {"change", "reduced to SI: days apart", 0, 1e-9, 0, true, design,
       [](C) {
         return days_apart({"si", graph, "social_proof = \"linear\"\n", "p = 0\nq = 0.1\nrho0 = 0\n",
                            "q = 0.1\nseed_share = 0.05\n", .05});
       }},
      {"change", "reduced to SIS: days apart", 0, 1e-9, 0, true, design,
       [](C) {
         return days_apart({"sis", graph, "social_proof = \"linear\"\n",
                            "p = 0\nq = 0.2\nrho0 = 0.05\nafter_lapse = 1\n",
                            "q = 0.2\nrho = 0.05\nseed_share = 0.05\n", .05});
       }},
      {"change", "reduced to SIR: days apart", 0, 1e-9, 0, true, design,
       [](C) {
         return days_apart({"sir", everybody, "social_proof = \"linear\"\n",
                            "p = 0\nq = 0.2\nrho0 = 0.05\nafter_lapse = 0\n",
                            "q = 0.2\nrho = 0.05\nseed_share = 0.05\n", .05});
       }},
      {"change", "reduced to Watts: days apart", 0, 1e-9, 0, true, design,
       [](C) {
         return days_apart({"watts", graph, "social_proof = \"step\"\n",
                            "p = 0\nq = 50\nrho0 = 0\ntheta = 0.18\ntheta_sd = 0\n", "phi = 0.18\nseed_share = 0.02\n",
                            .02});
       }},
      {"change", "reduced to complex contagion, a=2: days apart", 0, 1e-9, 0, true, design,
       [](C) {
         return days_apart({"complex", graph, "social_proof = \"absolute\"\nties_needed = 2\n",
                            "p = 0\nq = 50\nrho0 = 0\n", "a = 2\nseed_share = 0.1\n", .1});
       }},
      {"change", "constant levers: largest distance of autonomy from its closed form", 0, 2e-5, 0, true, design,
       [](C) { return lag_distance(); }},
      {"change", "tree, beta=0: share who hear", 1, 1e-9, 0, true, design, [](C) { return tree_delay(0); }},
      {"change", "tree: mean delay into level 1", delay(1), 0, 0, true, design, [](C) { return tree_delay(1); }},
      {"change", "tree: mean delay into level 2", delay(2), 0, 0, true, design, [](C) { return tree_delay(2); }},
      {"change", "tree: mean delay into level 4", delay(4), 0, 0, true, design, [](C) { return tree_delay(4); }},
      {"change", "tree: mean delay into level 6", delay(6), 0, 0, true, design, [](C) { return tree_delay(6); }},
  };
  return list;
}

}  // namespace

std::span<const Case> change_cases() { return cases(); }

}  // namespace kantel
