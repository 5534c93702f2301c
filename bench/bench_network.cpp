// Question: what does it cost to build an organisation with its ties?
//
// The answer is checked first: one and two threads must build the same ties. What is reported is the best of the
// iterations: a virtual machine's host takes back memory that has been free for some seconds, and the first touch of it
// afterwards costs more than building does (bench_ceilings, first_touch).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <limits>

#include "models/organisation/organisation.hpp"

using namespace kantel;

namespace {

Organisation built(std::int64_t employees, int threads) {
  OrganisationSettings settings;
  settings.employees = employees;
  settings.mean_degree = 10;
  const Workers workers(threads);
  return make_organisation(settings, "", 1, workers);
}

void sector(benchmark::State& state) {
  const std::int64_t employees = state.range(0);
  const Organisation one = built(std::min<std::int64_t>(employees, 100'000), 1),
                     two = built(std::min<std::int64_t>(employees, 100'000), 2);
  for (Employee v = 0; v < one.employees(); ++v)
    if (!std::ranges::equal(one.ties.ties(v), two.ties.ties(v))) {
      state.SkipWithError("one and two threads disagree");
      return;
    }
  double best = std::numeric_limits<double>::infinity();
  for (auto _ : state) {
    const auto started = std::chrono::steady_clock::now();
    benchmark::DoNotOptimize(built(employees, static_cast<int>(state.range(1))));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    best = std::min(best, seconds);
    state.SetIterationTime(seconds);
  }
  state.counters["us_per_employee"] = 1e6 * best / static_cast<double>(employees);
}

}  // namespace

BENCHMARK(sector)
    ->ArgNames({"employees", "threads"})
    ->Args({10'000, 1})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->Args({10'000'000, 2})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(6)
    ->UseManualTime();

BENCHMARK_MAIN();
