// What a comparison leaves behind: the same bytes whatever the threads, whole files or none, and the contract of the
// command line.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/shell.hpp"

using namespace kantel_test;

namespace {

const std::vector<std::string> tables{"series.csv", "summary.csv", "runs.csv", "differences.csv"};

std::string lines_with(const std::string& text, const std::string& start) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    if (line.starts_with(start)) out += line + "\n";
    at = end == std::string::npos ? text.size() : end + 1;
  }
  return out;
}

}  // namespace

TEST_CASE("the same bytes come out at 1, 2, 3 and 8 threads, side by side or all on one run") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  // Above one piece of 16,384 employees, one replicate and one arm: all workers share each day.
  folder.write("large.toml", small_scenario("", "employees = 40000\n"));
  for (const std::string threads : {"1", "2", "3", "8"}) {
    REQUIRE(kantel("compare s.toml --quiet --threads " + threads + " --out small" + threads, folder.path).code == 0);
    REQUIRE(kantel("run large.toml --arm rollout --days 12 --replicate 1 --quiet --threads " + threads +
                       " --out large" + threads,
                   folder.path)
                .code == 0);
    for (const std::string& table : tables) {
      CAPTURE(threads, table);
      CHECK(contents(folder / ("small" + threads + "/" + table)) == contents(folder / ("small1/" + table)));
      CHECK(contents(folder / ("large" + threads + "/" + table)) == contents(folder / ("large1/" + table)));
    }
    CHECK(contents(folder / ("small" + threads + "/report.html")) == contents(folder / "small1/report.html"));
  }
}

TEST_CASE("a replicate run alone gives its line of runs.csv") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  REQUIRE(kantel("compare s.toml --quiet --out all", folder.path).code == 0);
  REQUIRE(kantel("compare s.toml --quiet --replicate 2 --out one", folder.path).code == 0);
  REQUIRE(kantel("run s.toml --arm movement --quiet --replicate 2 --out arm", folder.path).code == 0);
  for (const std::string arm : {"rollout", "movement"})
    CHECK(lines_with(contents(folder / "one/runs.csv"), arm + ",2,") ==
          lines_with(contents(folder / "all/runs.csv"), arm + ",2,"));
  // Retention too is counted from the day that the arms have together.
  CHECK(lines_with(contents(folder / "arm/runs.csv"), "movement,2,") ==
        lines_with(contents(folder / "all/runs.csv"), "movement,2,"));
}

TEST_CASE("an arm may have any name, and its results are read back under it") {
  const Folder folder;
  for (const std::string name : {"rollout ", " rollout", "=1+1", "x-y", "tab\\there"}) {
    folder.write("s.toml", "days = 5\nreplicates = 2\n[organisation]\nemployees = 30\n[[arm]]\nname = \"" + name +
                               "\"\napproach = \"rollout\"\n[[arm]]\nname = \"other\"\napproach = \"rollout\"\n");
    const Ran made = kantel("compare s.toml --quiet --force --out out", folder.path);
    INFO(name << made.err);
    CHECK(made.code == 0);
    CHECK(kantel("report out", folder.path).code == 0);
  }
}

TEST_CASE("the golden comparison has the golden hash in every build") {
  const Folder folder;
  folder.write("s.toml", small_scenario("[change]\ndemand = 0.3\n"));
  REQUIRE(kantel("compare s.toml --quiet --out out", folder.path).code == 0);
  REQUIRE(kantel("org export s.toml --quiet --out org", folder.path).code == 0);
  std::string all;
  for (const std::string& table : tables) all += contents(folder / ("out/" + table));
  all += contents(folder / "org/chart.csv") + contents(folder / "org/ties.csv");
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : all) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  // Changed only on purpose, with the reason in the commit: tests/golden/README.md.
  CHECK(std::to_string(hash) + "\n" == contents(fs::path(KANTEL_SOURCE_DIR) / "tests/golden/small.hash"));
}

