// The steps of leading, one by one: that each does what its sentence says.
#include <catch2/catch.hpp>

#include "models/change/leading/leaders.hpp"
#include "tests/models/change/led_worlds.hpp"

using namespace kantel;
using namespace kantel::testing;

TEST_CASE("the lead goes to the most skilled of each team every twenty days, and stays until the next look") {
  const SmallWorld world(quiet + arm("a", led("servant", "rotation = true")));
  const Arm& rotating_arm = world.scenario.arms[0];
  Day day = day_of(world.scenario, world.ground, rotating_arm, 0, nullptr);
  Population people(200);
  day.occupant = people.occupant.data();
  for (Employee i = 0; i < 200; ++i) people.skill[i] = static_cast<float>((i * 37 % 200) / 200.0);
  const auto is_best = [&](std::uint32_t team) {
    TeamCursor of(day.teams, 0);
    for (Employee i = 0; i < 200; ++i)
      if (of.of(i) == team && people.skill[i] > people.skill[day.lead_of_team[team]]) return false;
    return true;
  };
  meet_leaders(day, people);
  for (std::uint32_t team = 0; team < day.teams.count(); ++team) {
    CHECK(is_best(team));
    CHECK(day.organisation.manager[day.lead_of_team[team]] == day.teams.manager[team]);  // one of its members
  }
  const std::vector<Employee> before = day.lead_of_team;
  for (Employee i = 0; i < 200; ++i) people.skill[i] = 1 - people.skill[i];
  for (day.number = 1; day.number < 20; ++day.number) meet_leaders(day, people);
  CHECK(day.lead_of_team == before);
  meet_leaders(day, people);
  CHECK(day.lead_of_team != before);
  for (std::uint32_t team = 0; team < day.teams.count(); ++team) CHECK(is_best(team));
  // Of members as skilled as each other a draw decides, another on another day.
  people.skill.assign(200, .5f);
  day.number = 40;
  meet_leaders(day, people);
  const std::vector<Employee> drawn = day.lead_of_team;
  CHECK(drawn != day.teams.manager);
  day.number = 60;
  meet_leaders(day, people);
  CHECK(day.lead_of_team != drawn);
}

TEST_CASE("a mandate still comes down the chart where the lead rotates") {
  const std::string way = "approach = \"rollout\"\npolicy = \"directive\"\nbacking = { share = 0.5 }\n";
  const SmallWorld world(quiet + "eta_x = 0\neta_t = 0\n" + arm("chart", way) +
                         arm("rotation", way + "rotation = true"));
  // Who does not pass it on is decided by the managers, whoever leads.
  CHECK(series(world, 0, "mandated")[100] == series(world, 1, "mandated")[100]);
  CHECK(series(world, 0, "mandated")[100] < .95);
  CHECK(series(world, 0, "lever_pressure")[50] != series(world, 1, "lever_pressure")[50]);
}

TEST_CASE("in a crisis leaders press and leave no room, for twenty days at least") {
  const SmallWorld world(quiet + arm("a",
                                     "approach = \"diffusion\"\npolicy = \"servant\"\ncrisis = { on = \"output\", "
                                     "bound = 0.9 }\n" +
                                         event(30, "shock", "loss = 0.3\ndays = 3")));
  const Watched run = lived(world, 0);
  const auto room = series(run, "lever_autonomy_support"), pressure = series(run, "lever_pressure");
  for (std::size_t day = 1; day <= 100; ++day) {
    CAPTURE(day);
    const bool crisis = day >= 31 && day < 51;  // its last shock on day 32, output better from day 33 on
    CHECK(room[day] == Approx(crisis ? 0 : .7));
    CHECK(pressure[day] == Approx(crisis ? 1 : 0));
  }
}

TEST_CASE("with inertia leaders come to a policy by a share of what is missing a day, coached three times as fast") {
  const std::string slow = "approach = \"diffusion\"\npolicy = \"directive\"\ninertia = 30\n";
  const SmallWorld world(quiet + arm("slow", slow) + arm("coached", slow + event(11, "coach_leaders", "days = 10")));
  const auto pressure = series(world, 0, "lever_pressure"), quicker = series(world, 1, "lever_pressure");
  double missing = 1;
  for (std::size_t day = 1; day <= 100; ++day) {
    CAPTURE(day);
    CHECK(pressure[day] == Approx(1 - std::pow(1 - 1 / 30.0, day)).epsilon(1e-4));
    missing *= day >= 11 && day < 21 ? 1 - 3 / 30.0 : 1 - 1 / 30.0;
    CHECK(quicker[day] == Approx(1 - missing).epsilon(1e-4));
  }
}

TEST_CASE("a successor begins to lead from neutral") {
  const SmallWorld world(quiet + arm("a", "approach = \"diffusion\"\npolicy = \"directive\"\ninertia = 30\n" +
                                              event(50, "replace", "target = \"level=0\"")));
  const Watched run = lived(world, 0);
  const auto pressure = [&](std::size_t day, Employee employee) {
    return run.days[day].people.realised_pressure[employee];
  };
  // The top leads itself and the heads of the units, who lead on as they did.
  const Employee head = 1, follower = 10;
  REQUIRE(world.ground.organisation.manager[head] == 0);
  REQUIRE(world.ground.organisation.manager[follower] != 0);
  CHECK(pressure(50, head) == Approx(1 - std::pow(1 - 1 / 30.0, 50)).epsilon(1e-4));
  CHECK(pressure(51, head) == Approx(1 / 30.0).epsilon(1e-4));
  CHECK(pressure(51, follower) == Approx(1 - std::pow(1 - 1 / 30.0, 51)).epsilon(1e-4));
}

