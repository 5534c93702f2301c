// Averaging the opinions one listens to, with or without holding on to the one started with:
//
//   x(t+1) = Λ W x(t) + (I − Λ) x(0)                                                        [Friedkin & Johnsen 1990]
//
// W: rows sum to 1. On undirected ties everybody else is listened to alike, and oneself with `self_weight`; a file's
// weights are scaled to 1 a row, an entry (a, a) being the self weight. Who listens to nobody listens to themselves.
// Λ: susceptibilities on the diagonal; Λ = I is DeGroot's model [DeGroot 1974].
//
// Invariant: synchronous, in double precision and in one order; every opinion stays within the range of the start.
#pragma once
#include "models/reference/opinions/opinions.hpp"

namespace kantel {

struct DeGrootSettings : OpinionStart {
  double self_weight = 0;
};

enum class Susceptible { number, self_weight };
inline constexpr std::array<std::string_view, 2> susceptible_names{"number", "self_weight"};
constexpr std::span<const std::string_view> names_of(Susceptible) { return susceptible_names; }
struct FriedkinJohnsenSettings : DeGrootSettings {
  double susceptibility = .8;
  Susceptible susceptibility_from = Susceptible::number;
  std::vector<double> susceptibilities;  // one a person, instead; set by a program, not by a scenario
};

template <class Settings>
Key<Settings> self_weight_key(std::string_view source) {
  return {"self_weight",
          &Settings::self_weight,
          0,
          1,
          "w_ii",
          "",
          "how much one listens to oneself, where a file of weights does not say",
          source};
}

class Averaging final : public Simulation {
 public:
  // All susceptible in full where `susceptibilities` is empty.
  Averaging(const Ground& ground, double self_weight, std::vector<double> start, std::vector<double> susceptibilities);
  void advance(std::uint32_t day) override;
  // Sums: 1, people, Σ x, spread, agreement.
  void sums(std::span<double> out) const override;
  bool at_rest() const override { return at_rest_; }
  std::span<const double> opinions() const { return now_; }
  // The diagonal of W.
  static std::vector<double> self_weights(const ReferenceNetwork& network, double self_weight);

 private:
  double heard(Employee v) const;  // (W x)_v, oneself left out

  const ReferenceNetwork* network_;
  std::vector<double> self_, scale_;  // w_vv, and what makes the rest of the row sum to 1 − w_vv
  std::vector<double> start_, susceptibility_, now_, next_;
  double total_ = 0;  // Σ x where everybody hears everybody
  double spread_at_start_;
  bool at_rest_ = false;
};
inline constexpr int averaging_sums = 5;
std::span<const Measure> averaging_measures();

}  // namespace kantel
