// Units that differ, from files and from a preset: what is read, and what is refused with its line.
#include <catch2/catch.hpp>

#include "models/change/locals.hpp"
#include "models/change/measures.hpp"
#include "models/change/model.hpp"
#include "tests/models/change/small_worlds.hpp"
#include "tests/scratch.hpp"

using namespace kantel;
using namespace kantel::testing;

namespace {

const std::string arm = "[[arm]]\nname = \"a\"\napproach = \"rollout\"\n";
const std::string surveyed = "[differences]\nsurvey = \"pulse.csv\"\nsurvey_scale = \"1-5\"\n";
const std::string tabled = "[differences]\nunits = \"units.csv\"\n";

// A scenario on the small organisation with both files beside it.
Scenario fitted(const std::string& text, const std::string& units, const std::string& pulse = "") {
  const test::Scratch scratch;
  scratch.write("units.csv", units);
  scratch.write("pulse.csv", pulse);
  Scenario scenario = parse_scenario(text + arm, (scratch.path() / "s.toml").string());
  fit_to(scenario, small_organisation());
  return scenario;
}
Local in_unit(const Scenario& scenario, std::size_t unit, std::size_t cohort = 0) {
  return locals_of(scenario, small_organisation()).at(unit, cohort);
}
std::string refused(const std::string& text, const std::string& units, const std::string& pulse = "") {
  try {
    fitted(text, units, pulse);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

constexpr std::size_t north = 1, east = 2, south = 3;

}  // namespace

TEST_CASE("a table of units says what [[unit]] tables say") {
  const Scenario file = fitted(tabled, "Policy;unit;trust_shift;demand\nservant;north;-0.1;\n;*th;0.2;0.6\n");
  const Scenario text = fitted(
      "[[unit]]\nname = \"north\"\ntrust_shift = -0.1\npolicy = \"servant\"\n[[unit]]\nname = \"*th\"\ntrust_shift = "
      "0.2\ndemand = 0.6\n",
      "");
  for (const std::size_t unit : {north, east, south}) CHECK(in_unit(file, unit) == in_unit(text, unit));
  CHECK(in_unit(file, north).trust == Approx(.65));
  CHECK(in_unit(file, south).demand == .6);
  CHECK(in_unit(file, east) == in_unit(fitted("", ""), east));
}

TEST_CASE("a survey sets the means of a unit, on its scale, before anything else is laid over") {
  const std::string pulse = "Item,unit,n,mean\ntrust,north,20,2\nautonomy,north,20,5\nStructure,south,5,3\n";
  const Scenario alone = fitted(surveyed, "", pulse);
  CHECK(in_unit(alone, north).trust == Approx(.25));
  CHECK(in_unit(alone, north).autonomy == Approx(1));
  CHECK(in_unit(alone, north).competence == Approx(.55));  // not asked
  CHECK(in_unit(alone, south).structure == Approx(.5));
  const Scenario over = fitted(surveyed + "units = \"units.csv\"\n[[unit]]\nname = \"n*\"\ntrust_shift = 0.1\n",
                               "unit,trust,trust_shift\nnorth,,0.05\n", pulse);
  CHECK(in_unit(over, north).trust == Approx(.4));
  const Scenario shares = fitted("[differences]\nsurvey = \"pulse.csv\"\nsurvey_scale = \"0-1\"\n", "",
                                 "unit,item,mean,n\neast,skill,.3,9\n");
  CHECK(in_unit(shares, east).skill == Approx(.3));
}

TEST_CASE("what is wrong in a table of units is told with its line") {
  const std::string header = refused(tabled, "unit,trst,trust\nnorth,1,1\n");
  CHECK_THAT(header, Catch::Contains("units.csv:1: trst: unknown column; allowed one of unit, demand,"));
  CHECK_THAT(header, Catch::Contains("did you mean trust?"));
  CHECK_THAT(refused(tabled, "team,trust\nnorth,1\n"),
             Catch::Contains("units.csv:1: has no column that is known to hold a unit"));
  const std::string rows =
      refused(tabled, "unit,trust,policy\nnorth,1.2,\nnoth,.5,\neast,.5,servnt\neast,x,\n,.5,\nwest,.5\n");
  CHECK_THAT(rows, Catch::Contains("units.csv:2: unit.trust: is 1.2, out of range; allowed 0 to 1"));
  CHECK_THAT(rows,
             Catch::Contains("units.csv:3: unit: there is no unit “noth”") && Catch::Contains("did you mean north?"));
  CHECK_THAT(rows, Catch::Contains("units.csv:4: unit.policy: is \"servnt\", which is unknown") &&
                       Catch::Contains("did you mean servant?"));
  CHECK_THAT(rows, Catch::Contains("units.csv:5: unit.trust: is \"x\""));
  CHECK_THAT(rows, Catch::Contains("units.csv:5: unit: “east” stands twice"));
  CHECK_THAT(rows, Catch::Contains("units.csv:6: unit.name: is missing"));
  CHECK_THAT(rows, Catch::Contains("units.csv:7: has 2 fields; allowed 3 as in the header"));
  CHECK_THAT(refused("[differences]\nunits = \"nowhere.csv\"\n", ""), Catch::Contains("nowhere.csv"));
}

TEST_CASE("what is wrong in a survey is told with its line, and answers of few are refused") {
  const std::string rows = refused(surveyed, "",
                                   "unit,item,mean,n\nnorth,trst,3,9\nnorth,trust,5.5,9\neast,skill,3,4\neast,skill,3,"
                                   "9\nwest,skill,3,7.5\nnowhere,trust,3,9\n");
  CHECK_THAT(rows, Catch::Contains("pulse.csv:2: item: is “trst”, which is unknown") &&
                       Catch::Contains("did you mean trust?"));
  CHECK_THAT(rows, Catch::Contains("pulse.csv:3: mean: is “5.5”; allowed 1 to 5 on this scale"));
  CHECK_THAT(rows, Catch::Contains("pulse.csv:4: n: is “4”: the mean of so few may show what one of them is like") &&
                       Catch::Contains("at least 5 (privacy.min_group)"));
  CHECK_THAT(rows, Catch::Contains("pulse.csv:5: item: “skill” of unit “east” stands twice"));
  CHECK_THAT(rows, Catch::Contains("pulse.csv:6: n: is “7.5”"));
  CHECK_THAT(rows, Catch::Contains("pulse.csv:7: unit: there is no unit “nowhere”"));
  CHECK_THAT(refused("[privacy]\nmin_group = 10\n" + surveyed, "", "unit,item,mean,n\nnorth,trust,3,9\n"),
             Catch::Contains("at least 10"));
  CHECK_THAT(refused("[differences]\nsurvey = \"pulse.csv\"\n", ""),
             Catch::Contains("survey_scale: is missing: what the answers mean is not guessed"));
  CHECK_THAT(refused("[differences]\nsurvey_scale = \"1-5\"\n", ""), Catch::Contains("stands without a survey"));
}

TEST_CASE("weights that a unit or a cohort makes impossible are refused, together too") {
  CHECK_THAT(refused("[[unit]]\nname = \"north\"\nw_a = 0.9\n", ""), Catch::Contains("w_a + w_c is 1.2"));
  CHECK_THAT(refused("[[cohort]]\nname = \"c\"\nshare = 0.5\nw_a = 0.8\n", ""), Catch::Contains("w_a + w_c is 1.1"));
  CHECK_THAT(
      refused("[[unit]]\nname = \"n*\"\nw_a_shift = 0.2\n[[cohort]]\nname = \"c\"\nshare = 0.5\nw_a_shift = 0.2\n", ""),
      Catch::Contains("in unit “north”, in cohort “c”, w_a + w_c is 1.1"));
  CHECK_THAT(refused("[[unit]]\nname = \"noth\"\n", ""), Catch::Contains("did you mean north?"));
  CHECK_THAT(refused("[[unit]]\nname = \"north\"\n[[unit]]\nname = \"north\"\n", ""), Catch::Contains("stands twice"));
  CHECK_THAT(refused("[[unit]]\nname = \"north\"\ntrust_shft = 0.1\n", ""),
             Catch::Contains("did you mean trust_shift?"));
}

TEST_CASE("a preset of cohorts is written out, and stands beside none") {
  const Scenario preset = fitted("[differences]\ncohorts = \"brakers_waiters_carriers\"\n", "");
  const std::string resolved = resolved_toml(preset);
  CHECK_THAT(resolved, !Catch::Contains("brakers_waiters_carriers"));
  const Scenario again = parse_scenario(resolved, "again.toml");
  CHECK(resolved_toml(again) == resolved);
  REQUIRE(again.cohorts.size() == 3);
  CHECK(again.cohorts[0].name == "brakers");
  CHECK(again.cohorts[1].share == .6);
  CHECK(again.cohorts[0].differs.threshold_shift == .2);
  CHECK(again.cohorts[0].differs.attitude_factor == .5);
  CHECK(again.cohorts[0].differs.trust_shift == -.2);
  CHECK(again.cohorts[2].differs.threshold_shift == -.1);
  CHECK(again.cohorts[2].differs.attitude_factor == 1.5);
  CHECK(again.cohorts[2].differs.trust_shift == .1);
  CHECK_THAT(
      refused("[differences]\ncohorts = \"brakers_waiters_carriers\"\n[[cohort]]\nname = \"c\"\nshare = 0.5\n", ""),
      Catch::Contains("stands beside a preset of cohorts"));
}

TEST_CASE("files of units are inputs of the run, and are read from beside the scenario") {
  const test::Scratch scratch;
  scratch.write("units.csv", "unit,practising\n*,0.5\n");
  scratch.write("pulse.csv", "unit,item,mean,n\n*,trust,5,100\n");
  const std::string file = (scratch.path() / "s.toml").string();
  const std::string text = "days = 1\n[organisation]\nemployees = 100\n" + surveyed + "units = \"units.csv\"\n" + arm;
  const auto world = change_model().prepare(parse_toml(text, file), file, {}, {});
  std::vector<std::string> paths;
  for (const World::Input& input : world->inputs()) paths.push_back(input.path);
  CHECK(paths == std::vector<std::string>{"units.csv", "pulse.csv"});
  const Workers alone(1);
  world->build(alone);
  const auto run = world->start(0, 0, alone);
  CHECK(run->recording().value(0, 0, measure_index("practising")) == Approx(.5).margin(.05));
  CHECK(run->recording().value(0, 0, measure_index("trust")) > .85);
}
