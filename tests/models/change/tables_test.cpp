// The tables of the change model, registered once.
#include <catch2/catch.hpp>

#include "models/change/scenario/scenario.hpp"

using namespace kantel;

TEST_CASE("every table of a scenario is registered by its path") {
  std::vector<std::string> paths;
  for (const DeclaredTable& table : change_tables()) paths.push_back(table.path);
  CHECK(paths == std::vector<std::string>{"",
                                          "organisation",
                                          "tie_weights",
                                          "change",
                                          "parameters",
                                          "record",
                                          "privacy",
                                          "prices",
                                          "differences",
                                          "unit.*",
                                          "cohort.*",
                                          "arm.*",
                                          "arm.*.levers",
                                          "arm.*.leader_absence",
                                          "arm.*.backing",
                                          "arm.*.crisis",
                                          "arm.*.schedule.*",
                                          "arm.*.trigger",
                                          "arm.*.champions",
                                          "arm.*.mandate",
                                          "arm.*.waves",
                                          "arm.*.event.*"});
  CHECK(find_key(change_tables(), "arm.rollout.policy")->bounds.choices.size() == policy_table().size());
  CHECK(find_key(change_tables(), "arm.rollout.champions.share")->bounds.high == 1);
  CHECK(find_key(change_tables(), "cohort.other.w_a_shift"));
  CHECK(find_key(change_tables(), "unit.north.practising")->bounds.high == 1);
  CHECK(find_key(change_tables(), "days")->bounds.kind == Bounds::Kind::integer);
  CHECK_FALSE(find_key(change_tables(), "arm.policy"));
}

TEST_CASE("a default is one that its own key allows") {
  for (const DeclaredTable& table : change_tables())
    for (const DeclaredKey& key : table.keys) {
      CAPTURE(table.path, key.name);
      if (key.bounds.kind == Bounds::Kind::choice)
        CHECK(std::ranges::find(key.bounds.choices, key.row[2].substr(1, key.row[2].size() - 2)) !=
              key.bounds.choices.end());
      if (key.bounds.kind == Bounds::Kind::number && !key.row[2].empty() && key.row[2] != "inf")
        CHECK((std::stod(key.row[2]) >= key.bounds.low && std::stod(key.row[2]) <= key.bounds.high));
    }
}

TEST_CASE("no key is called what another key of its table was called") {
  for (const DeclaredTable& table : change_tables())
    for (const DeclaredKey& key : table.keys)
      if (!key.formerly.empty()) {
        CAPTURE(table.path, key.name, key.formerly);
        CHECK(std::ranges::find(table.keys, key.formerly, &DeclaredKey::name) == table.keys.end());
      }
}

TEST_CASE("an intervention names keys that events have, and can be found by its row") {
  for (const InterventionRow* row : intervention_list()) {
    CAPTURE(row->name);
    CHECK(name_of(Intervention(*row)) == row->name);
    CHECK(row->apply);
    for (const auto& names : {row->keys, row->needed})
      for (const std::string_view name : names) CHECK(bounds_in(event_keys(), name));
  }
}

TEST_CASE("a missing own key of an event is told with what is allowed") {
  const auto complaint = [](const std::string& event) -> std::string {
    try {
      parse_scenario("[[arm]]\nname = \"a\"\napproach = \"diffusion\"\n[[arm.event]]\n" + event, "s.toml");
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  };
  CHECK_THAT(complaint("day = 3\ndo = \"train\"\n"),
             Catch::Contains("hours: is missing; allowed hours a person (0 to 2000), or hours_total"));
  CHECK_THAT(complaint("day = 3\ndo = \"set_policy\"\n"),
             Catch::Contains("policy: is missing; allowed a policy (one of directive"));
  CHECK_THAT(complaint("do = \"announce\"\n"), Catch::Contains("day: is missing; allowed 0 to 250"));
}
