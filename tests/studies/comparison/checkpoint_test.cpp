// A run that is stopped after any day and taken up again is the run that was not.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "models/models.hpp"
#include "sim/input/hash.hpp"
#include "studies/comparison/checkpoints.hpp"
#include "tests/scratch.hpp"
#include "tests/studies/comparison/busy.hpp"

using namespace kantel;
using test::busy;

namespace {

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

TEST_CASE("a forged checkpoint, its hash right, is refused or is a state that the run can live on") {
  const Workers alone(1);
  const std::unique_ptr<World> world = open_scenario(busy, "busy.toml");
  world->build(alone);
  const test::Scratch scratch;
  const auto file = scratch.path() / "run.checkpoint";
  const auto lived = [&](const Checkpoints& where, std::int64_t last) {
    const std::unique_ptr<Run> run = world->start(0, 2, alone);
    const std::unique_ptr<MetricObserver> numbers = world->metric_observer();
    std::atomic<bool> stop = false;
    StopAfter ends(last, stop);
    live_with_checkpoints(*run, alone, {numbers.get(), &ends}, {numbers.get()}, where, &stop);
  };
  REQUIRE_THROWS_AS(lived({file, {}, 1000, "busy"}, 85), Interrupted);
  std::ostringstream read;
  read << std::ifstream(file, std::ios::binary).rdbuf();
  const std::string whole = std::move(read).str();
  std::mt19937_64 random(7);
  const auto forged = [&](std::size_t at, std::uint64_t word, std::size_t bytes) {
    std::string other = whole;
    std::memcpy(other.data() + at, &word, bytes);
    const std::uint64_t hash = fnv1a(std::string_view(other).substr(0, other.size() - 8));
    std::memcpy(other.data() + other.size() - 8, &hash, 8);
    std::ofstream(file, std::ios::binary) << other;
    try {
      lived({{}, file, 0, "busy"}, -1);
      return false;
    } catch (const InputError&) {
      return true;
    }
  };
  // Every list's length is a whole number of eight bytes: all that look like one, made longer, shorter and huge.
  std::size_t lengths = 0, refused = 0;
  for (std::size_t at = 30; at + 16 < whole.size(); ++at) {
    std::uint64_t word = 0;
    std::memcpy(&word, whole.data() + at, 8);
    if (word != 400) continue;
    for (const std::uint64_t other : {std::uint64_t{0}, std::uint64_t{399}, std::uint64_t{401}, ~std::uint64_t{0}}) {
      ++lengths;
      refused += forged(at, other, 8);
    }
  }
  CHECK(lengths > 40);
  CHECK(refused == lengths);
  for (int i = 0; i < 400; ++i) {
    const std::size_t at = 20 + random() % (whole.size() - 36);
    const std::uint64_t any[] = {random(), 0, ~std::uint64_t{0}, random() % 1000};
    CAPTURE(at);
    CHECK_NOTHROW(forged(at, any[i % 4], i % 3 == 0 ? 1 : 8));
  }
}
