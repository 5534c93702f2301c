// Units and cohorts that differ: held against the oracle, key by key; and that each key does something, a neutral one
// nothing, whatever the number of threads.
#include <catch2/catch.hpp>
#include <cmath>

#include "models/change/locals.hpp"
#include "models/change/measures.hpp"
#include "tests/models/change/agreement.hpp"

using namespace kantel;
using namespace kantel::testing;

namespace {

const std::string lively =
    "edition = 2\ndays = 60\nseed = 5\n[organisation]\nemployees = 200\n[parameters]\nturnover = 2.0\np = 0.01\n"
    "q = 0.6\nbeta = 0.05\nrho0 = 0.2\ndelta = 0.3\n";
const std::string arms =
    "[[arm]]\nname = \"led\"\napproach = \"hybrid\"\npolicy = \"directive\"\nchampions = { share = 0.03 }\n"
    "[[arm]]\nname = \"grown\"\napproach = \"diffusion\"\npolicy = \"situational\"\neffort = 2\n"
    "champions = { share = 0.03, chosen = \"as_volunteers\" }\n";

std::string unit(const std::string& name, const std::string& keys) {
  return "[[unit]]\nname = \"" + name + "\"\n" + keys + "\n";
}
std::string cohort(const std::string& name, const std::string& keys) {
  return "[[cohort]]\nname = \"" + name + "\"\nshare = 0.3\n" + keys + "\n";
}

// The small organisation, its people in the scenario's cohorts.
struct Small {
  explicit Small(const std::string& text)
      : organisation(small_organisation()), scenario(scenario_on(organisation, text)) {
    for (const Cohort& one : scenario.cohorts) organisation.cohort_names.push_back(one.name);
    for (Employee v = 0; v < organisation.employees() && !scenario.cohorts.empty(); ++v)
      organisation.cohort.push_back(static_cast<std::uint8_t>(v * 7 % 10 / 4 % scenario.cohorts.size()));
  }
  Organisation organisation;
  Scenario scenario;
};
void agree_in(const std::string& text) {
  const Small world(text);
  agree(world.scenario, world.organisation);
}

// Everything that is recorded of everybody in the first arm.
std::vector<float> recorded(const Small& world, std::size_t arm, int threads = 1) {
  const Workers workers(threads);
  const ChangeGround ground = make_ground(world.scenario, world.organisation, workers);
  const RunResult result = run(world.scenario, ground, world.scenario.arms.at(arm), 0, workers, {});
  std::vector<float> values;
  for (std::int64_t day = 0; day <= world.scenario.settings.days; ++day)
    for (std::size_t m = 0; m < measures().size(); ++m) {
      const auto value = static_cast<float>(result.recording.value(day, 0, m));
      values.push_back(std::isnan(value) ? -1 : value);
    }
  return values;
}

// A value that is not what everybody has.
std::string other(const Key<Difference>& key) {
  if (key.name == "policy") return "policy = \"servant\"";
  if (key.name == "w_a") return "w_a = 0.2";
  if (key.name == "attitude_factor") return "attitude_factor = 0.6";
  if (key.name.ends_with("_shift")) return std::string(key.name) + " = -0.15";
  return std::string(key.name) + " = 0.7";
}

const std::string with_misfit = lively + "copy_misfit = 0.6\nsusceptibility = 0.2\n";

}  // namespace

TEST_CASE("engine and oracle agree on every difference of a unit and of a cohort") {
  for (const Key<Difference>& key : difference_keys()) {
    INFO(key.name);
    agree_in(with_misfit + unit("north", other(key)) + arms);
    agree_in(with_misfit + cohort("young", other(key)) + cohort("old", "") + arms);
  }
}

TEST_CASE("engine and oracle agree where units and cohorts differ in everything, several at a time") {
  const std::string all_units =
      unit("*", "trust_shift = -0.1\nlocal_variety = 0.4\npractising = 0.06\nautonomy = 0.6") +
      unit("*o*th",
           "trust = 0.5\ntrust_shift = 0.1\ndemand_shift = 0.3\npolicy = \"by_needs\"\nattitude_factor = 1.3") +
      unit("south", "trust_shift = 0.1\npractising = 0.2\nw_a = 0.3\nthreshold_shift = 0.2\nskill = 0.5") +
      unit("top", "structure = 0.9\nrelatedness_shift = 0.1\npolicy = \"participative\"");
  const std::string all_cohorts =
      cohort("young", "w_a_shift = 0.2\nattitude_factor = 1.5\npractising = 0.1\nskill_shift = -0.1\ndemand = 0.1") +
      cohort("old", "trust_shift = -0.3\npolicy = \"servant\"\ncompetence = 0.4\nlocal_variety_shift = 0.3");
  agree_in(with_misfit + all_units + all_cohorts + arms);
  agree_in(lively + all_units + all_cohorts + arms +
           "[[arm.event]]\nday = 20\ndo = \"set_policy\"\npolicy = \"delegating\"\ntarget = \"unit=south\"\n"
           "[[arm.event]]\nday = 40\ndo = \"set_policy\"\npolicy = \"servant\"\n");
  agree_in(lively + "[differences]\ncohorts = \"brakers_waiters_carriers\"\n" + all_units + arms);
}

