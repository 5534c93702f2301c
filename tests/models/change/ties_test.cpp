// Ties that count for more or less, ties that a run adds, and charts that it is given: against the oracle, on any
// number of threads, and taken up again in the middle.
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "models/change/leading/rules.hpp"
#include "models/change/measures.hpp"
#include "models/change/run.hpp"
#include "tests/models/change/agreement.hpp"
#include "tests/models/change/oracle/oracle.hpp"
#include "tests/scratch.hpp"

using namespace kantel;
using namespace kantel::testing;

namespace {

const std::string lively =
    "edition = 2\ndays = 100\nseed = 5\n[organisation]\nemployees = 200\n[parameters]\nturnover = 2.0\n"
    "p = 0.01\nq = 0.6\nbeta = 0.05\nrho0 = 0.2\ndelta = 0.3\ninterdependence = 0.4\n";

std::string arm(const std::string& name, const std::string& rest) {
  return "[[arm]]\nname = \"" + name + "\"\n" + rest + "\n";
}
std::string event(const std::string& rest) { return "[[arm.event]]\n" + rest + "\n"; }
std::string mentoring(int day, const std::string& rest = "") {
  return event("day = " + std::to_string(day) + "\ndo = \"reverse_mentoring\"\n" + rest);
}
std::string reorganise(int day) {
  return event("day = " + std::to_string(day) + "\ndo = \"reorganise\"\nchart = \"new.csv\"");
}
const std::string hybrid =
    "approach = \"hybrid\"\npolicy = \"servant\"\nchampions = { share = 0.05, chosen = \"by_degree\" }\n";
const std::string led = "leader_sd = 0.2\nspan_full = 6\nbacking = { share = 0.8, cascading = true }\n";

// In cohorts, and some pairs with weights of their own.
Organisation weighted_organisation() {
  Organisation organisation = small_organisation();
  std::vector<Tie> ties;
  organisation.ties.for_each_tie([&](Tie tie) {
    if (tie.b % 5 == 0) tie.weight = static_cast<std::uint8_t>((tie.a + tie.b) % 17);
    ties.push_back(tie);
    if (tie.a % 3 == 0) ties.push_back({tie.b, tie.a, Layer::mentoring});
  });
  organisation.ties = Network::from_ties(organisation.employees(), ties, Workers(1));
  organisation.cohort_names = {"starters", "other"};
  for (Employee v = 0; v < organisation.employees(); ++v)
    organisation.cohort.push_back(static_cast<std::uint8_t>(v * 7 % 10 / 4 == 0));
  return organisation;
}

// Everybody's manager in a chart of another kind: employee 4 leads; teams are no ranges.
std::shared_ptr<const std::vector<Employee>> other_chart(Employee people, Employee top, Employee span) {
  std::vector<Employee> order{top}, manager(people, nobody);
  for (Employee v = 0; v < people; ++v)
    if (const Employee who = v * 37 % people; who != top) order.push_back(who);
  for (Employee at = 1; at < people; ++at) manager[order[at]] = order[(at - 1) / span];
  return std::make_shared<const std::vector<Employee>>(std::move(manager));
}

Scenario prepared(const Organisation& organisation, const std::string& text) {
  Scenario scenario = scenario_on(organisation, text);
  if (!organisation.cohort.empty()) scenario.cohorts = {{"starters", .3, .25}, {"other", .7, 0}};
  for (Arm& one : scenario.arms) {
    Employee times = 0;
    for (Event& happening : one.events)
      if (happening.what == interventions::reorganise)
        happening.managers = other_chart(organisation.employees(), times % 2 == 0 ? 4 : 0, 5 + 2 * times), ++times;
  }
  return scenario;
}

// All that is recorded, and everybody's state on the last day.
std::string bytes_of(const ChangeRun& run) {
  std::ostringstream out;
  run.save(out);
  return out.str();
}

const std::string weights =
    "[tie_weights]\ninformal = 4\nreporting = 2\nteam = 7\nmentoring = 5\nown_cohort_weight = 3\n";

// Everything of this file at once.
std::string busy() {
  return lively + "susceptibility = 0.3\n" + weights +
         arm("busy", hybrid + led + mentoring(0, "share = 0.3") + mentoring(15, "levels_apart = 0\nshare = 0.2") +
                         reorganise(30) + event("day = 33\ndo = \"train\"\nhours = 8\ntarget = \"managers\"") +
                         mentoring(40, "levels_apart = 1\ntarget = \"unit=east\"") + reorganise(60));
}

}  // namespace

