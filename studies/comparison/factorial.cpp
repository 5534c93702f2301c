#include "studies/comparison/factorial.hpp"

#include <optional>

namespace kantel {

namespace {

// The arm that stands for a cell: the first with these levels.
std::optional<std::size_t> arm_of(const std::vector<ArmFactor>& factors, std::size_t one, std::size_t other) {
  for (std::size_t arm = 0; arm < factors[0].of_arm.size(); ++arm)
    if (factors[0].of_arm[arm] == one && factors[1].of_arm[arm] == other) return arm;
  return std::nullopt;
}

}  // namespace

std::vector<Effect> factorial_effects(const Outcome& outcome) {
  const std::vector<ArmFactor> factors = outcome.world->factors();
  if (factors.size() != 2 || factors[0].levels.size() < 2 || factors[1].levels.size() < 2) return {};
  const std::size_t sizes[] = {factors[0].levels.size(), factors[1].levels.size()};
  for (std::size_t i = 0; i < sizes[0]; ++i)
    for (std::size_t j = 0; j < sizes[1]; ++j)
      if (!arm_of(factors, i, j)) return {};

  const auto value = [&](std::size_t i, std::size_t j, std::size_t r, std::size_t m) {
    return outcome.values[*arm_of(factors, i, j)][r][m];
  };
  const auto names = [&](std::size_t factor, std::size_t later, std::size_t earlier) {
    return factors[factor].levels[later] + "-" + factors[factor].levels[earlier];
  };
  std::vector<Effect> effects;
  const auto add = [&](std::string name, auto effect) {
    Effect& fresh = effects.emplace_back(Effect{std::move(name), {}});
    for (std::size_t r = 0; r < outcome.replicates.size(); ++r) {
      auto& row = fresh.values.emplace_back();
      for (std::size_t m = 0; m < outcome.metrics.size(); ++m) row.push_back(effect(r, m));
    }
  };
  const auto main_effects = [&](std::size_t factor, auto at) {
    const std::size_t others = sizes[1 - factor];
    for (const Pair& pair : pairs_of(sizes[factor]))
      add(factors[factor].name + ":" + names(factor, pair.later, pair.earlier), [&](std::size_t r, std::size_t m) {
        double sum = 0;
        for (std::size_t other = 0; other < others; ++other)
          sum += at(pair.later, other, r, m) - at(pair.earlier, other, r, m);
        return sum / static_cast<double>(others);
      });
  };
  main_effects(0, value);
  main_effects(1, [&](std::size_t j, std::size_t i, std::size_t r, std::size_t m) { return value(i, j, r, m); });
  for (const Pair& a : pairs_of(sizes[0]))
    for (const Pair& b : pairs_of(sizes[1]))
      add("interaction:" + names(0, a.later, a.earlier) + " x " + names(1, b.later, b.earlier),
          [&](std::size_t r, std::size_t m) {
            return (value(a.later, b.later, r, m) - value(a.earlier, b.later, r, m)) -
                   (value(a.later, b.earlier, r, m) - value(a.earlier, b.earlier, r, m));
          });
  return effects;
}

}  // namespace kantel