TEST_CASE("every difference changes what is recorded, of a unit and of a cohort") {
  const std::string two = cohort("young", "") + cohort("old", "");
  const Small plain(lively + two + arms);
  for (const Key<Difference>& key : difference_keys()) {
    INFO(key.name);
    CHECK(recorded(Small(lively + two + unit("north", other(key)) + arms), 0) != recorded(plain, 0));
    CHECK(recorded(Small(lively + cohort("young", other(key)) + cohort("old", "") + arms), 0) != recorded(plain, 0));
  }
}

TEST_CASE("a unit or cohort that says nothing changes nothing") {
  const std::string neutral = "trust_shift = 0\nattitude_factor = 1\npolicy = \"of_arm\"";
  for (const std::size_t arm : {0u, 1u}) {
    const std::vector<float> plain = recorded(Small(lively + arms), arm);
    CHECK(recorded(Small(lively + unit("*", neutral) + arms), arm) == plain);
    CHECK(recorded(Small(lively + cohort("young", neutral) + cohort("old", "") + arms), arm) == plain);
    // Nor does what is so anyway.
    CHECK(recorded(Small(lively +
                         unit("*",
                              "demand = 0.3\nlocal_variety = 0.2\ntrust = 0.55\nskill = 0.2\nthreshold = 0.3\n"
                              "structure = 0.5\nautonomy = 0.55\nw_a = 0.4\npractising = 0") +
                         arms),
                   arm) == plain);
  }
}

TEST_CASE("units and cohorts that differ give the same bytes on one thread and on three") {
  const Small world(with_misfit + unit("n*", "demand = 0.6\npractising = 0.2\npolicy = \"servant\"") +
                    cohort("young", "w_a_shift = 0.2\nlocal_variety = 0.5") + cohort("old", "trust_shift = -0.2") +
                    arms);
  CHECK(recorded(world, 0, 1) == recorded(world, 0, 3));
  CHECK(recorded(world, 1, 1) == recorded(world, 1, 3));
}

TEST_CASE("a successor's cohort is drawn anew, as often each as it was on day 0") {
  const Small world(lively + cohort("young", "") + cohort("old", "") + arms);
  const Locals locals = locals_of(world.scenario, world.organisation);
  const KeyedRandom random(world.scenario.seed(), 0);
  std::vector<double> first(3, 0), later(3, 0);
  double same = 0;
  const Employee people = world.organisation.employees();
  for (Employee v = 0; v < people; ++v) {
    ++first[cohort_of(locals, world.organisation, random, v, 0)];
    for (std::uint32_t occupant = 1; occupant <= 50; ++occupant) {
      const auto drawn = cohort_of(locals, world.organisation, random, v, occupant);
      later[drawn] += .02;
      same += drawn == world.organisation.cohort[v] ? .02 : 0;
    }
  }
  double alike = 0;  // by chance
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(later[c] == Approx(first[c]).margin(4));  // four standard errors
    alike += first[c] * first[c] / people;
  }
  CHECK(same == Approx(alike).margin(4));
}

TEST_CASE("so many practise at the start as the unit and the cohort say") {
  const auto practising = [](const std::string& differing) {
    const Small world(lively + differing + arms);
    std::vector<int> by_unit(world.organisation.unit_names.size(), 0);
    const Locals locals = locals_of(world.scenario, world.organisation);
    for (const Employee v : practise_already(locals, world.organisation, KeyedRandom(5, 0)))
      ++by_unit[world.organisation.unit[v]];
    return by_unit;
  };
  // 50 people each, 49 in the west.
  CHECK(practising(unit("*t*", "practising = 0.25")) == std::vector<int>{0, 13, 13, 13, 12});
  CHECK(practising(unit("north", "practising = 1")) == std::vector<int>{0, 50, 0, 0, 0});
  CHECK(practising("") == std::vector<int>{0, 0, 0, 0, 0});
  const auto young = practising(cohort("young", "practising = 0.1") + cohort("old", ""));
  const Small world(lively + cohort("young", "") + cohort("old", "") + arms);
  const auto members = std::ranges::count(world.organisation.cohort, 0);
  CHECK(young[0] + young[1] + young[2] + young[3] + young[4] == std::lround(.1 * static_cast<double>(members)));
}

TEST_CASE("an asterisk stands for any text") {
  CHECK(matches("*", ""));
  CHECK(matches("*", "north"));
  CHECK(matches("n*", "north"));
  CHECK(matches("*th", "north"));
  CHECK(matches("n*r*h", "north"));
  CHECK(matches("**", "north"));
  CHECK_FALSE(matches("n*t", "north"));
  CHECK_FALSE(matches("north*north", "north"));
  CHECK_FALSE(matches("*tht", "north"));
  CHECK_FALSE(matches("", "north"));
  CHECK_FALSE(matches("North", "north"));
}
