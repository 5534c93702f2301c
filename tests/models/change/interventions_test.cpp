// Interventions and pilots: the engine against the oracle, and that each does what its sentence says.
#include "models/change/interventions/interventions.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "models/change/measures.hpp"
#include "models/change/run.hpp"
#include "tests/models/change/agreement.hpp"
#include "tests/models/change/led_worlds.hpp"
#include "tests/models/change/oracle/oracle.hpp"

using namespace kantel;
using namespace kantel::testing;

namespace {

const std::string rollout = "approach = \"rollout\"\npolicy = \"transactional\"\n";

// Two arms of quiet people, without and with an event.
SmallWorld two_arms(const std::string& event_text, const std::string& parameters = "",
                    const std::string& way = rollout) {
  return SmallWorld(quiet + parameters + arm("without", way) + arm("with", way + event_text));
}

}  // namespace

TEST_CASE("engine and oracle agree on every intervention, alone and together") {
  std::string text = lively;
  const auto add = [&](const std::string& name, const std::string& events) {
    for (const char* way : {"rollout", "diffusion"})
      text += arm(name + " " + way, "approach = \"" + std::string(way) +
                                        "\"\npolicy = \"transactional\"\nchampions = { share = 0.05 }\n" + events);
  };
  std::string all;
  const auto also = [&](const std::string& name, const std::string& events) {
    add(name, events);
    all += events;
  };
  for (const std::string_view chosen : champion_rule_names)
    add("seeded " + std::string(chosen),
        event(20, "seed_champions", "share = 0.1\nchosen = \"" + std::string(chosen) + "\"\ntarget = \"unit=south\""));
  also("seeded", event(25, "seed_champions", "share = 0.2\ntarget = \"level=3\""));
  also("reversed", event(30, "reverse_decision"));
  also("reversed and back", event(33, "mandate") + event(35, "reverse_decision", "back_after = 20"));
  also("revised",
       event(20, "revise_plan", "target = \"level=3\"") + event(40, "revise_plan", "target = \"unit=north\""));
  also("moved out",
       event(50, "move_out", "after = 5") + event(20, "train", "hours = 4\nsessions = 3\nsupport_days = 4"));
  also("hired", event(30, "hire_wave", "share = 0.4\ndays = 15\ntarget = \"level=3\""));
  also("replaced", event(45, "replace", "target = \"unit=west & managers\""));
  also("shocked", event(10, "shock", "loss = 0.2\ndays = 20\ntarget = \"unit=east\""));
  also("promised", event(15, "promise", "gain = 0.1\ndue_after = 30") +
                       event(50, "promise", "gain = 0.3\ndue_after = 10\ntarget = \"level=2\""));
  also("those who try", event(40, "train", "hours_total = 300\ntarget = \"trying\"\nsessions = 3\nevery = 7"));
  for (const std::string_view gate : gate_names) {
    const std::string target = "target = \"blocked=" + std::string(gate) + "\"\n";
    also("blocked by " + std::string(gate), event(12, "train", "hours = 6\nsupport_days = 20\n" + target) +
                                                event(60, "announce", target) +
                                                event(61, "promise", "gain = 0.2\ndue_after = 20\n" + target));
  }
  add("all", all);
  agree(text);
}

TEST_CASE("engine and oracle agree on gates that are held open") {
  for (const std::string_view f : social_proof_names) {
    std::string text = lively + "[change]\nsocial_proof = \"" + std::string(f) + "\"\n";
    for (const std::string_view gate : gate_names)
      for (const char* way : {"hybrid", "diffusion"})
        text += arm(std::string(gate) + way,
                    "approach = \"" + std::string(way) +
                        "\"\npolicy = \"task_directed\"\nchampions = { share = 0.03 }\nablate = [\"" +
                        std::string(gate) + "\"]");
    agree(text + arm("all", rollout + "ablate = [\"know\", \"want\", \"can\", \"dare\", \"may\"]"));
  }
}

