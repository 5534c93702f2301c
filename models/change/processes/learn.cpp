// Learn: mastering the practice, and making it one's own.
//
//   k  += (ηx·x + ηt·ST·w)·(1 − k) − ζ·(1 − x)·max(0, k − kc)     training is an event and edits k before the day
//   kc += ηc·max(0, k − kc) where x or a session today: days consolidate, not hours [Donovan & Radosevich 1999]
//   m  += x = 1, G > m: (1 + μ·(V̂ − .2))·(1 − κD·D_mandated)·(G − m)/τm      a rationale helps [Deci 1994; Gagné 2000],
//         x = 1, G ≤ m: (G − m)/(5·τm)                                       what is controlled becomes less one's own
//         x = 0:        −m/(5·τm)
//
// Both use the k that the day began with. Where leaders' own means bear on it, V and ST are what arrives of them
// (leading/own_means.cpp). A session in leading is none in the practice.
#include "models/change/leading/own_means.hpp"
#include "models/change/leading/pipeline.hpp"
#include "models/change/rows.hpp"

namespace kantel {

namespace column {
using Learn = Rows<Reads<aware, practising, need_satisfaction, internalisation, skill, consolidated_skill, trust,
                         structure, vision, mandated_pressure, training_hours, trained>,
                   Writes<internalisation, skill, consolidated_skill>>;
}

namespace {

// What Learn takes of the day beside the state.
struct Given {
  const Column &vision, &structure, &sessions;
};

KANTEL_WIDE void learn_of(const Day& day, const Block& block, const Given& given) {
  const column::Learn::Was was(block);
  const column::Learn::Work work(block);
  const column::Learn::Now now(block);
  const Parameters& par = day.parameters;
  const auto n = static_cast<std::size_t>(was.count);
  const auto eta_x = static_cast<float>(par.eta_x), eta_t = static_cast<float>(par.eta_t);
  const auto eta_c = static_cast<float>(par.eta_c), zeta = static_cast<float>(par.zeta);
  const auto mu = static_cast<float>(par.rationale), control = static_cast<float>(par.control_cost);
  const auto rate = static_cast<float>(1 / par.tau_m), slow = static_cast<float>(1 / (5 * par.tau_m));
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float k = was.skill[i], x = was.practising[i];
    const float consolidated = was.consolidated_skill[i];
    const float difference = k - consolidated, above = difference > 0 ? difference : 0.0f;
    const float grown = k + (eta_x * x + eta_t * given.structure[i] * was.aware[i]) * (1 - k) - zeta * (1 - x) * above;
    const float used = given.sessions[i] > 0 ? 1.0f : x;
    now.skill[i] = within(0, grown, 1);
    now.consolidated_skill[i] = consolidated + eta_c * used * above;
  }
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float m = was.internalisation[i];
    const float gap = was.practising[i] * was.need_satisfaction[i] - m;  // G − m, or −m for who does not practise
    const bool grows = was.practising[i] != 0 && gap > 0;
    const float reason = 1 + mu * (carried(given.vision[i], was.trust[i]) - .2f);
    const float pace = grows ? reason * (1 - control * work.mandated_pressure[i]) * rate : slow;
    now.internalisation[i] = within(0, m + gap * pace, 1);
  }
}

}  // namespace

void learn(const Day& day, const Block& block) {
  const column::Learn::Was was(block);
  const column::Learn::Work work(block);
  const bool leading_is_taught = work.trained && teaches_leading(day);
  if (day.own_means.empty() && !leading_is_taught)
    return learn_of(day, block, {work.vision, work.structure, work.training_hours});
  Taught taught;
  alignas(64) Column sessions = work.training_hours;
  if (leading_is_taught) hours_of_practice(day, was.first, was.count, sessions);
  if (day.own_means.empty()) return learn_of(day, block, {work.vision, work.structure, sessions});
  through_own_means(day, was.first, was.count, work.vision, work.structure, taught);
  learn_of(day, block, {taught.vision, taught.structure, sessions});
}

}  // namespace kantel
