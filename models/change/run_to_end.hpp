// A whole run by one call, for callers who made scenario and ground by hand: known answers, benchmarks and tests.
#pragma once
#include <functional>

#include "models/change/population.hpp"
#include "models/change/retention.hpp"
#include "models/change/run.hpp"

namespace kantel {

struct RunResult {
  Recording recording;  // daily series by group
  Retained retained;
};

struct RunOptions {
  std::int64_t follow_day = 0;  // from which retention is counted
  const Rules* rules = nullptr;
  const std::atomic<bool>* stop = nullptr;   // polled once a day; ends the run with Interrupted
  std::function<void(std::int64_t)> on_day;  // called after each day with its number
  std::function<void(std::int64_t, const Population&, const Visible&)> watch;  // looks at everybody
};

RunResult run(const Scenario& scenario, const ChangeGround& ground, const Arm& arm, std::uint32_t replicate,
              const Workers& workers, const RunOptions& options);

}  // namespace kantel
