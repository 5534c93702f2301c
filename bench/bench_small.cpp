// Question: how many small runs a second, as a sweep makes them: 1,000 employees for 250 days, one thread a run?
//
// The answer is checked first: a run among others must give what it gives alone. `resident` shares one organisation, as
// the points of a sweep over parameters do; `fresh` draws one for each run.
#include <benchmark/benchmark.h>

#include <cmath>

#include "bench/scenario.hpp"
#include "models/change/measures.hpp"

using namespace kantel;

namespace {

constexpr std::size_t runs = 64;

float last(const RunResult& result) { return result.recording.value(250, 0, 1); }

void small(benchmark::State& state, bool fresh) {
  const Workers workers(static_cast<int>(state.range(0))), alone(1);
  Scenario scenario = kantel_bench::rollout(1000, 250);
  const ChangeGround shared = make_ground(scenario, make_organisation(scenario, 0, alone), alone);
  std::vector<float> ends(runs);
  const auto one = [&](std::size_t i) {
    const Workers own(1);
    const auto replicate = static_cast<std::uint32_t>(i);
    if (!fresh) {
      ends[i] = last(run(scenario, shared, scenario.arms[0], replicate, own, {}));
      return;
    }
    Scenario mine = scenario;
    const ChangeGround ground = make_ground(mine, make_organisation(mine, replicate, own), own);
    ends[i] = last(run(mine, ground, mine.arms[0], replicate, own, {}));
  };
  for (auto _ : state) workers.for_each(runs, one);
  const float among = ends[7];
  one(7);
  if (among != ends[7]) state.SkipWithError("a run among others differs from the same alone");
  state.counters["runs_per_second"] = benchmark::Counter(
      static_cast<double>(runs * static_cast<std::size_t>(state.iterations())), benchmark::Counter::kIsRate);
}

}  // namespace

BENCHMARK_CAPTURE(small, resident, false)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(small, fresh, true)->ArgName("threads")->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
