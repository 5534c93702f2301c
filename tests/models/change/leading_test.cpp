// Leading as a whole: the engine against the oracle, each step alone and all together; bytes, checkpoints and input.
#include <catch2/catch.hpp>
#include <sstream>

#include "models/change/run.hpp"
#include "tests/models/change/agreement.hpp"
#include "tests/models/change/led_worlds.hpp"

using namespace kantel;
using namespace kantel::testing;

namespace {

const std::string crisis_of_morale =
    "[arm.crisis]\nbound = 0.48\n" + event(40, "promise", "gain = 0.5\ndue_after = 50");
const std::string crisis_of_output =
    "[arm.crisis]\non = \"output\"\nbound = 0.8\n" + event(30, "shock", "loss = 0.3\ndays = 9");
const std::string coached =
    event(20, "coach_leaders", "days = 25\ntarget = \"unit=south\"") + event(40, "coach_leaders");
const std::string taught =
    event(15, "train", "hours = 20\nsessions = 4\nevery = 9\ndevelops = \"leading\"\ntarget = \"managers\"") +
    event(24, "train", "hours = 10\nsupport_days = 5\ntarget = \"level=3\"");
const std::string sprinted = event(0, "sprint", "target = \"level=2\"") + event(30, "sprint") +
                             event(36, "sprint", "target = \"unit=north\"") +
                             event(70, "sprint", "target = \"trying\"");
const std::string scheduled =
    "\n[[arm.schedule]]\nday = 25\npolicy = \"servant\"\n[[arm.schedule]]\nday = 60\nlevers = { structure = 0.9, care "
    "= "
    "0.4, pressure = 0.3 }\neffort = 2\n[arm.trigger]\nday = 45\nbelow = 0.6\npolicy = \"by_needs\"\neffort = 3\n";
// Everything that lasts from one day to the next.
const std::string all_steps =
    "rotation = true\ninertia = 12\nleader_sd = 0.2\nleader_absence = { mean = 0.3, sd = 0.2 }\nspan_full = 6\n"
    "backing = { share = 0.8, cascading = true }\n";

}  // namespace

TEST_CASE("engine and oracle agree on every step of leading, alone and together") {
  std::string text = lively + "example = 0.7\n";
  for (const std::string policy : {"directive", "servant", "situational", "by_needs"}) {
    const auto with = [&](const std::string& name, const std::string& keys) {
      text += arm(policy + " " + name, led(policy, keys));
    };
    with("own means", "");
    with("rotation", "rotation = true");
    with("rotation of leaders who differ",
         "rotation = true\nleader_sd = 0.2\nbacking = { share = 0.6, cascading = true }");
    with("crisis of morale", crisis_of_morale);
    with("crisis of output", crisis_of_output);
    with("inertia", "inertia = 15");
    with("no inertia to speak of", "inertia = 0.5" + coached);
    with("never", "inertia = inf\nspan_full = 5");
    with("coached", "inertia = 30" + coached);
    with("taught", "leader_sd = 0.3\nleader_absence = { mean = 0.4, sd = 0.2 }" + taught);
    with("taught against inertia",
         "inertia = 60" + taught + event(50, "set_policy", "policy = \"participative\"\ntarget = \"managers\""));
    with("sprints", sprinted);
    with("policies by day", scheduled);
    with("everything", all_steps + "crisis = { bound = 0.52 }\n" + coached + taught + sprinted + scheduled);
  }
  agree(text);
}

TEST_CASE("what is compared happens: leads rotate, and units fall into crises and leave them") {
  const SmallWorld rotation(lively + arm("rotation", led("servant", "rotation = true")) + arm("chart", led("servant")));
  CHECK((everything(lived(rotation, 0).result.recording) != everything(lived(rotation, 1).result.recording)));
  for (const std::string& keys : {crisis_of_morale, crisis_of_output}) {
    int begun = 0, ended = 0;
    for (const char* policy : {"directive", "servant"}) {
      const auto room = series(SmallWorld(lively + arm("a", led(policy, keys))), 0, "lever_autonomy_support");
      for (std::size_t day = 2; day <= 100; ++day) begun += room[day]<room[day - 1], ended += room[day]> room[day - 1];
    }
    CAPTURE(keys);
    CHECK(begun > 1);
    CHECK(ended > 1);
  }
}

