// Hear: becoming aware, from ties and, where the change is led down, from an aware manager.
//
//   P(w: 0 → 1) = 1 − exp(−[β·n_w + ν·V·w_manager·F^level])
//
// n_w = aware ties, F = fidelity per hop; the manager's term acts in rollout and hybrid only.
#include "models/change/rows.hpp"

namespace kantel {

KANTEL_WIDE void hear(const Day& day, const Yesterday& was, Workings& work, Today& now) {
  const auto beta = static_cast<float>(day.parameters.beta);
  const auto n = static_cast<std::size_t>(was.count);
  alignas(64) Column aware;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float rate = beta * was.aware_ties[i] + was.hearing_down[i] * work.vision[i] * was.manager_aware[i];
    const float hears = unit_interval(work.draws[hearing][i]) < probability(rate) ? 1.0f : 0.0f;
    aware[i] = was.aware[i] != 0 ? 1.0f : hears;
  }
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) now.seen[i] = static_cast<std::uint8_t>(aware[i] != 0 ? aware_bit : 0);
}

}  // namespace kantel