TEST_CASE("engine and oracle agree where ties count for more or less") {
  const Organisation weighted = weighted_organisation();
  for (const std::string& of : {weights, std::string("[tie_weights]\n"), std::string("[tie_weights]\ninformal = 0\n"),
                                std::string("[tie_weights]\ninformal = 16\nown_cohort_weight = 0\nteam = 2\n")})
    for (const std::string s : {"", "susceptibility = 0.4\n"}) {
      INFO(of << s);
      const std::string text = lively + s + of + arm("hybrid", hybrid) +
                               arm("diffusion",
                                   "approach = \"diffusion\"\npolicy = \"delegating\"\n"
                                   "champions = { share = 0.1 }");
      agree(prepared(weighted, text), weighted);
      agree(text);
    }
  for (const std::string proof : {"independent", "absolute", "step", "linear"})
    agree(prepared(weighted, lively + weights + "[change]\nsocial_proof = \"" + proof +
                                 "\"\ntransmission = 0.05\nties_needed = 12\n" + arm("hybrid", hybrid)),
          weighted);
}

TEST_CASE("engine and oracle agree on reverse mentoring") {
  const std::string far = "[change]\nlocal_variety = 0.7\nfidelity_up = 0.6\n";
  const std::string text = lively + far + arm("usual", hybrid + mentoring(10)) +
                           arm("from day 0", hybrid + mentoring(0, "share = 1")) +
                           arm("all levels", hybrid + mentoring(20, "levels_apart = 1\nshare = 0.5")) +
                           arm("far", hybrid + mentoring(20, "levels_apart = 3\nshare = 0.8")) +
                           arm("nobody is so far", hybrid + mentoring(20, "levels_apart = 9\nshare = 0.8")) +
                           arm("within levels", hybrid + mentoring(20, "levels_apart = 0\nshare = 0.9")) +
                           arm("twice for some", hybrid + mentoring(20, "target = \"unit=north\"\nshare = 0.5") +
                                                     mentoring(50, "target = \"level=3\"\nshare = 0.5")) +
                           arm("local", hybrid + "plan = \"local\"\n" + mentoring(10, "share = 0.6"));
  agree(text);
  const Organisation weighted = weighted_organisation();
  agree(prepared(weighted, text + weights), weighted);
}

TEST_CASE("engine and oracle agree on charts that come on a day") {
  const Organisation organisation = small_organisation();
  for (const std::string policy : {"servant", "situational"}) {
    const std::string how = "approach = \"hybrid\"\npolicy = \"" + policy + "\"\nchampions = { share = 0.05 }\n";
    const std::string text =
        lively + arm("plain", how + reorganise(20)) + arm("from day 0", how + reorganise(0)) +
        arm("led", how + led + "leader_absence = { mean = 0.2, sd = 0.17 }\n" + reorganise(20) + reorganise(55)) +
        arm("mandate on its way", how + "mandate = { from_day = 10, delay_per_level = 6 }\n" + reorganise(14)) +
        arm("who does not follow",
            how + "backing = { share = 0.5 }\nmandate = { delay_per_level = 2 }\n" + reorganise(9)) +
        arm("events after it",
            how + reorganise(10) + event("day = 12\ndo = \"announce\"\ntarget = \"level=1\"") +
                event("day = 30\ndo = \"train\"\nhours = 20\nsupport_days = 9\ntarget = \"managers\"") +
                event("day = 40\ndo = \"set_policy\"\npolicy = \"directive\"\ntarget = \"level=2\"") +
                event("day = 50\ndo = \"lift_mandate\"\ntarget = \"unit=south\""));
    agree(prepared(organisation, text), organisation);
  }
}