TEST_CASE("an interrupted comparison keeps what was finished and exits with 130") {
  const Folder folder;
  folder.write("s.toml", small_scenario("[record]\nevery = 1000\n"));
  const Ran ran = kantel(
      "compare s.toml --replicates 100000 --quiet --out out & pid=$!; sleep 3; kill -INT $pid; wait $pid", folder.path);
  CAPTURE(ran.out, ran.err);
  REQUIRE(ran.code == 130);
  const auto manifest = nlohmann::json::parse(contents(folder / "out/manifest.json"));
  CHECK(manifest["interrupted"] == true);
  const int finished = manifest["finished_replicates"];
  CHECK(finished >= 1);
  CHECK(finished < 100000);
  CHECK(fs::exists(folder / "out/report.html"));
}

TEST_CASE("a signal that is inherited as ignored stays so, as nohup wants it") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  const Ran ran = kantel(
      "compare s.toml --replicates 200 --quiet --out out & pid=$!; for i in 1 2 3 4 5; do kill -INT $pid; kill -HUP "
      "$pid; "
      "sleep 0.02; done; wait $pid",
      folder.path, "trap '' INT HUP; ");
  CHECK(ran.code == 0);
  CHECK(nlohmann::json::parse(contents(folder / "out/manifest.json"))["finished_replicates"] == 200);
}

TEST_CASE("a full disk or a killed process leaves no half file under its final name") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  // Files may not grow beyond 64 blocks: series.csv does not fit.
  const Ran full = kantel("compare s.toml --quiet --out full", folder.path, "ulimit -f 64; ");
  CAPTURE(full.err);
  CHECK(full.code == 1);
  CHECK_THAT(full.err, Catch::Contains("series.csv"));
  CHECK_FALSE(fs::exists(folder / "full"));  // it was new, so what had been written before is gone too

  kantel("compare s.toml --replicates 5000 --quiet --out killed & pid=$!; sleep 1; kill -KILL $pid; wait $pid",
         folder.path);
  for (const std::string& table : tables) CHECK_FALSE(fs::exists(folder / ("killed/" + table)));
  CHECK(kantel("compare s.toml --quiet --force --out killed", folder.path).code == 0);
}

TEST_CASE("a table that is not the one its manifest was written with is told by verify and by report") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  REQUIRE(kantel("compare s.toml --quiet --out out", folder.path).code == 0);
  const Ran right = kantel("verify out", folder.path);
  CHECK(right.code == 0);
  CHECK_THAT(right.out, Catch::Contains("differences.csv, runs.csv, series.csv, summary.csv are as they were written"));
  for (const std::string& table : tables) {
    const fs::path file = folder / ("out/" + table);
    const std::string whole = contents(file);
    for (const bool cut : {false, true}) {
      std::string changed = cut ? whole.substr(0, whole.rfind('\n', whole.size() - 2) + 1) : whole;
      if (!cut) changed[changed.size() / 2] ^= 1;
      folder.write("out/" + table, changed);
      for (const std::string command : {"verify out", "report out"}) {
        const Ran refused = kantel(command, folder.path);
        INFO(table << command << refused.err);
        CHECK(refused.code == 2);
        CHECK_THAT(refused.err, Catch::Contains(table + ": is not the table that manifest.json was written with"));
      }
    }
    folder.write("out/" + table, whole);
  }
  fs::remove(folder / "out/runs.csv");
  CHECK_THAT(kantel("verify out", folder.path).err, Catch::Contains("runs.csv: no such file"));
  CHECK(kantel("verify nowhere", folder.path).code == 2);
}

TEST_CASE("a report is written over a report and over nothing else") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  REQUIRE(kantel("compare s.toml --quiet --out out", folder.path).code == 0);
  CHECK(kantel("report out", folder.path).code == 0);
  folder.write("out/report.html", "my own page");
  const Ran refused = kantel("report out", folder.path);
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, Catch::Contains("report.html: is there and is no report of Kantel"));
  CHECK(contents(folder / "out/report.html") == "my own page");
  folder.write("x.toml",
               "scenario = \"s.toml\"\nreplicates = 2\n[design]\nkind = \"grid\"\n[[factor]]\nkey = "
               "\"parameters.q\"\nvalues = [0.1, 0.2]\n");
  REQUIRE(kantel("sweep x.toml --quiet --store s.html", folder.path).code == 0);
  const std::string store = contents(folder / "s.html");
  CHECK(kantel("report s.html", folder.path).code == 2);
  CHECK(contents(folder / "s.html") == store);
}

