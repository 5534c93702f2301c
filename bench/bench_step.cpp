// Question: what does an employee-day cost, and how does it grow with the organisation and with threads?
//
// The answer is checked first: one and two threads must give the same series. Times are wall time;
// `ns_per_employee_day` is the figure to compare, as a ratio to another row of the same run.
#include <benchmark/benchmark.h>

#include <cstring>

#include "bench/memory.hpp"
#include "models/change/measures.hpp"
#include "models/comparison/compare.hpp"

using namespace kantel;

namespace {

Scenario scenario_of(std::int64_t employees, std::int64_t days) {
  return parse_scenario("days = " + std::to_string(days) +
                            "\nreplicates = 1\nseed = 3\n[organisation]\nemployees = " + std::to_string(employees) +
                            "\n[[arm]]\nname = \"rollout\"\napproach = \"rollout\"\npolicy = \"directive\"\n"
                            "champions = { share = 0.01, chosen = \"by_degree\" }\n",
                        "bench.toml");
}

std::vector<float> series(const Stage& stage, const Scenario& scenario, int threads) {
  const Workers workers(threads);
  const RunResult result = run(stage, scenario.arms[0], 0, workers, {});
  std::vector<float> out;
  for (std::int64_t day = 1; day <= scenario.settings.days; ++day)
    for (std::size_t m = 0; m < measures().size(); ++m) out.push_back(result.recording.value(day, 0, m));
  return out;
}

void a_run(benchmark::State& state) {
  const std::int64_t employees = state.range(0), days = state.range(1);
  const int threads = static_cast<int>(state.range(2));
  const Workers workers(threads);
  Scenario scenario = scenario_of(employees, days);
  const Stage stage = make_stage(scenario, make_organisation(scenario, 0, workers), workers);
  if (employees <= 100'000) {
    const std::vector<float> one = series(stage, scenario, 1), two = series(stage, scenario, 2);
    if (std::memcmp(one.data(), two.data(), one.size() * sizeof(float)) != 0) {
      state.SkipWithError("one and two threads disagree");
      return;
    }
  }
  for (auto _ : state) benchmark::DoNotOptimize(run(stage, scenario.arms[0], 0, workers, {}));
  const double employee_days = static_cast<double>(employees * days * state.iterations());
  state.counters["ns_per_employee_day"] =
      benchmark::Counter(employee_days / 1e9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["peak_bytes_per_employee"] = kantel_bench::peak_bytes() / static_cast<double>(employees);
}

}  // namespace

BENCHMARK(a_run)
    ->ArgNames({"employees", "days", "threads"})
    ->Args({1'000, 250, 1})
    ->Args({18'000, 100, 1})
    ->Args({100'000, 50, 1})
    ->Args({100'000, 50, 2})
    ->Args({1'000'000, 20, 1})
    ->Args({1'000'000, 20, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

BENCHMARK_MAIN();