TEST_CASE("engine and oracle agree on weights, mentoring and charts together") {
  const Organisation organisation = weighted_organisation();
  agree(prepared(organisation, busy()), organisation);
}

TEST_CASE("a run with weights, mentoring and charts is the same on three threads, and resumed from any day") {
  const Workers one(1), three(3);
  const Organisation organisation = weighted_organisation();
  const Scenario scenario = prepared(organisation, busy());
  const ChangeGround ground = make_ground(scenario, organisation, one);
  const auto begun = [&](const Workers& workers) {
    return std::make_unique<ChangeRun>(scenario, ground, scenario.arms[0], 1, nullptr, workers);
  };
  const auto straight = begun(one), threads = begun(three);
  std::vector<std::string> saved;
  while (true) {
    saved.push_back(bytes_of(*straight));
    REQUIRE(bytes_of(*threads) == saved.back());
    if (straight->finished()) break;
    straight->advance(one), threads->advance(three);
  }
  for (const std::size_t day : {0u, 1u, 14u, 15u, 29u, 30u, 31u, 45u, 60u, 61u, 99u}) {
    CAPTURE(day);
    const auto resumed = begun(one);
    std::istringstream in(saved[day]);
    resumed->load(in);
    CHECK(bytes_of(*resumed) == saved[day]);
    while (!resumed->finished()) resumed->advance(one);
    CHECK(bytes_of(*resumed) == saved.back());
  }
}

TEST_CASE("weights of one, events for nobody and the chart of day 0 leave every byte as it was") {
  const Workers alone(1);
  const Organisation organisation = small_organisation();
  const auto lived = [&](const std::string& table, const std::string& events, bool same_chart) {
    Scenario scenario = scenario_on(organisation, lively + table + arm("a", hybrid + led + events));
    for (Event& happening : scenario.arms[0].events)
      if (same_chart)
        happening.managers =
            std::make_shared<const std::vector<Employee>>(organisation.manager.begin(), organisation.manager.end());
    const ChangeGround ground = make_ground(scenario, organisation, alone);
    CHECK(ground.tie_weights.empty());
    ChangeRun run(scenario, ground, scenario.arms[0], 0, nullptr, alone);
    while (!run.finished()) run.advance(alone);
    return bytes_of(run);
  };
  const std::string plain = lived("", "", false);
  CHECK(lived("[tie_weights]\ninformal = 1\nteam = 1\n", "", false) == plain);
  CHECK(lived("", mentoring(30, "share = 0"), false) == plain);
  CHECK(lived("", reorganise(30), true) == plain);
  CHECK(lived("", mentoring(30), false) != plain);
}

TEST_CASE("a pair counts for what a file gives it, else for the largest of its layers, and more among one's own") {
  Organisation organisation = flat_organisation(6, {{0, 1, Layer::informal},
                                                    {1, 0, Layer::team},
                                                    {0, 2, Layer::team},
                                                    {0, 2, Layer::reporting},
                                                    {0, 3, Layer::informal, 9},
                                                    {0, 3, Layer::team},
                                                    {3, 0, Layer::informal, 11},
                                                    {0, 4, Layer::dotted, 0}});
  TieWeights weights{2, 3, 5, 7, 1, 1};
  const auto of_top = [&] {
    const LargeVector<TieWeight> list = weigh_ties(weights, organisation, Workers(2));
    std::map<Employee, int> by_other;
    const std::span<const Employee> row = organisation.ties.ties(0);
    for (std::size_t i = 0; i < row.size(); ++i) by_other[row[i]] = list[organisation.ties.row_begin(0) + i];
    return by_other;
  };
  CHECK(of_top() == std::map<Employee, int>{{1, 5}, {2, 5}, {3, 11}, {4, 0}});
  organisation.cohort_names = {"a", "b"};
  organisation.cohort = {0, 1, 0, 0, 1, 1};
  weights.own_cohort_weight = 4;
  CHECK(of_top() == std::map<Employee, int>{{1, 5}, {2, 20}, {3, 44}, {4, 0}});
}

