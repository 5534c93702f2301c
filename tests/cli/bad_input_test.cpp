// Every kind of wrong input ends with exit code 2, says where, what is allowed and the nearest valid name, and leaves
// no output behind.
#include <catch2/catch.hpp>

#include "tests/shell.hpp"

using namespace kantel_test;

namespace {

// Runs a comparison that must be refused, and demands all of `said` in the message.
void refused(const Folder& folder, const std::string& scenario, const std::vector<std::string>& said,
             const std::string& options = "") {
  const Ran ran = kantel("compare '" + scenario + "' --out out " + options, folder.path);
  CAPTURE(ran.err);
  CHECK(ran.code == 2);
  for (const std::string& part : said) CHECK_THAT(ran.err, Catch::Contains(part));
  CHECK_FALSE(fs::exists(folder / "out"));
}

void refused_text(const std::string& text, const std::vector<std::string>& said, const std::string& options = "") {
  const Folder folder;
  folder.write("s.toml", text);
  refused(folder, "s.toml", said, options);
}

const std::string arm = "[[arm]]\nname = \"a\"\napproach = \"rollout\"\n";

// A scenario on a chart and ties of these texts.
void refused_chart(const std::string& chart, const std::vector<std::string>& said,
                   const std::string& ties = "a,b\n1,2\n", const std::string& more = "") {
  const Folder folder;
  folder.write("chart.csv", chart);
  folder.write("ties.csv", ties);
  folder.write(
      "s.toml",
      "days = 10\n[organisation]\nform = \"imported\"\nchart = \"chart.csv\"\nties = \"ties.csv\"\n" + more + arm);
  refused(folder, "s.toml", said);
}

}  // namespace

TEST_CASE("an unknown key is named with its line and the nearest key") {
  refused_text("days = 10\n[parameters]\nthetta = 0.3\n" + arm,
               {"s.toml:3: parameters.thetta: unknown key", "did you mean theta?"});
  refused_text("dayz = 10\n" + arm, {"s.toml:1: dayz: unknown key", "did you mean days?"});
  refused_text(arm + "[[arm.event]]\nday = 3\ndo = \"announce\"\nhours = 3\n", {"hours: unknown key"});
}

TEST_CASE("a wrong type, a number out of range and NaN are named with what is allowed") {
  refused_text("[parameters]\np = \"much\"\n" + arm, {"s.toml:2: parameters.p", "not a number", "allowed 0 to"});
  refused_text("[parameters]\nafter_lapse = 1.5\n" + arm,
               {"s.toml:2: parameters.after_lapse: is 1.5", "allowed 0 to 1"});
  refused_text("[parameters]\nq = nan\n" + arm, {"parameters.q: is nan", "allowed 0 to"});
  refused_text("days = 0\n" + arm, {"s.toml:1: days: is 0", "allowed 1 to"});
  refused_text("days = 2.5\n" + arm, {"days: is 2.5", "not a whole number"});
  refused_text("arm = 3\n", {"arm: is a whole number", "[[arm]]"});
  refused_text("organisation = 3\n" + arm, {"organisation: is a whole number, not a table"});
}

TEST_CASE("an unknown policy, approach or event is answered with the nearest") {
  refused_text("[[arm]]\nname = \"a\"\napproach = \"rolout\"\n",
               {"s.toml:3: arm.a.approach", "rollout, diffusion, hybrid", "did you mean rollout?"});
  refused_text(arm + "policy = \"servent\"\n", {"s.toml:4: arm.a.policy", "did you mean servant?"});
  refused_text(arm + "[[arm.event]]\nday = 3\ndo = \"anounce\"\n", {"arm.a.event.1.do", "did you mean announce?"});
  refused_text(arm + "[[arm.event]]\nday = 3\ndo = \"announce\"\ntarget = \"unit=nowhere\"\n",
               {"there is no unit \"nowhere\""});
}

