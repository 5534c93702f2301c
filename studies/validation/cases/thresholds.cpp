// Thresholds: Granovetter's crowd, Watts' cascades, seeded cascades, complex contagion.
#include <algorithm>
#include <cmath>

#include "models/reference/theory/theory.hpp"
#include "studies/validation/frame.hpp"

namespace kantel {

namespace {

constexpr std::string_view granovetter = "Granovetter 1978", watts = "Watts 2002", gleeson = "Gleeson & Cahalane 2007",
                           macy = "Morris 2000; Centola & Macy 2007", eckles = "Eckles et al. 2024";

// People of a hundred who joined in the end.
Got crowd(const std::string& parameters, int people, const CaseContext& context) {
  const Outcome outcome = outcome_of(heading("granovetter", 2000, 1) + "[network]\nform = \"complete\"\npeople = " +
                                         std::to_string(people) + "\n[parameters]\n" + parameters,
                                     context);
  return exactly(100 * metric_of(outcome, "joined_end")[0]);
}
Got normal_crowd(const std::string& sd, const CaseContext& context) {
  return crowd("crowd = \"normal_quantiles\"\nmean = 0.25\nsd = " + sd + "\n", 100000, context);
}

// Final shares of cascades from one random person among 10,000 with φ = .18.
std::vector<double> watts_cascades(double degree, const CaseContext& context) {
  const Outcome outcome =
      outcome_of(heading("watts", 400, context.quick ? 150 : 1000) +
                     "[network]\nform = \"poisson\"\npeople = 10000\nmean_degree = " + shortest(degree) +
                     "\n[parameters]\nphi = 0.18\n",
                 context);
  return metric_of(outcome, "joined_end");
}
constexpr double global = .1;  // a cascade that reaches more is a global one

Got chance_of_global(double degree, const CaseContext& context) {
  std::vector<double> all = watts_cascades(degree, context);
  for (double& share : all) share = share > global ? 1 : 0;
  return mean_over(all);
}
Got size_of_global(double degree, const CaseContext& context) {
  std::vector<double> all = watts_cascades(degree, context);
  std::erase_if(all, [](double share) { return share <= global; });
  return mean_over(all);
}

Got seeded(double degree, const CaseContext& context) {
  const Outcome outcome =
      outcome_of(heading("watts", 1000, context.quick ? 4 : 20) +
                     "[network]\nform = \"poisson\"\npeople = 50000\nmean_degree = " + shortest(degree) +
                     "\n[parameters]\nphi = 0.18\nseed_share = 0.005\n",
                 context);
  return mean_over(metric_of(outcome, "joined_end"));
}

// Steps until all 600 of a ring with three neighbours a side have joined; -1 if never.
Got ring_steps(int needed, const CaseContext& context) {
  const Outcome outcome = outcome_of(heading("complex", 700, 1) +
                                         "[network]\nform = \"ring\"\npeople = 600\nreach = 3\n[parameters]\n"
                                         "seeds = 7\nplaced = \"first\"\na = " +
                                         std::to_string(needed) + "\n",
                                     context);
  const double steps = metric_of(outcome, "t100")[0];
  return exactly(std::isnan(steps) ? -1 : steps);
}

// Of 20 runs on a Moore torus of 100 by 100, those that reach nine in ten.
Got torus_successes(double rewired, const CaseContext& context) {
  const Outcome outcome = outcome_of(heading("complex", 600, 20) +
                                         "[network]\nform = \"torus\"\npeople = 10000\nrewired = " + shortest(rewired) +
                                         "\n[parameters]\na = 2\nplaced = \"neighbourhood\"\n",
                                     context);
  double successes = 0;
  for (const double share : metric_of(outcome, "joined_end")) successes += share >= .9;
  return {successes, 0, 20};
}

// How many steps longer half the people take when a tenth of a ring's ties are rewired, everybody keeping their
// degree. With hard thresholds a run that never gets there counts as its last step.
std::vector<double> longer_when_rewired(double noise, const CaseContext& context) {
  constexpr int days = 2000;
  const Outcome outcome = outcome_of(heading("complex", days, context.quick ? 20 : 100) +
                                         "[network]\nform = \"ring\"\npeople = 1000\nreach = 2\n[parameters]\na = 2\n"
                                         "seeds = 4\nplaced = \"first\"\nnoise = " +
                                         shortest(noise) +
                                         "\n[[arm]]\nname = \"ring\"\n[[arm]]\nname = \"rewired\"\n"
                                         "network = { rewired = 0.1 }\n",
                                     context);
  std::vector<double> ring = metric_of(outcome, "t50", 0), rewired = metric_of(outcome, "t50", 1);
  for (std::size_t r = 0; r < ring.size(); ++r) {
    const auto steps = [](double t) { return std::isnan(t) ? days : t; };
    rewired[r] = steps(rewired[r]) - steps(ring[r]);
  }
  return rewired;
}
// 1 where the 95% interval (two standard errors) is wholly above 0, −1 wholly below, else 0.
Got sign_of(const std::vector<double>& differences) {
  const Got mean = mean_over(differences);
  const double sign = std::abs(mean.value) <= 2 * mean.standard_error ? 0 : mean.value > 0 ? 1 : -1;
  return {sign, 0, mean.replicates};
}

double low_of(std::uint32_t vulnerable) { return theory::cascade_window(vulnerable).value_or(theory::Window{}).low; }
double high_of(std::uint32_t vulnerable) { return theory::cascade_window(vulnerable).value_or(theory::Window{}).high; }

using C = const CaseContext&;
constexpr Case cases[] = {
    {"granovetter", "thresholds 0 to 99: join", 100, .001, 0, true, granovetter, [](C c) { return crowd("", 100, c); }},
    {"granovetter", "the threshold of 1 is 2: join", 1, .001, 0, true, granovetter,
     [](C c) { return crowd("first_follower = 2\n", 100, c); }},
    {"granovetter", "Normal(25, sd), 100 people: critical sd", 12.22, .01, 0, true, granovetter,
     [](C) { return exactly(theory::critical_sd(100, 25)); }},
    {"granovetter", "sd 12.2: at rest, by the fixed point", 5.5, .1, 0, true, granovetter,
     [](C) { return exactly(theory::crowd_at_rest(100, 25, 12.2)); }},
    {"granovetter", "sd 12.2: 100,000 agents, of a hundred", 5.5, .1, 0, true, granovetter,
     [](C c) { return normal_crowd("0.122", c); }},
    {"granovetter", "sd 12.3: 100,000 agents, of a hundred", 100, .1, 0, true, granovetter,
     [](C c) { return normal_crowd("0.123", c); }},
    {"watts", "cascade window for K*=4: from z", 1.114, .0005, 0, true, watts, [](C) { return exactly(low_of(4)); }},
    {"watts", "K*=4: to z", 3.863, .0005, 0, true, watts, [](C) { return exactly(high_of(4)); }},
    {"watts", "K*=5: from z", 1.021, .0005, 0, true, watts, [](C) { return exactly(low_of(5)); }},
    {"watts", "K*=5: to z", 5.765, .0005, 0, true, watts, [](C) { return exactly(high_of(5)); }},
    {"watts", "K*=8: from z", 1.000, .0005, 0, true, watts, [](C) { return exactly(low_of(8)); }},
    {"watts", "K*=8: to z", 10.657, .0005, 0, true, watts, [](C) { return exactly(high_of(8)); }},
    {"watts", "phi > .25, K*=3: width of the window", 0, 1e-9, 0, true, watts,
     [](C) { return exactly(high_of(3) - low_of(3)); }},
    {"watts", "10,000 agents, phi=.18, z=1.5: chance of a global cascade", .53, .06, 0, false, watts,
     [](C c) { return chance_of_global(1.5, c); }},
    // The fixed point of Gleeson & Cahalane for seeds that vanish is .5802 (docs/validation.md, note 1).
    {"watts", "z=1.5: size of global cascades", .5802, .003, 0, false, watts,
     [](C c) { return size_of_global(1.5, c); }},
    {"watts", "z=3: chance of a global cascade", .87, .06, 0, true, watts, [](C c) { return chance_of_global(3, c); }},
    {"watts", "z=3: size of global cascades", .940, .003, 0, true, watts, [](C c) { return size_of_global(3, c); }},
    {"watts", "z=5.5: chance of a global cascade", .40, .06, 0, false, watts,
     [](C c) { return chance_of_global(5.5, c); }},
    {"watts", "z=5.5: size of global cascades", .996, .003, 0, false, watts,
     [](C c) { return size_of_global(5.5, c); }},
    {"watts", "z=7: chance of a global cascade", 0, .01, 0, false, watts, [](C c) { return chance_of_global(7, c); }},
    {"watts", "seeded with .5%, phi=.18, z=4: fixed point", .9803, .00005, 0, true, gleeson,
     [](C) { return exactly(theory::seeded_cascade(4, .18, .005)); }},
    {"watts", "z=8: fixed point", .0154, .00005, 0, true, gleeson,
     [](C) { return exactly(theory::seeded_cascade(8, .18, .005)); }},
    {"watts", "50,000 agents, z=4: final share", .9803, .002, 0, true, gleeson, [](C c) { return seeded(4, c); }},
    {"watts", "50,000 agents, z=8: final share", .0154, .002, 0, true, gleeson, [](C c) { return seeded(8, c); }},
    {"complex", "ring of 600, three a side, seed of 7, a=1: steps to fill", 99, 2, 0, true, macy,
     [](C c) { return ring_steps(1, c); }},
    {"complex", "a=2: steps to fill", 148, 2, 0, true, macy, [](C c) { return ring_steps(2, c); }},
    {"complex", "a=3: steps to fill", 296, 2, 0, true, macy, [](C c) { return ring_steps(3, c); }},
    {"complex", "a=4: never (-1)", -1, .5, 0, true, macy, [](C c) { return ring_steps(4, c); }},
    {"complex", "Moore torus 100 by 100, a=2, not rewired: successes of 20", 20, .5, 0, true, macy,
     [](C c) { return torus_successes(0, c); }},
    {"complex", "rewired .3: successes of 20", 20, .5, 0, false, macy, [](C c) { return torus_successes(.3, c); }},
    // Three standard errors of a binomial with 20 runs and p = ¾.
    {"complex", "rewired .5: successes of 20", 15, 5.8, 0, false, macy, [](C c) { return torus_successes(.5, c); }},
    {"complex", "rewired in full: successes of 20", 0, .5, 0, true, macy, [](C c) { return torus_successes(1, c); }},
    {"complex", "hard thresholds: rewiring slows (1)", 1, .5, 0, true, eckles,
     [](C c) { return sign_of(longer_when_rewired(0, c)); }},
    {"complex", "5% noise: rewiring speeds up (-1)", -1, .5, 0, true, eckles,
     [](C c) { return sign_of(longer_when_rewired(.05, c)); }},
};

}  // namespace

std::span<const Case> threshold_cases() { return cases; }

}  // namespace kantel
