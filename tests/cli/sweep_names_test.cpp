// What a sweep sets, and what its columns are called, is never ambiguous.
#include <catch2/catch.hpp>

#include "tests/shell.hpp"

using namespace kantel_test;

namespace {

// A sweep of the small scenario that must be refused before anything is written.
std::string refused_sweep(const std::string& factors, const std::string& options = "",
                          const std::string& head = "kind = \"grid\"") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  folder.write("x.toml", "scenario = \"s.toml\"\nreplicates = 1\n[design]\n" + head + "\n" + factors);
  const Ran ran = kantel("sweep x.toml --store x.db --quiet " + options, folder.path);
  CAPTURE(factors, ran.err);
  CHECK(ran.code == 2);
  CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 2);
  return ran.err;
}

std::string factor(const std::string& key, const std::string& rest = "values = [0.1, 0.2]\n") {
  return "[[factor]]\nkey = '" + key + "'\n" + rest;
}

}  // namespace

TEST_CASE("what sets one thing twice is refused, whichever way it is written") {
  const std::string q = factor("parameters.q"), named = "name = \"other\"\nvalues = [0.3]\n";
  CHECK_THAT(refused_sweep(q + factor("parameters.q", named)), Catch::Contains("parameters.q is set by factor q too"));
  CHECK_THAT(refused_sweep(q + "[set]\n\"parameters.q\" = 0.5\n"), Catch::Contains("is set by [set] or --set too"));
  CHECK_THAT(refused_sweep(q + "[set.parameters]\nq = 0.5\n"), Catch::Contains("is set by [set] or --set too"));
  CHECK_THAT(refused_sweep(q, "--set parameters.q=0.5"), Catch::Contains("is set by [set] or --set too"));
  const std::string words = "values = [\"servant\", \"neutral\"]\n";
  CHECK_THAT(refused_sweep(factor("arm.rollout.policy", words) + factor("arm.1.policy", "name = \"b\"\n" + words)),
             Catch::Contains("arm.1.policy is set by factor rollout.policy too, as arm.rollout.policy"));
  CHECK_THAT(refused_sweep(factor("arm.movement.champions.share") +
                           factor("arm.2.champions", "name = \"c\"\nvalues = [{ share = 0.1 }]\n")),
             Catch::Contains("is set by factor share too"));
  CHECK_THAT(
      refused_sweep("[[point]]\n\"arm.rollout.policy\" = \"servant\"\n[[point]]\n\"arm.1.policy\" = \"neutral\"\n", "",
                    "kind = \"list\""),
      Catch::Contains("arm.1.policy is set by factor"));
}

TEST_CASE("a key that stands twice in a point is refused") {
  CHECK_THAT(refused_sweep("[[point]]\n\"parameters.p\" = 0.1\nparameters = { p = 0.2 }\n", "", "kind = \"list\""),
             Catch::Contains("stands twice in a point"));
}

TEST_CASE("names that a store cannot tell apart or hold are refused, and nothing is left") {
  const auto called = [](const std::string& key, const std::string& name) {
    return factor(key, "name = \"" + name + "\"\nvalues = [0.1, 0.2]\n");
  };
  CHECK_THAT(refused_sweep(called("parameters.q", "Q") + called("parameters.p", "q")),
             Catch::Contains("is taken, in this or another case"));
  CHECK_THAT(refused_sweep(called("parameters.q", "Point")), Catch::Contains("is taken, in this or another case"));
  CHECK_THAT(refused_sweep(called("parameters.q", "a\\u0000b")), Catch::Contains("control character"));
}

TEST_CASE("differences of arms have one name each") {
  const Folder folder;
  std::string text = "days = 5\nreplicates = 2\n[organisation]\nemployees = 30\n";
  for (const std::string name : {"z", "y-z", "x-y", "x"})
    text += "[[arm]]\nname = \"" + name + "\"\napproach = \"rollout\"\n";
  folder.write("s.toml", text);
  const Ran ran = kantel("compare s.toml", folder.path);
  CHECK(ran.code == 2);
  CHECK_THAT(ran.err, Catch::Contains("\"x-y-z\" would be the name of the difference of \"x\" and \"y-z\" and of the "
                                      "difference of \"x-y\" and \"z\""));
  folder.write("r.toml",
               "model = \"si\"\ndays = 5\n[[arm]]\nname = \"a\"\n[[arm]]\nname = \"b\"\n[[arm]]\nname = \"b-a\"\n");
  CHECK_THAT(kantel("compare r.toml", folder.path).err, Catch::Contains("\"b-a\" would be the name of the difference"));
}

