// Morale: needs do not wear off; the feeling about them does.
//
//   M* = clip(N̄ + λ·(N̄ − H)),  λ = λ_loss where N̄ < H, else λ_gain      losses weigh more [Kahneman & Tversky 1979]
//   M += (M* − M)/10
//   H += (N̄ − H)/τH                  honeymoon and hangover last about a year [Boswell, Boudreau & Tichy 2005]
//
// N̄ is of today's needs, H and M are yesterday's.
#include "models/change/rows.hpp"

namespace kantel {

namespace column {
using Morale = Rows<Reads<morale, accustomed, todays_mean_need>, Writes<morale, accustomed>>;
}

KANTEL_WIDE void morale(const Day& day, const Block& block) {
  const column::Morale::Was was(block);
  const column::Morale::Work work(block);
  const column::Morale::Now now(block);
  const auto loss = static_cast<float>(day.parameters.loss_weight),
             gain = static_cast<float>(day.parameters.gain_weight);
  const auto pace = static_cast<float>(1 / day.parameters.tau_accustomed);
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    const float need = work.todays_mean_need[i], over = need - was.accustomed[i];
    const float felt = within(0, need + (over < 0 ? loss : gain) * over, 1);
    now.morale[i] = was.morale[i] + (felt - was.morale[i]) * .1f;
    now.accustomed[i] = was.accustomed[i] + over * pace;
  }
}

}  // namespace kantel
