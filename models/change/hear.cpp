// Hear: becoming aware, from ties and, where the change is led down, from an aware manager.
//
//   P(w: 0 → 1) = 1 − exp(−[β·n_w + ν·V·w_manager·F^level])
//
// n_w = aware ties, F = fidelity per hop; the manager's term acts in rollout and hybrid only.
#include "models/change/rows.hpp"

namespace kantel {

void hear(const Day& day, const Yesterday& was, Workings& work, Today& now) {
  const auto beta = static_cast<float>(day.parameters.beta);
  const std::uint8_t* level = day.organisation.level.data() + was.first;
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    const float rate = beta * was.aware_ties[i] + day.hearing_down[level[i]] * work.vision[i] * was.manager_aware[i];
    const bool hears = unit_interval(work.draws[hearing][i]) < probability(rate);
    const bool aware = was.aware[i] != 0 || hears;
    now.seen[i] = static_cast<std::uint8_t>(aware ? aware_bit : 0);
  }
}

}  // namespace kantel
