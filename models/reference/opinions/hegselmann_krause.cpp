// Hegselmann and Krause's bounded confidence: everybody moves at once to the mean of all opinions within ε, one's own
// included; on a network, of one's ties' opinions and one's own. Weights of ties count, one's own opinion counts 1
// where the file says nothing else.
//
//   x_i(t+1) = mean of { x_j(t) : |x_i(t) − x_j(t)| ≤ ε }                           [Hegselmann & Krause 2002]
//
// On a complete network opinions are sorted once a day and means are differences of prefix sums: O(n log n), in one
// order. A distance that would be ε in exact arithmetic must count as within, whatever rounding made of it: hence the
// allowance of 1e-9. The same opinions have the same window, so clusters merge exactly.
#include <algorithm>
#include <numeric>

#include "models/reference/opinions/opinions.hpp"

namespace kantel {

namespace {

class HegselmannKrause final : public BoundedConfidence {
 public:
  HegselmannKrause(const HegselmannKrauseSettings& settings, const Ground& ground)
      : BoundedConfidence(settings, ground), next_(opinions_) {}

  void advance(std::uint32_t) override {
    at_rest_ = network_->complete ? !everybody_hears_all() : !everybody_hears_ties();
    if (!at_rest_) opinions_.swap(next_);
  }

 private:
  bool within(double x, double y) const { return (x < y ? y - x : x - y) <= epsilon_ + same_opinion; }

  // Whether anybody moves.
  bool everybody_hears_all() {
    const std::size_t n = opinions_.size();
    order_.resize(n), prefix_.resize(n + 1), sorted_.resize(n);
    std::iota(order_.begin(), order_.end(), Employee{0});
    std::sort(order_.begin(), order_.end(), [&](Employee a, Employee b) {
      return opinions_[a] != opinions_[b] ? opinions_[a] < opinions_[b] : a < b;
    });
    for (std::size_t i = 0; i < n; ++i) {
      sorted_[i] = opinions_[order_[i]];
      prefix_[i + 1] = prefix_[i] + sorted_[i];
    }
    bool moves = false;
    for (std::size_t i = 0, low = 0, high = 0; i < n; ++i) {
      while (!within(sorted_[low], sorted_[i])) ++low;
      while (high < n && within(sorted_[high], sorted_[i])) ++high;
      moves |= sorted_[low] != sorted_[high - 1];  // of equal ones only the rounding of their mean would move
      next_[order_[i]] = (prefix_[high] - prefix_[low]) / static_cast<double>(high - low);
    }
    return moves;
  }

  bool everybody_hears_ties() {
    for (Employee v = 0; v < network_->people; ++v) {
      double pull = 0, heard = 1;  // as differences, so that equal opinions stay exactly
      const auto hear = [&](Employee other, double weight) {
        if (!within(opinions_[v], opinions_[other])) return;
        pull += weight * (opinions_[other] - opinions_[v]);
        heard += other == v ? weight - 1 : weight;
      };
      if (network_->weighted)
        for (std::size_t i = 0; i < network_->weighted->targets_of(v).size(); ++i)
          hear(network_->weighted->targets_of(v)[i], network_->weighted->weights_of(v)[i]);
      else
        for (const Employee other : network_->ties.ties(v)) hear(other, 1);
      next_[v] = opinions_[v] + pull / heard;
    }
    return next_ != opinions_;
  }

  std::vector<double> next_, prefix_, sorted_;
  std::vector<Employee> order_;
};

}  // namespace

const ReferenceModel& hegselmann_krause_model() {
  using S = HegselmannKrauseSettings;
  static const auto keys = with_bounded<S>({}, "Hegselmann & Krause 2002");
  static const Reference<S> model({
      .name = "hegselmann_krause",
      .label = "Hegselmann and Krause's bounded confidence",
      .equation = "x_i ← mean of all x_j with |x_i − x_j| ≤ ε, oneself included",
      .sentence = "everybody moves to the mean of those who are not too far away",
      .schedule = "synchronous",
      .source = "Hegselmann & Krause 2002, Journal of Artificial Societies and Social Simulation 5(3)",
      .measures = bounded_measures(),
      .sums = bounded_sums,
      .keys = keys,
      .start = [](const S& settings, const Ground& ground) -> std::unique_ptr<Simulation> {
        return std::make_unique<HegselmannKrause>(settings, ground);
      },
  });
  return model;
}

}  // namespace kantel
