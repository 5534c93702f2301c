// What is known of every run of a shard, and what that says is still to do. The one place of the rules by which runs
// are dealt to shards and points stop early; a sweep and `status` both go by it.
#pragma once
#include <algorithm>
#include <vector>

#include "studies/comparison/statistics.hpp"
#include "studies/sweep/store/store.hpp"

namespace kantel {

class Ledger {
 public:
  Ledger(const Experiment& experiment, std::size_t arms, const Shard& shard);

  bool stops() const { return stop_.width > 0; }
  std::uint32_t points() const { return points_; }
  std::uint32_t arms() const { return arms_; }
  // Replicates come in batches; after each, a point may stop. Without an early stop there is one batch.
  std::uint32_t batch() const { return stops() ? static_cast<std::uint32_t>(stop_.batch) : replicates_; }
  std::uint32_t end_of_batch(std::uint32_t from) const { return std::min(from + batch(), replicates_); }
  std::uint32_t replicates() const { return replicates_; }

  std::size_t at(std::uint32_t point, std::uint32_t replicate, std::uint32_t arm) const {
    return (std::size_t{point} * replicates_ + replicate) * arms_ + arm;
  }
  // `value`: of the metric that decides when a point stops.
  void set(std::size_t at, RunState state, double value);
  RunState state(std::size_t at) const { return states_[at]; }

  // A point stays whole where its replicates decide when it stops; else replicates are dealt out one by one.
  std::size_t dealt_as(std::uint32_t point, std::uint32_t replicate) const {
    return stops() ? point : std::size_t{point} * replicates_ + replicate;
  }
  bool is_ours(std::uint32_t point, std::uint32_t replicate) const {
    return dealt_as(point, replicate) % shard_.of == shard_.number - 1;
  }
  std::uint64_t most() const;  // runs of the shard when no point stops early
  // Ours, and not run in some arm.
  bool is_missing(std::uint32_t point, std::uint32_t replicate) const;
  // The point needs no more than its first replicates.
  bool is_finished(std::uint32_t point, std::uint32_t replicates_so_far) const;
  // Nothing is left to run; failed runs count as run.
  bool is_complete() const;

 private:
  std::uint32_t points_, replicates_, arms_;
  StopSettings stop_;
  Shard shard_;
  std::vector<RunState> states_;
  std::vector<double> watched_;  // the stop rule's metric
  Scale watched_scale_ = Scale::number;
};

}  // namespace kantel
