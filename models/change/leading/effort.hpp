// Effort, the second step of leading: a policy's levers in the same proportions, with another sum.
#pragma once
#include <algorithm>
#include <array>
#include <optional>

#include "models/change/leading/policies.hpp"

namespace kantel {

// Shares of `effort` in proportion to `parts`, each at most 1.
template <std::size_t N>
std::array<float, N> shared_out(const std::array<float, N>& parts, float effort) {
  std::array<float, N> levels{};
  std::array<bool, N> full{};
  for (std::size_t round = 0; round < N; ++round) {  // each round fills at least one lever or ends
    float rest = effort, weight = 0;
    for (std::size_t i = 0; i < N; ++i) (full[i] ? rest : weight) += full[i] ? -1 : parts[i];
    bool capped = false;
    for (std::size_t i = 0; i < N; ++i) {
      if (full[i]) continue;
      levels[i] = weight > 0 ? rest * parts[i] / weight
                             : rest / static_cast<float>(std::count(full.begin(), full.end(), false));
      if (levels[i] > 1) full[i] = capped = true;
    }
    for (std::size_t i = 0; i < N; ++i) levels[i] = full[i] ? 1 : std::max(0.0f, levels[i]);
    if (!capped) break;
  }
  return levels;
}

// The levers in the same proportions with sum `effort`; a lever that would pass 1 stops there and the others take up
// the rest. An effort of 5 or more: all that are used stand at 1. Without one they are as they are.
Levers scaled_to(const Levers& levers, const std::optional<float>& effort);

}  // namespace kantel
