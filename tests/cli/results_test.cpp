// What a comparison leaves behind: the same bytes whatever the threads, whole files or none, and the contract of the
// command line.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

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
