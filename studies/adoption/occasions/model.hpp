// The probability that an opportunity is used, in forms that differ in what may move it:
//
//     P(use) = 1 − exp(−λ),      ln λ = a + Σ_k d_k·[day ≥ step k] + e·years + g·gate + n·newcomer + τ·ties
//
// λ is the change model's rate of starting, with an opportunity in the place of a day. First use and use again have
// coefficients of their own, as starting and not lapsing have; who lapsed has a term of theirs (after_lapse). What a
// step adds to λ is what compliance with it adds: λ_c = λ(after) − λ(before). A step is taken to do nothing until it
// has happened, which is why a prediction past the next one fails.
//
// Fitted by maximum likelihood (Fisher scoring), with a normal prior of standard deviation 5 on each coefficient, which
// keeps it finite where everybody used or nobody did, and moves it little elsewhere.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "studies/adoption/occasions/opportunities.hpp"

namespace kantel::adoption {

struct OccasionForm {
  std::string_view name, minus;  // minus: the form it is held against, or empty
  bool calendar, steps, gate, newcomers, ties;
};
std::span<const OccasionForm> occasion_forms();

enum class Uses { first, again };
inline Uses uses_of(const Occasion& occasion) {
  return occasion.standing == Standing::never ? Uses::first : Uses::again;
}

std::vector<std::string> terms_of(const OccasionForm& form, Uses uses, const Opportunities& data);

class OccasionModel {
 public:
  // On the occasions of such uses, each as often as its person's weight says.
  OccasionModel(const OccasionForm& form, Uses uses, const Opportunities& data, std::span<const Occasion> occasions,
                std::span<const int> person_weight);
  const std::vector<double>& coefficients() const { return coefficients_; }
  double log_likelihood() const { return log_likelihood_; }
  double rate(const Occasion& occasion) const;
  double probability(const Occasion& occasion) const;
  // Of what happened.
  double log_score(const Occasion& occasion) const;

 private:
  // What the coefficients multiply, in the order of terms_of.
  void row(const Occasion& occasion, std::vector<double>& out) const;
  const OccasionForm* form_;
  Uses uses_;
  const Opportunities* data_;
  std::vector<double> coefficients_;
  double log_likelihood_ = 0;
};

}  // namespace kantel::adoption
