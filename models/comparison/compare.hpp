// All arms of a scenario as matched pairs: the same organisation, the same people, the same luck. Runs them, and keeps
// what tables, report and command line need.
#pragma once
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "models/comparison/metrics.hpp"
#include "models/comparison/statistics.hpp"

namespace kantel {

// Two arms compared person by person: later minus earlier in the scenario.
struct Pair {
  std::size_t later, earlier;
};
std::vector<Pair> pairs_of(std::size_t arms);

struct Comparison {
  Scenario scenario;
  std::vector<std::string> groups;
  std::vector<Metric> metrics, contrasts;  // contrasts: the same-people comparison, pairs only
  std::vector<std::uint32_t> replicates;   // those finished in every arm
  // By arm and finished replicate.
  std::vector<std::vector<Recording>> recordings;
  std::vector<std::vector<std::vector<double>>> values;           // [arm][replicate][metric]
  std::vector<std::vector<std::vector<double>>> contrast_values;  // [pair][replicate][contrast]
  bool interrupted = false;

  // Facts of the organisation, for the manifest.
  Employee employees = 0;
  std::uint64_t managers = 0, ties = 0;
  std::vector<std::uint64_t> levels;
  std::vector<std::pair<std::string, std::uint64_t>> units;
  double mean_degree = 0;
  bool imported = false;
  std::vector<std::string> warnings;

  std::string pair_name(const Pair& pair) const {
    return scenario.arms[pair.later].name + "-" + scenario.arms[pair.earlier].name;
  }
};

struct CompareOptions {
  const Workers* workers = nullptr;
  std::optional<std::uint32_t> only_replicate;            // --replicate R
  const std::atomic<bool>* stop = nullptr;                // Ctrl-C: finished replicates are kept
  std::function<void(double done, double all)> progress;  // employee-days, from any worker
};

// Throws InputError (files of the organisation, targets); Interrupted when stopped before any replicate was finished.
Comparison compare(Scenario scenario, const CompareOptions& options);

}  // namespace kantel
