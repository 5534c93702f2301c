// Pattern 4: is the hybrid the most durable of all? Every rival gets the same champions and is chosen on other seeds
// than it is judged on, each with its best day for the mandate; so a rival that was merely lucky is found out.
//
// In the model a rollout whose mandate comes later *is* a hybrid. The rivals are therefore two families, led down the
// tree with the mandate from any day of the grid, and diffusion; the participative one led down is the hybrid itself,
// with its own best day. Two sets compete: the policies, and the best of 200 points drawn uniformly from the levers
// with Σu = 2.5.
#include <algorithm>
#include <cmath>

#include "sim/mathematics.hpp"
#include "sim/random.hpp"
#include "studies/validation/patterns/runs.hpp"

namespace kantel::patterns {

namespace {

constexpr std::int64_t grid[] = {1, 30, 60, 90, 120, 150, 180, 210};
constexpr int points = 200;
constexpr double effort = 2.5;
constexpr std::uint32_t draws_of_points = 0xFFFFFFF1;  // a replicate number no run has
const Cell hybrid{Approach::hybrid, Policy("participative")};

// Uniform on {u in [0, 1]^5 : Σu = 2.5}: uniform on the simplex by spacings of exponentials, tried until no lever
// passes 1.
Levers drawn_levers(const KeyedRandom& random, std::uint32_t point) {
  for (std::uint32_t attempt = 0;; ++attempt) {
    double part[5], sum = 0, largest = 0;
    for (std::uint32_t lever = 0; lever < 5; ++lever) {
      part[lever] = -logarithm(open_unit_interval(random.draw(point, attempt, lever)));
      sum += part[lever];
      largest = std::max(largest, part[lever]);
    }
    if (largest * effort > sum) continue;
    const auto lever = [&](int i) { return static_cast<float>(part[i] * effort / sum); };
    return {lever(0), lever(1), lever(2), lever(3), lever(4)};
  }
}

std::string described(const Levers& u) {
  std::string text = "levers (";
  for (const float lever : {u.autonomy_support, u.structure, u.care, u.pressure, u.vision})
    text += number(static_cast<double>(lever)).substr(0, 4) + " ";
  text.back() = ')';
  return text;
}

// A way of leading, in one of the two families.
Arm entrant(Approach approach, Policy policy, const std::optional<Levers>& levers, std::int64_t mandate_from) {
  Arm arm = campaign({approach, policy}, mandate_from);
  arm.levers = levers;
  arm.name = levers ? described(*levers) : std::string(name_of(policy));
  arm.name += approach == Approach::diffusion ? " in diffusion" : " led down";
  if (approach != Approach::diffusion) arm.name += " with a mandate from day " + std::to_string(mandate_from);
  return arm;
}

struct Scored {
  Arm arm;
  double score = 0;
};

// Best first; ties keep their order.
std::vector<Scored> ranked(const PatternWorld& world, const std::vector<Arm>& arms, int replicates,
                           const Errand& errand) {
  const auto runs = run_arms(world, arms, replicates, errand);
  std::vector<Scored> list;
  for (std::size_t i = 0; i < arms.size(); ++i) list.push_back({arms[i], mean_of(runs[i], &Outcome::durable_end).mean});
  std::stable_sort(list.begin(), list.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
  return list;
}

// The best of the policies: each family and policy with its best day, best first.
std::vector<Arm> best_policies(const PatternWorld& elsewhere, const Errand& errand) {
  std::vector<Arm> arms;
  for (const Policy policy : all_policies()) {
    arms.push_back(entrant(Approach::diffusion, policy, {}, rollout_from));
    if (policy == hybrid.policy) continue;
    for (const std::int64_t day : grid) arms.push_back(entrant(Approach::hybrid, policy, {}, day));
  }
  std::vector<Arm> best;
  for (Scored& scored : ranked(elsewhere, arms, 3, errand)) {
    const bool seen = std::any_of(best.begin(), best.end(), [&](const Arm& arm) {
      return arm.approach == scored.arm.approach && arm.policy == scored.arm.policy;
    });
    if (!seen) best.push_back(std::move(scored.arm));
  }
  return best;
}

// The best of the points, by elimination: all once, led down; the best fifteen in diffusion and with the mandate from
// every day; the best six of these again.
std::vector<Arm> best_points(const PatternWorld& elsewhere, std::uint64_t seed, const Errand& errand) {
  const KeyedRandom random(seed, draws_of_points);
  std::vector<Arm> arms;
  for (std::uint32_t point = 0; point < points; ++point)
    arms.push_back(entrant(Approach::hybrid, Policy("neutral"), drawn_levers(random, point), hybrid_from));
  std::vector<Scored> list = ranked(elsewhere, arms, 1, errand);
  arms.clear();
  for (std::size_t i = 0; i < 15; ++i) {
    arms.push_back(entrant(Approach::diffusion, Policy("neutral"), list[i].arm.levers, rollout_from));
    for (const std::int64_t day : grid)
      arms.push_back(entrant(Approach::hybrid, Policy("neutral"), list[i].arm.levers, day));
  }
  list = ranked(elsewhere, arms, 1, errand);
  arms.clear();
  for (std::size_t i = 0; i < 6; ++i) arms.push_back(list[i].arm);
  std::vector<Arm> best;
  for (Scored& scored : ranked(elsewhere, arms, 4, errand))
    if (std::none_of(best.begin(), best.end(), [&](const Arm& arm) { return arm.levers == scored.arm.levers; }))
      best.push_back(std::move(scored.arm));
  return best;
}

}  // namespace

Judgement hybrid_is_most_durable(Evidence& evidence) {
  std::string best_days;
  if (evidence.rivals.empty()) {  // the two best of either set, the best first
    const std::uint64_t other = hashed(evidence.seed);
    const PatternWorld elsewhere(evidence.settings, other, all_days);
    const std::vector<Arm> policies = best_policies(elsewhere, evidence.errand),
                           levers = best_points(elsewhere, other, evidence.errand);
    for (const auto* best : {&policies, &levers})
      for (std::size_t i = 0; i < std::min<std::size_t>(2, best->size()); ++i) evidence.rivals.push_back((*best)[i]);
    best_days = " Best days for the mandate:";
    for (const Arm& arm : policies)
      if (arm.approach == Approach::hybrid)
        best_days += " " + std::string(name_of(arm.policy)) + " " + std::to_string(arm.mandate.from_day) + ",";
    best_days.back() = '.';
  }
  const Runs& own = evidence.of(hybrid);
  const auto runs = run_arms(evidence.world(), evidence.rivals, evidence.replicates, evidence.errand);
  Judgement out;
  std::vector<Verdict> parts;
  out.detail = "The hybrid keeps " + number(mean_of(own, &Outcome::durable_370).mean) + " on day 370 and " +
               number(mean_of(own, &Outcome::durable_end).mean) + " on day 400. Against";
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Interval apart = difference(own, runs[i], &Outcome::durable_end);
    parts.push_back(judge(apart, Side::above));
    out.detail += (i ? "; " : " ") + evidence.rivals[i].name + " " + to_text(apart);
    if (!(apart.mean >= out.interval.mean)) {
      out.interval = apart;
      out.measure = "durable on day 400, participative hybrid minus " + evidence.rivals[i].name;
    }
  }
  out.detail += "." + best_days;
  out.verdict = joint(parts);
  return out;
}

}  // namespace kantel::patterns
