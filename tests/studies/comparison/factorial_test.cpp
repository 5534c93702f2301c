// What a factorial attributes to approach, style and their interaction.
#include <catch2/catch.hpp>

#include "models/models.hpp"
#include "studies/comparison/compare.hpp"
#include "studies/comparison/tables.hpp"

using namespace kantel;

TEST_CASE("an effect on a share may be below 0, and its interval lies about its mean") {
  const Workers workers(1);
  CompareOptions options;
  options.workers = &workers;
  const Outcome outcome = compare(
      open_scenario(
          "days = 40\nreplicates = 3\nfactorial = true\n[organisation]\nemployees = 100\n[[arm]]\nname = \"a\"\n"
          "approach = \"rollout\"\npolicy = \"directive\"\n[[arm]]\nname = \"b\"\napproach = \"diffusion\"\n"
          "policy = \"participative\"\nchampions = { share = 0.1 }\n",
          "s.toml"),
      options);
  int below = 0;
  for (const SummaryRow& row : summarise(outcome)) {
    if (row.arm.find(':') == std::string::npos || row.interval.n < 2) continue;
    CAPTURE(row.arm, row.metric);
    CHECK(row.interval.low <= row.interval.mean);
    CHECK(row.interval.high >= row.interval.mean);
    below += row.unit.starts_with("share of") && row.interval.mean < 0;
  }
  CHECK(below > 0);
}
