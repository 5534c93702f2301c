// Patterns 10 and 11: are the effects as large as published ones? "Near" is within ±.10 (choice).
//
// 10: r of ways of leading with satisfaction N̄, between people in an ordinary year. No change is under way (p = β = 0,
// no champions); on day 200 needs have settled. For two ways of leading in shares π and 1 − π, means a and b and
// variances within: r = √(π(1 − π))·(b − a) / √(π·va + (1 − π)·vb + π(1 − π)·(b − a)²).
//   structure, consideration: the lever at .5 − .2 and .5 + .2, all else neutral, π = ½. A spread of .2 between leaders
//     is what the full slopes are derived with (α = ρ·s0/(σu·√(1 − ρ²))).
//   absence: laissez-faire against the ten active policies together, π = ½, the largest r there is. Shown beside it:
//     one leader in ten absent, and laissez-faire against neutral levers scaled to the same Σu.
// Published: overall validities over all criteria [Judge & Piccolo 2004; Judge, Piccolo & Ilies 2004]. They carry
// common-method variance, N̄ does not.
//
// 11: a random half of the people in a participative movement has set points raised so that intention on day 0 differs
// by d = .66; d of practising between the halves on day 60 (twelve weeks) should be near .36 [Webb & Sheeran 2006].
// People are randomised inside one organisation, as in the experiments, so that contagion reaches both halves.
#include <algorithm>
#include <cmath>

#include "models/change/rows.hpp"
#include "studies/validation/patterns/runs.hpp"