TEST_CASE("an event after the last day is an error") {
  refused_text("days = 20\n" + arm + "[[arm.event]]\nday = 21\ndo = \"announce\"\n",
               {"s.toml:6: arm.a.event.1.day: is 21, after the last day", "allowed 0 to 20"});
}

TEST_CASE("no arm, and two arms of one name, are errors") {
  refused_text("days = 10\n", {"arm: there is no arm"});
  refused_text(arm + arm, {"two arms are called \"a\""});
  refused_text("[[arm]]\napproach = \"rollout\"\n", {"name: is missing"});
}

TEST_CASE("every error is listed at once") {
  refused_text(
      "dayz = 1\n[parameters]\np = -1\nw_a = 0.9\nw_c = 0.9\n[[arm]]\nname = \"a\"\napproach = \"x\"\npolicy = \"y\"\n",
      {"dayz", "parameters.p", "relatedness has a negative weight", "arm.a.approach", "arm.a.policy"});
}

TEST_CASE("a missing, empty or binary file, a folder and bad TOML are errors") {
  const Folder folder;
  refused(folder, "nowhere.toml", {"nowhere.toml: no such file"});
  folder.write("empty.toml", "");
  refused(folder, "empty.toml", {"empty.toml: is empty"});
  folder.write("binary.toml", std::string("a = 1\n\0\1\2", 9));
  refused(folder, "binary.toml", {"binary.toml:2", "zero byte"});
  folder.write("broken.toml", "days = 10\nreplicates = = 3\n");
  refused(folder, "broken.toml", {"broken.toml:2", "not valid TOML"});
  fs::create_directory(folder / "folder.toml");
  refused(folder, "folder.toml", {"is a folder"});
}

TEST_CASE("text that is not UTF-8 is refused with its line") {
  refused_chart("id,manager,unit\n1,,a\n2,1,B\xfcrgerzaken\n", {"chart.csv:3", "not UTF-8"});
  refused_chart("id,manager\n1,\n2,1\n", {"ties.csv:2", "not UTF-8"}, "a,b\n1,\xe9\n");
  refused_text(arm, {"--set", "not UTF-8"}, "--set \"question=caf\xe9\"");
}

TEST_CASE("an arm that is called like the difference of two others is refused") {
  refused_text(
      "[[arm]]\nname = \"a\"\napproach = \"rollout\"\n[[arm]]\nname = \"b\"\napproach = \"rollout\"\n"
      "[[arm]]\nname = \"b-a\"\napproach = \"rollout\"\n",
      {"\"b-a\"", "would be the name of the difference of"});
}

TEST_CASE("a line of 100 MB is refused in a scenario and in a chart") {
  const Folder folder;
  folder.write("long.toml", "name = \"" + std::string(100'000'000, 'x') + "\"\n");
  refused(folder, "long.toml", {"larger than 64 MiB"});
  folder.write("chart.csv", "id,manager\n1,\n2," + std::string(100'000'000, '1') + "\n");
  folder.write("ties.csv", "a,b\n1,2\n");
  folder.write("s.toml", "[organisation]\nform = \"imported\"\nchart = \"chart.csv\"\nties = \"ties.csv\"\n" + arm);
  refused(folder, "s.toml", {"chart.csv:3", "longer than 1 MiB"});
}

TEST_CASE("a chart with several tops, none, a cycle, a duplicate or an unknown manager is refused with line numbers") {
  refused_chart("id,manager\n1,\n2,\n3,1\n", {"chart.csv:3"});
  refused_chart("id,manager\n1,2\n2,1\n", {"chart.csv", "top"});
  refused_chart("id,manager\n1,\n2,3\n3,2\n", {"chart.csv:3", "circle"});
  refused_chart("id,manager\n1,\n2,1\n2,1\n", {"chart.csv:4", "2"});
  refused_chart("id,manager\nboss,\nann,bos\n", {"chart.csv:3", "did you mean boss?"}, "a,b\nann,boss\n");
  refused_chart("", {"chart.csv: is empty"});
  refused_chart(std::string("id,manager\n1,\n\0\0", 15), {"chart.csv", "zero byte"});
}

