// Keys of an earlier version: refused by name, and put right by `kantel check --fix`.
#include <catch2/catch.hpp>

#include "tests/shell.hpp"

using namespace kantel_test;

namespace {

const std::string arm = "[[arm]]\nname = \"a\"\napproach = \"diffusion\"\n";
const std::string old_scenario =
    "days = 5\n[organisation]\nemployees = 30 # few\nboss_ties = true\n[change]\nf = \"absolute\"\na = 3\n"
    "[parameters]\ns = 0.2\nxi = 0.1\n" +
    arm;

}  // namespace

TEST_CASE("a key of an earlier version is refused in a file and in --set, and its present name is said") {
  const Folder folder;
  folder.write("old.toml", old_scenario);
  const Ran refused = kantel("compare old.toml --out out", folder.path);
  CHECK(refused.code == 2);
  for (const char* said :
       {"old.toml:4: organisation.boss_ties: is now called add_manager_ties",
        "old.toml:6: change.f: is now called social_proof", "old.toml:7: change.a: is now called ties_needed",
        "old.toml:9: parameters.s: is now called susceptibility",
        "old.toml:10: parameters.xi: is now called after_lapse"})
    CHECK_THAT(refused.err, Catch::Contains(said));
  folder.write("plain.toml", "days = 5\n[organisation]\nemployees = 30\n" + arm);
  const Ran set = kantel("check plain.toml --set organisation.boss_tie=0.5", folder.path);
  CHECK(set.code == 2);
  CHECK_THAT(set.err, Catch::Contains("--set: organisation.boss_tie: is now called manager_tie_probability"));
}

TEST_CASE("check --fix gives keys their present names and leaves all else as it was") {
  const Folder folder;
  folder.write("old.toml", old_scenario);
  const Ran fixed = kantel("check old.toml --fix", folder.path);
  CAPTURE(fixed.err);
  CHECK(fixed.code == 0);
  CHECK_THAT(fixed.err, Catch::Contains("old.toml:6: change.f is called change.social_proof now"));
  CHECK_THAT(fixed.out, Catch::Contains("old.toml is right"));
  CHECK(
      contents(folder / "old.toml") ==
      "days = 5\n[organisation]\nemployees = 30 # few\nadd_manager_ties = true\n[change]\nsocial_proof = \"absolute\"\n"
      "ties_needed = 3\n[parameters]\nsusceptibility = 0.2\nafter_lapse = 0.1\n" +
          arm);
  const Ran again = kantel("check old.toml --fix", folder.path);
  CHECK(again.code == 0);
  CHECK(again.err.empty());
}

TEST_CASE("a key without a name is no former name of another") {
  const Folder folder;
  folder.write("empty.toml", "days = 5\n[organisation]\nemployees = 30\n'' = true\n" + arm);
  const Ran refused = kantel("check empty.toml --fix", folder.path);
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, Catch::Contains("unknown key"));
  CHECK_THAT(contents(folder / "empty.toml"), Catch::Contains("'' = true"));
}

TEST_CASE("check --fix leaves a file as it is when it cannot put all of it right") {
  const Folder folder;
  const std::string both = "[parameters]\nxi = 0.1\nafter_lapse = 0.2\ns = 0.3\n" + arm;
  folder.write("both.toml", both);
  const Ran refused = kantel("check both.toml --fix", folder.path);
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, Catch::Contains("both.toml:2: parameters.xi: stands beside parameters.after_lapse"));
  CHECK(contents(folder / "both.toml") == both);
}

TEST_CASE("an experiment's former keys are refused by name and put right too") {
  const Folder folder;
  folder.write("plain.toml", "days = 5\n[organisation]\nemployees = 30\n" + arm);
  folder.write("x.toml",
               "scenario = \"plain.toml\"\nreplicates = 2\n[design]\nkind = \"grid\"\n[set]\n\"parameters.s\" = 0.1\n"
               "[[factor]]\nkey = \"parameters.xi\"\nlevels = 2\n");
  const Ran refused = kantel("sweep x.toml --store x.db", folder.path);
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, Catch::Contains("is now called susceptibility"));
  const Ran fixed = kantel("check x.toml --fix", folder.path);
  CAPTURE(fixed.err);
  CHECK(fixed.code == 0);
  CHECK_THAT(contents(folder / "x.toml"), Catch::Contains("\"parameters.susceptibility\" = 0.1") &&
                                              Catch::Contains("key = \"parameters.after_lapse\""));
  folder.write("y.toml",
               "scenario = \"plain.toml\"\nreplicates = 2\n[design]\nkind = \"grid\"\n"
               "[[factor]]\nkey = \"parameters.xi\"\n");
  const Ran factor = kantel("sweep y.toml --store y.db", folder.path);
  CHECK(factor.code == 2);
  CHECK_THAT(factor.err, Catch::Contains("y.toml:5: parameters.xi: is now called after_lapse"));
}
