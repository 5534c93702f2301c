// The engine against the oracle: 200 people over 100 days, employee by employee and day by day, with the same draws,
// under every approach, policy, event, form of social proof and switch of the model.
#include "tests/models/change/oracle/oracle.hpp"

#include <catch2/catch.hpp>

#include "tests/models/change/agreement.hpp"

using namespace kantel;
using namespace kantel::testing;

namespace {

const std::string base =
    "edition = 2\ndays = 100\nseed = 5\n[organisation]\nemployees = 200\n[parameters]\nturnover = 2.0\n";
// Livelier than the defaults, so that a hundred days see starts, lapses and starting again.
const std::string lively = base + "p = 0.01\nq = 0.6\nbeta = 0.05\nrho0 = 0.2\ndelta = 0.3\n";

std::string arm(const std::string& name, const std::string& rest) {
  return "[[arm]]\nname = \"" + name + "\"\n" + rest + "\n";
}
std::string event(const std::string& rest) { return "\n[[arm.event]]\n" + rest + "\n"; }

}  // namespace

TEST_CASE("the runs that are compared are lively: everything that can happen does") {
  const Organisation organisation = small_organisation();
  const Scenario scenario = scenario_on(
      organisation,
      lively + arm("a", "approach = \"hybrid\"\npolicy = \"transactional\"\nchampions = { share = 0.05 }") +
          arm("celebrated", "approach = \"hybrid\"\npolicy = \"transactional\"\nchampions = { share = 0.05 }") +
          event("day = 12\ndo = \"celebrate\""));
  int by_choice = 0, by_compliance = 0, lapses = 0, anew = 0, managers_left = 0, top_left = 0, heard = 0, felt = 0;
  for (const std::uint32_t replicate : {0u, 3u}) {
    const OracleDays days = oracle(scenario, organisation, scenario.arms[0], replicate);
    const OracleDays celebrated = oracle(scenario, organisation, scenario.arms[1], replicate);
    for (std::size_t d = 1; d < days.size(); ++d)
      for (Employee v = 0; v < organisation.employees(); ++v) {
        const OraclePerson &before = days[d - 1][v], &now = days[d][v];
        const bool starts = now.practising && !before.practising;
        by_choice += starts && !now.compelled;
        by_compliance += starts && now.compelled;
        anew += starts && now.lapsed_before;
        lapses += now.lapsed_before && !now.practising && before.practising;
        heard += now.aware && !before.aware;
        top_left += before.leaving && v == 0;
        managers_left += before.leaving && organisation.level[v] == 2 && v % 50 < 7;
        felt += now.practising != celebrated[d][v].practising;
      }
  }
  for (const int happened : {by_choice, by_compliance, lapses, anew, heard, managers_left, felt}) CHECK(happened > 20);
  CHECK(top_left > 0);
}

TEST_CASE("engine and oracle agree under every policy and approach") {
  for (const std::string& parameters : {base, lively}) {
    std::string text = parameters;
    for (const std::string_view policy : names_of(Policy()))
      for (const std::string_view approach : approach_names)
        text += arm(std::string(policy) + "-" + std::string(approach), "policy = \"" + std::string(policy) +
                                                                           "\"\napproach = \"" + std::string(approach) +
                                                                           "\"\nchampions = { share = 0.05 }");
    agree(text);
  }
}

TEST_CASE("engine and oracle agree when policies are scaled to an effort") {
  std::string text = lively;
  for (const std::string_view policy :
       {"responsive", "situational", "by_needs", "by_readiness", "directive", "delegating", "laissez_faire"})
    for (const char* effort : {"0.5", "2.5", "3", "5"})
      text += arm(std::string(policy) + effort,
                  "policy = \"" + std::string(policy) + "\"\napproach = \"hybrid\"\neffort = " + effort);
  agree(text);
}

TEST_CASE("engine and oracle choose the same champions in every way of choosing") {
  std::string text = lively;
  for (const std::string_view chosen : champion_rule_names)
    for (const char* share : {"0.02", "0.101", "1"})
      text += arm(std::string(chosen) + share,
                  "approach = \"diffusion\"\npolicy = \"participative\"\nchampions = { share = " + std::string(share) +
                      ", chosen = \"" + std::string(chosen) + "\" }");
  agree(text);
}

