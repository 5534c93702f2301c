#include "studies/comparison/factorial.hpp"

#include <algorithm>
#include <optional>

namespace kantel {

namespace {

// The arm that stands for a cell: the first with this approach and policy.
std::optional<std::size_t> arm_of(const std::vector<Arm>& arms, Approach approach, Policy policy) {
  for (std::size_t i = 0; i < arms.size(); ++i)
    if (arms[i].approach == approach && arms[i].policy == policy) return i;
  return std::nullopt;
}

template <class Level>
std::vector<Level> levels_of(const std::vector<Arm>& arms, Level Arm::*factor) {
  std::vector<Level> levels;
  for (const Arm& arm : arms)
    if (std::find(levels.begin(), levels.end(), arm.*factor) == levels.end()) levels.push_back(arm.*factor);
  return levels;
}

}  // namespace

std::vector<Effect> factorial_effects(const Comparison& comparison) {
  const std::vector<Arm>& arms = comparison.scenario.arms;
  const auto approaches = levels_of(arms, &Arm::approach);
  const auto policies = levels_of(arms, &Arm::policy);
  if (!comparison.scenario.settings.factorial || approaches.size() < 2 || policies.size() < 2) return {};
  for (const auto approach : approaches)
    for (const auto policy : policies)
      if (!arm_of(arms, approach, policy)) return {};

  const auto value = [&](std::size_t approach, std::size_t policy, std::size_t r, std::size_t m) {
    return comparison.values[*arm_of(arms, approaches[approach], policies[policy])][r][m];
  };
  const auto approach_name = [&](std::size_t i) { return std::string(name_of(approaches[i])); };
  const auto policy_name = [&](std::size_t i) { return std::string(name_of(policies[i])); };
  std::vector<Effect> effects;
  const auto add = [&](std::string name, auto effect) {
    Effect& fresh = effects.emplace_back(Effect{std::move(name), {}});
    for (std::size_t r = 0; r < comparison.replicates.size(); ++r) {
      auto& row = fresh.values.emplace_back();
      for (std::size_t m = 0; m < comparison.metrics.size(); ++m) row.push_back(effect(r, m));
    }
  };
  for (std::size_t later = 1; later < approaches.size(); ++later)
    for (std::size_t earlier = 0; earlier < later; ++earlier)
      add("approach:" + approach_name(later) + "-" + approach_name(earlier), [&](std::size_t r, std::size_t m) {
        double sum = 0;
        for (std::size_t p = 0; p < policies.size(); ++p) sum += value(later, p, r, m) - value(earlier, p, r, m);
        return sum / static_cast<double>(policies.size());
      });
  for (std::size_t later = 1; later < policies.size(); ++later)
    for (std::size_t earlier = 0; earlier < later; ++earlier)
      add("style:" + policy_name(later) + "-" + policy_name(earlier), [&](std::size_t r, std::size_t m) {
        double sum = 0;
        for (std::size_t a = 0; a < approaches.size(); ++a) sum += value(a, later, r, m) - value(a, earlier, r, m);
        return sum / static_cast<double>(approaches.size());
      });
  for (std::size_t a2 = 1; a2 < approaches.size(); ++a2)
    for (std::size_t a1 = 0; a1 < a2; ++a1)
      for (std::size_t p2 = 1; p2 < policies.size(); ++p2)
        for (std::size_t p1 = 0; p1 < p2; ++p1)
          add("interaction:" + approach_name(a2) + "-" + approach_name(a1) + " x " + policy_name(p2) + "-" +
                  policy_name(p1),
              [&](std::size_t r, std::size_t m) {
                return (value(a2, p2, r, m) - value(a1, p2, r, m)) - (value(a2, p1, r, m) - value(a1, p1, r, m));
              });
  return effects;
}

}  // namespace kantel
