// Patterns 16 and 17: what a standing mandate owes to those who join, and what stays of it when it is gone.
#include "studies/validation/patterns/runs.hpp"

namespace kantel::patterns {

Judgement newcomers_carry_a_mandate(Evidence& evidence) {
  constexpr double much = 1.0 / 3;
  Judgement out;
  std::vector<Verdict> cells;
  for (const Policy policy : {Policy("directive"), Policy("participative")}) {
    const Runs& runs = evidence.of(Approach::rollout, policy);
    const auto mean = [&](double Newcomers::*what) {
      return over_replicates(evidence.replicates, [&](std::size_t r) { return runs[r].newcomers.*what; });
    };
    const Interval share = mean(&Newcomers::share);
    cells.push_back(judge(share, Side::above, much));
    if (policy == Policy("directive")) out.interval = share;
    out.detail += (out.detail.empty() ? "In a " : "; in a ") + to_string({Approach::rollout, policy}) + " " +
                  number(share.mean) +
                  " of first starts on days 61 to 249 are of people who joined after day 0, who start at " +
                  number(mean(&Newcomers::rate).mean) + " a day against " +
                  number(mean(&Newcomers::rate_of_others).mean) + " of those who were there and have not started";
  }
  out.detail += ".";
  out.measure = "share of first starts on days 61 to 249 by people who joined, directive rollout (bound one third)";
  out.stated = cells[0];
  out.verdict = across(*out.stated, cells);
  return out;
}

// The same organisation and parameters, but for what `kind = "structure"` stands for.
Judgement structure_keeps_behaviour_leaks(Evidence& evidence) {
  constexpr double kept = .10;
  const Settings behaviour = half_slopes();
  Settings settings = evidence.settings;
  settings.change.kind = ChangeKind::structure;
  settings.change.demand *= of_structure::demand / behaviour.change.demand;  // as a draw has moved it
  settings.parameters.rho0 *= of_structure::rho0 / behaviour.parameters.rho0;
  settings.parameters.grudging = of_structure::grudging;
  Evidence structure(settings, evidence.seed, evidence.replicates, evidence.errand, false);
  const Cell cell{Approach::rollout, Policy("directive")};
  const Interval leaks = mean_of(evidence.of(cell), &Outcome::lapsed_60),
                 keeps = mean_of(structure.of(cell), &Outcome::lapsed_60);
  Judgement out;
  out.measure = "lapsed in the 60 days after a directive rollout's mandate, behaviour minus structure";
  out.interval = difference(evidence.of(cell), structure.of(cell), &Outcome::lapsed_60);
  out.verdict = joint({judge(keeps, Side::below, kept), judge(leaks, Side::above, kept)});
  out.detail = "Of those practising on day 249 lapse within 60 days: a structure " + to_text(keeps) + ", a behaviour " +
               to_text(leaks) + ". It holds when the first is below .10 and the second above.";
  return out;
}

}  // namespace kantel::patterns
