// The change model's scenario to begin with: a rollout and a movement, alike in all that is not asked about.
#include "models/example.hpp"

#include "models/change/model.hpp"
#include "models/change/scenario/scenario.hpp"

namespace kantel {

std::string example_of_change(const std::string& name) {
  const std::span<const DeclaredTable> tables = change_tables();
  std::string opening = example_opening(change_model(), name, "Does a mandate beat a movement?");
  opening.insert(opening.find("days = "), "edition = 2   # of the change model\n");
  return opening + "\n[organisation]\nform = \"sector\"\nemployees = 1000\n" +
         commented(tables, "organisation", {"form", "employees"}) + "\n[change]\n" + commented(tables, "change") +
         "\n[parameters]\n" + commented(tables, "parameters") +
         "\n[record]\nagainst_nothing = true   # what is gained over doing nothing, and what each of it costs\n" +
         commented(tables, "record", {"against_nothing"}) + "\n[privacy]\n" + commented(tables, "privacy") +
         "\n[differences]\n" + commented(tables, "differences") +
         "\n# Groups of employees that differ, one table each:\n# [[cohort]]\n" + commented(tables, "cohort.*") +
         "\n# Units that differ, likewise:\n# [[unit]]\n" + commented(tables, "unit.*") +
         R"(
# The arms: ways of bringing the change, run with the same people and the same luck.
[[arm]]
name = "rollout"
approach = "rollout"      # )" +
         joined(names_of(Approach{})) + R"(
policy = "directive"      # )" +
         joined(names_of(Policy{})) + R"(
champions = { share = 0.02, chosen = "by_degree" }   # )" +
         joined(names_of(ChampionRule{})) + "\n" + commented(tables, "arm.*", {"name", "approach", "policy"}) +
         "# [arm.mandate]\n" + commented(tables, "arm.*.mandate") +
         R"(
[[arm.event]]
day = 150
do = "lift_mandate"

[[arm.event]]
day = 150
do = "set_policy"
policy = "neutral"

[[arm]]
name = "movement"
approach = "diffusion"
policy = "participative"
champions = { share = 0.02, chosen = "by_degree" }   # the same champions and aftermath in every arm

[[arm.event]]
day = 150
do = "set_policy"
policy = "neutral"

# Keys of events:
)" + commented(tables, "arm.*.event.*");
}

}  // namespace kantel
