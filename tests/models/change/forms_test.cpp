// Forms of organisation in the change model: second managers, leads who are no managers, types of work.
#include <catch2/catch.hpp>
#include <cmath>
#include <sstream>

#include "models/change/conditions.hpp"
#include "models/change/measures.hpp"
#include "models/change/run.hpp"
#include "tests/models/change/agreement.hpp"

using namespace kantel;
using namespace kantel::testing;

namespace {

const std::string base = "edition = 2\ndays = 100\nseed = 5\n[organisation]\nemployees = 200\n[parameters]\n";
const std::string lively = base + "turnover = 2.0\np = 0.01\nq = 0.6\nbeta = 0.05\nrho0 = 0.2\ndelta = 0.3\n";
const std::string quiet = base + "turnover = 0.0\n";

std::string arm(const std::string& name, const std::string& rest) {
  return "[[arm]]\nname = \"" + name + "\"\n" + rest + "\n";
}

// Everything that reads a manager, a unit or a level.
std::string all_ways() {
  const std::string led = "policy = \"transactional\"\nchampions = { share = 0.04 }\napproach = \"";
  std::string text = lively + "manager_weight = 3\ncopy_misfit = 0.5\n[change]\nlocal_variety = 0.4\n";
  text += arm("rollout", led + "rollout\"");
  text += arm("by rule", "policy = \"situational\"\napproach = \"rollout\"");
  text += arm("delayed", led + "hybrid\"\nmandate = { from_day = 10, delay_per_level = 7 }");
  text += arm("two delays", led +
                                "rollout\"\nmandate = { delay_per_level = 9 }\n[[arm.event]]\nday = 12\ndo = "
                                "\"mandate\"\ndelay_per_level = 3\ntarget = \"managers\"");
  text += arm("deadline", led + "hybrid\"\nmandate = { deadline = 30 }\nplan = \"local\"");
  text += arm("backed by some", led + "rollout\"\nbacking = { share = 0.4 }\nleader_sd = 0.2");
  text += arm("backed in a cascade", led + "rollout\"\nbacking = { share = 0.6, cascading = true }\nspan_full = 5");
  text += arm("cut", led + "hybrid\"\nbacking = { cut_at = 1 }\nleader_absence = { mean = 0.2, sd = 0.1 }");
  text += arm("volunteers", "approach = \"diffusion\"\nchampions = { share = 0.1, chosen = \"as_volunteers\" }");
  text += arm("taken back", led +
                                "rollout\"\n[[arm.event]]\nday = 20\ndo = \"reverse_decision\"\nback_after = 15\n"
                                "[[arm.event]]\nday = 30\ndo = \"revise_plan\"");
  return text;
}

// 200 people in four units, every third of whom has a second manager in another unit or at the top.
Organisation with_dotted_lines() {
  Organisation organisation = small_organisation();
  const Employee seconds[]{0, 1, 60, 110, 160, 199};
  organisation.dotted.assign(organisation.employees(), nobody);
  for (Employee v = 1; v < organisation.employees(); v += 3)
    if (const Employee second = seconds[v % 6]; second != organisation.manager[v] && second != v)
      organisation.dotted[v] = second;
  return organisation;
}

Organisation made(Form form) {
  OrganisationSettings settings;
  settings.form = form;
  settings.employees = 200;
  return make_organisation(settings, "", 5, Workers(1));
}

// The teams of a network, with nobody to lead them.
Organisation unled() {
  Organisation organisation = made(Form::network);
  organisation.manager.assign(organisation.employees(), nobody);
  organisation.level.assign(organisation.employees(), 0);
  return organisation;
}

Watched lived(const Organisation& organisation, const std::string& text, int threads = 1) {
  const Scenario scenario = scenario_on(organisation, text);
  return watched(scenario, make_ground(scenario, organisation, Workers(1)), scenario.arms[0], 0, threads);
}

bool same_series(const Recording& one, const Recording& other, std::int64_t days) {
  for (const Measure& measure : measures())
    for (std::int64_t day = 0; day <= days; ++day) {
      const float a = one.value(day, 0, measure_index(measure.name)),
                  b = other.value(day, 0, measure_index(measure.name));
      if (a != b && !(std::isnan(a) && std::isnan(b))) return false;
    }
  return true;
}

// 0 leads 1, who leads 2 and 3. Everybody hears at once from an aware leader, and from nobody else.
Organisation chain() {
  Organisation organisation;
  organisation.manager = {nobody, 0, 1, 1};
  organisation.level = {0, 1, 2, 2};
  organisation.unit = {0, 0, 0, 0};
  organisation.unit_names = {"top"};
  organisation.ties = Network::from_ties(4, {}, Workers(1));
  return organisation;
}
const std::string heard_at_once =
    quiet + "nu = 1000\nbeta = 0\n" + arm("a", "approach = \"rollout\"\npolicy = \"transformational\"");

}  // namespace

