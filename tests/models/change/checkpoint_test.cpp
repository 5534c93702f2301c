// A run that is stopped after any day and taken up again is the run that was not.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>

#include "models/change/measures.hpp"
#include "models/change/run.hpp"

using namespace kantel;

namespace {

// Everything that moves: a mandate with delays, policies for some, training, celebrations, turnover, voiced intentions,
// a local plan that is copied.
constexpr const char* busy = R"(
days = 90
[organisation]
employees = 400
[parameters]
susceptibility = 0.2
turnover = 0.5
copy_misfit = 0.5
[[arm]]
name = "busy"
approach = "hybrid"
policy = "directive"
plan = "local"
champions = { share = 0.02, chosen = "by_degree" }
mandate = { from_day = 5, delay_per_level = 20 }
event = [
  { day = 20, do = "set_policy", policy = "servant", effort = 2, target = "managers" },
  { day = 25, do = "train", hours = 16, sessions = 8, every = 5, support_days = 3 },
  { day = 30, do = "celebrate" },
  { day = 60, do = "celebrate" },
  { day = 70, do = "lift_mandate" },
]
)";

std::string bytes_of(const RunResult& run) {
  std::string bytes;
  const auto add = [&](const auto& value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof value); };
  for (std::int64_t day = 0; day <= run.recording.days(); ++day)
    for (std::size_t group = 0; group < run.recording.groups(); ++group)
      for (std::size_t m = 0; m < measures().size(); ++m) add(run.recording.value(day, group, m));
  add(run.retained_60);
  add(run.retained_120);
  return bytes;
}

}  // namespace

TEST_CASE("a run resumed from any day has the bytes of the uninterrupted run") {
  const Workers alone(1), two(2);
  Scenario scenario = parse_scenario(busy, "busy.toml");
  const Stage stage = make_stage(scenario, make_organisation(scenario, 0, alone), alone);
  const auto file = std::filesystem::temp_directory_path() / ("kantel-checkpoint-" + std::to_string(getpid()));
  RunOptions plain;
  plain.follow_day = 25;
  const std::string expected = bytes_of(run(stage, scenario.arms[0], 2, alone, plain));
  for (const std::int64_t last : {0, 1, 4, 19, 20, 27, 29, 30, 31, 60, 69, 70, 85, 89}) {
    CAPTURE(last);
    std::atomic<bool> stop = false;
    Checkpoints checkpoints{file, {}, 1000, "busy"};
    RunOptions options = plain;
    options.checkpoints = &checkpoints;
    options.stop = &stop;
    options.on_day = [&](std::int64_t day) { stop = day == last; };
    REQUIRE_THROWS_AS(run(stage, scenario.arms[0], 2, two, options), Interrupted);
    stop = false;
    checkpoints = {{}, file, 0, "busy"};
    options.on_day = nullptr;
    CHECK(bytes_of(run(stage, scenario.arms[0], 2, alone, options)) == expected);
    checkpoints.identity = "another";
    CHECK_THROWS_AS(run(stage, scenario.arms[0], 2, alone, options), InputError);
  }
  std::filesystem::remove(file);
}
