// Question: what does an employee-day cost, and where does it go?
//
// Full change model, all daily processes, mean degree 10. The clock runs from the end of day 0 to the last day, so that
// neither building nor the start state is in `ns_per_employee_day`; `start_ns_per_employee` is the start state, paid
// once a run. `groups` is the number of days between records of groups, barriers and gains (record.every; 0: only the
// last day). Wall time, and beside it the processors' time of all threads; judge by ratios to another row of the same
// run.
//
// The answer is checked first: one and two threads must give the same series.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstring>
#include <ctime>

#include "bench/memory.hpp"
#include "models/change/measures.hpp"
#include "models/change/run_to_end.hpp"

using namespace kantel;

namespace {

using Clock = std::chrono::steady_clock;

Scenario scenario_of(std::int64_t employees, std::int64_t days, std::int64_t every, const std::string& arm) {
  return parse_scenario("days = " + std::to_string(days) + "\nreplicates = 1\nseed = 3\n[record]\nevery = " +
                            std::to_string(every > 0 ? every : days) +
                            "\n[organisation]\nmean_degree = 10\nemployees = " + std::to_string(employees) +
                            "\n[[arm]]\nname = \"arm\"\nchampions = { share = 0.01, chosen = \"by_degree\" }\n" + arm,
                        "bench.toml");
}

std::vector<float> series(const ChangeGround& ground, const Scenario& scenario, int threads) {
  const Workers workers(threads);
  const RunResult result = run(scenario, ground, scenario.arms[0], 0, workers, {});
  std::vector<float> out;
  for (std::int64_t day = 1; day <= scenario.settings.days; ++day)
    for (std::size_t m = 0; m < measures().size(); ++m) out.push_back(result.recording.value(day, 0, m));
  return out;
}

void a_run(benchmark::State& state, const std::string& arm) {
  const std::int64_t employees = state.range(0), days = state.range(1);
  const int threads = static_cast<int>(state.range(2));
  const Workers workers(threads);
  Scenario scenario = scenario_of(employees, days, state.range(3), arm);
  const ChangeGround ground = make_ground(scenario, make_organisation(scenario, 0, workers), workers);
  if (employees <= 100'000) {
    const std::vector<float> one = series(ground, scenario, 1), two = series(ground, scenario, 2);
    if (std::memcmp(one.data(), two.data(), one.size() * sizeof(float)) != 0) {
      state.SkipWithError("one and two threads disagree");
      return;
    }
  }
  double start = 0, pass = 0, busy = 0, first_days = 0, last_days = 0;
  for (auto _ : state) {
    const Clock::time_point begin = Clock::now();
    Clock::time_point first, before = begin;
    std::clock_t first_busy = 0;
    RunOptions options;
    options.on_day = [&](std::int64_t day) {
      const Clock::time_point now = Clock::now();
      const double took = std::chrono::duration<double>(now - before).count();
      before = now;
      if (day == 0) first = now, first_busy = std::clock();
      if (day > 0 && 10 * day <= days) first_days += took;
      if (10 * day > 9 * days) last_days += took;
    };
    benchmark::DoNotOptimize(run(scenario, ground, scenario.arms[0], 0, workers, options));
    start += std::chrono::duration<double>(first - begin).count();
    pass += std::chrono::duration<double>(Clock::now() - first).count();
    busy += static_cast<double>(std::clock() - first_busy) / CLOCKS_PER_SEC;
  }
  const double people = static_cast<double>(employees * static_cast<std::int64_t>(state.iterations()));
  state.counters["ns_per_employee_day"] = pass / people / static_cast<double>(days) * 1e9;
  state.counters["cpu_ns_per_employee_day"] = busy / people / static_cast<double>(days) * 1e9;
  state.counters["first_days_ns"] = first_days / people / static_cast<double>(days / 10) * 1e9;
  state.counters["last_days_ns"] = last_days / people / static_cast<double>(days - 9 * days / 10) * 1e9;
  state.counters["start_ns_per_employee"] = start / people * 1e9;
  state.counters["peak_bytes_per_employee"] = kantel_bench::peak_bytes() / static_cast<double>(employees);
}

}  // namespace

// What each lever of leading costs beside the plain arm of the same policy.
#define KANTEL_LEVER_SIZES                             \
  ArgNames({"employees", "days", "threads", "groups"}) \
      ->Args({10'000, 250, 1, 0})                      \
      ->Args({1'000'000, 100, 1, 0})                   \
      ->Unit(benchmark::kMillisecond)                  \
      ->UseRealTime()

#define KANTEL_SIZES                                   \
  ArgNames({"employees", "days", "threads", "groups"}) \
      ->Args({1'000, 250, 1, 0})                       \
      ->Args({1'000, 250, 1, 1})                       \
      ->Args({10'000, 250, 1, 0})                      \
      ->Args({100'000, 250, 1, 0})                     \
      ->Args({1'000'000, 250, 1, 0})                   \
      ->Args({1'000'000, 250, 1, 5})                   \
      ->Args({1'000'000, 250, 1, 1})                   \
      ->Args({1'000'000, 250, 2, 0})                   \
      ->Args({1'000'000, 250, 2, 5})                   \
      ->Args({1'000'000, 250, 2, 1})                   \
      ->Unit(benchmark::kMillisecond)                  \
      ->UseRealTime()

BENCHMARK_CAPTURE(a_run, rollout, "approach = \"rollout\"\npolicy = \"directive\"\n")->KANTEL_SIZES;
BENCHMARK_CAPTURE(a_run, diffusion, "approach = \"diffusion\"\npolicy = \"participative\"\n")->KANTEL_SIZES;
BENCHMARK_CAPTURE(a_run, by_readiness, "approach = \"hybrid\"\npolicy = \"by_readiness\"\n")->KANTEL_SIZES;

#define KANTEL_LEVER(name, keys) \
  BENCHMARK_CAPTURE(a_run, name, "approach = \"hybrid\"\npolicy = \"servant\"\n" keys)->KANTEL_LEVER_SIZES
KANTEL_LEVER(lever_none, "");
KANTEL_LEVER(lever_spread, "leader_sd = 0.15\nleader_absence = {}\n");
KANTEL_LEVER(lever_backing, "backing = { share = 0.8, cascading = true }\n");
KANTEL_LEVER(lever_span, "span_full = 8\n");
KANTEL_LEVER(lever_crisis, "crisis = { bound = 0.6 }\n");
KANTEL_LEVER(lever_inertia, "inertia = 30\n");
KANTEL_LEVER(lever_rotation, "rotation = true\n");
KANTEL_LEVER(lever_sprint, "event = [{ day = 1, do = \"sprint\" }]\n");
KANTEL_LEVER(lever_all,
             "leader_sd = 0.15\nleader_absence = {}\nbacking = { share = 0.8 }\nspan_full = 8\ncrisis = {}\n"
             "inertia = 30\nrotation = true\n");
BENCHMARK_CAPTURE(a_run, lever_own_means, "approach = \"hybrid\"\npolicy = \"servant\"\n[parameters]\nexample = 0.5\n")
    ->KANTEL_LEVER_SIZES;
BENCHMARK_CAPTURE(a_run, lever_rule, "approach = \"hybrid\"\npolicy = \"by_needs\"\n")->KANTEL_LEVER_SIZES;

BENCHMARK_MAIN();
