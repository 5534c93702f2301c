// All arms of a scenario as matched pairs: the same organisation, the same people, the same luck. Runs them, and keeps
// what tables, report and command line need.
#pragma once
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "models/change/leading/rules.hpp"
#include "studies/comparison/metrics.hpp"

namespace kantel {

struct Comparison : Outcome {
  Scenario scenario;
  // Facts of the organisation, for the manifest.
  std::uint64_t managers = 0, ties = 0;
  std::vector<std::uint64_t> levels;
  std::vector<std::pair<std::string, std::uint64_t>> units;
  double mean_degree = 0;
  bool imported = false;
};

struct CompareOptions {
  const Workers* workers = nullptr;
  std::vector<Rules> rules;                                      // own rules per arm; empty: none
  std::optional<std::uint32_t> only_replicate;                   // --replicate R
  std::optional<std::pair<std::uint32_t, std::uint32_t>> range;  // these, from … to before, of all
  const std::atomic<bool>* stop = nullptr;                       // Ctrl-C: finished replicates are kept
  const Checkpoints* checkpoints = nullptr;  // of a single run: one arm, one replicate; its identity is the program's
  std::function<void(double done, double all)> progress;  // employee-days, from any worker
};

// The replicates to run: one alone, or all the scenario asks for.
std::vector<std::uint32_t> replicates_to_run(const ScenarioSettings& settings, const CompareOptions& options);

// Throws InputError (files of the organisation, targets); Interrupted when stopped before any replicate was finished.
Comparison compare(Scenario scenario, const CompareOptions& options);

}  // namespace kantel
