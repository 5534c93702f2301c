// Sensitivity on a function whose indices are known, through the same path as any sweep: file, design, store, export.
#include "studies/sweep/indices.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "studies/sweep/export.hpp"
#include "studies/sweep/sweep.hpp"
#include "tests/shell.hpp"
#include "tests/studies/sweep/plain_function.hpp"

using namespace kantel_test;

namespace {

// Ishigami & Homma 1990, a = 7, b = 0.1 on [-π, π]³: S = .3139 .4424 0, ST = .5576 .4424 .2437.
double ishigami(const std::map<std::string, double>& x) {
  const double s = std::sin(x.at("x2"));
  return std::sin(x.at("x1")) + 7 * s * s + 0.1 * std::pow(x.at("x3"), 4) * std::sin(x.at("x1"));
}

std::string cube(const std::string& design) {
  std::string text = design + "\n";
  for (const std::string x : {"x1", "x2", "x3"})
    text += "[[factor]]\nkey = \"" + x + "\"\nlow = -3.141592653589793\nhigh = 3.141592653589793\n";
  return text;
}

}  // namespace

TEST_CASE("Sobol' indices of the Ishigami function are the known ones, within their intervals") {
  for (const bool second_order : {false, true}) {
    const Folder folder;
    const Opened all = opened(cube(std::string("[design]\nkind = \"sobol\"\nsamples = 2048\nsecond_order = ") +
                                   (second_order ? "true" : "false")),
                              PlainFunction([](const auto& x, std::size_t, std::uint32_t) { return ishigami(x); }));
    const SweepResults results = swept(all, folder);
    const SobolIndices found = sobol_indices(results.means({"f"}, 0), 3, second_order, 1);
    CHECK(found.samples == 2048);
    const double first[] = {.3139, .4424, 0}, total[] = {.5576, .4424, .2437};
    for (std::size_t f = 0; f < 3; ++f) {
      CAPTURE(f, found.first[f].low, found.first[f].high, found.total[f].low, found.total[f].high);
      // The bootstrap's own half-width is about .05 for first-order and .04 for total indices at this size.
      CHECK(found.first[f].value == Approx(first[f]).margin(.03));
      CHECK(found.total[f].value == Approx(total[f]).margin(.03));
      CHECK(found.first[f].low <= first[f]);
      CHECK(first[f] <= found.first[f].high);
      CHECK(found.total[f].low <= total[f]);
      CHECK(total[f] <= found.total[f].high);
      CHECK(found.first[f].high - found.first[f].low < .2);
    }
  }
}

TEST_CASE("Morris effects of a sum are its slopes, without spread") {
  const Folder folder;
  const Opened all =
      opened(cube("[design]\nkind = \"morris\"\ntrajectories = 12"),
             PlainFunction([](const auto& x, std::size_t, std::uint32_t) { return 3 * x.at("x1") - 2 * x.at("x2"); }));
  const SweepResults results = swept(all, folder);
  const MorrisEffects found = morris_effects(results.means({"f"}, 0), results.design().unit, 1);
  const double range = 2 * 3.141592653589793;
  CHECK(found.trajectories == 12);
  CHECK(found.mean[0].value == Approx(3 * range));
  CHECK(found.mean[1].value == Approx(-2 * range));
  CHECK(found.mean_absolute[1].value == Approx(2 * range));
  CHECK(found.mean_absolute[2].value == Approx(0).margin(1e-9));
  CHECK(found.spread[0] == Approx(0).margin(1e-9));
}

TEST_CASE("a hole leaves its base sample out and nothing else") {
  std::vector<double> values;
  for (int i = 0; i < 40; ++i) values.push_back(std::sin(i * i));
  const SobolIndices whole = sobol_indices(values, 2, false, 1);
  CHECK(whole.samples == 10);
  values[5] = std::nan("");
  const SobolIndices holed = sobol_indices(values, 2, false, 1);
  CHECK(holed.samples == 9);
  values.erase(values.begin() + 4, values.begin() + 8);
  const SobolIndices without = sobol_indices(values, 2, false, 1);
  CHECK(without.first[0].value == holed.first[0].value);
  CHECK(without.total[1].high == holed.total[1].high);
}
