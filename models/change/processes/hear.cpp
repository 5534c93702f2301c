// Hear: becoming aware, from ties and, where the change is led down, from an aware manager.
//
//   P(w: 0 → 1) = 1 − exp(−[β·n_w + ν·V̂·w_manager·F^level]),  V̂ = V·(½ + T): vision carries as far as its giver is
//   trusted
//
// n_w = aware ties, F = fidelity per hop; the manager's term acts in rollout and hybrid only. With a second manager
// w_manager is how many of the two are aware.
#include "models/change/rows.hpp"

namespace kantel {

namespace column {
using Hear = Rows<Reads<aware, aware_ties, manager_aware, hearing_down, trust, vision, draws>, Writes<seen>>;
}

KANTEL_WIDE void hear(const Day& day, const Block& block) {
  const column::Hear::Was was(block);
  const column::Hear::Work work(block);
  const column::Hear::Now now(block);
  if (was.all_aware) return;
  const auto beta = static_cast<float>(day.parameters.beta);
  const auto n = static_cast<std::size_t>(was.count);
  alignas(64) Column rate;
  alignas(64) Marks may_hear;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const auto aware_ties = static_cast<float>(static_cast<std::int32_t>(was.aware_ties[i]));
    rate[i] = (1 - was.aware[i]) *
              (beta * aware_ties + was.hearing_down[i] * carried(work.vision[i], was.trust[i]) * was.manager_aware[i]);
  }
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) may_hear[i] = may_happen(work.draws[hearing][i], rate[i]);
  for_each_marked(may_hear, was.count, [&](std::size_t i) {
    if (happens(work.draws[hearing][i], rate[i])) now.seen[i] |= aware_bit;
  });
}

}  // namespace kantel