TEST_CASE(
    "reverse mentoring ties a tenth of those two levels down to somebody above, and their view reaches the plan") {
  const Organisation organisation = small_organisation();
  const std::string text = lively + "[change]\nlocal_variety = 0.5\nfidelity_up = 0.7\n";
  const auto run_with = [&](const std::string& events) {
    const Scenario scenario = scenario_on(organisation, text + arm("a", hybrid + events));
    const ChangeGround ground = make_ground(scenario, organisation, Workers(1));
    const Watched seen = watched(scenario, ground, scenario.arms[0], 0);
    ChangeRun run(scenario, ground, scenario.arms[0], 0, nullptr, Workers(1));
    while (run.day() < 5) run.advance(Workers(1));
    const std::vector<TieChange> changes = run.visible().ties().changes();
    return std::pair{seen.days[5].people.mentors, changes};
  };
  std::size_t low = 0;
  for (const std::uint8_t level : organisation.level) low += level >= 2;
  const auto [mentors, lines] = run_with(mentoring(5));
  REQUIRE(mentors.size() == organisation.employees());
  CHECK(static_cast<std::size_t>(std::count(mentors.begin(), mentors.end(), 1)) == (low + 9) / 10);
  CHECK(!lines.empty());
  for (const TieChange& line : lines) {
    CHECK(line.by == 1);
    CHECK(std::abs(organisation.level[line.from] - organisation.level[line.to]) >= 2);
    CHECK((mentors[line.from] || mentors[line.to]));
    CHECK_FALSE(organisation.ties.tied(line.from, line.to));
  }
  const auto [nobody_is_heard, within] = run_with(mentoring(5, "levels_apart = 0"));
  CHECK(nobody_is_heard.empty());
  CHECK(!within.empty());
  for (const TieChange& tie : within) CHECK(organisation.level[tie.from] == organisation.level[tie.to]);
}

TEST_CASE("a new chart leads people elsewhere, and only who has another manager trusts anew") {
  const Organisation organisation = small_organisation();
  const std::string text = lively + "tau_trust = inf\ntau_trust_down = inf\n";
  Scenario scenario = prepared(organisation, text + arm("a", hybrid + reorganise(10)));
  scenario.parameters.turnover = 0;
  std::vector<Employee> managers(organisation.manager.begin(), organisation.manager.end());
  managers[100] = 3, managers[150] = 100;
  scenario.arms[0].events[0].managers = std::make_shared<const std::vector<Employee>>(managers);
  const ChangeGround ground = make_ground(scenario, organisation, Workers(1));
  const Watched seen = watched(scenario, ground, scenario.arms[0], 0);
  for (Employee v = 0; v < organisation.employees(); ++v) {
    CAPTURE(v);
    CHECK((seen.days[10].people.trust[v] == seen.days[9].people.trust[v]) == (v != 100 && v != 150));
    CHECK(seen.days[100].people.trust[v] == seen.days[10].people.trust[v]);
  }
}

