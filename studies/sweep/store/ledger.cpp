#include "studies/sweep/store/ledger.hpp"

#include "studies/comparison/until.hpp"

namespace kantel {

Ledger::Ledger(const Experiment& experiment, std::size_t arms, const Shard& shard)
    : points_(static_cast<std::uint32_t>(points_wanted(experiment))),
      replicates_(experiment.replicates()),
      arms_(static_cast<std::uint32_t>(arms)),
      stop_(experiment.stop),
      shard_(shard),
      states_(std::size_t{points_} * replicates_ * arms_, RunState::missing) {
  if (!stops()) return;
  watched_.assign(states_.size(), undefined);
  for (const Metric& metric : experiment.keep.described)
    if (metric.name == stop_.metric) watched_scale_ = scale_of(metric.unit);
}

void Ledger::set(std::size_t at, RunState state, double value) {
  states_[at] = state;
  if (stops()) watched_[at] = value;
}

std::uint64_t Ledger::most() const {
  const std::uint64_t dealt = stops() ? points_ : std::uint64_t{points_} * replicates_;
  const std::uint64_t ours = dealt / shard_.of + (dealt % shard_.of >= shard_.number ? 1 : 0);
  return ours * (stops() ? replicates_ : 1) * arms_;
}

bool Ledger::is_missing(std::uint32_t point, std::uint32_t replicate) const {
  if (!is_ours(point, replicate)) return false;
  for (std::uint32_t a = 0; a < arms_; ++a)
    if (states_[at(point, replicate, a)] == RunState::missing) return true;
  return false;
}

bool Ledger::is_finished(std::uint32_t point, std::uint32_t replicates_so_far) const {
  if (replicates_so_far >= replicates_ || !is_ours(point, 0)) return true;
  std::vector<std::vector<double>> values(arms_);
  for (std::uint32_t r = 0; r < replicates_so_far; ++r)
    for (std::uint32_t a = 0; a < arms_; ++a) values[a].push_back(watched_[at(point, r, a)]);
  return narrow_enough(values, stop_.width, watched_scale_);
}

bool Ledger::is_complete() const {
  for (std::uint32_t p = 0; p < points_; ++p)
    for (std::uint32_t from = 0, to = 0; from == 0 || !is_finished(p, from); from = to) {
      to = end_of_batch(from);
      for (std::uint32_t r = from; r < to; ++r)
        if (is_missing(p, r)) return false;
    }
  return true;
}

}  // namespace kantel
