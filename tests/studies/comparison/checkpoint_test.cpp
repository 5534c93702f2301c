// A run that is stopped after any day and taken up again is the run that was not.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "models/models.hpp"
#include "studies/comparison/checkpoints.hpp"

using namespace kantel;

namespace {

// Everything that moves: a mandate with delays, policies for some, training, celebrations, turnover, voiced intentions,
// a local plan that is copied.
constexpr const char* busy = R"(
days = 90
[record]
follow_day = 25
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

// What a run leaves, its numbers included.
std::string bytes_of(const Run& run, const MetricObserver& numbers) {
  std::string bytes;
  const auto add = [&](const auto& value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof value); };
  const Recording& recording = run.recording();
  for (std::int64_t day = 0; day <= recording.days(); ++day)
    for (std::size_t group = 0; group < recording.groups(); ++group)
      for (std::size_t m = 0; m < models()[0]->measures().size(); ++m) add(recording.value(day, group, m));
  for (const double value : numbers.values(run)) add(value);
  return bytes;
}

// Asks for an end after a day.
class StopAfter final : public Observer {
 public:
  StopAfter(std::int64_t last, std::atomic<bool>& stop) : last_(last), stop_(stop) {}
  void after_day(const Run& run) override {
    if (run.day() == last_) stop_ = true;
  }

 private:
  std::int64_t last_;
  std::atomic<bool>& stop_;
};

}  // namespace

TEST_CASE("a run resumed from any day has the bytes of the uninterrupted run") {
  const Workers alone(1), two(2);
  const std::unique_ptr<World> world = open_scenario(busy, "busy.toml");
  world->build(alone);
  const auto file = std::filesystem::temp_directory_path() / ("kantel-checkpoint-" + std::to_string(getpid()));
  const auto lived = [&](const Checkpoints& where, const Workers& workers, std::int64_t last) {
    const std::unique_ptr<Run> run = world->start(0, 2, workers);
    const std::unique_ptr<MetricObserver> numbers = world->metric_observer();
    std::atomic<bool> stop = false;
    StopAfter ends(last, stop);
    live_with_checkpoints(*run, workers, {numbers.get(), &ends}, {numbers.get()}, where, &stop);
    return bytes_of(*run, *numbers);
  };
  const std::string expected = lived({}, alone, -1);
  for (const std::int64_t last : {0, 1, 4, 19, 20, 27, 29, 30, 31, 60, 69, 70, 85, 89}) {
    CAPTURE(last);
    REQUIRE_THROWS_AS(lived({file, {}, 1000, "busy"}, two, last), Interrupted);
    CHECK(lived({{}, file, 0, "busy"}, alone, -1) == expected);
    CHECK_THROWS_AS(lived({{}, file, 0, "another"}, alone, -1), InputError);
  }
  std::filesystem::remove(file);
}