TEST_CASE("a step that is neutral leaves every number what it was") {
  const SmallWorld world(
      lively + arm("plain", led("servant")) +
      arm("neutral", led("servant",
                         "rotation = false\ninertia = 0\ncrisis = { bound = 0 }\ntrigger = { day = 30, below "
                         "= 0, policy = \"directive\" }\nschedule = [{ day = 20, policy = \"servant\" }]")));
  CHECK((everything(lived(world, 0).result.recording) == everything(lived(world, 1).result.recording)));
  const SmallWorld off(lively + "example = 0\n" + arm("plain", led("servant")));
  CHECK((everything(lived(off, 0).result.recording) == everything(lived(world, 0).result.recording)));
  const SmallWorld on(lively + "example = 0.3\n" + arm("plain", led("servant")));
  CHECK((everything(lived(on, 0).result.recording) != everything(lived(world, 0).result.recording)));
}

TEST_CASE("all steps at once give the same bytes on any number of threads, and from a checkpoint of any day") {
  for (const char* on : {"morale", "output"}) {
    const SmallWorld world(
        lively + "example = 0.5\n" +
        arm("a", led("by_needs", all_steps + "crisis = { on = \"" + std::string(on) + "\" }\n" + coached + taught +
                                     sprinted + scheduled + event(33, "shock", "loss = 0.4\ndays = 5"))));
    const Workers one(1), three(3);
    const auto expected = everything(lived(world, 0, 1).result.recording);
    CHECK((everything(lived(world, 0, 3).result.recording) == expected));
    for (const std::int64_t last : {0, 1, 19, 20, 23, 31, 37, 40, 41, 60, 77, 99}) {
      CAPTURE(last);
      ChangeRun straight(world.scenario, world.ground, world.scenario.arms[0], 1, nullptr, one);
      while (straight.day() < last) straight.advance(one);
      std::stringstream kept;
      straight.save(kept);
      ChangeRun resumed(world.scenario, world.ground, world.scenario.arms[0], 1, nullptr, three);
      resumed.load(kept);
      while (!resumed.finished()) resumed.advance(three);
      CHECK((everything(resumed.recording()) == expected));
    }
  }
}

TEST_CASE("what cannot be of these tables is refused, every one with its place") {
  const auto refused = [](const std::string& keys) {
    try {
      parse_scenario(quiet + arm("a", "approach = \"hybrid\"\n" + keys), "s.toml");
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK_THAT(refused("inertia = -1"), Catch::Contains("arm.a.inertia: is -1, out of range; allowed at least 0"));
  CHECK_THAT(refused("crisis = { on = \"moral\" }"), Catch::Contains("arm.a.crisis.on") && Catch::Contains("morale"));
  CHECK_THAT(refused("crisis = { bond = 1 }"), Catch::Contains("bond") && Catch::Contains("bound"));
  const std::string schedule =
      refused("schedule = [{ policy = \"servant\" }, { day = 300, levers = {} }, { day = 1 }]");
  CHECK_THAT(schedule, Catch::Contains("arm.a.schedule.1.day: is missing"));
  CHECK_THAT(schedule, Catch::Contains("arm.a.schedule.2.day: is 300, after the last day"));
  CHECK_THAT(schedule, Catch::Contains("arm.a.schedule.3.policy: is missing; allowed a policy (one of directive"));
  const std::string trigger = refused("trigger = { below = 2, policy = \"servant\", levers = {} }");
  CHECK_THAT(trigger, Catch::Contains("arm.a.trigger.day: is missing"));
  CHECK_THAT(trigger, Catch::Contains("arm.a.trigger.below: is 2, out of range; allowed 0 to 1"));
  CHECK_THAT(trigger, Catch::Contains("arm.a.trigger.policy: stands beside levers"));
  CHECK_THAT(refused("schedule = 3"), Catch::Contains("[[arm.schedule]]"));
  CHECK_THAT(refused(event(1, "train", "hours = 1\ndevelops = \"lead\"")), Catch::Contains("develops"));
  CHECK_THAT(refused(event(1, "sprint", "days = 3")), Catch::Contains("days"));
}

TEST_CASE("a scenario with all steps of leading reads back as it was written, and shorter days drop what is later") {
  const std::string text =
      lively +
      arm("a", led("by_needs", all_steps + "crisis = { on = \"output\" }\n" + coached + taught + sprinted + scheduled));
  const Scenario read = parse_scenario(text, "s.toml");
  CHECK(resolved_toml(parse_scenario(resolved_toml(read), "s.toml")) == resolved_toml(read));
  CHECK(read.arms[0].all_events().size() == 1 + 2 + 2 + 4 + 2 + 1);
  Overrides shorter;
  shorter.days = 44;
  const Scenario cut = parse_scenario(text, "s.toml", shorter);
  CHECK(cut.arms[0].schedule.size() == 1);
  CHECK_FALSE(cut.arms[0].trigger);
  CHECK_THAT(cut.warnings.at(0), Catch::Contains("drops 3 events"));
}