TEST_CASE("engine and oracle agree on pilots") {
  std::string text = lively + "copy_misfit = 0.6\n";
  int number = 0;
  for (const std::string_view order : wave_order_names)
    for (const char* rest : {"", ", announce = false", ", mandate = false"})
      text += arm(std::string(order) + std::to_string(++number),
                  "approach = \"pilot\"\npolicy = \"servant\"\nchampions = { share = 0.1, "
                  "chosen = \"as_volunteers\" }\nwaves = { count = 3, every = 25, order = \"" +
                      std::string(order) + "\"" + rest + " }");
  text += arm("at once", "approach = \"pilot\"\nwaves = { count = 1 }\nmandate = { delay_per_level = 4 }") +
          arm("central", "approach = \"pilot\"\nplan = \"central\"\nwaves = { count = 50, first_day = 0, every = 3 }" +
                             event(60, "lift_mandate"));
  agree(text);
}

TEST_CASE("engine and oracle agree on targets with several conditions, cohorts among them") {
  Organisation organisation = small_organisation();
  organisation.cohort_names = {"starters", "veterans", "other"};
  for (Employee v = 0; v < organisation.employees(); ++v)
    organisation.cohort.push_back(static_cast<std::uint8_t>(v * 7 % 10 / 4));
  std::string text = lively;
  for (const char* target : {"cohort=starters", "cohort=veterans & unit=south", "managers & unit=north & level=2",
                             "trying & cohort=other", "blocked=want & managers"})
    text += arm(target, rollout + event(25, "train", "hours = 20\ntarget = \"" + std::string(target) + "\"") +
                            event(30, "set_policy", "policy = \"servant\"\ntarget = \"" + std::string(target) + "\"") +
                            event(40, "celebrate", "target = \"" + std::string(target) + "\""));
  Scenario scenario = parse_scenario(text, "test.toml");
  scenario.cohorts = {{"starters", .3, .25}, {"veterans", .3, -.35}, {"other", .4, 0}};
  Problems problems;
  for (Arm& each : scenario.arms)
    for (Event& planned : each.events) resolve_target(planned, organisation, problems);
  REQUIRE(!problems.any());
  agree(scenario, organisation);
}

TEST_CASE("champions that are seeded practise at once, and their hours are counted") {
  const SmallWorld world = two_arms(event(40, "seed_champions", "share = 0.1"), "", "approach = \"diffusion\"\n");
  CHECK(series(world, 1, "champions")[39] == 0);
  CHECK(series(world, 1, "champions")[40] >= .09);  // some may lapse on the day
  CHECK(series(world, 1, "practising")[40] > series(world, 0, "practising")[40] + .08);
  CHECK(series(world, 1, "hours_so_far")[60] > series(world, 0, "hours_so_far")[60]);
}

TEST_CASE("a decision that is reversed costs trust and the mandate, and returns when it is said to") {
  const SmallWorld world = two_arms(event(40, "reverse_decision", "back_after = 30"));
  const auto mandated = series(world, 1, "mandated"), trust = series(world, 1, "trust");
  CHECK(mandated[39] > .9);
  CHECK(mandated[40] == 0);
  CHECK(mandated[69] == 0);
  CHECK(mandated[72] > .9);
  CHECK(trust[40] < .93 * series(world, 0, "trust")[40]);
}

TEST_CASE("a plan that is revised fits better, the more so the less is lost on the way up") {
  const std::string want = "eta = 1\n[change]\nlocal_variety = 1\n";
  const SmallWorld world = two_arms(event(5, "revise_plan"), want);
  CHECK(series(world, 1, "output")[100] > series(world, 0, "output")[100]);
  CHECK(series(world, 1, "practising")[100] > series(world, 0, "practising")[100]);
}

