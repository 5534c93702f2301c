// Trust in the own leader: authority is granted to who is there and whose people fare well.
//
//   T* = N̄·min(1, (AS + ST + RE + V)/1.2)·(1 − π·D_mandated)      pressure is no presence, and breeds distrust
//   T += (T* − T)/τ,  τ = τT upward, τT_down downward             [Skogstad 2007: absence is not neutral]
#include "models/change/rows.hpp"

namespace kantel {

namespace column {
using Trust = Rows<Reads<mean_need, trust, presence, mandated_pressure>, Writes<trust>>;
}

KANTEL_WIDE void trust(const Day& day, const Block& block) {
  const column::Trust::Was was(block);
  const column::Trust::Work work(block);
  const column::Trust::Now now(block);
  const auto up = static_cast<float>(1 / day.parameters.tau_trust);
  const auto down = static_cast<float>(1 / day.parameters.tau_trust_down);
  const auto distrust = static_cast<float>(day.parameters.distrust);
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    const float rest = was.mean_need[i] * work.presence[i] * (1 - distrust * work.mandated_pressure[i]);
    const float gap = rest - was.trust[i];
    now.trust[i] = was.trust[i] + gap * (gap > 0 ? up : down);
  }
}

}  // namespace kantel
