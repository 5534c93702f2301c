// Deffuant's bounded confidence: two people who meet and differ by less than ε move towards each other.
//
//   |x_i − x_j| < ε :   x_i ← x_i + μ (x_j − x_i),   x_j ← x_j + μ (x_i − x_j)   both from the old values
//                                                    [Deffuant, Neau, Amblard & Weisbuch 2000]
//
// Invariant: the mean of all opinions stays, but for rounding. On a complete network from a uniform start about 1/(2ε)
// large clusters remain, besides a few people at the edges.
#include <algorithm>
#include <cmath>

#include "models/reference/games/encounters.hpp"
#include "models/reference/opinions/opinions.hpp"

namespace kantel {

namespace {

class Deffuant final : public BoundedConfidence {
 public:
  Deffuant(const DeffuantSettings& settings, const Ground& ground)
      : BoundedConfidence(settings, ground), encounters_(ground), mu_(settings.mu) {}

  void advance(std::uint32_t day) override {
    bool moved = false;
    encounters_.day(day, [&](const Encounter& e) {
      double &x = opinions_[e.person], &y = opinions_[e.other];
      moved |= may_move(x, y);
      if (std::abs(x - y) >= epsilon_) return;
      const double step = mu_ * (y - x);
      x += step, y -= step;
    });
    at_rest_ = !moved && settled();
  }

 private:
  bool may_move(double x, double y) const {
    const double distance = std::abs(x - y);
    return distance > same_opinion && distance < epsilon_;
  }

  // Whoever can meet is of the same opinion, but for less than anybody could see, or too far apart.
  bool settled() const {
    if (network_->complete) {
      std::vector<double> sorted(opinions_);
      std::sort(sorted.begin(), sorted.end());
      for (std::size_t i = 1, first = 0; i < sorted.size(); ++i) {
        if (sorted[i] - sorted[i - 1] >= epsilon_) first = i;
        if (sorted[i] - sorted[first] > same_opinion) return false;
      }
      return true;
    }
    for (Employee v = 0; v < network_->people; ++v)
      for (const Employee u : network_->weighted ? network_->weighted->targets_of(v) : network_->ties.ties(v))
        if (may_move(opinions_[v], opinions_[u])) return false;
    return true;
  }

  Encounters encounters_;
  double mu_;
};

}  // namespace

const ReferenceModel& deffuant_model() {
  using S = DeffuantSettings;
  static constexpr std::string_view source = "Deffuant, Neau, Amblard & Weisbuch 2000";
  static const auto keys =
      with_bounded<S>({{"mu", &S::mu, 0, .5, "μ", "",
                        "share of the difference that each gives up; ½: they meet in the middle", source}},
                      source);
  static const Reference<S> model({
      .name = "deffuant",
      .label = "Deffuant's bounded confidence",
      .equation = "|x_i − x_j| < ε: x_i ← x_i + μ (x_j − x_i), and likewise x_j",
      .sentence = "two people who meet and are not too far apart move towards each other",
      .schedule = "sequential: a day is as many encounters as people; encounter j of day t is drawn by the key (j, t)",
      .source = "Deffuant, Neau, Amblard & Weisbuch 2000, Advances in Complex Systems 3",
      .measures = bounded_measures(),
      .sums = bounded_sums,
      .keys = keys,
      .start = [](const S& settings, const Ground& ground) -> std::unique_ptr<Simulation> {
        return std::make_unique<Deffuant>(settings, ground);
      },
      .objection = [](const S&, const NetworkSettings& network) { return objection_to_one_way(network); },
  });
  return model;
}

}  // namespace kantel