TEST_CASE("only who has been guided and does not practise is moved out") {
  for (const bool coached : {false, true}) {
    const SmallWorld world(quiet + "delta = 0\n" +
                           arm("a", std::string("approach = \"rollout\"\npolicy = \"") +
                                        (coached ? "task_directed" : "neutral") + "\"\n" + event(61, "move_out")));
    const auto exits = series(world, 0, "exits_per_year");
    const auto practising = series(world, 0, "practising");
    CHECK(exits[61] / 250 == Approx(coached ? 1 - practising[60] : 0).margin(1e-6));
    CHECK(exits[62] == 0);
  }
}

TEST_CASE("a wave of hiring replaces the share that it says over its days, and a layer is replaced at once") {
  const SmallWorld world = two_arms(event(20, "hire_wave", "share = 0.5\ndays = 10"));
  const auto exits = series(world, 1, "exits_per_year");
  double all = 0;
  for (std::int64_t day = 1; day <= 100; ++day) {
    const double left = exits[static_cast<std::size_t>(day)] / 250;
    CHECK((left > 0) == (day >= 20 && day < 30));
    all += left;
  }
  CHECK(all == Approx(.5).margin(.08));
  const SmallWorld layer = two_arms(event(20, "replace", "target = \"level=2\""));
  double share = 0;
  for (const std::uint8_t level : layer.ground.organisation.level) share += level == 2 ? 1.0 / 200 : 0;
  CHECK(series(layer, 1, "exits_per_year")[20] / 250 == Approx(share));
}

TEST_CASE("a shock takes output while it lasts, and nothing else") {
  const SmallWorld world = two_arms(event(20, "shock", "loss = 0.25\ndays = 10"));
  const auto without = series(world, 0, "output"), with = series(world, 1, "output");
  for (std::size_t day = 0; day <= 100; ++day)
    CHECK(with[day] == Approx(without[day] - (day >= 20 && day < 30 ? .25 : 0)).margin(1e-6));
  CHECK(series(world, 0, "trust") == series(world, 1, "trust"));
}

TEST_CASE("a promise lifts morale at once, costs nothing where it is kept and trust where it is broken") {
  const SmallWorld broken = two_arms(event(20, "promise", "gain = 0.5\ndue_after = 30"));
  CHECK(series(broken, 1, "morale")[20] > series(broken, 0, "morale")[20] + .1);
  CHECK(series(broken, 1, "trust")[50] < .9 * series(broken, 0, "trust")[50]);
  const SmallWorld kept = two_arms(event(20, "promise", "gain = 0\ndue_after = 60"), "gain = 1\ndisruption = 0\n");
  CHECK(series(kept, 1, "trust")[80] == series(kept, 0, "trust")[80]);
}

TEST_CASE("hours in all are dealt to whoever is met") {
  const SmallWorld world = two_arms(event(20, "train", "hours_total = 500\ntarget = \"managers\""));
  CHECK(series(world, 1, "training_hours")[20] * 200 == Approx(500).epsilon(1e-5));
}

TEST_CASE("a pilot's waves come on their days, each with its whole package") {
  const SmallWorld world(quiet + "beta = 0\n" +
                         arm("pilot",
                             "approach = \"pilot\"\nchampions = { share = 0.1 }\n"
                             "waves = { count = 4, first_day = 5, every = 20 }"));
  const auto mandated = series(world, 0, "mandated"), aware = series(world, 0, "aware");
  for (const std::size_t day : {5u, 25u, 45u, 65u}) {
    CHECK(mandated[day + 1] > mandated[day - 1] + .1);
    CHECK(aware[day] > aware[day - 1] + .1);
  }
  CHECK(mandated[100] == 1);
}

