// What a sweep's report shows and says: means that weigh points rightly, differences beside arms, and no noise as a
// finding.
#include "studies/sweep/report/views.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "studies/sweep/report/answer.hpp"
#include "studies/sweep/report/figures.hpp"
#include "studies/sweep/sweep.hpp"
#include "tests/shell.hpp"
#include "tests/studies/sweep/plain_function.hpp"

using namespace kantel_test;

namespace {

// A number in [-1, 1] that looks drawn, of a replicate.
double noise(std::uint32_t replicate) { return std::sin(12.9898 * (replicate + 1)) * std::cos(78.233 * replicate); }

SweepResults swept(const std::string& text, PlainFunction::Function function,
                   std::vector<std::string> arms = {"before", "after"}) {
  const Folder folder;
  return kantel_test::swept(opened(text, PlainFunction(std::move(function), std::move(arms))), folder);
}

const std::string grid =
    "replicates = 40\n[design]\nkind = \"grid\"\n[[factor]]\nkey = \"x1\"\nvalues = [0.0, 1.0]\n"
    "[[factor]]\nkey = \"x2\"\nvalues = [0.0, 1.0]\n";

}  // namespace

TEST_CASE("pooled points with equally many replicates have the t-interval of whole replicates") {
  std::vector<PooledPoint> points(3);
  std::vector<double> of_replicate(8, 0);
  IntervalScratch scratch;
  for (std::uint32_t r = 0; r < 8; ++r)
    for (std::size_t p = 0; p < 3; ++p) {
      points[p].replicates.push_back(r);
      points[p].values.push_back(static_cast<double>(p) + noise(r) * (1 + static_cast<double>(p)) + .1 * noise(r * 7));
      of_replicate[r] += points[p].values.back() / 3;
    }
  const Pooled found = pooled(points);
  const Interval expected = interval_of(of_replicate, scratch);
  CHECK(found.value.mean == Approx(expected.mean));
  CHECK(found.value.low == Approx(expected.low));
  CHECK(found.value.high == Approx(expected.high));
  CHECK(found.value.n == 24);
  CHECK(found.runs == 24);
}

TEST_CASE("a point that stopped early weighs as much as one that went on, and undefined runs are counted") {
  const Pooled found = pooled({{{0, 1}, {1, 1}}, {{0, 1, 2, 3}, {4, undefined, 6, 5}}, {{0}, {undefined}}});
  CHECK(found.value.mean == Approx(3));  // of 1 and 5, not of all five values
  CHECK(found.value.n == 5);
  CHECK(found.runs == 7);
  CHECK(found.value.low < 3);
}

TEST_CASE("with an early stop a curve's level is the mean of its cells in the heat map") {
  // Where x2 is 1 it is noisy, goes on for longer, and lies higher.
  const SweepResults results = swept(
      grid + "[stop]\nmetric = \"y\"\nwidth = 0.2\nbatch = 10\n", [](const auto& x, std::size_t arm, std::uint32_t r) {
        return 5 * x.at("x2") + (.01 + x.at("x2")) * (1 + .1 * static_cast<double>(arm)) * noise(r);
      });
  REQUIRE(results.replicates(0).size() < results.replicates(1).size());
  const Side arm = results.arms()[0];
  const HeatMap map = heat_map(results, 0, 1, arm, 0);
  const std::vector<ResponsePoint> curve = response(results, 0, arm, 0);
  REQUIRE(curve.size() == 2);
  for (std::size_t level = 0; level < 2; ++level) {
    const double cells = (map.cells[level][0].value.mean + map.cells[level][1].value.mean) / 2;
    CHECK(curve[level].over.value.mean == Approx(cells));
    CHECK(curve[level].over.value.mean == Approx(2.5).margin(.2));
  }
}

TEST_CASE("noise is not told as a finding, and a clear factor is, with its interval") {
  const std::string nothing = short_answer(swept(grid, [](const auto& x, std::size_t, std::uint32_t r) {
    return noise(r + 40 * static_cast<std::uint32_t>(x.at("x1") + 2 * x.at("x2")));
  }));
  CHECK_THAT(nothing, Catch::Contains("in before it is moved clearly by nothing"));
  const std::string clear = short_answer(swept(grid, [](const auto& x, std::size_t arm, std::uint32_t r) {
    return 10 * x.at("x2") * static_cast<double>(arm) + noise(r);
  }));
  CHECK_THAT(clear, Catch::Contains("What comes out: in before it is moved clearly by nothing"));
  CHECK_THAT(clear, Catch::Contains("In after it moves most with x2: from ") && Catch::Contains(" at 0 to ") &&
                        Catch::Contains(" to 10."));
  CHECK_THAT(clear, Catch::Contains("The difference after minus before moves most with x2"));
}

TEST_CASE("one at a time, what is drawn and told is the paired difference from the baseline") {
  // KeyedRandom moves runs far more than the factor does; only pairing shows it.
  const SweepResults results = swept(
      "replicates = 10\n[design]\nkind = \"one_at_a_time\"\n[[factor]]\nkey = \"x1\"\nvalues = [0.25, 0.5]\nbase = "
      "0.25\n[[factor]]\nkey = \"x2\"\nvalues = [0.0, 1.0]\nbase = 0.0\n",
      [](const auto& x, std::size_t, std::uint32_t r) { return 50 * noise(r) + 4 * x.at("x1") + .001 * noise(r * 3); });
  const std::string said = short_answer(results);
  CHECK_THAT(said, Catch::Contains("it is moved most by first coordinate (x1): +1.00") && Catch::Contains("at 0.5"));
  const SweepFigures figures = sweep_figures(results);
  CHECK(figures.data.contains("baseline-y"));
  CHECK_FALSE(figures.data.contains("response-y"));
  CHECK_THAT(figures.html, Catch::Contains("Each run minus the same replicate at the baseline"));
}

TEST_CASE("paired differences stand beside arms in heat maps, curves and indices") {
  const auto function = [](const auto& x, std::size_t arm, std::uint32_t r) {
    return x.at("x1") * (1 + static_cast<double>(arm)) + x.at("x2") + noise(r);
  };
  const SweepFigures figures = sweep_figures(swept("baseline = 1\n" + grid, function));
  CHECK(figures.data["heat-y"].size() == 5);  // two arms, their difference, and each against the baseline
  CHECK(figures.data["difference-y"].size() == 2);
  CHECK(figures.data["baseline-y"].size() == 2);
  CHECK_THAT(figures.html, Catch::Contains("after minus before"));
  const std::string cube =
      "[design]\nkind = \"sobol\"\nsamples = 64\n[[factor]]\nkey = \"x1\"\nlow = 0\nhigh = "
      "1\n[[factor]]\nkey = \"x2\"\nlow = 0\nhigh = 1\n";
  const SweepResults random = swept(cube, function);
  CHECK(sweep_figures(random).data["indices-y"].size() == 3);
  CHECK_THAT(short_answer(random),
             Catch::Contains("The difference after minus before is decided most by first coordinate (x1), 100%"));
}

TEST_CASE("cells whose metric is undefined in some runs are marked and counted") {
  const SweepFigures figures = sweep_figures(swept(grid, [](const auto& x, std::size_t, std::uint32_t r) {
    return x.at("x1") > 0 && r % 2 == 0 ? undefined : 3.0;
  }));
  CHECK_THAT(figures.html, Catch::Contains("20 of 40") && Catch::Contains("Such cells are marked *"));
  CHECK_THAT(figures.data.dump(), Catch::Contains("*\""));
}
