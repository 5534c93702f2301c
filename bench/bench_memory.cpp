// Question: how many bytes an employee does a run take at its peak, building included?
//
// Each size runs in a process of its own, so that its peak is its own. The answer is checked first: the network alone
// must be counted in it. KANTEL_BENCH_LARGEST=100000000 adds the largest, which needs 16 GB.
#include <benchmark/benchmark.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "bench/memory.hpp"
#include "bench/scenario.hpp"

using namespace kantel;

namespace {

struct Found {
  double built_bytes = 0, peak_bytes = 0, network_bytes = 0;
};

Found alone(std::int64_t employees) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return {};
  const pid_t child = fork();
  if (child == 0) {
    const Workers workers(2);
    Scenario scenario = kantel_bench::rollout(employees, 5);
    Organisation organisation = make_organisation(scenario, 0, workers);
    Found found;
    found.built_bytes = kantel_bench::peak_bytes();
    found.network_bytes = static_cast<double>(organisation.ties.bytes());
    const ChangeGround ground = make_ground(scenario, std::move(organisation), workers);
    benchmark::DoNotOptimize(run(scenario, ground, scenario.arms[0], 0, workers, {}));
    found.peak_bytes = kantel_bench::peak_bytes();
    _exit(write(ends[1], &found, sizeof found) == sizeof found ? 0 : 1);
  }
  close(ends[1]);
  Found found;
  if (read(ends[0], &found, sizeof found) != sizeof found) found = {};
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return found;
}

void bytes(benchmark::State& state) {
  const auto employees = static_cast<double>(state.range(0));
  Found found;
  for (auto _ : state) found = alone(state.range(0));
  if (found.network_bytes == 0 || found.peak_bytes < found.network_bytes) {
    state.SkipWithError("the run failed");
    return;
  }
  state.counters["bytes_per_employee"] = found.peak_bytes / employees;
  state.counters["built_bytes_per_employee"] = found.built_bytes / employees;
  state.counters["network_bytes_per_employee"] = found.network_bytes / employees;
}

void sizes(benchmark::internal::Benchmark* bench) {
  const char* const text = std::getenv("KANTEL_BENCH_LARGEST");
  const std::int64_t largest = text ? std::atoll(text) : 10'000'000;
  for (std::int64_t employees = 1'000'000; employees <= largest; employees *= 10) bench->Arg(employees);
}

}  // namespace

BENCHMARK(bytes)->ArgName("employees")->Apply(sizes)->Iterations(1)->UseRealTime()->Unit(benchmark::kSecond);

BENCHMARK_MAIN();