TEST_CASE("a tie to somebody outside the chart is refused") {
  refused_chart("id,manager\n1,\n2,1\n", {"ties.csv:2", "7"}, "a,b\n1,7\n");
}

TEST_CASE("missing files of an organisation are refused") {
  refused_text("[organisation]\nform = \"imported\"\nchart = \"none.csv\"\nties = \"t.csv\"\n" + arm,
               {"none.csv", "no such file"});
  refused_text("[organisation]\ntraits = \"none.csv\"\n" + arm, {"none.csv", "no such file"});
}

TEST_CASE("an output folder that holds files, is a file or cannot be made is refused before any work") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  folder.write("full/result.txt", "keep me");
  Ran ran = kantel("compare s.toml --out full", folder.path);
  CHECK(ran.code == 2);
  CHECK_THAT(ran.err, Catch::Contains("--force"));
  CHECK(contents(folder / "full/result.txt") == "keep me");
  ran = kantel("compare s.toml --out s.toml", folder.path);
  CHECK(ran.code == 2);
  CHECK_THAT(ran.err, Catch::Contains("is a file"));
  ran = kantel("compare s.toml --out s.toml/below", folder.path);
  CHECK(ran.code == 2);
  ran = kantel("compare s.toml --out /proc/kantel", folder.path);
  CHECK(ran.code == 2);
  CHECK_THAT(ran.err, Catch::Contains("cannot be created"));
}

TEST_CASE("a wrong command line is refused with the nearest word") {
  CHECK_THAT(kantel("comparre x").err, Catch::Contains("did you mean compare?"));
  CHECK(kantel("comparre x").code == 2);
  CHECK(kantel("").code == 2);
  const Folder folder;
  folder.write("s.toml", small_scenario());
  for (const std::string wrong :
       {"--threads 0", "--replicates x", "--seed -1", "--days 1e3", "--bogus", "--set parameters",
        "--set parameters.pp=1", "--set arm.nobody.policy=servant", "--set arm.rollout.policy=servent"}) {
    const Ran ran = kantel("compare s.toml --out out " + wrong, folder.path);
    CAPTURE(wrong, ran.err);
    CHECK(ran.code == 2);
    CHECK_FALSE(ran.err.empty());
    CHECK_FALSE(fs::exists(folder / "out"));
  }
  CHECK(kantel("describe nonsense").code == 2);
  CHECK(kantel("run s.toml --out out", folder.path).code == 2);
  CHECK_THAT(kantel("run s.toml --arm moovement --out out", folder.path).err,
             Catch::Contains("did you mean movement?"));
  CHECK(kantel("report nowhere", folder.path).code == 2);
}