TEST_CASE("engine and oracle agree where people have second managers") {
  const Organisation organisation = with_dotted_lines();
  agree(scenario_on(organisation, all_ways()), organisation);
  for (const char* form : {"independent", "step", "absolute", "linear"}) {
    const std::string text = lively + "[change]\nsocial_proof = \"" + form + "\"\n" +
                             arm("a", "approach = \"hybrid\"\npolicy = \"servant\"\nchampions = { share = 0.05 }");
    agree(scenario_on(organisation, text), organisation);
  }
}

TEST_CASE("engine and oracle agree in a context, in a network and where nobody leads") {
  for (const Organisation& organisation : {made(Form::context), made(Form::network), unled()})
    agree(scenario_on(organisation, all_ways()), organisation);
  REQUIRE_FALSE(made(Form::context).dotted.empty());
  REQUIRE_FALSE(made(Form::context).work.empty());
}

TEST_CASE("engine and oracle agree where second managers, leads and types of work come together") {
  Organisation organisation = with_dotted_lines();
  organisation.mandates_from_top = true;
  organisation.work = {WorkType::unsaid, WorkType::nonroutine, WorkType::routine, WorkType::craft,
                       WorkType::engineering};
  agree(scenario_on(organisation, all_ways()), organisation);
}

TEST_CASE("a second manager from whom nobody is led, and work of which nobody says the type, change nothing") {
  const Organisation plain = small_organisation();
  Organisation neutral = plain;
  neutral.dotted.assign(neutral.employees(), nobody);
  neutral.work.assign(neutral.unit_names.size(), WorkType::unsaid);
  const std::string text =
      lively + arm("a", "approach = \"hybrid\"\npolicy = \"directive\"\nchampions = { share = 0.03 }");
  CHECK(same_series(lived(plain, text).result.recording, lived(neutral, text).result.recording, 100));
  Organisation led_across = with_dotted_lines();
  CHECK_FALSE(same_series(lived(plain, text).result.recording, lived(led_across, text).result.recording, 100));
}

TEST_CASE("a dotted line carries news and a mandate past the own manager") {
  Organisation organisation = chain();
  const Watched down_the_line = lived(organisation, heard_at_once);
  CHECK(down_the_line.days[1].aware(1));
  CHECK_FALSE(down_the_line.days[1].aware(2));
  CHECK(down_the_line.days[2].aware(2));
  CHECK_FALSE(down_the_line.days[1].flags(2) & mandated_bit);
  CHECK(down_the_line.days[2].flags(2) & mandated_bit);

  organisation.dotted = {nobody, nobody, 0, nobody};
  const Watched across = lived(organisation, heard_at_once);
  CHECK(across.days[1].aware(2));
  CHECK(across.days[1].flags(2) & mandated_bit);
  CHECK_FALSE(across.days[1].aware(3));
  CHECK_FALSE(across.days[1].flags(3) & mandated_bit);
}

TEST_CASE("the example of a second manager counts beside that of the first") {
  // 0 leads 1 to 4, 1 leads 5 and 6. 0 and 1, who know everybody from 2 to 4, practise. Two examples are needed.
  Organisation organisation;
  organisation.manager = {nobody, 0, 0, 0, 0, 1, 1};
  organisation.level = {0, 1, 1, 1, 1, 2, 2};
  organisation.unit.assign(7, 0);
  organisation.unit_names = {"top"};
  organisation.ties =
      Network::from_ties(7, std::vector<Tie>{{0, 2}, {0, 3}, {0, 4}, {1, 2}, {1, 3}, {1, 4}}, Workers(1));
  organisation.dotted.assign(7, nobody);
  organisation.dotted[5] = 0;
  const Watched run =
      lived(organisation,
            quiet +
                "p = 0\nq = 1000\nmanager_weight = 1\nrho0 = 0\nneed_mean = 1\nneed_sd = 0\nattitude_sd = 0\npsi = 0\n"
                "gamma = 0\n[change]\ndemand = 0\nlocal_variety = 0\nsocial_proof = \"absolute\"\nties_needed = 2\n" +
                arm("a",
                    "approach = \"diffusion\"\nchampions = { share = 0.25, chosen = \"by_degree\" }\n[[arm.event]]\n"
                    "day = 0\ndo = \"announce\""));
  REQUIRE(run.days[0].practising(0));
  REQUIRE(run.days[0].practising(1));
  CHECK(run.days[1].practising(5));
  CHECK_FALSE(run.days[1].practising(6));
}