TEST_CASE("a comparison that is killed while it replaces another leaves the old, the new or none, and no mixture") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  REQUIRE(kantel("compare s.toml --quiet --replicates 3 --out new", folder.path).code == 0);
  const std::string fresh = contents(folder / "new/runs.csv");
  int old_ones = 0, new_ones = 0, none = 0;
  for (int kill = 0; kill < 12; ++kill) {
    fs::remove_all(folder / "out");
    REQUIRE(kantel("compare s.toml --quiet --seed 5 --replicates 3 --out out", folder.path).code == 0);
    const std::string before = contents(folder / "out/runs.csv");
    if (kill % 2 == 1) folder.write("out/notes.txt", "theirs");
    kantel("compare s.toml --quiet --replicates 3 --force --out out & pid=$!; sleep 0." +
               std::to_string(10 + 2 * kill) + "; kill -KILL $pid; wait $pid",
           folder.path);
    const bool vouched = kantel("verify out", folder.path).code == 0;
    const std::string after = fs::exists(folder / "out/runs.csv") ? contents(folder / "out/runs.csv") : "";
    if (vouched) CHECK((after == before || after == fresh));
    if (!vouched) CHECK_FALSE(fs::exists(folder / "out/manifest.json"));
    (vouched ? after == before ? old_ones : new_ones : none) += 1;
    REQUIRE(kantel("compare s.toml --quiet --replicates 3 --force --out out", folder.path).code == 0);
    CHECK(contents(folder / "out/runs.csv") == fresh);
    CHECK(fs::exists(folder / "out/notes.txt") == (kill % 2 == 1));
    for (const auto& entry : fs::recursive_directory_iterator(folder.path))
      CHECK_FALSE(entry.path().extension() == ".tmp");
  }
  CHECK(old_ones + new_ones + none == 12);
}

TEST_CASE("run and compare write the same files, and report rebuilds the same page") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  REQUIRE(kantel("compare s.toml --quiet --out compared", folder.path).code == 0);
  REQUIRE(kantel("run s.toml --arm rollout --quiet --out ran", folder.path).code == 0);
  for (const std::string name :
       {"series.csv", "summary.csv", "runs.csv", "differences.csv", "manifest.json", "report.html"}) {
    CHECK(fs::exists(folder / ("compared/" + name)));
    CHECK(fs::exists(folder / ("ran/" + name)));
  }
  const std::string page = contents(folder / "compared/report.html");
  fs::remove(folder / "compared/report.html");
  REQUIRE(kantel("report compared", folder.path).code == 0);
  CHECK(contents(folder / "compared/report.html") == page);
}

TEST_CASE("results go to results/NAME unless told otherwise, and are not overwritten without --force") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  CHECK(kantel("compare s.toml --quiet", folder.path).code == 0);
  CHECK(fs::exists(folder / "results/small/report.html"));
  CHECK(kantel("compare s.toml --quiet", folder.path).code == 2);
  CHECK(kantel("compare s.toml --quiet --force", folder.path).code == 0);
}

TEST_CASE("the command line overrides days, seed and keys, and drops later events with one warning") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  const Ran shorter = kantel("compare s.toml --days 20 --out short", folder.path);
  CHECK(shorter.code == 0);
  CHECK_THAT(shorter.err, Catch::Contains("--days 20 drops 1 event"));
  REQUIRE(kantel("compare s.toml --quiet --seed 9 --set parameters.p=.002 --set arm.movement.policy=servant --out set",
                 folder.path)
              .code == 0);
  const auto manifest = nlohmann::json::parse(contents(folder / "set/manifest.json"));
  CHECK(manifest["seed"] == 9);
  CHECK(manifest["scenario"]["parameters"]["p"] == 0.002);
  CHECK(manifest["scenario"]["arm"][1]["policy"] == "servant");
}

