// kantel compare --uncertain, as a person meets it.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/shell.hpp"

using namespace kantel_test;
using Catch::Matchers::Contains;

namespace {

const std::vector<std::string> tables{"uncertainty.csv", "draws.csv", "draws_summary.csv"};

std::vector<std::vector<std::string>> rows_of(const fs::path& file) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(contents(file));
  for (std::string line; std::getline(lines, line);) {
    rows.emplace_back();
    std::istringstream fields(line + ",");
    for (std::string field; std::getline(fields, field, ',');) rows.back().push_back(field);
  }
  return rows;
}

}  // namespace

TEST_CASE("draws of the parameters have the same bytes at 1 and 2 threads, and leave the comparison as it is") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  REQUIRE(kantel("compare s.toml --quiet --out plain", folder.path).code == 0);
  for (const std::string threads : {"1", "2"}) {
    const Ran ran =
        kantel("compare --uncertain=16 s.toml --threads " + threads + " --out drawn" + threads, folder.path);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    CHECK_THAT(ran.out, Contains("16 draws of") && Contains("3 replicates each") && Contains("of 16"));
    for (const std::string table : {"summary.csv", "series.csv", "runs.csv", "differences.csv"})
      CHECK(contents(folder / ("drawn" + threads + "/" + table)) == contents(folder / ("plain/" + table)));
    for (const std::string& table : tables)
      CHECK(contents(folder / ("drawn" + threads + "/" + table)) == contents(folder / ("drawn1/" + table)));
    CHECK(contents(folder / ("drawn" + threads + "/report.html")) == contents(folder / "drawn1/report.html"));
  }
  CHECK_THAT(kantel("verify drawn1", folder.path).out, Contains("uncertainty.csv") && Contains("draws.csv"));
  const std::string page = contents(folder / "drawn1/report.html");
  CHECK_THAT(page, Contains("of the worlds we consider possible") && Contains("--uncertain=16") &&
                       Contains("id=\"uncertain\""));
  CHECK_THAT(contents(folder / "plain/report.html"), !Contains("worlds we consider"));
  for (const std::string& table : tables) CHECK_FALSE(fs::exists(folder / ("plain/" + table)));
  // Over an earlier result without draws, nothing of it stays.
  REQUIRE(kantel("compare s.toml --quiet --force --out drawn2", folder.path).code == 0);
  for (const std::string& table : tables) CHECK_FALSE(fs::exists(folder / ("drawn2/" + table)));
}

TEST_CASE("a draw is the comparison with its values set, and the report's scenario draws it again") {
  const Folder folder;
  folder.write("s.toml", small_scenario("[parameters]\np = 0.02\n"));
  REQUIRE(kantel("compare s.toml --uncertain=16 --quiet --set parameters.q=0.1 --out drawn", folder.path).code == 0);
  const auto draws = rows_of(folder / "drawn/draws.csv");
  REQUIRE(draws.size() == 17);
  std::string settings;
  for (std::size_t k = 1; k < draws[0].size(); ++k) {
    CHECK(draws[0][k] != "parameters.p");
    CHECK(draws[0][k] != "parameters.q");
    settings += " --set " + draws[0][k] + "=" + draws[6][k];
  }
  REQUIRE(kantel("compare s.toml --quiet --set parameters.q=0.1 --out one" + settings, folder.path).code == 0);
  std::vector<std::string> drawn, alone;
  for (const auto& row : rows_of(folder / "drawn/draws_summary.csv"))
    if (row[0] == draws[6][0]) drawn.push_back(row[1] + " " + row[2] + " " + row[3]);
  for (const auto& row : rows_of(folder / "one/summary.csv"))
    if (row[0] != "arm") alone.push_back(row[0] + " " + row[1] + " " + row[3]);
  CHECK(drawn == alone);

  const auto manifest = nlohmann::json::parse(contents(folder / "drawn/manifest.json"));
  CHECK(manifest["uncertain"]["draws"] == 16);
  CHECK(manifest["uncertain"]["held"] == nlohmann::json({"parameters.p", "parameters.q"}));
  folder.write("again.toml", manifest["scenario_toml"].get<std::string>());
  REQUIRE(kantel("compare again.toml --uncertain=16 --quiet --out again", folder.path).code == 0);
  for (const std::string& table : tables)
    CHECK(contents(folder / ("again/" + table)) == contents(folder / ("drawn/" + table)));
}

TEST_CASE("compare --uncertain is refused where it says nothing, before anything is run") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  folder.write("r.toml", "model = \"si\"\n[network]\npeople = 20\n");
  const auto refused = [&](const std::string& arguments) {
    const Ran ran = kantel("compare " + arguments + " --out out", folder.path);
    CHECK(ran.code == 2);
    CHECK_FALSE(fs::exists(folder / "out"));
    return ran.err;
  };
  CHECK_THAT(refused("s.toml --uncertain=8"), Contains("--uncertain: is \"8\"; allowed 16 to 4096"));
  CHECK_THAT(refused("s.toml --uncertain=many"), Contains("--uncertain: is \"many\""));
  CHECK_THAT(refused("s.toml --uncertain="), Contains("is given and empty"));
  CHECK_THAT(refused("s.toml --uncertain --replicate 1"), Contains("stands beside --replicate"));
  CHECK_THAT(refused("r.toml --uncertain"), Contains("is not for the model si"));
}