TEST_CASE("arms that a factorial crosses, and its effects, have one name each") {
  const Folder folder;
  const auto said = [&](const std::string& first, const std::string& second) {
    folder.write("s.toml", "days = 5\nfactorial = true\n[organisation]\nemployees = 20\n[[arm]]\nname = \"" + first +
                               "\"\napproach = \"rollout\"\npolicy = \"servant\"\n[[arm]]\nname = \"" + second +
                               "\"\napproach = \"diffusion\"\npolicy = \"directive\"\n");
    return kantel("check s.toml --quiet", folder.path);
  };
  CHECK(said("a", "b").code == 0);
  const Ran twice = said("rollout:directive", "b");
  CHECK(twice.code == 2);
  CHECK_THAT(twice.err, Catch::Contains("two arms are called \"rollout:directive\" when"));
  const Ran effect = said("rollout", "style:directive");
  CHECK(effect.code == 2);
  CHECK_THAT(effect.err, Catch::Contains("s.toml:9: arm.name: \"style:directive\" begins as an effect"));
}

TEST_CASE("an arm whose name has a dot is reached in quotes") {
  const Folder folder;
  folder.write("s.toml",
               "days = 5\nreplicates = 2\n[organisation]\nemployees = 30\n[[arm]]\nname = \"v1.2\"\napproach = "
               "\"rollout\"\n[[arm]]\nname = \"b\"\napproach = \"rollout\"\n");
  const Ran set = kantel("check s.toml --set 'arm.\"v1.2\".policy=servant'", folder.path);
  CHECK(set.code == 0);
  CHECK_THAT(set.out, Catch::Contains("policy = \"servant\""));
  const Ran bare = kantel("check s.toml --set arm.v1.2.policy=servant", folder.path);
  CHECK(bare.code == 2);
  CHECK_THAT(bare.err, Catch::Contains("in quotes where it holds a dot: \"v1.2\""));
  for (const std::string key : {"key = 'arm.\"v1.2\".policy'\nvalues = [\"servant\", \"neutral\"]\n",
                                "key = 'arm.1.policy'\nvalues = [\"servant\", \"neutral\"]\n"}) {
    folder.write("x.toml", "scenario = \"s.toml\"\nreplicates = 1\n[design]\nkind = \"grid\"\n[[factor]]\n" + key);
    CHECK(kantel("sweep x.toml --store x.db --quiet", folder.path).code == 0);
    fs::remove(folder / "x.db");
  }
}

TEST_CASE("a file that a factor names belongs to the experiment, and a changed one is refused") {
  const Folder folder;
  folder.write("chart.csv", "id,manager\n0,\n1,0\n2,0\n");
  folder.write("one.csv", "a,b\n0,1\n");
  folder.write("two.csv", "a,b\n0,1\n1,2\n");
  folder.write("s.toml",
               "days = 5\n[organisation]\nform = \"imported\"\nchart = \"chart.csv\"\nties = \"one.csv\"\n"
               "[[arm]]\nname = \"a\"\napproach = \"rollout\"\n");
  folder.write("x.toml",
               "scenario = \"s.toml\"\nreplicates = 2\n[design]\nkind = \"grid\"\n[[factor]]\nkey = "
               "\"organisation.ties\"\nvalues = [\"one.csv\", \"two.csv\"]\n");
  REQUIRE(kantel("sweep x.toml --store x.db --quiet", folder.path).code == 0);
  CHECK(kantel("sweep x.toml --store x.db --quiet", folder.path).code == 0);
  folder.write("two.csv", "a,b\n0,1\n0,2\n");
  const Ran changed = kantel("sweep x.toml --store x.db --quiet", folder.path);
  CHECK(changed.code == 2);
  CHECK_THAT(changed.err, Catch::Contains("two.csv"));
  folder.write("y.toml",
               "scenario = \"s.toml\"\nreplicates = 2\n[design]\nkind = \"grid\"\n[[factor]]\nkey = "
               "\"organisation.ties\"\nvalues = [\"one.csv\", \"three.csv\"]\n");
  const Ran missing = kantel("sweep y.toml --store y.db --quiet", folder.path);
  CHECK(missing.code == 2);
  CHECK_THAT(missing.err, Catch::Contains("y.toml:7: organisation.ties: three.csv cannot be read"));
  CHECK_FALSE(fs::exists(folder / "y.db"));
  folder.write("x.toml",
               "scenario = \"s.toml\"\nreplicates = 2\n[design]\nkind = \"list\"\n[[point]]\n"
               "\"organisation.ties\" = \"two.csv\"\n");
  REQUIRE(kantel("sweep x.toml --store l.db --quiet", folder.path).code == 0);
  folder.write("two.csv", "a,b\n0,1\n1,2\n");
  CHECK(kantel("sweep x.toml --store l.db --quiet", folder.path).code == 2);
}