TEST_CASE("engine and oracle agree where leaders differ, are absent, do not follow and have many to lead") {
  const std::string led = "approach = \"hybrid\"\nmandate = { from_day = 10 }\npolicy = \"";
  std::string text = lively;
  for (const std::string policy : {"directive", "servant", "by_needs", "situational"}) {
    const auto with = [&](const std::string& name, const std::string& keys) {
      text += arm(policy + " " + name, led + policy + "\"\nchampions = { share = 0.03 }\n" + keys);
    };
    with("spread", "leader_sd = 0.2");
    with("alike in everything", "leader_sd = 0.3\nleader_halo = 1");
    with("absent", "leader_absence = { mean = 0.2, sd = 0.17 }");
    with("seldom absent", "leader_absence = { mean = 0.05, sd = 0.01 }\nleader_sd = 0.1");
    with("backed by some", "backing = { share = 0.4 }");
    with("backed in a cascade", "backing = { share = 0.7, cascading = true }");
    with("cut", "backing = { cut_at = 2 }");
    with("wide", "span_full = 4");
    with("everything",
         "leader_sd = 0.2\nleader_absence = { mean = 0.3, sd = 0.2 }\nspan_full = 6\n"
         "backing = { share = 0.8, cascading = true, cut_at = 3 }\neffort = 2.5");
  }
  agree(text);
}

TEST_CASE("engine and oracle agree on mandates with delays, deadlines and lifting") {
  const std::string led = "policy = \"directive\"\napproach = \"";
  agree(lively + arm("from day 0", led + "rollout\"\nmandate = { from_day = 0 }") +
        arm("late", led + "hybrid\"\nmandate = { from_day = 40 }") +
        arm("delayed", led + "rollout\"\nmandate = { from_day = 1, delay_per_level = 7 }") +
        arm("deadline", led + "hybrid\"\nmandate = { deadline = 30 }\nchampions = { share = 0.1 }") +
        arm("deadline with delay", led + "hybrid\"\nmandate = { deadline = 30, delay_per_level = 3 }") +
        arm("lifted", led + "rollout\"" + event("day = 50\ndo = \"lift_mandate\"")) +
        arm("lifted on its way", led + "rollout\"\nmandate = { delay_per_level = 10 }" +
                                     event("day = 15\ndo = \"lift_mandate\"\ntarget = \"level=3\"") +
                                     event("day = 60\ndo = \"mandate\"\ndelay_per_level = 2\ntarget = \"level=3\"")) +
        arm("two delays", led + "rollout\"\nmandate = { delay_per_level = 4 }" +
                              event("day = 2\ndo = \"mandate\"\ndelay_per_level = 30\ntarget = \"level=3\"") +
                              event("day = 12\ndo = \"mandate\"\ntarget = \"unit=north\"")) +
        arm("by event", led + "diffusion\"" + event("day = 10\ndo = \"mandate\"\ntarget = \"unit=east\"") +
                            event("day = 20\ndo = \"mandate\"\ntarget = \"managers\"") +
                            event("day = 70\ndo = \"lift_mandate\"\ntarget = \"unit=east\"")));
}

TEST_CASE("engine and oracle agree on every kind of event and target") {
  std::string text = lively;
  for (const std::string& target :
       {std::string("all"), std::string("unit=south"), std::string("level=2"), std::string("managers")}) {
    const std::string to = "\ntarget = \"" + target + "\"";
    std::string name = target;
    for (const std::string_view approach : approach_names)
      text += arm(name + " " + std::string(approach),
                  "approach = \"" + std::string(approach) + "\"\npolicy = \"servant\"\nchampions = { share = 0.03 }") +
              event("day = 0\ndo = \"announce\"" + to) + event("day = 12\ndo = \"celebrate\"" + to) +
              event("day = 35\ndo = \"set_policy\"\npolicy = \"directive\"\neffort = 3" + to) +
              event("day = 40\ndo = \"train\"\nhours = 6" + to) + event("day = 41\ndo = \"announce\"" + to) +
              event("day = 50\ndo = \"mandate\"" + to) +
              event("day = 55\ndo = \"train\"\nhours = 8\nsessions = 4\nevery = 3\nsupport_days = 5" + to) +
              event("day = 60\ndo = \"set_policy\"\npolicy = \"situational\"" + to) +
              event("day = 75\ndo = \"celebrate\"" + to) + event("day = 80\ndo = \"lift_mandate\"" + to) +
              event("day = 95\ndo = \"train\"\nhours = 400\nsessions = 4\nevery = 2" + to);
  }
  agree(text);
}