TEST_CASE("an option that is given and empty is an error, whatever the command") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  for (const std::string call :
       {"compare s.toml --seed \"\"", "compare s.toml --out \"\"", "compare s.toml --set \"\"", "compare \"\"",
        "run s.toml --arm \"\"", "check s.toml --set \"\"", "sweep s.toml --store \"\"",
        "org generate --employees \"\"", "org import --chart c.csv --id-column \"\"", "validate --case \"\"",
        "adoption --times \"\" --ties t.csv", "describe \"\"", "new \"\"", "report \"\""}) {
    INFO(call);
    const Ran ran = kantel(call, folder.path);
    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, Catch::Contains("is given and empty"));
  }
  const Ran both = kantel("compare s.toml --seed \"\" --replicates \"\"", folder.path);
  CHECK_THAT(both.err, Catch::Contains("--seed") && Catch::Contains("--replicates"));
  const Ran joined = kantel("compare s.toml --days= --out= --seed 3", folder.path);  // CLI11 takes the next word
  CHECK(joined.code == 2);
  CHECK_THAT(joined.err, Catch::Contains("--days: is given and empty") && Catch::Contains("--out: is given and empty"));
  CHECK(kantel("compare s.toml --quiet --out= x", folder.path).code == 2);
  CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("limits are declared and met: deep keys, many keys, many arms, more people than fit") {
  const Folder folder;
  const std::string base = "days = 5\n[organisation]\nemployees = 20\n",
                    arm = "[[arm]]\nname = \"a\"\napproach = \"rollout\"\n";
  const auto said = [&](const std::string& text, const std::string& options = "") {
    folder.write("s.toml", text);
    const Ran ran = kantel("check s.toml " + options, folder.path);
    CHECK(ran.code == 2);
    CHECK(ran.err.size() < 20000);
    return ran.err;
  };
  std::string deep = "a";
  for (int i = 0; i < 20000; ++i) deep += ".a";
  CHECK_THAT(said("# 3.1\nx = \"1.2.3\"\n" + deep + " = 1\n" + base + arm),
             Catch::Contains("s.toml:3: a key has more than 64 parts"));
  CHECK_THAT(said("[" + deep + "]\n" + base + arm), Catch::Contains("s.toml:1: a key has more than 64 parts"));
  CHECK_THAT(said("x = {" + deep + " = 1}\n" + base + arm), Catch::Contains("a key has more than 64 parts"));
  CHECK_THAT(said(base + arm, "--set " + deep + "=1"), Catch::Contains("has 20001 parts"));
  std::string many;
  for (int i = 0; i < 30000; ++i) many += "k" + std::to_string(i) + " = 1\n";
  const std::string keys = said(many + base + arm);
  CHECK_THAT(keys, Catch::Contains("k19: unknown key") && Catch::Contains("and 29980 more unknown keys"));
  CHECK_THAT(keys, !Catch::Contains("k20: unknown key"));
  std::string arms;
  for (int i = 0; i < 101; ++i) arms += "[[arm]]\nname = \"a" + std::to_string(i) + "\"\napproach = \"rollout\"\n";
  CHECK_THAT(said(base + arms), Catch::Contains("there are 101 arms; allowed at most 100"));
  CHECK_THAT(said(base + "[[arm]]\nname = \"" + std::string(201, 'x') + "\"\napproach = \"rollout\"\n"),
             Catch::Contains("has 201 bytes; allowed at most 200"));
  CHECK_THAT(said("days = 5\n[organisation]\nemployees = 4000000000\nmean_degree = 200\n" + arm),
             Catch::Contains("organisation.employees: 4000000000 need about") && Catch::Contains("GB of memory"));
  folder.write("s.toml", "x = 1.5\ny = [0.1, 0.2, 0.3] # a.b.c.d\nz = \"\"\"a.b.c\n\\\" . '\"\"\"\n" + base + arm);
  CHECK_THAT(kantel("check s.toml", folder.path).err, Catch::Contains("s.toml:2: y: unknown key"));
}

TEST_CASE("what a terminal would obey is escaped, in names and in what was typed") {
  const Folder folder;
  folder.write(
      "s.toml",
      "days = 5\nreplicates = 1\n[organisation]\nemployees = 20\n[[arm]]\nname = \"a\\u001b[31mred\"\napproach = "
      "\"rollout\"\n");
  const Ran ran = kantel("compare s.toml --out out", folder.path);
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Catch::Contains("a\\x1b[31mred") && !Catch::Contains("\x1b"));
  folder.write("n.toml", "name = \"n\\u001b[31m\"\n" + contents(folder / "s.toml"));
  CHECK(kantel("check n.toml", folder.path).code == 2);  // it would name a folder
  for (const std::string call :
       {"compare s.toml --set \"$(printf 'x\\033[31m')=1\"", "compare \"$(printf 'x\\033\\351')\"",
        "\"$(printf 'x\\033')\"", "run s.toml --arm \"$(printf 'x\\033')\""}) {
    const Ran refused = kantel(call, folder.path);
    INFO(call << refused.err);
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, !Catch::Contains("\x1b") && !Catch::Contains("\xE9"));
  }
}