TEST_CASE("a chart of an event is read with the organisation, and all that is wrong with it is said") {
  const test::Scratch scratch;
  scratch.write("chart.csv", "id,manager\nann,\nbob,ann\ncas,ann\ndan,bob\n");
  scratch.write("new.csv", "person,boss\ndan,\nann,dan\nbob,ann\ncas,bob\n");
  const auto made = [&](const std::string& chart, const std::string& rest = "") {
    const std::string text = "[organisation]\nform = \"imported\"\nchart = \"chart.csv\"\nadd_manager_ties = true\n" +
                             arm("a", "approach = \"rollout\"") +
                             event("day = 3\ndo = \"reorganise\"\nchart = \"" + chart + "\"\n" + rest);
    Scenario scenario = parse_scenario(text, (scratch.path() / "s.toml").string());
    const Organisation organisation = make_organisation(scenario, 0, Workers(1));
    return std::pair{scenario, organisation};
  };
  const auto refused = [&](const std::string& chart, const std::string& rest = "") -> std::string {
    try {
      made(chart, rest);
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  };
  const auto [scenario, organisation] = made("new.csv");
  const auto& managers = *scenario.arms[0].events[0].managers;
  REQUIRE(organisation.ids == std::vector<std::string>{"ann", "cas", "bob", "dan"});
  CHECK(managers == std::vector<Employee>{3, 2, 0, nobody});
  CHECK(charts_of(scenario) == std::vector<std::string>{"new.csv"});
  CHECK(resolved_toml(scenario).find("chart = \"new.csv\"") != std::string::npos);

  scratch.write("wrong.csv", "id,manager\nann,\nbbb,ann\ncas,zoe\n");
  const std::string wrong = refused("wrong.csv");
  for (const char* said :
       {"wrong.csv:3: “bbb” is not in the organisation", "did you mean bob",
        "the manager “zoe” of “cas” is not in the chart", "does not have “bob”", "does not have “dan”"})
    CHECK_THAT(wrong, Catch::Contains(said));
  scratch.write("circle.csv", "id,manager\nann,\nbob,cas\ncas,bob\ndan,ann\n");
  CHECK_THAT(refused("circle.csv"), Catch::Contains("reports to itself in a circle of 2"));
  CHECK_THAT(refused("none.csv"), Catch::Contains("none.csv"));
  CHECK_THAT(refused("new.csv", "target = \"level=1\""), Catch::Contains("reorganise is for everybody"));
  CHECK_THAT(refused("new.csv", "share = 0.1"), Catch::Contains("share"));
}

TEST_CASE("own rules see the teams of a new chart from the day after it came, and have no chart to bring") {
  const Organisation organisation = small_organisation();
  const Scenario scenario = prepared(organisation, lively + arm("a", hybrid + reorganise(10)));
  const ChangeGround ground = make_ground(scenario, organisation, Workers(1));
  std::map<std::int64_t, std::pair<Employee, std::size_t>> seen_on;  // by day, the top and how many teams
  Rules rules;
  rules.policy = [&](const TeamsSeen& seen, std::span<Levers> levers) {
    seen_on[seen.day] = {seen.leader[0], seen.count()};
    std::ranges::fill(levers, Levers{1, 0, 0, 0, 0});
    return true;
  };
  rules.interventions = [&](const TeamsSeen& seen) {
    std::vector<Event> events(seen.day == 20);
    for (Event& one : events) one.what = interventions::reorganise;
    return events;
  };
  ChangeRun run(scenario, ground, scenario.arms[0], 0, &rules, Workers(1));
  const auto support = measure_index("lever_autonomy_support");
  while (run.day() < 19) run.advance(Workers(1));
  CHECK_FALSE(seen_on.contains(10));
  for (std::int64_t day = 1; day <= 19; ++day) {
    CAPTURE(day);
    const bool own = day != 10;
    CHECK(run.recording().value(day, 0, support) == Approx(own ? 1 : Policy("servant")->levers.autonomy_support));
    if (own) CHECK(seen_on.at(day).first == (day < 10 ? 0u : 4u));
    if (own) CHECK((seen_on.at(day).second == ground.teams.count()) == (day < 10));
  }
  CHECK_THROWS_AS(run.advance(Workers(1)), InputError);
}
