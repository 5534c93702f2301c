// Question: what does it cost to build an organisation with its ties?
//
// The answer is checked first: one and two threads must build the same ties.
#include <benchmark/benchmark.h>

#include <algorithm>

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
  for (auto _ : state) benchmark::DoNotOptimize(built(employees, static_cast<int>(state.range(1))));
  state.counters["us_per_employee"] = benchmark::Counter(static_cast<double>(employees * state.iterations()) / 1e6,
                                                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

}  // namespace

BENCHMARK(sector)
    ->ArgNames({"employees", "threads"})
    ->Args({10'000, 1})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->Args({10'000'000, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

BENCHMARK_MAIN();
