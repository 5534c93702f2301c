// Learn: mastering the practice, and making it one's own.
//
//   k += (ηx·x + ηt·ST·w)·(1 − k) − ζ·(1 − x)·max(0, k − k0)      training is an event and edits k before the day
//   m += x = 1, G > m: (1 + μ·(V − .2))·(G − m)/τm                a rationale helps [Deci 1994; Gagné 2000]
//        x = 1, G ≤ m: (G − m)/(5·τm)
//        x = 0:        −m/(5·τm)
#include "models/change/rows.hpp"

namespace kantel {

namespace column {
using Learn = Rows<Reads<aware, practising, need_satisfaction, internalisation, skill, first_skill, structure, vision>,
                   Writes<internalisation, skill>>;
}

KANTEL_WIDE void learn(const Day& day, const Block& block) {
  const column::Learn::Was was(block);
  const column::Learn::Work work(block);
  const column::Learn::Now now(block);
  const Parameters& par = day.parameters;
  const auto n = static_cast<std::size_t>(was.count);
  const auto eta_x = static_cast<float>(par.eta_x), eta_t = static_cast<float>(par.eta_t);
  const auto zeta = static_cast<float>(par.zeta), mu = static_cast<float>(par.rationale);
  const auto rate = static_cast<float>(1 / par.tau_m), slow = static_cast<float>(1 / (5 * par.tau_m));
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float k = was.skill[i], x = was.practising[i];
    const float above = k - was.first_skill[i];
    const float grown = k + (eta_x * x + eta_t * work.structure[i] * was.aware[i]) * (1 - k) -
                        zeta * (1 - x) * (above > 0 ? above : 0.0f);
    now.skill[i] = within(0, grown, 1);
  }
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float m = was.internalisation[i];
    const float gap = was.practising[i] * was.need_satisfaction[i] - m;  // G − m, or −m for who does not practise
    const bool grows = was.practising[i] != 0 && gap > 0;
    const float pace = grows ? (1 + mu * (work.vision[i] - .2f)) * rate : slow;
    now.internalisation[i] = within(0, m + gap * pace, 1);
  }
}

}  // namespace kantel