TEST_CASE("a mandate reaches the teams of a network from the top, whether or not the lead has heard of it") {
  const std::string deaf =
      quiet + "nu = 0\nbeta = 0\n" + arm("a", "approach = \"rollout\"\npolicy = \"directive\"") +
      arm("slow", "approach = \"rollout\"\npolicy = \"directive\"\nmandate = { delay_per_level = 5 }");
  const Organisation network = made(Form::network);
  const Scenario scenario = scenario_on(network, deaf);
  const ChangeGround ground = make_ground(scenario, network, Workers(1));
  const auto mandated = [&](const Watched& run, std::int64_t day) {
    return static_cast<double>(run.result.recording.value(day, 0, measure_index("mandated")));
  };
  const Watched at_once = watched(scenario, ground, scenario.arms[0], 0),
                slow = watched(scenario, ground, scenario.arms[1], 0);
  CHECK(mandated(at_once, 1) == 1);
  CHECK(mandated(slow, 5) == Approx(1 / 200.0));  // the top; one level for everybody else
  CHECK(mandated(slow, 6) == 1);
  Organisation with_managers = network;
  with_managers.mandates_from_top = false;
  CHECK(mandated(watched(scenario, make_ground(scenario, with_managers, Workers(1)), scenario.arms[0], 0), 100) < .2);
}

TEST_CASE("where nobody leads the policy meets all alike, and no example is followed") {
  const Watched run =
      lived(unled(), lively + arm("a",
                                  "approach = \"hybrid\"\npolicy = \"directive\"\nleader_sd = 0.3\nspan_full = 8\n"
                                  "backing = { share = 0.1 }\nleader_absence = { mean = 0.4, sd = 0.2 }"));
  const auto value = [&](const char* measure) {
    return static_cast<double>(run.result.recording.value(50, 0, measure_index(measure)));
  };
  CHECK(value("lever_autonomy_support") == Approx(.1));
  CHECK(value("lever_structure") == Approx(.7));
  CHECK(value("lever_pressure") == Approx(1));
  CHECK(run.result.recording.value(1, 0, measure_index("mandated")) == 1);
}

TEST_CASE("types of work differ in demand, variety and wish for structure, and on average change nothing") {
  double demand = 0, variety = 0, structure = 0;
  for (const WorkConditions& of : work_conditions)
    demand += of.demand / 4, variety += of.local_variety / 4, structure += of.structure / 4;
  CHECK(demand == Approx(1));
  CHECK(variety == Approx(1));
  CHECK(structure == Approx(0).margin(1e-12));
  const Organisation context = made(Form::context);
  const Watched run =
      lived(context, lively + "structure_sd = 0\n" + arm("a", "approach = \"rollout\"\npolicy = \"servant\""));
  const double wish[]{.6, .55, .45, .4, .5};
  for (Employee v = 0; v < context.employees(); ++v)
    REQUIRE(static_cast<double>(run.days[100].people.need_for_structure[v]) ==
            Approx(wish[static_cast<std::size_t>(context.work[context.unit[v]])]));
}

TEST_CASE("a run in a context or a network comes back from a checkpoint") {
  for (const Form form : {Form::context, Form::network}) {
    const Organisation organisation = made(form);
    const Scenario scenario = scenario_on(
        organisation,
        lively + "copy_misfit = 0.5\n" +
            arm("a",
                "approach = \"hybrid\"\nplan = \"local\"\npolicy = \"directive\"\nchampions = { share = 0.03 }\n"
                "backing = { share = 0.5 }\nmandate = { from_day = 20, delay_per_level = 20 }"));
    const ChangeGround ground = make_ground(scenario, organisation, Workers(1));
    const Workers one(1), three(3);
    ChangeRun straight(scenario, ground, scenario.arms[0], 1, nullptr, one);
    std::stringstream kept;
    while (!straight.finished()) {
      straight.advance(one);
      if (straight.day() == 30) straight.save(kept);
    }
    ChangeRun resumed(scenario, ground, scenario.arms[0], 1, nullptr, three);
    resumed.load(kept);
    while (!resumed.finished()) resumed.advance(three);
    CHECK(same_series(straight.recording(), resumed.recording(), 100));
  }
}
