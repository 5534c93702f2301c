// Question: how does an employee-day grow with the organisation, and with threads?
//
// The answer is checked first: one and two threads must give the same series. A year of 250 working days; building is
// not counted; the best of three runs up to a million employees, one above.
// KANTEL_BENCH_LARGEST=100000000 adds the largest, on two threads alone, which needs 16 GB.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "bench/memory.hpp"
#include "bench/scenario.hpp"
#include "models/change/measures.hpp"

using namespace kantel;

namespace {

constexpr std::int64_t days = 250;

bool threads_agree() {
  Scenario scenario = kantel_bench::rollout(30'000, 30);
  std::vector<float> series[2];
  for (const int threads : {1, 2}) {
    const Workers workers(threads);
    const ChangeGround ground = make_ground(scenario, make_organisation(scenario, 0, workers), workers);
    const RunResult result = run(scenario, ground, scenario.arms[0], 0, workers, {});
    for (std::int64_t day = 1; day <= scenario.settings.days; ++day)
      for (std::size_t m = 0; m < measures().size(); ++m)
        series[threads - 1].push_back(result.recording.value(day, 0, m));
  }
  return std::memcmp(series[0].data(), series[1].data(), series[0].size() * sizeof(float)) == 0;
}

void a_day(benchmark::State& state) {
  static const bool agree = threads_agree();
  if (!agree) {
    state.SkipWithError("one and two threads disagree");
    return;
  }
  const std::int64_t employees = state.range(0);
  const Workers workers(static_cast<int>(state.range(1))), all(0);
  Scenario scenario = kantel_bench::rollout(employees, days);
  const ChangeGround ground = make_ground(scenario, make_organisation(scenario, 0, all), all);
  constexpr std::int64_t timed = days - 1;
  double best = std::numeric_limits<double>::infinity();
  for (auto _ : state) {
    const double a_day = kantel_bench::seconds_a_day(ground, scenario, workers);
    best = std::min(best, a_day);
    state.SetIterationTime(a_day * static_cast<double>(timed));
  }
  state.counters["ns_per_employee_day"] = 1e9 * best / static_cast<double>(employees);
}

void small_sizes(benchmark::internal::Benchmark* bench) {
  for (const std::int64_t employees : {10'000, 100'000, 1'000'000})
    for (const std::int64_t threads : {1, 2}) bench->Args({employees, threads});
}
void large_sizes(benchmark::internal::Benchmark* bench) {
  const char* const text = std::getenv("KANTEL_BENCH_LARGEST");
  const std::int64_t largest = std::max<std::int64_t>(10'000'000, text ? std::atoll(text) : 0);
  for (std::int64_t employees = 10'000'000; employees <= largest; employees *= 10)
    for (const std::int64_t threads : {1, 2})
      if (threads == 2 || employees <= 10'000'000) bench->Args({employees, threads});
}

}  // namespace

#define KANTEL_TIMES ArgNames({"employees", "threads"})->UseManualTime()->Unit(benchmark::kMillisecond)
BENCHMARK(a_day)->KANTEL_TIMES->Apply(small_sizes)->Iterations(3);
BENCHMARK(a_day)->KANTEL_TIMES->Apply(large_sizes)->Iterations(1);

BENCHMARK_MAIN();