TEST_CASE("engine and oracle agree on events of day 0 and of the last day, and on several events a day") {
  agree(lively +
        arm("first and last", "approach = \"rollout\"\npolicy = \"transactional\"\nmandate = { from_day = 0 }") +
        event("day = 0\ndo = \"train\"\nhours = 10\nsupport_days = 3") + event("day = 0\ndo = \"celebrate\"") +
        event("day = 0\ndo = \"set_policy\"\npolicy = \"delegating\"\ntarget = \"level=1\"") +
        event("day = 0\ndo = \"lift_mandate\"\ntarget = \"unit=west\"") + event("day = 100\ndo = \"announce\"") +
        event("day = 100\ndo = \"train\"\nhours = 5") + event("day = 100\ndo = \"lift_mandate\"") +
        event("day = 30\ndo = \"lift_mandate\"\ntarget = \"managers\"") +
        event("day = 30\ndo = \"mandate\"\ntarget = \"level=1\"") +
        event("day = 98\ndo = \"train\"\nhours = 9\nsessions = 3\nevery = 2"));
}

TEST_CASE("engine and oracle agree on every form of social proof") {
  for (const std::string_view f : social_proof_names) {
    INFO("f = " << f);
    agree(lively + "[change]\nsocial_proof = \"" + std::string(f) + "\"\ntransmission = 0.2\nties_needed = 3\n" +
          arm("diffusion", "approach = \"diffusion\"\nchampions = { share = 0.1 }\npolicy = \"servant\"") +
          arm("hybrid", "approach = \"hybrid\"\nchampions = { share = 0.1 }\npolicy = \"transformational\""));
  }
}

TEST_CASE("engine and oracle agree when intentions are voiced among ties") {
  for (const char* s : {"0.3", "1"})
    agree(lively + "susceptibility = " + s + "\n" +
          arm("diffusion", "approach = \"diffusion\"\nchampions = { share = 0.1 }\npolicy = \"responsive\"") +
          arm("rollout", "approach = \"rollout\"\npolicy = \"directive\""));
}

TEST_CASE("engine and oracle agree on plans, misfit, grudging and interdependence") {
  std::string text =
      lively + "copy_misfit = 0.7\ngrudging = 0.4\ninterdependence = 0.5\n[change]\nlocal_variety = 0.6\n";
  for (const std::string_view plan : plan_names)
    for (const std::string_view approach : approach_names)
      text += arm(std::string(plan) + " " + std::string(approach),
                  "plan = \"" + std::string(plan) + "\"\napproach = \"" + std::string(approach) +
                      "\"\npolicy = \"freedom_within_lines\"\nchampions = { share = 0.015, chosen = \"by_degree\" }");
  agree(text +
        arm("local without champions", "plan = \"local\"\napproach = \"rollout\"\npolicy = \"freedom_within_lines\""));
}

TEST_CASE("engine and oracle agree when cohorts weigh autonomy differently") {
  Organisation organisation = small_organisation();
  Scenario scenario = scenario_on(
      organisation, lively +
                        arm("hybrid", "approach = \"hybrid\"\npolicy = \"responsive\"\nchampions = { share = 0.1 }") +
                        arm("rollout", "approach = \"rollout\"\npolicy = \"task_directed\""));
  scenario.cohorts = {{"starters", .3}, {"veterans", .3}, {"other", .4}};
  scenario.cohorts[0].differs.w_a_shift = .25, scenario.cohorts[1].differs.w_a_shift = -.35;
  organisation.cohort_names = {"starters", "veterans", "other"};
  for (Employee v = 0; v < organisation.employees(); ++v)
    organisation.cohort.push_back(static_cast<std::uint8_t>(v * 7 % 10 / 4));
  agree(scenario, organisation);
}

