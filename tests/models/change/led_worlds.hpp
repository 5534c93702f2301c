// Arms on the small organisation as tests of leading and of interventions write and live them.
#pragma once
#include <cmath>
#include <string>
#include <vector>

#include "models/change/measures.hpp"
#include "tests/models/change/small_worlds.hpp"

namespace kantel::testing {

inline const std::string base = "edition = 2\ndays = 100\nseed = 5\n[organisation]\nemployees = 200\n";
inline const std::string lively =
    base + "[parameters]\nturnover = 2.0\np = 0.01\nq = 0.6\nbeta = 0.05\nrho0 = 0.2\ndelta = 0.3\n";
inline const std::string quiet = base + "[parameters]\nturnover = 0.0\n";

inline std::string arm(const std::string& name, const std::string& rest) {
  return "[[arm]]\nname = \"" + name + "\"\n" + rest + "\n";
}
inline std::string event(std::int64_t day, const std::string& what, const std::string& rest = "") {
  return "\n[[arm.event]]\nday = " + std::to_string(day) + "\ndo = \"" + what + "\"\n" + rest + "\n";
}
inline std::string led(const std::string& policy, const std::string& rest = "") {
  return "approach = \"hybrid\"\npolicy = \"" + policy + "\"\nchampions = { share = 0.05 }\n" + rest;
}

struct SmallWorld {
  Scenario scenario;
  ChangeGround ground;
  explicit SmallWorld(const std::string& text)
      : scenario(scenario_on(small_organisation(), text)),
        ground(make_ground(scenario, small_organisation(), Workers(1))) {}
};

inline Watched lived(const SmallWorld& world, std::size_t arm, int threads = 1) {
  return watched(world.scenario, world.ground, world.scenario.arms[arm], 1, threads);
}
inline std::vector<double> series(const Watched& run, std::string_view measure) {
  std::vector<double> values;
  for (std::int64_t day = 0; day <= 100; ++day)
    values.push_back(run.result.recording.value(day, 0, measure_index(measure)));
  return values;
}
inline std::vector<double> series(const SmallWorld& world, std::size_t arm, std::string_view measure) {
  return series(lived(world, arm), measure);
}
// All measures of everybody, undefined ones as −1.
inline std::vector<double> everything(const Recording& recording) {
  std::vector<double> values;
  for (const Measure& measure : measures())
    for (std::int64_t day = 0; day <= 100; ++day) {
      const double value = recording.value(day, 0, measure_index(measure.name));
      values.push_back(std::isnan(value) ? -1 : value);
    }
  return values;
}

}  // namespace kantel::testing