TEST_CASE("the resolved scenario of a manifest gives the same tables again") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  REQUIRE(kantel("compare s.toml --quiet --out first", folder.path).code == 0);
  folder.write("again.toml", nlohmann::json::parse(contents(folder / "first/manifest.json"))["scenario_toml"]);
  REQUIRE(kantel("compare again.toml --quiet --out second", folder.path).code == 0);
  for (const std::string& table : tables)
    CHECK(contents(folder / ("first/" + table)) == contents(folder / ("second/" + table)));
}

TEST_CASE("the option --json prints the summary as JSON and nothing else on standard output") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  const Ran ran = kantel("compare s.toml --json --out out", folder.path);
  REQUIRE(ran.code == 0);
  const auto json = nlohmann::json::parse(ran.out);
  CHECK(json["summary"].size() > 50);
  CHECK(nlohmann::json::parse(kantel("describe --json").out).contains("parameters"));
}

TEST_CASE("traits of imported people show in figures of everybody alone, and small groups warn") {
  const Folder folder;
  std::string chart = "id,manager,unit,cohort\n0,,a,x\n", traits = "id,structure\n0,0.5\n";
  for (int i = 1; i < 60; ++i) {
    chart += std::to_string(i) + "," + std::to_string((i - 1) / 6) + "," + (i % 2 ? "a,x\n" : "b,y\n");
    traits += std::to_string(i) + "," + (i == 1 ? "0.9" : "0.5") + "\n";
  }
  folder.write("chart.csv", chart);
  folder.write("traits.csv", traits);
  const auto groups = [&](const std::string& keys, const std::string& more) {
    folder.write("s.toml",
                 "days = 10\nreplicates = 2\n[organisation]\nform = \"imported\"\nchart = \"chart.csv\"\n"
                 "add_manager_ties = true\n" +
                     keys + more + "[[arm]]\nname = \"a\"\napproach = \"rollout\"\n");
    const Ran ran = kantel("compare s.toml --force --out out", folder.path);
    REQUIRE(ran.code == 0);
    std::set<std::string> found;
    std::istringstream lines(contents(folder / "out/series.csv"));
    for (std::string line; std::getline(lines, line);) {
      const auto day = line.find(',', line.find(',') + 1);
      found.insert(line.substr(day + 1, line.find(',', day + 1) - day - 1));
    }
    found.erase("group");
    return std::pair{found, ran.err};
  };
  const std::string every = "[record]\nby_unit = true\nby_level = true\nby_structure = true\nby_cohort = true\n";
  const auto plain = groups("", every);
  CHECK(plain.first.size() > 5);
  CHECK_THAT(plain.second, !Catch::Contains("min_group"));
  for (const std::string unit : {"", "unit_level = 1\n", "unit_level = 2\n"}) {
    const auto given = groups("traits = \"traits.csv\"\n" + unit, every);
    CHECK(given.first == std::set<std::string>{"all"});
    CHECK_THAT(given.second, Catch::Contains("figures are of everybody together"));
  }
  CHECK_THAT(groups("", every + "[privacy]\nmin_group = 2\n").second,
             Catch::Contains("warning: privacy.min_group is 2"));
}

TEST_CASE("copies for spreadsheets hold no cell that is computed") {
  const Folder folder;
  folder.write("tables/a.csv", "name,value\n=1+1,-0.5\n+x,1e-3\n@sum,+2\n-y,=2\nplain,-inf\n\"=a,b\",\n");
  folder.write("tables/notes.txt", "=1");
  REQUIRE(kantel("spreadsheet tables --out copies", folder.path).code == 0);
  CHECK(contents(folder / "copies/a.csv") ==
        "name,value\n'=1+1,-0.5\n'+x,1e-3\n'@sum,'+2\n'-y,'=2\nplain,'-inf\n\"'=a,b\",\n");
  CHECK_FALSE(std::filesystem::exists(folder / "copies/notes.txt"));
  CHECK(kantel("spreadsheet tables --out copies", folder.path).code == 2);
  CHECK(kantel("spreadsheet tables --out tables --force", folder.path).code == 2);
  CHECK(kantel("spreadsheet nowhere --out copies2", folder.path).code == 2);
  CHECK_FALSE(std::filesystem::exists(folder / "copies2"));
}
