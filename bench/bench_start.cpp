// Question: how long from calling the program until the first day of a small organisation is over?
//
// The answer is checked: the program must end well and leave its table. What is measured is the whole of
// `kantel run --days 1` with 1,000 employees, its files written.
#include <benchmark/benchmark.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

extern char** environ;

namespace {

bool called(const std::string& scenario, const std::string& out) {
  std::array<std::string, 9> words{KANTEL_BINARY, "run", scenario, "--days", "1", "--quiet", "--force", "--out", out};
  std::array<char*, 10> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
  posix_spawn_file_actions_t silent;
  posix_spawn_file_actions_init(&silent);
  posix_spawn_file_actions_addopen(&silent, 1, "/dev/null", 1, 0);
  pid_t child = 0;
  int status = 1;
  const bool began = posix_spawn(&child, words[0].c_str(), &silent, nullptr, arguments.data(), environ) == 0;
  posix_spawn_file_actions_destroy(&silent);
  return began && waitpid(child, &status, 0) == child && status == 0;
}

void start(benchmark::State& state) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "kantel_bench_start";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "small.toml")
      << "name = \"small\"\nreplicates = 1\n[organisation]\nemployees = 1000\n"
         "[[arm]]\nname = \"rollout\"\napproach = \"rollout\"\npolicy = \"directive\"\n";
  bool well = true;
  for (auto _ : state) well = well && called(folder / "small.toml", folder / "out");
  if (!well || !std::filesystem::exists(folder / "out" / "summary.csv")) state.SkipWithError("the program failed");
  std::filesystem::remove_all(folder);
}

}  // namespace

BENCHMARK(start)->UseRealTime()->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
