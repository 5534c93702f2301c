// The change model with parts switched off is exactly a known one: nothing at all, Bass's diffusion, the epidemics, a
// Markov chain of two states, exponential lags. Where there is chance, the known model is run with the same draws and
// the same people must start and stop on the same days.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "models/change/purposes.hpp"
#include "tests/models/change/small_worlds.hpp"

using namespace kantel;
using namespace kantel::testing;

namespace {

// Everybody knows, wants, can, dares and may; nothing is ever internalised; nobody comes or goes.
const std::string bare =
    "days = 120\nseed = 3\n[organisation]\nemployees = 200\n[change]\ndemand = 0\nlocal_variety = 0\nsocial_proof = "
    "\"linear\"\n[parameters]\n"
    "turnover = 0\ntau_needs = inf\nneed_mean = 1\nneed_sd = 0\ndelta = 0\nsusceptibility = 0\ngamma = 0\npsi = "
    "0\ntau_m = inf\neta = 1\nattitude_sd = 0\nmanager_weight = 0\n"
    "champion_internalisation = 0\n";
const std::string spreading =
    "[[arm]]\nname = \"a\"\napproach = \"diffusion\"\nchampions = { share = 0.02 }\n[[arm.event]]\nday = 0\ndo = "
    "\"announce\"\n";
const std::string unseeded =
    "[[arm]]\nname = \"a\"\napproach = \"diffusion\"\n[[arm.event]]\nday = 0\ndo = \"announce\"\n";

struct Epidemic {
  double p, q, recovery;
  bool again;  // may start anew after having stopped
};

// Contagion on a complete graph, as a textbook would write it.
std::vector<std::vector<bool>> contagion(const Epidemic& model, std::vector<bool> infected, std::uint32_t replicate,
                                         int days) {
  const KeyedRandom random(3, replicate);
  std::vector<bool> recovered(infected.size(), false);
  std::vector<std::vector<bool>> history{infected};
  for (std::uint32_t day = 1; day <= static_cast<std::uint32_t>(days); ++day) {
    const double all = static_cast<double>(std::count(infected.begin(), infected.end(), true));
    std::vector<bool> next = infected;
    for (std::uint32_t i = 0; i < infected.size(); ++i) {
      const double y = (all - infected[i]) / static_cast<double>(infected.size() - 1);
      if (infected[i]) {
        if (unit_interval(random.draw(i, day, lapsing)) < 1 - std::exp(-model.recovery))
          next[i] = false, recovered[i] = true;
      } else if (model.again || !recovered[i]) {
        if (unit_interval(random.draw(i, day, starting)) < 1 - std::exp(-(model.p + model.q * y))) next[i] = true;
      }
    }
    history.push_back(infected = next);
  }
  return history;
}

// Everyone's practising on every day; returns the share who practise at the end.
double same_people(const Epidemic& model, const std::string& parameters, const std::string& arm) {
  const Organisation organisation = complete_organisation(200);
  const Scenario scenario = scenario_on(organisation, bare + parameters + arm);
  const ChangeGround ground = make_ground(scenario, organisation, Workers(1));
  double practising = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    const Watched engine = watched(scenario, ground, scenario.arms[0], replicate);
    std::vector<bool> seeds;
    for (Employee v = 0; v < 200; ++v) seeds.push_back(engine.days[0].practising(v));
    const auto truth = contagion(model, seeds, replicate, 120);
    int different = 0;
    for (std::size_t day = 0; day <= 120; ++day)
      for (Employee v = 0; v < 200; ++v) different += engine.days[day].practising(v) != truth[day][v];
    INFO("replicate " << replicate);
    CHECK(different == 0);
    CHECK(std::all_of(engine.days[120].people.internalisation.begin(), engine.days[120].people.internalisation.end(),
                      [](float m) { return m == 0; }));
    practising += static_cast<double>(engine.days[120].practising_count()) / 200 / 20;
  }
  return practising;
}

// a* + (a0 - a*)(1 - 1/tau)^day, on every day for everybody but the top.
template <class Level, class Start, class End>
void is_a_lag(const Watched& run, const Level& level, const Start& start, const End& end, double rate) {
  double worst = 0;
  for (std::size_t day = 0; day < run.days.size(); ++day)
    for (Employee v = 1; v < run.days[0].people.employees(); ++v) {
      const double expected = end(v) + (start(v) - end(v)) * std::pow(1 - rate, static_cast<double>(day));
      worst = std::max(worst, std::abs(level(run.days[day].people)[v] - expected));
    }
  CHECK(worst < 2e-5);
}

