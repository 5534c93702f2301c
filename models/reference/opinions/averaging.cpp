#include "models/reference/opinions/averaging.hpp"

#include <cassert>
#include <numeric>

namespace kantel {

namespace {

// Everybody else's weight in v's row, and v's own entry if the file has one (below 0: not).
struct RowWeights {
  double others = 0, own = -1;
};
RowWeights row_weights(const ReferenceNetwork& network, Employee v) {
  if (network.complete) return {static_cast<double>(network.people - 1)};
  if (!network.weighted) return {static_cast<double>(network.ties.degree(v))};
  RowWeights row;
  const std::span<const Employee> targets = network.weighted->targets_of(v);
  const std::span<const double> weights = network.weighted->weights_of(v);
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (targets[i] == v)
      row.own = weights[i];
    else
      row.others += weights[i];
  return row;
}

}  // namespace

std::vector<double> Averaging::self_weights(const ReferenceNetwork& network, double self_weight) {
  std::vector<double> self(network.people);
  for (Employee v = 0; v < network.people; ++v) {
    const RowWeights row = row_weights(network, v);
    self[v] = row.others == 0 ? 1 : row.own < 0 ? self_weight : row.own / (row.own + row.others);
  }
  return self;
}

Averaging::Averaging(const Ground& ground, double self_weight, std::vector<double> start,
                     std::vector<double> susceptibilities)
    : network_(&ground.network),
      self_(self_weights(ground.network, self_weight)),
      scale_(ground.network.people, 0),
      start_(std::move(start)),
      susceptibility_(std::move(susceptibilities)),
      now_(start_),
      next_(start_),
      spread_at_start_(sd_of(start_)) {
  if (susceptibility_.empty()) susceptibility_.assign(network_->people, 1);
  assert(start_.size() == network_->people && susceptibility_.size() == network_->people);
  for (Employee v = 0; v < network_->people; ++v)
    if (const double others = row_weights(*network_, v).others; others > 0) scale_[v] = (1 - self_[v]) / others;
}

double Averaging::heard(Employee v) const {
  if (scale_[v] == 0) return 0;
  double sum = 0;
  if (network_->complete) {
    sum = total_ - now_[v];
  } else if (network_->weighted) {
    const std::span<const Employee> targets = network_->weighted->targets_of(v);
    const std::span<const double> weights = network_->weighted->weights_of(v);
    for (std::size_t i = 0; i < targets.size(); ++i)
      if (targets[i] != v) sum += weights[i] * now_[targets[i]];
  } else {
    for (const Employee other : network_->ties.ties(v)) sum += now_[other];
  }
  return scale_[v] * sum;
}

void Averaging::advance(std::uint32_t) {
  total_ = std::accumulate(now_.begin(), now_.end(), 0.0);
  for (Employee v = 0; v < network_->people; ++v) {
    const double averaged = self_[v] * now_[v] + heard(v);
    next_[v] = susceptibility_[v] * averaged + (1 - susceptibility_[v]) * start_[v];
  }
  at_rest_ = next_ == now_;
  now_.swap(next_);
}

void Averaging::sums(std::span<double> out) const {
  const double spread = sd_of(now_);
  out[0] = 1, out[1] = static_cast<double>(now_.size());
  out[2] = std::accumulate(now_.begin(), now_.end(), 0.0), out[3] = spread;
  out[4] = spread_at_start_ > 0 ? 1 - spread / spread_at_start_ : 1;
}

std::span<const Measure> averaging_measures() {
  static constexpr Measure measures[] = {
      {"agreement", "Agreement", "", "1 less the spread of opinions as a share of that on day 0", 4, 0},
      {"mean_opinion", "Mean opinion", "opinion", "mean of opinions", 2, 1},
      {"spread", "Spread", "opinion", "standard deviation of opinions", 3, 0},
  };
  return measures;
}

}  // namespace kantel