TEST_CASE("coaching adds to the skill of those of the target who lead, once, and of nobody else") {
  const SmallWorld world(quiet + "eta_x = 0\neta_t = 0\nzeta = 0\n" +
                         arm("a", "approach = \"diffusion\"\n" + event(20, "coach_leaders", "target = \"unit=east\"")));
  const Watched run = lived(world, 0);
  const Organisation& chart = world.ground.organisation;
  for (Employee i = 0; i < 200; ++i) {
    CAPTURE(i);
    const double before = run.days[19].people.skill[i];
    const bool leads = world.ground.is_manager[i] && chart.unit_names[chart.unit[i]] == "east";
    CHECK(run.days[20].people.skill[i] == Approx(leads ? before + .1 * (1 - before) : before));
    CHECK(run.days[60].people.skill[i] == Approx(run.days[20].people.skill[i]));
  }
  CHECK(world.scenario.arms[0].events[0].days == 60);
}

TEST_CASE("training in leading brings leaders nearer to the policy, costs its hours, and adds nothing to skill") {
  const std::string way = "approach = \"diffusion\"\npolicy = \"servant\"\nleader_absence = { mean = 0.5, sd = 0.2 }\n";
  const std::string course = "hours = 25\ntarget = \"managers\"\n";
  const SmallWorld world(quiet + arm("without", way) +
                         arm("leading", way + event(20, "train", course + "develops = \"leading\"")) +
                         arm("practice", way + event(20, "train", course)));
  const Watched without = lived(world, 0), leading = lived(world, 1), practice = lived(world, 2);
  CHECK(series(leading, "skill")[20] == series(without, "skill")[20]);
  CHECK(series(practice, "skill")[20] > series(without, "skill")[20]);
  CHECK(series(leading, "training_hours")[20] == series(practice, "training_hours")[20]);
  for (Employee i = 0; i < 200; ++i)
    CHECK(leading.days[20].people.consolidated_skill[i] == without.days[20].people.consolidated_skill[i]);
  for (const auto& [lever, listed] : {std::pair{"lever_autonomy_support", .7}, {"lever_care", .8}}) {
    // Of what is missing half is made up for: 25 hours at .02, towards everybody but the top's own levers.
    const double before = series(without, lever)[30], after = series(leading, lever)[30];
    CHECK(after == Approx(before + .5 * (listed - before)).epsilon(.01));
    CHECK(series(leading, lever)[100] == Approx(after).epsilon(.001));
  }
  CHECK(series(leading, "lever_structure")[30] == series(without, "lever_structure")[30]);
  CHECK(series(practice, "lever_care")[30] == series(without, "lever_care")[30]);
}

TEST_CASE("a sprint adds to vision and care for ten days and takes as much away for ten") {
  const SmallWorld world(quiet + arm("a", "approach = \"diffusion\"\npolicy = \"directive\"\n" + event(20, "sprint")));
  const Watched run = lived(world, 0);
  const auto vision = series(run, "lever_vision"), care = series(run, "lever_care"),
             room = series(run, "lever_autonomy_support");
  for (std::size_t day = 1; day <= 100; ++day) {
    CAPTURE(day);
    const double more = day >= 20 && day < 30 ? .2 : day >= 30 && day < 40 ? -.2 : 0;
    CHECK(vision[day] == Approx(.3 + more));
    CHECK(care[day] == Approx(.2 + more).margin(1e-6));
    CHECK(room[day] == Approx(.1));
  }
}

TEST_CASE("a schedule is the same as policies set for everybody on those days, and a trigger waits for its share") {
  const std::string way = "approach = \"hybrid\"\npolicy = \"directive\"\n";
  const SmallWorld world(
      lively +
      arm("by day", way + "[[arm.schedule]]\nday = 20\npolicy = \"servant\"\neffort = 2\n[[arm.schedule]]\nday "
                          "= 60\nlevers = { care = 1 }\n") +
      arm("set", way + event(20, "set_policy", "policy = \"servant\"\neffort = 2") +
                     event(60, "set_policy", "levers = { care = 1 }")) +
      arm("early", way + "trigger = { day = 5, below = 0.5, policy = \"servant\" }") +
      arm("late", way + "trigger = { day = 50, below = 0.5, policy = \"servant\" }"));
  CHECK((everything(lived(world, 0).result.recording) == everything(lived(world, 1).result.recording)));
  const auto practising = series(world, 2, "practising");
  REQUIRE(practising[4] < .5);
  REQUIRE(series(world, 3, "practising")[49] > .5);
  CHECK(series(world, 2, "lever_care")[4] == Approx(.2));
  CHECK(series(world, 2, "lever_care")[5] == Approx(.8));
  CHECK(series(world, 3, "lever_care")[50] == Approx(.2));
}

TEST_CASE("who is not moved moves nobody, and who cannot do it cannot coach") {
  // With ε = 1 and leaders who do not practise rationale is as without vision; who has no skill coaches nobody.
  const std::string still = "p = 0\nq = 0\ndelta = 0\nbeta = 0\nskill_new = 0\nskill_sd = 0\neta_x = 0\n";
  const std::string way = "approach = \"hybrid\"\npolicy = \"servant\"\n" + event(1, "announce");
  const auto skill = [&](const char* example, const std::string& events = "") {
    return series(SmallWorld(quiet + still + "example = " + example + "\n" + arm("a", way + events)), 0, "skill")[100];
  };
  CHECK(skill("0") > .3);
  CHECK(skill("1") == 0);
  CHECK(skill("0.5") < skill("0"));
  CHECK(skill("0.5") > 0);
  const std::string taught_managers = event(2, "train", "hours = 20\ntarget = \"managers\"");
  CHECK(skill("1", taught_managers) > .1);
}
