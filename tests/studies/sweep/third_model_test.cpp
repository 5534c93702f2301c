// A model that only tests know (tests/models/third_model.cpp) goes through compare, tables, report and sweep, which
// know no model by name.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "models/change/leading/rules.hpp"
#include "models/models.hpp"
#include "studies/comparison/compare.hpp"
#include "studies/comparison/manifest.hpp"
#include "studies/report/report.hpp"
#include "studies/sweep/design/experiment.hpp"
#include "studies/sweep/export.hpp"
#include "studies/sweep/store/store_about.hpp"
#include "studies/sweep/sweep.hpp"
#include "tests/shell.hpp"

using namespace kantel;
using kantel_test::contents;
using kantel_test::Folder;

namespace {

const std::string text = R"(
name = "third"
model = "switches"
days = 40
replicates = 6
seed = 5
[[arm]]
name = "slow"
people = 500
up = 0.02
[[arm]]
name = "quick"
people = 500
up = 0.2
)";

}  // namespace

TEST_CASE("a third model, registered in one place, is compared, written and reported") {
  const Folder folder;
  const Workers workers(2);
  const Outcome outcome = compare(open_scenario(text, "third.toml"), {.workers = &workers});
  REQUIRE(outcome.replicates.size() == 6);
  const double expected = .2 / .3 * (1 - std::pow(1 - .2 - .1, 40));
  for (const std::vector<double>& run : outcome.values[1]) CHECK(std::abs(run[0] - expected) < .1);
  const std::vector<SummaryRow> summary = summarise(outcome);
  write_tables(outcome, summary, {}, folder.path);
  write_report(folder.path);
  CHECK(contents(folder / "series.csv").starts_with("arm,day,group,measure,mean,low,high,p05,p95\nslow,0,all,on,0"));
  const std::string page = contents(folder / "report.html");
  CHECK_THAT(page, Catch::Contains("P(off → on) = up"));
  CHECK_THAT(page, Catch::Contains("Switches among 500 people"));
}

TEST_CASE("a third model is swept over its own keys, and a wrong value is told with its range") {
  const Folder folder;
  folder.write("third.toml", text);
  folder.write("e.toml",
               "scenario = \"third.toml\"\nreplicates = 2\n[design]\nkind = \"grid\"\n[[factor]]\nkey = "
               "\"arm.slow.down\"\nvalues = [0, 0.1]\n[keep]\nmetrics = [\"on_end\"]\n");
  const Opened opened = open_experiment(folder / "e.toml");
  const Workers workers(2);
  {
    Store store(folder / "s.db", about(opened, "test", {}), "host");
    SweepOptions options;
    options.workers = &workers;
    CHECK(sweep(opened, {}, store, options).done == 8);
    store.close();
  }
  export_csv(StoreReader(folder / "s.db"), folder.path);
  CHECK_THAT(contents(folder / "points.csv"), Catch::Contains("point,down\n0,0\n1,0.1"));
  folder.write("wrong.toml",
               "scenario = \"third.toml\"\n[design]\nkind = \"grid\"\n[[factor]]\nkey = "
               "\"arm.slow.down\"\nvalues = [0, 7]\n");
  CHECK_THROWS_WITH(open_experiment(folder / "wrong.toml"), Catch::Contains("0 to 1"));
}

TEST_CASE("own rules are refused, not ignored, by a model that has nobody who leads") {
  const std::shared_ptr<World> world = open_scenario(text, "third.toml");
  CHECK_THROWS_WITH(world->use_rules(0, Rules{}), Catch::Contains("nobody who leads"));
}