namespace kantel::patterns {

namespace {

constexpr double tolerance = .10;
constexpr std::int64_t settled = 200;
constexpr float lever_spread = .2f;

struct Published {
  const char* name;
  double r;
};
constexpr Published published[] = {{"laissez-faire", -.37}, {"structure", .29}, {"consideration", .48}};

// Satisfaction under one way of leading, or several that are equally frequent.
struct Spread {
  double mean, variance;
};
Spread pooled(const std::vector<Runs>& runs, std::size_t first, std::size_t last, std::size_t replicate) {
  const auto ways = static_cast<double>(last - first);
  Spread all{0, 0};
  for (std::size_t i = first; i < last; ++i) all.mean += runs[i][replicate].satisfaction_mean / ways;
  for (std::size_t i = first; i < last; ++i) {
    const Outcome& one = runs[i][replicate];
    const double off = one.satisfaction_mean - all.mean;
    all.variance += (one.satisfaction_variance + off * off) / ways;
  }
  return all;
}
double point_biserial(const Spread& a, const Spread& b, double share_of_a = .5) {
  const double mix = share_of_a * (1 - share_of_a), apart = b.mean - a.mean;
  return std::sqrt(mix) * apart /
         std::sqrt(share_of_a * a.variance + (1 - share_of_a) * b.variance + mix * apart * apart);
}

Arm everyday(Policy policy) {
  Arm arm;
  arm.approach = Approach::diffusion;
  arm.policy = policy;
  return arm;
}
Arm everyday(float structure, float care) {
  Arm arm = everyday(Policy("neutral"));
  arm.levers = Policy()->levers;
  arm.levers->structure += structure;
  arm.levers->care += care;
  return arm;
}

// The set points of a replicate's people on day 0.
struct SetPoints {
  std::vector<float> autonomy, competence, relatedness, attitude;
};
SetPoints set_points(const PatternWorld& world, std::uint32_t replicate, const Errand& errand) {
  Scenario first_day = world.scenario;
  first_day.settings.days = 1;
  SetPoints out;
  RunOptions options;
  options.watch = [&](std::int64_t day, const Population& people, const Visible&) {
    if (day > 0) return;
    const auto copied = [](const auto& column) { return std::vector(column.begin(), column.end()); };
    out = {copied(people.autonomy_set_point), copied(people.competence_set_point), copied(people.relatedness_set_point),
           copied(people.attitude)};
  };
  run(first_day, world.ground, campaign({Approach::diffusion, Policy("participative")}), replicate, errand.alone,
      options);
  return out;
}

float raised(float set_point, double by) { return std::min(1.0f, set_point + static_cast<float>(by)); }

// d of day-0 intention (v·G; a local plan fits) between everybody raised and nobody raised.
double intention_d(const SetPoints& points, const Parameters& par, double by) {
  const auto intention_of = [&](std::size_t i, double rise) {
    return points.attitude[i] * kantel::composite(static_cast<float>(par.w_a), static_cast<float>(par.w_c),
                                                  raised(points.autonomy[i], rise), raised(points.competence[i], rise),
                                                  raised(points.relatedness[i], rise));
  };
  const std::size_t people = points.autonomy.size();
  double sums[2] = {0, 0}, squares[2] = {0, 0};
  for (std::size_t i = 0; i < people; ++i)
    for (const int arm : {0, 1}) {
      const double intention = intention_of(i, arm * by);
      sums[arm] += intention;
      squares[arm] += intention * intention;
    }
  const auto n = static_cast<double>(people);
  const auto variance = [&](int arm) { return squares[arm] / n - sums[arm] / n * sums[arm] / n; };
  return (sums[1] - sums[0]) / n / std::sqrt((variance(0) + variance(1)) / 2);
}

constexpr double intended = .66, followed = .36;
constexpr std::int64_t follow_ups[] = {60, 120, last_campaign_day};

// d of practising between the raised half and the rest, by follow-up.
std::array<double, 3> behaviour_d(const PatternWorld& world, std::uint32_t replicate, const Errand& errand) {
  SetPoints points = set_points(world, replicate, errand);
  double low = 0, high = 1;
  for (int halving = 0; halving < 40; ++halving) {
    const double middle = (low + high) / 2;
    (intention_d(points, world.scenario.parameters, middle) < intended ? low : high) = middle;
  }
  const KeyedRandom random(world.scenario.seed(), replicate);
  const std::size_t people = points.autonomy.size();
  std::vector<std::uint8_t> treated(people);
  constexpr std::uint32_t treatment = 32;  // a purpose the model does not use
  for (std::size_t i = 0; i < people; ++i) {
    treated[i] = random.draw(static_cast<std::uint32_t>(i), 0, treatment) & 1;
    if (treated[i])
      for (auto* column : {&points.autonomy, &points.competence, &points.relatedness})
        (*column)[i] = raised((*column)[i], low);
  }
  ChangeGround ground = world.ground;
  ground.given.autonomy = points.autonomy;
  ground.given.competence = points.competence;
  ground.given.relatedness = points.relatedness;
  std::array<double, 3> out{undefined, undefined, undefined};
  RunOptions options;
  options.stop = errand.stop;
  options.watch = [&](std::int64_t day, const Population&, const Visible& visible) {
    const auto at = std::find(std::begin(follow_ups), std::end(follow_ups), day);
    if (at == std::end(follow_ups)) return;
    double there[2] = {0, 0}, practising[2] = {0, 0};
    for (std::size_t i = 0; i < people; ++i) {
      ++there[treated[i]];
      practising[treated[i]] += (visible.yesterday()[i] & practising_bit) != 0;
    }
    const double rest = practising[0] / there[0], half = practising[1] / there[1];
    const double variance = (rest * (1 - rest) + half * (1 - half)) / 2;
    if (variance > 0) out[static_cast<std::size_t>(at - follow_ups)] = (half - rest) / std::sqrt(variance);
  };
  run(world.scenario, ground, campaign({Approach::diffusion, Policy("participative")}), replicate, errand.alone,
      options);
  return out;
}

}  // namespace

Judgement leadership_is_as_valid_as_published(Evidence& evidence) {
  Settings quiet = evidence.settings;
  quiet.parameters.p = quiet.parameters.beta = 0;
  std::vector<Arm> arms{everyday(Policy("laissez_faire")), everyday(0, 0),
                        everyday(-lever_spread, 0),        everyday(lever_spread, 0),
                        everyday(0, -lever_spread),        everyday(0, lever_spread)};
  arms[1] = everyday(Policy("neutral"));
  arms[1].effort = .35;
  const std::size_t active = arms.size();
  for (const Policy policy : all_policies())
    if (policy != Policy("laissez_faire") && policy != Policy("neutral")) arms.push_back(everyday(policy));
  const PatternWorld world(quiet, evidence.seed, settled);
  const auto runs = run_arms(world, arms, evidence.replicates, evidence.errand);
  const auto between = [&](std::size_t a, std::size_t b, std::size_t b_end, double share_of_a = .5) {
    return over_replicates(evidence.replicates, [&](std::size_t r) {
      return point_biserial(pooled(runs, a, a + 1, r), pooled(runs, b, b_end, r), share_of_a);
    });
  };
  const auto of_absence = [](const Interval& i) {  // absence counts upwards
    return Interval{-i.mean, -i.high, -i.low, -i.p95, -i.p05, i.n};
  };
  const Interval found[] = {of_absence(between(0, active, arms.size())), between(2, 3, 4), between(4, 5, 6)};
  Judgement out;
  std::vector<Verdict> parts;
  double furthest = -1;
  out.detail = "r with satisfaction:";
  for (std::size_t i = 0; i < 3; ++i) {
    parts.push_back(judge_near(found[i], published[i].r, tolerance));
    out.detail += std::string(" ") + published[i].name + " " + to_text(found[i]) + " against " +
                  signed_number(published[i].r) + ";";
    if (const double off = std::abs(found[i].mean - published[i].r); off > furthest) {
      furthest = off;
      out.interval = found[i];
      out.measure = std::string("r of ") + published[i].name + " with satisfaction, published " +
                    signed_number(published[i].r) + " (the furthest off of three)";
    }
  }
  out.detail +=
      " laissez-faire of one leader in ten " + signed_number(-between(0, active, arms.size(), .1).mean) +
      "; laissez-faire against neutral of the same effort .35 " + signed_number(-between(0, 1, 2).mean) +
      ". Near is within .10. The published values are overall validities; satisfaction's own were not at hand.";
  out.verdict = joint(parts);
  return out;
}

Judgement intention_moves_behaviour_as_published(Evidence& evidence) {
  const PatternWorld& world = evidence.world();
  std::vector<std::array<double, 3>> effects(static_cast<std::size_t>(evidence.replicates));
  evidence.errand.workers.for_each(effects.size(), [&](std::size_t r) {
    effects[r] = behaviour_d(world, static_cast<std::uint32_t>(r), evidence.errand);
  });
  const auto on = [&](std::size_t at) {
    return over_replicates(evidence.replicates, [&](std::size_t r) { return effects[r][at]; });
  };
  Judgement out;
  out.measure = "d of practising on day 60 between people raised by d = .66 in intention and others, published .36";
  out.interval = on(0);
  out.verdict = judge_near(out.interval, followed, tolerance);
  out.detail = "d of practising " + to_text(out.interval) + " on day 60, " + to_text(on(1)) + " on day 120 and " +
               to_text(on(2)) + " on day 249, in a participative movement. Near is within .10.";
  return out;
}

}  // namespace kantel::patterns
