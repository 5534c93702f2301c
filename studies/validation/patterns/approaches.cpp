// Patterns 1, 2, 3, 5 and 8: how the approaches stand against each other, with the approach × policy factorial of the
// arms they name beside them. What is judged in a cell of the factorial is the approach at one policy; the policy's own
// part stands in the sentence.
#include <algorithm>

#include "studies/validation/patterns/runs.hpp"

namespace kantel::patterns {

namespace {

const Cell directive_rollout{Approach::rollout, Policy("directive")};
const Cell participative_movement{Approach::diffusion, Policy("participative")};

std::string text_of(Policy policy) { return std::string(name_of(policy)); }

// Directive rollout against participative diffusion.
Judgement rollout_against_movement(Evidence& evidence, double Outcome::*measure, Side stated, const std::string& name) {
  const auto between = [&](const Cell& a, const Cell& b) {
    return difference(evidence.of(a), evidence.of(b), measure);
  };
  Judgement out;
  out.measure = name + ", directive rollout minus participative diffusion";
  out.interval = between(directive_rollout, participative_movement);
  out.detail = "Directive rollout " + number(mean_of(evidence.of(directive_rollout), measure).mean) +
               ", participative diffusion " + number(mean_of(evidence.of(participative_movement), measure).mean) +
               ". Rollout minus diffusion";
  std::vector<Verdict> cells;
  for (const Policy policy : {Policy("directive"), Policy("participative")}) {
    const Interval approach = between({Approach::rollout, policy}, {Approach::diffusion, policy});
    cells.push_back(judge(approach, stated));
    out.detail += " under " + text_of(policy) + " levers " + to_text(approach) +
                  (policy == Policy("directive") ? "," : "; directive minus participative levers");
  }
  for (const Approach approach : {Approach::rollout, Approach::diffusion}) {
    const Interval style = between({approach, Policy("directive")}, {approach, Policy("participative")});
    out.detail +=
        " in " + std::string(name_of(approach)) + " " + to_text(style) + (approach == Approach::rollout ? "," : ".");
  }
  out.stated = judge(out.interval, stated);
  out.verdict = across(*out.stated, cells);
  return out;
}

// Whom laissez-faire is compared with. Draws leave out the policies that nowhere came near it at the centre.
std::vector<Policy> others_of(Approach approach, bool thorough) {
  if (!thorough && approach == Approach::hybrid) return {};
  std::vector<Policy> others;
  for (const Policy policy : all_policies()) {
    const bool supportive = policy == Policy("transformational") || policy == Policy("servant") ||
                            policy == Policy("by_needs") || policy == Policy("freedom_within_lines") ||
                            policy == Policy("by_readiness");
    if (policy != Policy("laissez_faire") && (thorough || !supportive)) others.push_back(policy);
  }
  return others;
}

struct Closest {
  Interval interval;  // laissez-faire minus the lowest other policy
  Policy policy = Policy("neutral");
};

Closest closest(Evidence& evidence, Approach approach, double Outcome::*measure) {
  Closest lowest;
  for (const Policy policy : others_of(approach, evidence.thorough)) {
    const Interval apart =
        difference(evidence.of(approach, Policy("laissez_faire")), evidence.of(approach, policy), measure);
    if (!(apart.mean <= lowest.interval.mean)) lowest = {apart, policy};
  }
  return lowest;
}

// The movement's coverage as a share of the rollout's.
Interval coverage(const Runs& movement, const Runs& rollout) {
  return over_replicates(static_cast<int>(movement.size()),
                         [&](std::size_t r) { return movement[r].practising_250 / rollout[r].practising_250; });
}

constexpr double wanted_coverage = .9;

// What decides pattern 8: every setting in turn divided by 1.5, and the change of the coverage.
std::string deciders(Evidence& evidence) {
  constexpr double factor = 1 / 1.5;
  constexpr int replicates = 3;
  struct Swing {
    std::string name;
    double change;
  };
  const std::vector<Arm> arms{campaign(participative_movement), campaign(directive_rollout)};
  const Errand serial{evidence.errand.alone, evidence.errand.alone, evidence.errand.stop};
  const auto coverage_with = [&](const Settings& settings) {
    const PatternWorld world(settings, evidence.seed, lifted_on);
    const auto runs = run_arms(world, arms, replicates, serial);
    return coverage(runs[0], runs[1]).mean;
  };
  std::vector<Swing> swings;
  for (const std::string& name : scalable_settings(evidence.settings)) swings.push_back({name, 0});
  swings.push_back({"", 0});  // the centre
  evidence.errand.workers.for_each(swings.size(), [&](std::size_t i) {
    swings[i].change = coverage_with(swings[i].name.empty() ? evidence.settings
                                                            : with_scaled(evidence.settings, swings[i].name, factor));
  });
  const double centre = swings.back().change;
  swings.pop_back();
  for (Swing& swing : swings) swing.change -= centre;
  std::stable_sort(swings.begin(), swings.end(),
                   [](const Swing& a, const Swing& b) { return std::abs(a.change) > std::abs(b.change); });
  std::string text;
  for (std::size_t i = 0; i < 5; ++i)
    text += (i ? ", " : "") + swings[i].name + " (" + signed_number(swings[i].change) + ")";
  return text;
}

}  // namespace

Judgement rollout_is_ahead(Evidence& evidence) {
  return rollout_against_movement(evidence, &Outcome::practising_60, Side::above, "practising on day 60");
}

Judgement rollout_internalises_less(Evidence& evidence) {
  return rollout_against_movement(evidence, &Outcome::internalisation_250, Side::below,
                                  "m among who practises on day 250");
}

Judgement rollout_lapses_more(Evidence& evidence) {
  return rollout_against_movement(evidence, &Outcome::lapsed_60, Side::above,
                                  "lapsed within 60 days of those practising on day 249");
}

Judgement absence_is_lowest(Evidence& evidence) {
  Judgement out;
  std::vector<Verdict> by_approach;
  out.detail = "Laissez-faire minus the lowest other policy:";
  for (const Approach approach : {Approach::rollout, Approach::diffusion, Approach::hybrid}) {
    if (others_of(approach, evidence.thorough).empty()) continue;
    std::vector<Verdict> parts;
    out.detail += " in " + std::string(name_of(approach));
    for (const auto& [name, measure] :
         {std::pair{"trust on day 249", &Outcome::trust}, std::pair{"durable on day 400", &Outcome::durable_end}}) {
      const Closest lowest = closest(evidence, approach, measure);
      parts.push_back(judge(lowest.interval, Side::below));
      if (!(lowest.interval.mean <= out.interval.mean)) {
        out.interval = lowest.interval;
        out.measure = std::string(name) + ", laissez-faire minus " + to_string(Cell{approach, lowest.policy}) +
                      " (the closest call)";
      }
      out.detail += std::string(" ") + name + " " + to_text(lowest.interval) + " against " + text_of(lowest.policy) +
                    (measure == &Outcome::trust ? " and" : ";");
    }
    by_approach.push_back(joint(parts));
  }
  out.detail.back() = '.';
  out.stated = joint(by_approach);
  out.verdict = across(*out.stated, by_approach);
  return out;
}

Judgement bottom_up_reaches_coverage(Evidence& evidence) {
  Judgement out;
  out.measure = "practising on day 250, participative diffusion as a share of directive rollout (bound .9)";
  out.interval = coverage(evidence.of(participative_movement), evidence.of(directive_rollout));
  std::vector<Verdict> cells;
  out.detail = "Diffusion reaches this share of rollout:";
  for (const Policy policy : {Policy("directive"), Policy("participative")}) {
    const Interval share = coverage(evidence.of(Approach::diffusion, policy), evidence.of(Approach::rollout, policy));
    cells.push_back(judge(share, Side::above, wanted_coverage));
    out.detail += " " + number(share.mean) + " when both have " + text_of(policy) + " levers,";
  }
  out.detail.back() = '.';
  if (evidence.thorough)
    out.detail +=
        " What decides it, as the change of the share when one setting is divided by 1.5: " + deciders(evidence) + ".";
  out.stated = judge(out.interval, Side::above, wanted_coverage);
  out.verdict = across(*out.stated, cells);
  return out;
}

}  // namespace kantel::patterns
