// All arms of a scenario as matched pairs: the same organisation, the same people, the same luck. Runs them, and keeps
// what tables, report and command line need. Knows no model.
#pragma once
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "studies/comparison/checkpoints.hpp"
#include "studies/comparison/outcome.hpp"

namespace kantel {

struct CompareOptions {
  const Workers* workers = nullptr;
  std::optional<std::uint32_t> only_replicate;                   // --replicate R
  std::optional<std::pair<std::uint32_t, std::uint32_t>> range;  // these, from … to before, of all
  const std::atomic<bool>* stop = nullptr;                       // Ctrl-C: finished replicates are kept
  const Checkpoints* checkpoints = nullptr;  // of a single run: one arm, one replicate; its identity is the program's
  std::function<void(double done, double all)> progress;  // days of people, from any worker
};

// The replicates to run: one alone, or all the scenario asks for.
std::vector<std::uint32_t> replicates_to_run(const ScenarioSettings& settings, const CompareOptions& options);

// Builds the world where it is not yet. Throws InputError (files, what they say to the scenario); Interrupted when
// stopped before any replicate was finished.
Outcome compare(const std::shared_ptr<World>& world, const CompareOptions& options);

}  // namespace kantel
