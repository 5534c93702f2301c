// Adopt or lapse: starting to practise, by choice or by compliance, and stopping again.
//
//   P(x: 0 → 1) = 1 − exp(−(λ_v + λ_c)) for who is aware; the start is compelled with probability λ_c/(λ_v + λ_c)
//   P(x: 1 → 0) = 1 − exp(−ρ0·(1 − m)³·(1 − D_mandated))          compliance lasts while it is watched [Kelman 1958]
//
// Lapsing sets e = 1 and clears o.
#include "models/change/rows.hpp"

namespace kantel {

namespace column {
using AdoptOrLapse =
    Rows<Reads<aware, practising, internalisation, mandated_pressure, voluntary_rate, compelled_rate, draws>,
         Writes<seen, flags>>;
}

KANTEL_WIDE void adopt_or_lapse(const Day& day, const Block& block) {
  const column::AdoptOrLapse::Was was(block);
  const column::AdoptOrLapse::Work work(block);
  const column::AdoptOrLapse::Now now(block);
  const auto rho0 = static_cast<float>(day.parameters.rho0);
  const auto n = static_cast<std::size_t>(was.count);
  alignas(64) Column rate;  // of changing: of lapsing for who practises, of starting for others
  alignas(64) Draws draw;
  alignas(64) Marks may_change;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float stranger = 1 - was.internalisation[i];
    const float lapse = rho0 * stranger * stranger * stranger * (1 - work.mandated_pressure[i]);
    const float start = was.aware[i] * (work.voluntary_rate[i] + work.compelled_rate[i]);
    rate[i] = was.practising[i] != 0 ? lapse : start;
    draw[i] = was.practising[i] != 0 ? work.draws[lapsing][i] : work.draws[starting][i];
  }
  if (day.arm.ablate.has(Gate::know))  // who does not know may start, and then does
    for (std::size_t i = 0; i < n; ++i)
      if (was.practising[i] == 0) rate[i] = work.voluntary_rate[i] + work.compelled_rate[i];
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) may_change[i] = may_happen(draw[i], rate[i]);
  for_each_marked(may_change, was.count, [&](std::size_t i) {
    if (!happens(draw[i], rate[i])) return;
    now.seen[i] = static_cast<std::uint8_t>((now.seen[i] ^ practising_bit) | aware_bit);
    if (was.practising[i] != 0) {
      now.flags[i] = static_cast<std::uint8_t>((now.flags[i] | lapsed_before_bit) & ~compelled_bit);
    } else {
      const float compelled = work.compelled_rate[i] / (work.voluntary_rate[i] + work.compelled_rate[i]);
      const auto employee = was.first + static_cast<Employee>(i);
      const bool by_compliance = unit_interval(day.random.draw(employee, day.number, complying)) < compelled;
      now.flags[i] = static_cast<std::uint8_t>((now.flags[i] & ~compelled_bit) | (by_compliance ? compelled_bit : 0));
    }
  });
}

}  // namespace kantel
