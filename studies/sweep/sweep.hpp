// Runs what is missing in a store. Runs go side by side, one worker each; a single thread writes. Which runs are done
// depends on the experiment, the shard and the store alone, never on threads or on when it was stopped before.
//
// Early stop: replicates come in batches that are fixed beforehand. After a batch, a point goes on only while the 95%
// interval of [stop] metric is wider than wanted, in any arm or any paired difference; that depends on the values of
// the replicates so far and on nothing else.
#pragma once
#include <atomic>
#include <functional>
#include <optional>

#include "sim/parallel.hpp"
#include "studies/sweep/store/store.hpp"

namespace kantel {

struct SweepOptions {
  const Workers* workers = nullptr;
  const std::atomic<bool>* stop = nullptr;  // Ctrl-C: runs that are finished are kept
  bool retry_failed = false;
  std::function<void(double done, double all)> progress;  // runs, from any worker
};

struct SweepResult {
  std::uint64_t before = 0, done = 0, failed = 0, all = 0;  // runs; failed and all count earlier ones too
  std::string first_failure;
  bool interrupted = false;
};

// Throws InputError and std::runtime_error of the store. A run that fails is recorded and does not throw.
SweepResult sweep(const Opened& opened, const Shard& shard, Store& store, const SweepOptions& options);

}  // namespace kantel
