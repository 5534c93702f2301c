// Question: what would the machine allow? What a day may cost is judged against it, in the same run:
//   arithmetic   a loop of integer mixing in registers: how much two threads give at most, here and now
//   stream       a = a + s·b over arrays far beyond the caches: bytes a second, in place, as the daily pass streams
//   pull         one iteration of PageRank by pulling along the same ties [Beamer, Asanović & Patterson 2015, GAP]:
//                what it costs to fetch one number a tie
//   day          the change model
//   first_touch  a GiB taken from the system and touched page by page: when it has been free for five seconds, in which
//                a virtual machine's host may take it back, and again right after
// The answers are checked first: PageRank's ranks sum to 1 and are the ones that a push along each tie gives.
#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <thread>

#include "bench/scenario.hpp"
#include "sim/random.hpp"

using namespace kantel;

namespace {

constexpr std::int64_t days = 250;  // as in the other benchmarks: its first days cost more
constexpr std::size_t block = 16'384;

struct Subject {
  explicit Subject(std::int64_t people) : scenario(kantel_bench::rollout(people, days)) {}
  Workers all{0};
  Scenario scenario;
  ChangeGround ground = make_ground(scenario, make_organisation(scenario, 0, all), all);
  const Network& ties = ground.organisation.ties;
};
const Subject& subject(std::int64_t people) {  // one at a time
  static std::optional<Subject> one;
  if (!one || one->ground.organisation.employees() != static_cast<Employee>(people)) one.emplace(people);
  return *one;
}

void arithmetic(benchmark::State& state) {
  const Workers workers(static_cast<int>(state.range(0)));
  constexpr std::size_t pieces = 64, rounds = 1 << 20;
  std::array<std::uint64_t, pieces> found{};
  for (auto _ : state) {
    workers.for_each(pieces, [&](std::size_t piece) {
      std::uint64_t value = piece;
      for (std::size_t i = 0; i < rounds; ++i) value = hashed(value);
      found[piece] = value;
    });
    benchmark::DoNotOptimize(found);
  }
}

double seconds_to_touch(std::size_t bytes) {
  const auto started = std::chrono::steady_clock::now();
  LargeVector<char> memory(bytes);
  for (std::size_t at = 0; at < bytes; at += 4096) memory[at] = 1;
  benchmark::DoNotOptimize(memory.data());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

void first_touch(benchmark::State& state) {
  constexpr std::size_t bytes = std::size_t{1} << 30;
  std::this_thread::sleep_for(std::chrono::seconds(5));
  state.counters["ms_when_long_free"] = 1000 * seconds_to_touch(bytes);
  for (auto _ : state) state.SetIterationTime(seconds_to_touch(bytes));
}

void stream(benchmark::State& state) {
  const Workers workers(static_cast<int>(state.range(0)));
  constexpr std::size_t length = 64 << 20;  // 256 MB each
  static LargeVector<float> a(length), b(length);
  const auto blocks = [&](const auto& work) {
    workers.for_each(length / block, [&](std::size_t p) {
      for (std::size_t i = p * block; i < (p + 1) * block; ++i) work(i);
    });
  };
  blocks([&](std::size_t i) { a[i] = 1, b[i] = static_cast<float>(i % 8); });
  for (auto _ : state) blocks([&](std::size_t i) { a[i] += 0.5f * b[i]; });
  const float expected = 1 + static_cast<float>(state.iterations()) * 0.5f * 7;
  if (std::abs(a[length - 1] - expected) > 1e-3f * expected) state.SkipWithError("the stream has a wrong sum");
  state.counters["GB_per_second"] = benchmark::Counter(
      3.0 * sizeof(float) * length * static_cast<double>(state.iterations()) / 1e9, benchmark::Counter::kIsRate);
}

// rank' = (1 - d) / N + d · Σ rank / degree over the ties; people without ties keep their share to themselves.
void pull(const Network& ties, const Workers& workers, LargeVector<float>& rank, LargeVector<float>& share) {
  const Employee n = ties.employees();
  const auto blocks = [&](const auto& work) {
    workers.for_each((n + block - 1) / block, [&](std::size_t p) {
      const auto end = static_cast<Employee>(std::min<std::size_t>((p + 1) * block, n));
      for (auto v = static_cast<Employee>(p * block); v < end; ++v) work(v);
    });
  };
  blocks([&](Employee v) { share[v] = rank[v] / static_cast<float>(std::max(1u, ties.degree(v))); });
  blocks([&](Employee v) {
    float sum = ties.degree(v) == 0 ? share[v] : 0;
    for (const Employee other : ties.ties(v)) sum += share[other];
    rank[v] = 0.15f / static_cast<float>(n) + 0.85f * sum;
  });
}

bool pull_is_right() {
  Scenario scenario = kantel_bench::rollout(20'000, 2);
  const Workers workers(2);
  const Network ties = make_organisation(scenario, 0, workers).ties;
  const Employee n = ties.employees();
  LargeVector<float> rank(n), share(n);
  std::fill(rank.begin(), rank.end(), 1 / static_cast<float>(n));
  std::vector<double> pushed(n, 1.0 / n);
  for (int i = 0; i < 5; ++i) {
    pull(ties, workers, rank, share);
    std::vector<double> next(n, 0.15 / n);
    for (Employee v = 0; v < n; ++v) {
      if (ties.degree(v) == 0) next[v] += 0.85 * pushed[v];
      for (const Employee other : ties.ties(v)) next[other] += 0.85 * pushed[v] / ties.degree(v);
    }
    pushed = next;
  }
  double sum = 0, off = 0;
  for (Employee v = 0; v < n; ++v) {
    sum += static_cast<double>(rank[v]);
    off = std::max(off, std::abs(static_cast<double>(rank[v]) - pushed[v]) * n);
  }
  return std::abs(sum - 1) < 1e-4 && off < 1e-3;
}

void pull_iteration(benchmark::State& state) {
  static const bool right = pull_is_right();
  if (!right) {
    state.SkipWithError("pulled ranks are not the pushed ones");
    return;
  }
  const std::int64_t people = state.range(0);
  const Workers workers(static_cast<int>(state.range(1)));
  const Network& ties = subject(people).ties;
  LargeVector<float> rank(ties.employees()), share(ties.employees());
  std::fill(rank.begin(), rank.end(), 1 / static_cast<float>(people));
  for (auto _ : state) pull(ties, workers, rank, share);
  state.counters["ns_per_employee"] = benchmark::Counter(static_cast<double>(people * state.iterations()) / 1e9,
                                                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void day(benchmark::State& state) {
  const std::int64_t people = state.range(0);
  const Workers workers(static_cast<int>(state.range(1)));
  const Subject& one = subject(people);
  for (auto _ : state) state.SetIterationTime(kantel_bench::seconds_a_day(one.ground, one.scenario, workers));
  state.counters["ns_per_employee_day"] = benchmark::Counter(static_cast<double>(people * state.iterations()) / 1e9,
                                                             benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

}  // namespace

BENCHMARK(first_touch)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(arithmetic)->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(stream)->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
#define KANTEL_SIZES \
  ArgNames({"employees", "threads"})->Args({1'000'000, 1})->Args({1'000'000, 2})->Unit(benchmark::kMillisecond)

BENCHMARK(pull_iteration)->KANTEL_SIZES->UseRealTime();
BENCHMARK(day)->KANTEL_SIZES->UseManualTime()->Iterations(3);
BENCHMARK(pull_iteration)->Name("large/pull_iteration")->Args({10'000'000, 2})->UseRealTime();
BENCHMARK(day)->Name("large/day")->Args({10'000'000, 2})->UseManualTime()->Iterations(1);

BENCHMARK_MAIN();
