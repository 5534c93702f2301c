// The change model's own known answers: exponential lags to constant targets, and awareness down a tree.
#include "models/reference/theory/theory.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace kantel::theory {

double lagged(double start, double target, double tau, double days) {
  assert(tau >= 1 && days >= 0);
  return start + (target - start) * (1 - std::pow(1 - 1 / tau, days));  // exactly the start where frozen
}

double lagged(double start, RunState target, double tau, double days) {
  assert(tau >= 1 && target.tau >= 1 && days >= 0);
  assert((target.start - start) * (target.end - target.start) >= 0);
  const double a = 1 - 1 / target.tau, b = 1 - 1 / tau;
  // Both lags alike: the limit of the quotient.
  const double chased = std::abs(a - b) < 1e-9 ? (days > 0 ? days * std::pow(b, days - 1) : 0)
                                               : (std::pow(a, days) - std::pow(b, days)) / (a - b);
  return lagged(start, target.end, tau, days) + (target.start - target.end) / tau * chased;
}

Needs needs_at_rest(const Person& person, const Levers& levers, const Slopes& slopes) {
  const double mandated = person.mandated ? levers.pressure : 0;
  const double mastery = person.aware ? slopes.alpha_k * (person.skill - .5) : 0;
  const double wanted = person.need_for_structure;
  return {
      std::clamp(person.set_autonomy + slopes.alpha_a * (levers.autonomy_support - .5) -
                     slopes.omega * mandated * (1 - wanted) * (1 - person.internalisation),
                 0., 1.),
      std::clamp(person.set_competence + slopes.alpha_c * (levers.structure - .5) -
                     slopes.upsilon * (std::max(0., wanted - levers.structure) - std::max(0., wanted - .5)) + mastery,
                 0., 1.),
      std::clamp(person.set_relatedness + slopes.alpha_r * (levers.care - .5) -
                     slopes.alpha_p * (1 - person.same_state) -
                     slopes.chi * std::max(0., levers.autonomy_support - levers.structure),
                 0., 1.)};
}

double trust_at_rest(const Needs& needs, const Levers& levers, double w_a, double w_c) {
  const double effort = levers.autonomy_support + levers.structure + levers.care + levers.pressure + levers.vision;
  const double mean_need = w_a * needs.autonomy + w_c * needs.competence + (1 - w_a - w_c) * needs.relatedness;
  return mean_need * std::min(1., effort / 1.5);
}

double cascade_delay(double nu, double vision, double fidelity, std::uint32_t level) {
  assert(level >= 1 && nu * vision * fidelity > 0);
  return -1 / std::expm1(-nu * vision * std::pow(fidelity, level));
}

double cascade_arrival(double nu, double vision, double fidelity, std::uint32_t level) {
  double day = 0;
  for (std::uint32_t hop = 1; hop <= level; ++hop) day += cascade_delay(nu, vision, fidelity, hop);
  return day;
}

}  // namespace kantel::theory
