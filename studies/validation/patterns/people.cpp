// Patterns 6, 7, 9 and 12: whom a way of leading suits, what freedom costs, and whether people live the curve that the
// average shows, in autonomy and in morale. 6 and 7 compare policies, so they are judged in every approach; the
// interval shown is the rollout's.
#include "studies/validation/patterns/runs.hpp"

namespace kantel::patterns {

namespace {

constexpr Approach approaches[] = {Approach::rollout, Approach::diffusion, Approach::hybrid};
std::string text_of(Approach approach) { return std::string(name_of(approach)); }

}  // namespace

Judgement structure_decides_who_is_suited(Evidence& evidence) {
  // m of directive minus delegating, by need for structure: 0 low, 2 high.
  const auto gain = [&](Approach approach, std::size_t r, std::size_t third) {
    return evidence.of(approach, Policy("directive"))[r].internalisation[third] -
           evidence.of(approach, Policy("delegating"))[r].internalisation[third];
  };
  struct Part {
    std::string_view name;
    Interval interval;
    Side stated;
  };
  Judgement out;
  out.detail = "Directive minus delegating";
  std::vector<Verdict> cells;
  for (const Approach approach : approaches) {
    const auto by_third = [&](std::size_t third) {
      return over_replicates(evidence.replicates, [&](std::size_t r) { return gain(approach, r, third); });
    };
    const Part parts[] = {{"people low in need for structure", by_third(0), Side::below},
                          {"people high in it", by_third(2), Side::above},
                          {"high minus low",
                           over_replicates(evidence.replicates,
                                           [&](std::size_t r) { return gain(approach, r, 2) - gain(approach, r, 0); }),
                           Side::above}};
    std::vector<Verdict> verdicts;
    double closest = infinite;
    out.detail += (approach == Approach::rollout ? " in " : "; in ") + text_of(approach);
    for (const Part& part : parts) {
      verdicts.push_back(judge(part.interval, part.stated));
      out.detail += (verdicts.size() > 1 ? ", " : " ") + std::string(part.name) + " " + to_text(part.interval);
      const double margin = part.stated == Side::above ? part.interval.mean : -part.interval.mean;
      if (approach != Approach::rollout || !(margin < closest)) continue;
      closest = margin;
      out.interval = part.interval;
      out.measure = "m on day 249, directive minus delegating rollout, " + std::string(part.name) +
                    " (the closest call of three)";
    }
    cells.push_back(joint(verdicts));
  }
  out.detail +=
      ". It holds when directive gives more m to people high in need for structure and delegating more to "
      "people low in it.";
  out.stated = cells[0];
  out.verdict = across(*out.stated, cells);
  return out;
}

Judgement freedom_costs_relatedness(Evidence& evidence) {
  Judgement out;
  out.detail = "Delegating minus participative";
  std::vector<Verdict> cells;
  for (const Approach approach : approaches) {
    const Runs &free = evidence.of(approach, Policy("delegating")),
               &framed = evidence.of(approach, Policy("participative"));
    const Interval autonomy = difference(free, framed, &Outcome::autonomy),
                   relatedness = difference(free, framed, &Outcome::relatedness);
    cells.push_back(joint({judge(autonomy, Side::above), judge(relatedness, Side::below)}));
    out.detail += (approach == Approach::rollout ? " in " : "; in ") + text_of(approach) + " autonomy " +
                  to_text(autonomy) + ", relatedness " + to_text(relatedness);
    if (approach != Approach::rollout) continue;
    const bool autonomy_is_closer = autonomy.mean < -relatedness.mean;
    out.interval = autonomy_is_closer ? autonomy : relatedness;
    out.measure = std::string(autonomy_is_closer ? "autonomy" : "relatedness") +
                  " on day 249, delegating minus participative rollout (the closer call of the two)";
  }
  out.detail += ".";
  out.stated = cells[0];
  out.verdict = across(*out.stated, cells);
  return out;
}

namespace {

constexpr double most = .5;

Interval mean_curve(const Runs& runs, Curves Outcome::*curves, double Curves::*what) {
  return over_replicates(static_cast<int>(runs.size()), [&](std::size_t r) { return runs[r].*curves.*what; });
}

// The people of a directive rollout, and the sentence about their curves.
Judgement curves_of_people(Evidence& evidence, Curves Outcome::*curves, const std::string& what) {
  const Runs& runs = evidence.of(Approach::rollout, Policy("directive"));
  const auto mean = [&](double Curves::*of) { return mean_curve(runs, curves, of); };
  Judgement out;
  out.measure = "share of people whose own " + what + " dips and recovers by day 249, directive rollout (bound .5)";
  out.interval = mean(&Curves::lived);
  out.verdict = judge(out.interval, Side::above, most);
  out.detail = "A dip is .05 or more below one's own day 0 for five days or more, recovered when back within .02: " +
               number(mean(&Curves::dipped).mean) + " of the people dip, by " + number(mean(&Curves::depth).mean) +
               " at the deepest, on day " + number(mean(&Curves::lowest_day).mean) + " on average; " +
               number(out.interval.mean) + " recover and " + number(mean(&Curves::halfway).mean) +
               " win back half of it or more. The average falls by " + number(mean(&Curves::average_depth).mean) +
               " until day " + number(mean(&Curves::average_day).mean) + " and is " +
               number(mean(&Curves::average_gap).mean) + " below its start on day 249.";
  if (const Interval length = mean(&Curves::length); length.n > 0)
    out.detail += " Who recovers takes " + number(length.mean) + " days.";
  return out;
}

}  // namespace

Judgement autonomy_dips_and_recovers(Evidence& evidence) {
  Judgement out = curves_of_people(evidence, &Outcome::autonomy_curves, "autonomy");
  if (!evidence.thorough) return out;
  double largest = -1;
  Cell where{Approach::rollout, Policy("directive")};
  for (const Policy policy : all_policies()) {
    const Cell cell{Approach::rollout, policy};
    if (policy->levers.pressure == 0) continue;  // levers of a rule change on the way
    const double lived = mean_curve(evidence.of(cell), &Outcome::autonomy_curves, &Curves::lived).mean;
    if (lived > largest) largest = lived, where = cell;
  }
  out.detail += " The largest share among rollouts that press: " + number(largest) + " (" + to_string(where) + ").";
  return out;
}

Judgement morale_dips_and_recovers(Evidence& evidence) {
  return curves_of_people(evidence, &Outcome::morale_curves, "morale");
}

}  // namespace kantel::patterns
