// Question: are the two budgets met? The flagship (4 arms, 30 replicates, 500 days) in 60 s on 2 cores, and a million
// employees for 250 days, one arm, in 15 s and 256 MB, building included.
//
// The answer is checked first: a replicate alone must have the metrics it has among others.
#include <benchmark/benchmark.h>

#include <cmath>
#include <filesystem>

#include "bench/memory.hpp"
#include "models/models.hpp"
#include "studies/comparison/compare.hpp"

using namespace kantel;

namespace {

const Workers& two() {
  static const Workers workers(2);
  return workers;
}

bool same(const std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i])))) return false;
  return a.size() == b.size();
}

// First, so that the peak is its own.
void million(benchmark::State& state) {
  for (auto _ : state) {
    const std::shared_ptr<World> world = open_scenario(
        "days = 250\nreplicates = 1\n[organisation]\nemployees = 1000000\n[[arm]]\nname = \"rollout\"\napproach = "
        "\"rollout\"\n"
        "policy = \"directive\"\nchampions = { share = 0.01, chosen = \"by_degree\" }\n",
        "million.toml");
    CompareOptions options;
    options.workers = &two();
    benchmark::DoNotOptimize(compare(world, options));
  }
  state.counters["peak_MB"] = kantel_bench::peak_bytes() / 1e6;
  state.counters["budget_s"] = 15;
  state.counters["budget_MB"] = 256;
}

void flagship(benchmark::State& state) {
  const std::string file = std::string(KANTEL_SOURCE_DIR) + "/scenarios/municipality.toml";
  CompareOptions options;
  options.workers = &two();
  const auto flagship_world = [&](const PrepareOptions& prepare) {
    return std::shared_ptr<World>(open_scenario(read_text_file(file), file, prepare));
  };
  PrepareOptions short_run;
  short_run.overrides.days = 40;
  short_run.overrides.replicates = 3;
  const Outcome all = compare(flagship_world(short_run), options);
  options.only_replicate = 2;
  const Outcome alone = compare(flagship_world(short_run), options);
  for (std::size_t arm = 0; arm < all.values.size(); ++arm)
    if (!same(all.values[arm][2], alone.values[arm][0])) {
      state.SkipWithError("a replicate alone differs from the same among others");
      return;
    }
  options.only_replicate.reset();
  for (auto _ : state) benchmark::DoNotOptimize(compare(flagship_world({}), options));
  state.counters["budget_s"] = 60;
}

}  // namespace

BENCHMARK(million)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);
BENCHMARK(flagship)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);

BENCHMARK_MAIN();
