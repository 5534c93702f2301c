// Bass, epidemics and cascades.
#include <cmath>

#include "models/reference/scenario.hpp"
#include "models/reference/theory/theory.hpp"
#include "sim/mathematics.hpp"
#include "studies/validation/frame.hpp"

namespace kantel {

namespace {

constexpr std::string_view bass = "Bass 1969", kermack = "Kermack & McKendrick 1927", newman = "Newman 2002",
                           kempe = "Kempe, Kleinberg & Tardos 2003";

double bass_crossing(double share) { return *theory::crossing_day(theory::bass_days(.003, .038, 400), share); }

// The largest distance between the mean of agents and the recursion for as many people, over all days.
Got bass_agents(const CaseContext& context) {
  constexpr int people = 2000, days = 160;
  const Outcome outcome = outcome_of(heading("bass", days, context.quick ? 200 : 1000) +
                                         "[network]\nform = \"complete\"\npeople = 2000\n"
                                         "[parameters]\np = 0.003\nq = 0.038\n",
                                     context);
  const std::vector<double> theory = theory::bass_days(.003, .038, days, people);
  Got worst;
  for (int day = 1; day <= days; ++day) {
    const Got mean = mean_over(measure_on(outcome, "adopted", day));
    const double distance = std::abs(mean.value - theory[static_cast<std::size_t>(day)]);
    if (distance > worst.value) worst = {distance, mean.standard_error, mean.replicates};
  }
  return worst;
}

Got sis_agents(const CaseContext& context) {
  const Outcome outcome = outcome_of(heading("sis", 600, context.quick ? 5 : 20) +
                                         "[network]\nform = \"complete\"\npeople = 10000\n"
                                         "[parameters]\nq = 0.1\nrho = 0.05\nseed_share = 0.1\n",
                                     context);
  std::vector<double> means;  // of each replicate over the last 300 days
  for (const Recording& run : outcome.recordings[0]) {
    double sum = 0;
    for (int day = 301; day <= 600; ++day) sum += run.value(day, 0, 0);
    means.push_back(sum / 300);
  }
  return mean_over(means);
}

// Well mixed, R0 = q/(1 − e^−ρ), as far from the closed form with the same seeds as given by `expected` = 0.
Got sir_distance(double reproduction, const CaseContext& context) {
  constexpr double rho = .1;
  const double q = reproduction * (1 - exponential(-rho));
  const Outcome outcome =
      outcome_of(heading("sir", 1500, context.quick ? 5 : 20) +
                     "[network]\nform = \"complete\"\npeople = 50000\n[parameters]\nrho = 0.1\nq = " + shortest(q) +
                     "\nseed_share = 0.002\n",
                 context);
  Got got = mean_over(metric_of(outcome, "ever_end"));
  got.value -= theory::final_size(reproduction, .002);
  return got;
}

// Ties transmit with probability τ and a spell lasts a day. Large outbreaks alone, or all.
std::vector<double> outbreaks(double degree, double tau, int replicates, const CaseContext& context) {
  const Outcome outcome = outcome_of(
      heading("sir", 400, replicates) +
          "[network]\nform = \"poisson\"\npeople = 20000\nmean_degree = " + shortest(degree) +
          "\n[parameters]\ncontact = \"each\"\nrho = 1000\nq = " + shortest(-logarithm(1 - tau)) + "\nseeds = 1\n",
      context);
  return metric_of(outcome, "ever_end");
}

Got large_outbreaks(double degree, double tau, const CaseContext& context) {
  std::vector<double> all = outbreaks(degree, tau, context.quick ? 30 : 200, context);
  std::erase_if(all, [](double share) { return share < .05; });
  return mean_over(all);
}

// The largest of many outbreaks.
Got largest_outbreak(double degree, double tau, const CaseContext& context) {
  double largest = 0;
  const std::vector<double> all = outbreaks(degree, tau, context.quick ? 50 : 200, context);
  for (const double share : all) largest = std::max(largest, share);
  return {largest, 0, static_cast<int>(all.size())};
}

Got cascade_size(const std::string& network, double p, double people, const CaseContext& context) {
  const Outcome outcome =
      outcome_of(heading("independent_cascade", 30, context.quick ? 4000 : 20000) + "[network]\n" + network +
                     "people = " + shortest(people) + "\n[parameters]\np = " + shortest(p) + "\nplaced = \"first\"\n",
                 context);
  std::vector<double> sizes = metric_of(outcome, "active_end");
  for (double& size : sizes) size *= people;
  return mean_over(sizes);
}

// Linear thresholds reach as many as live edges do [Kempe et al. 2003, claim 2.6]: everybody draws one of their ties
// (weights 1/degree add to 1), and whoever can be reached from the seed along drawn ties is active. The difference of
// the two means on the same networks.
double live_edges(const ReferenceNetwork& network, const KeyedRandom& random, Employee seed) {
  constexpr std::uint32_t draw_live = 90;
  std::vector<std::vector<Employee>> follows(network.people);  // [v]: who drew v
  for (Employee v = 0; v < network.people; ++v) {
    const std::span<const Employee> ties = network.ties.ties(v);
    if (!ties.empty()) follows[ties[random.draw(v, 0, draw_live) % ties.size()]].push_back(v);
  }
  std::vector<Employee> reached{seed};
  std::vector<bool> active(network.people, false);
  active[seed] = true;
  for (std::size_t at = 0; at < reached.size(); ++at)
    for (const Employee next : follows[reached[at]])
      if (!active[next]) active[next] = true, reached.push_back(next);
  return static_cast<double>(reached.size());
}

Got threshold_less_live_edges(const CaseContext& context) {
  const std::string text = heading("linear_threshold", 200, context.quick ? 2000 : 10000) +
                           "[network]\nform = \"poisson\"\npeople = 200\nmean_degree = 4\n"
                           "[parameters]\nplaced = \"first\"\n";
  const ReferenceScenario scenario = parse_reference_scenario(text, "case.toml");
  const std::vector<double> agents = metric_of(outcome_of(text, context), "joined_end");
  std::vector<double> differences;
  for (std::uint32_t r = 0; r < agents.size(); ++r) {
    const ReferenceNetwork network =
        make_network(scenario.arms[0].network, {}, scenario.network_seed(scenario.arms[0], r), Workers(1));
    differences.push_back(agents[r] * 200 - live_edges(network, KeyedRandom(scenario.seed(), r), 0));
  }
  return mean_over(differences);
}

using C = const CaseContext&;
constexpr Case cases[] = {
    {"bass", "continuous p=.03 q=.38: peak time", 6.193, .0005, 0, true, bass,
     [](C) { return exactly(theory::bass_peak(.03, .38).day); }},
    {"bass", "continuous: share at the peak", .4605, .00005, 0, true, bass,
     [](C) { return exactly(theory::bass_peak(.03, .38).share); }},
    {"bass", "continuous: peak rate", .1106, .00005, 0, true, bass,
     [](C) { return exactly(theory::bass_peak(.03, .38).rate); }},
    {"bass", "continuous: t10", 2.253, .0005, 0, true, bass, [](C) { return exactly(theory::bass_day(.03, .38, .1)); }},
    {"bass", "continuous: t50", 6.550, .0005, 0, true, bass, [](C) { return exactly(theory::bass_day(.03, .38, .5)); }},
    {"bass", "continuous: t90", 11.757, .0005, 0, true, bass,
     [](C) { return exactly(theory::bass_day(.03, .38, .9)); }},
    {"bass", "daily p=.003 q=.038: t10 of the recursion", 22.93, .005, 0, true, bass,
     [](C) { return exactly(bass_crossing(.1)); }},
    {"bass", "daily: t50 of the recursion", 66.49, .005, 0, true, bass, [](C) { return exactly(bass_crossing(.5)); }},
    {"bass", "daily: t90 of the recursion", 118.83, .005, 0, true, bass, [](C) { return exactly(bass_crossing(.9)); }},
    {"bass", "2,000 agents on a complete graph less the recursion, largest distance over 160 days", 0, .01, 0, true,
     bass, bass_agents},
    {"sis", "well mixed q=.1 rho=.05: closed form", .5, 1e-6, 0, true, "Allen 1994",
     [](C) { return exactly(theory::sis_share(.1, .05)); }},
    {"sis", "well mixed q=.1 rho=.05: 10,000 agents", .5, .01, 0, true, "Allen 1994", sis_agents},
    {"sir", "final size at R0=1.2", .3137, .00005, 0, true, kermack,
     [](C) { return exactly(theory::final_size(1.2)); }},
    {"sir", "final size at R0=1.5", .5828, .00005, 0, true, kermack,
     [](C) { return exactly(theory::final_size(1.5)); }},
    {"sir", "final size at R0=2", .7968, .00005, 0, true, kermack, [](C) { return exactly(theory::final_size(2)); }},
    {"sir", "final size at R0=3", .9405, .00005, 0, true, kermack, [](C) { return exactly(theory::final_size(3)); }},
    {"sir", "50,000 agents, .2% seeds, less the closed form at R0=1.2", 0, 0, .0005, false, kermack,
     [](C c) { return sir_distance(1.2, c); }},
    {"sir", "50,000 agents less the closed form at R0=1.5", 0, 0, .0005, true, kermack,
     [](C c) { return sir_distance(1.5, c); }},
    {"sir", "50,000 agents less the closed form at R0=2", 0, 0, .0005, false, kermack,
     [](C c) { return sir_distance(2, c); }},
    {"sir", "50,000 agents less the closed form at R0=3", 0, 0, .0005, false, kermack,
     [](C c) { return sir_distance(3, c); }},
    {"sir", "Poisson graph z=4: largest outbreak at tau=.15, below 1/z", 0, .05, 0, true, newman,
     [](C c) { return largest_outbreak(4, .15, c); }},
    {"sir", "Poisson graph z=4: large outbreaks at tau=.5", .7968, 0, .0005, true, newman,
     [](C c) { return large_outbreaks(4, .5, c); }},
    {"sir", "Poisson graph z=4: large outbreaks at tau=.375", .5828, 0, .001, false, newman,
     [](C c) { return large_outbreaks(4, .375, c); }},
    {"independent_cascade", "path of 10 from its end, p=.5", 1.998046875, 0, 0, true, kempe,
     [](C c) { return cascade_size("form = \"path\"\n", .5, 10, c); }},
    {"independent_cascade", "star of 101 from its hub, p=.1", 11, 0, 0, true, kempe,
     [](C c) { return cascade_size("form = \"star\"\n", .1, 101, c); }},
    {"linear_threshold", "Poisson graph z=4, 200 people: reached, less by live edges", 0, 0, 0, true, kempe,
     threshold_less_live_edges},
};

}  // namespace

std::span<const Case> diffusion_cases() { return cases; }

}  // namespace kantel
