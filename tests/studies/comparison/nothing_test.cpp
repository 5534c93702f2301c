// What an arm gains over doing nothing, an arm that is lived beside it.
#include <catch2/catch.hpp>
#include <cmath>

#include "models/models.hpp"
#include "studies/comparison/compare.hpp"

using namespace kantel;

namespace {

const std::string text = R"(
days = 80
replicates = 3
seed = 3
[organisation]
employees = 300
[record]
against_nothing = true
[parameters]
p = 0.02
[[arm]]
name = "listed"
approach = "diffusion"
policy = "neutral"
[[arm]]
name = "led"
approach = "rollout"
policy = "participative"
champions = { share = 0.05 }
[[arm.event]]
day = 5
do = "train"
hours = 8
)";

// A metric of every replicate of an arm.
std::vector<double> values(const Outcome& outcome, std::size_t arm, std::string_view metric) {
  const auto found = std::ranges::find(outcome.metrics, metric, &Metric::name);
  REQUIRE(found != outcome.metrics.end());
  std::vector<double> list;
  for (const auto& of_replicate : outcome.values[arm])
    list.push_back(of_replicate[static_cast<std::size_t>(found - outcome.metrics.begin())]);
  return list;
}

Outcome compared(const std::string& scenario, int threads) {
  const Workers workers(threads);
  CompareOptions options;
  options.workers = &workers;
  return compare(open_scenario(scenario, "nothing.toml"), options);
}

}  // namespace

TEST_CASE("what is gained over doing nothing is the difference from an arm that does nothing") {
  for (const int threads : {1, 2}) {
    const Outcome outcome = compared(text, threads);
    const auto gained = values(outcome, 1, "gained_durable"), cost = values(outcome, 1, "hours_per_gained");
    const auto led = values(outcome, 1, "durable_end"), nothing = values(outcome, 0, "durable_end");
    const auto leading = values(outcome, 1, "leader_hours_total"),
               training = values(outcome, 1, "training_hours_total");
    for (std::size_t r = 0; r < 3; ++r) {
      CHECK(gained[r] == led[r] - nothing[r]);
      CHECK(gained[r] > 0);
      CHECK(cost[r] == Approx(values(outcome, 1, "hours_total")[r] / (gained[r] * 300)));
      CHECK(values(outcome, 1, "hours_total")[r] >= leading[r] + training[r]);
      CHECK(training[r] == Approx(8 * 300));
    }
    for (const double own : values(outcome, 0, "gained_durable")) CHECK(own == 0);
    for (const double own : values(outcome, 0, "hours_per_gained")) CHECK(std::isnan(own));
  }
}

TEST_CASE("a gain may be negative, and its interval is not cut at 0") {
  const Outcome outcome = compared(text, 1);
  const auto gained = std::ranges::find(outcome.metrics, "gained_durable", &Metric::name);
  CHECK(scale_of(gained->unit) == Scale::number);
}

TEST_CASE("what is gained over doing nothing is empty where it was not asked for, and all else the same") {
  std::string without = text;
  without.replace(without.find("against_nothing = true"), 22, "against_nothing = false");
  const Outcome asked = compared(text, 2), plain = compared(without, 2);
  for (const std::string_view metric : {"gained_durable", "hours_per_gained"})
    for (const double value : values(plain, 1, metric)) CHECK(std::isnan(value));
  for (const std::string_view metric : {"durable_end", "exits", "leader_hours_total"})
    CHECK(values(plain, 1, metric) == values(asked, 1, metric));
}