TEST_CASE("engine and oracle agree on extreme parameters") {
  const std::string arms =
      arm("hybrid", "approach = \"hybrid\"\npolicy = \"directive\"\nchampions = { share = 0.1 }") +
      arm("diffusion", "approach = \"diffusion\"\npolicy = \"delegating\"\nchampions = { share = 0.1 }");
  for (const char* extreme : {"p = 0\nq = 0",
                              "psi = 1\ngamma = 1",
                              "after_lapse = 0",
                              "power_floor = 0",
                              "need_sd = 1",
                              "structure_sd = 1\nchi = 1\nupsilon = 2",
                              "tau_needs = 1\ntau_m = 1\ntau_trust = 1\ntau_trust_down = 1",
                              "tau_needs = inf\ntau_m = inf\ntau_trust = inf\ntau_trust_down = inf",
                              "w_a = 1\nw_c = 0",
                              "kappa = 40",
                              "theta = 0\ntheta_sd = 0",
                              "omega = 5\nalpha_a = 5",
                              "zeta = 1\neta_x = 1",
                              "fidelity_down = 0",
                              "champion_skill = 0\nchampion_internalisation = 0",
                              "rationale = 5",
                              "need_mean = 0\nneed_sd = 0",
                              "eta = 0.5",
                              "eta = 1\nattitude_sd = 2",
                              "want_reference = 1\neta = 20",
                              "manager_weight = 0",
                              "manager_weight = 50",
                              "control_cost = 1\ndistrust = 1",
                              "loss_weight = 4\ngain_weight = 4",
                              "tau_accustomed = 1",
                              "eta_c = 1",
                              "told = 0.3",
                              "alpha_x = 2",
                              "need_mean = 1\nneed_sd = 0"}) {
    INFO(extreme);
    // A key may stand once: the livelier values are given where the extreme does not set them.
    const std::string start = std::string(extreme).starts_with("p = ") ? base + "beta = 0.05\ndelta = 0.3\n" : lively;
    agree(start + extreme + "\n" + arms);
  }
}

TEST_CASE(
    "engine and oracle agree on own levers, mandates that press by themselves and unexplained changes of policy") {
  const std::string own = "levers = { autonomy_support = 0.9, care = 0.4, pressure = 0.2, vision = 0.35 }";
  agree(lively + "told = 0.4\n" + arm("own", "approach = \"hybrid\"\nchampions = { share = 0.05 }\n" + own) +
        arm("scaled", "approach = \"rollout\"\neffort = 3\n" + own) +
        arm("strong", "approach = \"rollout\"\npolicy = \"participative\"\nmandate = { strength = 0.8 }") +
        arm("style alone", "approach = \"rollout\"\npolicy = \"directive\"\nmandate = { strength = 0 }") +
        arm("surprised", "approach = \"hybrid\"\npolicy = \"delegating\"") +
        event("day = 20\ndo = \"set_policy\"\npolicy = \"directive\"\nexplained = false") +
        event("day = 40\ndo = \"set_policy\"\nlevers = { autonomy_support = 0.5 }\ntarget = \"level=2\"") +
        event("day = 50\ndo = \"set_policy\"\npolicy = \"situational\"\nexplained = false") +
        event("day = 60\ndo = \"set_policy\"\npolicy = \"laissez_faire\"\nexplained = false\ntarget = \"managers\""));
}

TEST_CASE("engine and oracle agree on traits that are given") {
  const Organisation organisation = small_organisation();
  const Scenario scenario = scenario_on(
      organisation,
      lively +
          arm("hybrid",
              "approach = \"hybrid\"\npolicy = \"servant\"\nchampions = { share = 0.1, chosen = \"by_openness\" }") +
          arm("volunteers",
              "approach = \"diffusion\"\npolicy = \"servant\"\nchampions = { share = 0.1, chosen = \"as_volunteers\" "
              "}"));
  GivenTraits given;
  for (Employee v = 0; v < organisation.employees(); ++v) {
    const auto share = static_cast<float>(v * 37 % 101) / 100;
    given.threshold.push_back(share);
    given.autonomy.push_back(.2f + .7f * share);
    given.competence.push_back(.9f - .6f * share);
    given.relatedness.push_back(.4f + .3f * share);
    given.need_for_structure.push_back(1 - share);
    given.susceptibility.push_back(.8f * share);
  }
  agree(scenario, organisation, given);
}