bool same_levels(const Population& a, const Population& b, Employee from) {
  const auto same = [from](const auto& x, const auto& y) {
    return std::equal(x.begin() + from, x.end(), y.begin() + from, y.end());
  };
  return same(a.autonomy, b.autonomy) && same(a.competence, b.competence) && same(a.relatedness, b.relatedness) &&
         same(a.need_satisfaction, b.need_satisfaction) && same(a.internalisation, b.internalisation) &&
         same(a.skill, b.skill) && same(a.consolidated_skill, b.consolidated_skill) && same(a.trust, b.trust) &&
         same(a.morale, b.morale) && same(a.accustomed, b.accustomed) && same(a.flags, b.flags) &&
         same(a.occupant, b.occupant) && same(a.threshold, b.threshold) &&
         same(a.need_for_structure, b.need_for_structure);
}

void stays_at_its_start(const std::string& parameters, Employee from) {
  const Organisation organisation = small_organisation();
  const Scenario scenario = scenario_on(
      organisation,
      "days = 300\n[organisation]\nemployees = 200\n[parameters]\np = 0\nbeta = 0\nturnover = 0\ntau_trust = inf\n"
      "tau_trust_down = inf\n" +
          parameters + "[[arm]]\nname = \"null\"\napproach = \"diffusion\"\npolicy = \"neutral\"\n");
  const ChangeGround ground = make_ground(scenario, organisation, Workers(1));
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    const Watched run = watched(scenario, ground, scenario.arms[0], replicate);
    bool still = true;
    for (const WatchedDay& day : run.days)
      still = still && day.visible == run.days[0].visible && same_levels(day.people, run.days[0].people, from);
    CHECK(still);
  }
}

}  // namespace

TEST_CASE("without a change and under neutral leadership every column stays at its start, bit for bit") {
  // The top alone knows, and so learns and grows more competent under coaching, unless those two effects are off.
  stays_at_its_start("", 1);
  stays_at_its_start("eta_t = 0\nalpha_k = 0\n", 0);
}

TEST_CASE("with everything but p and q switched off the model is the discrete Bass model") {
  CHECK(same_people({.01, .1, 0, true}, "p = 0.01\nq = 0.1\nrho0 = 0\n", unseeded) > .9);
}

TEST_CASE("without p it is the SI epidemic") {
  CHECK(same_people({0, .08, 0, true}, "p = 0\nq = 0.08\nrho0 = 0\n", spreading) > .9);
}

TEST_CASE("with lapsing and without reluctance it is the SIS epidemic") {
  CHECK(same_people({0, .3, .1, true}, "p = 0\nq = 0.3\nrho0 = 0.1\nafter_lapse = 1\n", spreading) ==
        Approx(2 / 3.).margin(.1));
}

TEST_CASE("with lapsing for good it is the SIR epidemic") {
  CHECK(same_people({0, .3, .1, false}, "p = 0\nq = 0.3\nrho0 = 0.1\nafter_lapse = 0\n", spreading) < .1);
}

TEST_CASE("without q everybody is a Markov chain of two states") {
  same_people({.05, 0, .1, true}, "p = 0.05\nq = 0\nrho0 = 0.1\nafter_lapse = 1\n", unseeded);

  const Organisation organisation = complete_organisation(200);
  std::string text = bare + "p = 0.05\nq = 0\nrho0 = 0.1\nafter_lapse = 1\n" + unseeded;
  text.replace(0, std::string("days = 120").size(), "days = 2000");
  const Scenario scenario = scenario_on(organisation, text);
  const Watched run = watched(scenario, make_ground(scenario, organisation, Workers(1)), scenario.arms[0], 0);
  double share = 0;
  for (std::size_t day = 101; day <= 2000; ++day)
    share += static_cast<double>(run.days[day].practising_count()) / 200 / 1900;
  const double start = 1 - std::exp(-.05), stop = 1 - std::exp(-.1), expected = start / (start + stop);
  // The chain forgets by a factor 1 - start - stop a day.
  const double memory = 1 - start - stop;
  const double error = std::sqrt(expected * (1 - expected) / (200. * 1900) * (1 + memory) / (1 - memory));
  CHECK(std::abs(share - expected) < 4 * error);
}