TEST_CASE("what interventions left behind comes back from a checkpoint") {
  const SmallWorld world(
      lively + arm("a",
                   "approach = \"pilot\"\nwaves = { count = 2, every = 30, order = \"by_readiness\" }\npolicy = "
                   "\"servant\"\nchampions = { share = 0.1 }\n" +
                       event(20, "promise", "gain = 0.4\ndue_after = 40") + event(20, "revise_plan") +
                       event(22, "train", "hours_total = 200\nsessions = 9\nevery = 5\ntarget = \"trying\"") +
                       event(30, "reverse_decision", "back_after = 30") +
                       event(48, "hire_wave", "share = 0.3\ndays = 9") + event(45, "shock", "loss = 0.2\ndays = 20") +
                       event(51, "announce", "target = \"blocked=want\"") + event(70, "move_out", "after = 10")));
  const Arm& lived = world.scenario.arms[0];
  const Workers one(1), three(3);
  ChangeRun straight(world.scenario, world.ground, lived, 1, nullptr, one);
  std::stringstream kept;
  while (!straight.finished()) {
    straight.advance(one);
    if (straight.day() == 50) straight.save(kept);
  }
  ChangeRun resumed(world.scenario, world.ground, lived, 1, nullptr, three);
  resumed.load(kept);
  while (!resumed.finished()) resumed.advance(three);
  for (const Measure& measure : measures())
    for (std::int64_t day = 0; day <= 100; ++day) {
      const float a = straight.recording().value(day, 0, measure_index(measure.name)),
                  b = resumed.recording().value(day, 0, measure_index(measure.name));
      INFO(measure.name << " on day " << day);
      CHECK((a == b || (std::isnan(a) && std::isnan(b))));
    }
}

TEST_CASE("hours so far are the sum of what each day cost, and undefined for groups that are not recorded daily") {
  const SmallWorld world(base + "[record]\nevery = 7\n[prices]\nchampion = 3\nproject = 50\n" +
                         arm("a", "approach = \"hybrid\"\nchampions = { share = 0.1 }\npolicy = \"directive\"\n" +
                                      event(30, "train", "hours = 12\nsessions = 3")));
  const auto lived = watched(world.scenario, world.ground, world.scenario.arms[0], 0, 1);
  const auto value = [&](std::int64_t day, std::string_view measure) {
    return static_cast<double>(lived.result.recording.value(day, 0, measure_index(measure)));
  };
  double sum = 0;
  CHECK(value(0, "hours_so_far") == 0);
  for (std::int64_t day = 1; day <= 100; ++day) {
    sum += value(day, "leader_hours") / 5 + value(day, "training_hours") + value(day, "champions") * 3 / 5 +
           value(day, "mandated") * .5 / 5;
    CHECK(value(day, "hours_so_far") == Approx(sum).epsilon(1e-6));
  }
  REQUIRE(world.ground.groups.names.size() > 1);
  CHECK(std::isnan(lived.result.recording.value(14, 1, measure_index("hours_so_far"))));
}

TEST_CASE("events that cannot be are refused, every one with its place") {
  const auto refused = [](const std::string& events) {
    try {
      scenario_on(small_organisation(), quiet + arm("a", rollout + events));
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(refused(event(0, "replace")).find("from day 1 on") != std::string::npos);
  CHECK(refused(event(5, "train")).find("hours_total") != std::string::npos);
  CHECK(refused(event(5, "train", "hours = 1\nhours_total = 2")).find("stands beside") != std::string::npos);
  CHECK(refused(event(5, "announce", "target = \"unit=nowhere & trying\"")).find("nowhere") != std::string::npos);
  CHECK(refused(event(5, "announce", "target = \"cohort=x\"")).find("cohort") != std::string::npos);
  CHECK(refused(event(5, "announce", "target = \"blocked=luck\"")).find("names nobody") != std::string::npos);
  CHECK(refused(event(5, "announce", "target = \"managers & \"")).find("names nobody") != std::string::npos);
  CHECK(refused(event(5, "promise", "gain = 1")).find("due_after") != std::string::npos);
  CHECK(refused("waves = { count = 2 }").find("pilot") != std::string::npos);
}
