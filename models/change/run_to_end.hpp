// A whole run by one call, with what callers hang on it: retention, snapshots, progress, checkpoints, stop.
#pragma once
#include <atomic>
#include <filesystem>
#include <functional>
#include <vector>

#include "models/change/population.hpp"
#include "models/change/run.hpp"

namespace kantel {

// Who practised and how, on a day of contrast; for the same-people comparison of two arms.
struct Snapshot {
  std::int64_t day = 0;
  std::vector<std::uint8_t> practising;
  std::vector<std::uint16_t> occupant;
  std::vector<float> internalisation, autonomy, competence, relatedness;
};

struct RunResult {
  Recording recording;                       // daily series by group
  double retained_60 = 0, retained_120 = 0;  // NaN when not reached or nobody practised
  std::vector<Snapshot> snapshots;
};

// The file a long run keeps its state in, so that it can be taken up again (checkpoint.hpp).
struct Checkpoints {
  std::filesystem::path write, resume;  // either may be empty
  std::int64_t every = 0;               // days between writing
  std::string identity;                 // what decides the run: taken up by the same only
};

struct RunOptions {
  std::int64_t follow_day = 0;  // from which retention is counted
  std::vector<std::int64_t> snapshot_days;
  const Rules* rules = nullptr;
  const Checkpoints* checkpoints = nullptr;  // also written when the run is stopped
  const std::atomic<bool>* stop = nullptr;   // polled once a day; ends the run with Interrupted
  std::function<void(std::int64_t)> on_day;  // progress: called after each day with its number
  std::function<void(std::int64_t, const Population&, const Visible&)> watch;  // tests look at everybody
};

RunResult run(const Stage& stage, const Arm& arm, std::uint32_t replicate, const Workers& workers,
              const RunOptions& options);

}  // namespace kantel
