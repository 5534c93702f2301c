// Own rules of a caller: asked per team and day, and no more than another way of saying what a scenario may say.
#include "models/change/leading/rules.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "models/models.hpp"
#include "studies/comparison/compare.hpp"

using namespace kantel;

namespace {

const std::string text = R"(
days = 40
replicates = 2
seed = 3
[organisation]
employees = 150
[record]
every = 10
[[arm]]
name = "hybrid"
approach = "hybrid"
policy = "participative"
mandate = { from_day = 30 }
champions = { share = 0.05, chosen = "by_degree" }
)";

std::vector<float> everything(const std::string& scenario, const Rules& rules, int threads = 1) {
  const Workers workers(threads);
  CompareOptions options;
  options.workers = &workers;
  const std::shared_ptr<World> world = open_scenario(scenario, "rules.toml");
  if (rules) world->use_rules(0, rules);
  const Outcome outcome = compare(world, options);
  std::vector<float> values;
  for (const Recording& recording : outcome.recordings[0])
    for (std::int64_t day = 0; day <= recording.days(); ++day)
      for (std::size_t m = 0; m < outcome.measures.size(); ++m) values.push_back(recording.value(day, 0, m));
  for (float& value : values)
    if (std::isnan(value)) value = -1;
  return values;
}

Event event_from(const std::string& table) {
  Problems problems;
  Event event = read_event(parse_toml(table, "rule"), "event", problems);
  problems.throw_if_any();
  return event;
}

}  // namespace

TEST_CASE("a rule that lays down a policy's levers gives the bytes of that policy") {
  Rules rules;
  rules.policy = [](const TeamsSeen& teams, std::span<Levers> levers) {
    REQUIRE(levers.size() == teams.count());
    std::fill(levers.begin(), levers.end(), Policy("participative")->levers);
    return true;
  };
  CHECK(everything(text, rules) == everything(text, {}));
  rules.policy = [](const TeamsSeen&, std::span<Levers>) { return false; };
  CHECK(everything(text, rules) == everything(text, {}));
}

TEST_CASE("events decided on the day give the bytes of events written beforehand") {
  const std::string mandate = "day = 5\ndo = \"mandate\"\ndelay_per_level = 2\n",
                    policy = "day = 12\ndo = \"set_policy\"\npolicy = \"servant\"\ntarget = \"level=2\"\n",
                    celebrate = "day = 25\ndo = \"celebrate\"\n";
  Rules rules;
  rules.interventions = [&](const TeamsSeen& teams) -> std::vector<Event> {
    for (const std::string& table : {mandate, policy, celebrate})
      if (Event event = event_from(table); event.day == teams.day) return {event};
    return {};
  };
  std::string written = text;
  for (const std::string& table : {mandate, policy, celebrate}) written += "[[arm.event]]\n" + table;
  CHECK(everything(text, rules) == everything(written, {}));
}

TEST_CASE("results with rules are the same on any number of threads, and a rule sees every team") {
  Rules rules;
  rules.policy = [](const TeamsSeen& teams, std::span<Levers> levers) {
    std::size_t people = 0;
    for (std::size_t t = 0; t < teams.count(); ++t) {
      people += teams.size[t];
      const float skill = teams.means[8][t];
      levers[t] = {.5f, 1 - skill, .5f, 0, teams.means[0][t]};
    }
    if (people != 150 || teams.leader[0] != 0 || teams.size[0] != 1) throw std::logic_error("teams");
    return true;
  };
  CHECK(team_measures()[8].name == "skill");
  CHECK(everything(text, rules, 3) == everything(text, rules, 1));
}

TEST_CASE("levers out of range and teams there are none of are refused") {
  Rules rules;
  rules.policy = [](const TeamsSeen&, std::span<Levers> levers) {
    std::fill(levers.begin(), levers.end(), Levers{.5f, 2, .5f, 0, .5f});
    return true;
  };
  CHECK_THROWS_WITH(everything(text, rules), Catch::Contains("structure: is 2 for team 0 on day 1; allowed 0 to 1"));
  rules = {};
  rules.interventions = [](const TeamsSeen&) {
    Event event = event_from("day = 1\ndo = \"announce\"\n");
    event.target = {{{Condition::Kind::team, "", 5000}}};
    return std::vector<Event>{event};
  };
  CHECK_THROWS_WITH(everything(text, rules), Catch::Contains("there is no team 5000"));
}
