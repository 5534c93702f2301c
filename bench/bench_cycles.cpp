// Question: how many cycles does an employee-day cost, and what do groups add to it?
//
// Nanoseconds say as much of the clock, which swings with what the neighbours do, as of the code. Here the clock is
// measured beside the days (clock.hpp), so that figures of two machines, or of two hours of one, can be held against
// each other. Two runs of one arm live side by side on one thread, ten days in turns: one records everybody alone, the
// other groups, barriers and gains daily as well. The start is in neither figure, nor is the first day of each ten,
// whose columns the other run has pushed out of the caches.
//
// The answer is checked first: what is recorded of everybody is the same in both.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>

#include "bench/clock.hpp"
#include "bench/scenario.hpp"
#include "models/change/measures.hpp"
#include "models/change/run.hpp"

using namespace kantel;

namespace {

constexpr std::int64_t days = 250, turn = 10, timed = days / turn * (turn - 1);

struct Spent {
  double seconds = 0, cycles = 0;
};

void live(ChangeRun& run, const Workers& workers, Spent& spent) {
  run.advance(workers);
  double clock = kantel_bench::clock_rate();
  const double start = kantel_bench::busy_seconds();
  for (std::int64_t day = 1; day < turn; ++day) run.advance(workers);
  const double took = kantel_bench::busy_seconds() - start;
  clock = (clock + kantel_bench::clock_rate()) / 2;
  spent.seconds += took;
  spent.cycles += took * clock;
}

// Not the measures that are only made on the days when groups are recorded.
bool agree(const Recording& a, const Recording& b) {
  for (std::int64_t day = 0; day <= days; ++day)
    for (std::size_t m = 0; m < measures().size(); ++m) {
      const float one = a.value(day, 0, m), two = b.value(day, 0, m);
      if (!measures()[m].costly && std::memcmp(&one, &two, sizeof one) != 0) return false;
    }
  return true;
}

void in_cycles(benchmark::State& state) {
  const std::int64_t people = state.range(0);
  const Workers workers(1);
  Scenario scenario = kantel_bench::rollout(people, days);  // groups on the last day only
  const ChangeGround plain = make_ground(scenario, make_organisation(scenario, 0, workers), workers);
  ChangeGround grouped = plain;
  grouped.groups.every = 1;
  Spent alone, with_groups;
  for (auto _ : state) {
    ChangeRun one(scenario, plain, scenario.arms[0], 0, nullptr, workers);
    ChangeRun other(scenario, grouped, scenario.arms[0], 0, nullptr, workers);
    while (!one.finished()) live(one, workers, alone), live(other, workers, with_groups);
    if (!agree(one.recording(), other.recording())) {
      state.SkipWithError("recording groups changes what is recorded of everybody");
      return;
    }
  }
  const auto employee_days = static_cast<double>(people * timed * static_cast<std::int64_t>(state.iterations()));
  state.counters["cycles_per_employee_day"] = alone.cycles / employee_days;
  state.counters["cycles_with_groups_daily"] = with_groups.cycles / employee_days;
  state.counters["times_with_groups"] = with_groups.cycles / alone.cycles;
  state.counters["ns_per_employee_day"] = alone.seconds / employee_days * 1e9;
  state.counters["GHz"] = alone.cycles / alone.seconds / 1e9;
}

}  // namespace

BENCHMARK(in_cycles)
    ->ArgName("employees")
    ->Arg(1'000)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