TEST_CASE("under constant leadership needs and trust approach their ends as exponential lags") {
  const Organisation organisation = small_organisation();
  const std::string text = "days = 200\n[organisation]\nemployees = 200\n[parameters]\np = 0\nbeta = 0\nturnover = 0\n";
  const std::string servant = "[[arm]]\nname = \"a\"\napproach = \"diffusion\"\npolicy = \"servant\"\n";
  const auto run_of = [&](const std::string& parameters) {
    const Scenario scenario = scenario_on(organisation, text + parameters + servant);
    return watched(scenario, make_ground(scenario, organisation, Workers(1)), scenario.arms[0], 0);
  };
  const auto clipped = [](double value) { return std::clamp(value, 0., 1.); };

  const Watched needs = run_of("");
  const Population& first = needs.days[0].people;
  is_a_lag(
      needs, [](const Population& p) -> auto& { return p.autonomy; }, [&](Employee v) { return first.autonomy[v]; },
      [&](Employee v) {
        return clipped(first.autonomy_set_point[v] + .32 * (1 - first.need_for_structure[v]) * .2 + .10 * .3);
      },
      1 / 20.);
  is_a_lag(
      needs, [](const Population& p) -> auto& { return p.competence; }, [&](Employee v) { return first.competence[v]; },
      [&](Employee v) { return clipped(first.competence_set_point[v] + .05 * (.7 + .8 - 1)); },
      1 / 20.);  // structure is at its neutral .5
  is_a_lag(
      needs, [](const Population& p) -> auto& { return p.relatedness; },
      [&](Employee v) { return first.relatedness[v]; },
      [&](Employee v) { return clipped(first.relatedness_set_point[v] + .14 * .3 + .10 * .2 - .2 * .2); }, 1 / 20.);

  const Watched trust = run_of("tau_needs = inf\ntau_trust = 50\ntau_trust_down = 50\n");
  const Population& at_first = trust.days[0].people;
  is_a_lag(
      trust, [](const Population& p) -> auto& { return p.trust; }, [&](Employee v) { return at_first.trust[v]; },
      [&](Employee v) {
        return .4 * at_first.autonomy[v] + .3 * at_first.competence[v] + .3 * at_first.relatedness[v];
      },
      1 / 50.);
}

TEST_CASE("under constant leadership skill and internalisation approach their ends as exponential lags") {
  const Organisation organisation = small_organisation();
  const std::string text =
      "days = 200\n[organisation]\nemployees = 200\n[parameters]\np = 0\nrho0 = 0\nturnover = 0\ntau_needs = inf\n";
  // All aware and coached (ST = .4), none practising.
  const Scenario learning = scenario_on(
      organisation, text +
                        "zeta = 0\n[[arm]]\nname = \"a\"\napproach = \"diffusion\"\npolicy = \"transformational\"\n"
                        "[[arm.event]]\nday = 0\ndo = \"announce\"\n");
  const Watched skill = watched(learning, make_ground(learning, organisation, Workers(1)), learning.arms[0], 0);
  is_a_lag(
      skill, [](const Population& p) -> auto& { return p.skill; },
      [&](Employee v) { return skill.days[0].people.skill[v]; }, [](Employee) { return 1.; }, .015 * .4);

  // All practising from the first day, with nothing internalised yet, V = .9 and trust at ½, so that V̂ = V.
  const Scenario owning =
      scenario_on(organisation, text +
                                    "champion_internalisation = 0\ntrust_new = 0.5\ntrust_sd = 0\ntau_trust = inf\n"
                                    "tau_trust_down = inf\n[[arm]]\nname = \"a\"\napproach = \"diffusion\"\n"
                                    "policy = \"transformational\"\nchampions = { share = 1 }\n");
  const Watched owned = watched(owning, make_ground(owning, organisation, Workers(1)), owning.arms[0], 0);
  const Population& first = owned.days[0].people;
  is_a_lag(
      owned, [](const Population& p) -> auto& { return p.internalisation; }, [](Employee) { return 0.; },
      [&](Employee v) {
        return std::pow(first.autonomy[v], .4) * std::pow(first.competence[v], .3) * std::pow(first.relatedness[v], .3);
      },
      1.7 / 40);
}
