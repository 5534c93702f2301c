// A mandate on its way: it reaches the top at once and anybody else the day after the own manager, or a second one, is
// aware and follows, plus a delay per level. Where leads are no line managers it comes from the top itself. Where it
// holds, D_mandated = D + (1 − D)·M: that a mandate presses belongs to the organisation, not to the manager's style
// alone. Elsewhere pressure costs hours and nothing else.
#include "models/change/leading/pipeline.hpp"

namespace kantel {

namespace column {
using Press = Rows<Reads<everybody, manager, pressure>, Writes<mandated_pressure, flags, mandate_due>>;
}

namespace {

using Was = column::Press::Was;
using Work = column::Press::Work;
using Now = column::Press::Now;

constexpr std::uint8_t either = called_bit | mandated_bit;

KANTEL_WIDE void awaiting_mandate(const std::uint8_t* flags, std::size_t n, Marks& waiting) {
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) waiting[i] = (flags[i] & either) == called_bit ? 1 : 0;
}

// Without delays, and where every manager follows, it is there once the manager is aware, or nobody stands above.
KANTEL_WIDE void reach_at_once(const std::uint8_t* managers, std::size_t n, std::uint8_t* flags) {
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const bool told = (managers[i] & (has_manager | aware_bit)) != has_manager;
    const bool arrives = (flags[i] & either) == called_bit && told;
    flags[i] = static_cast<std::uint8_t>(flags[i] | (arrives ? mandated_bit : 0));
  }
}

void reach_one_by_one(const Day& day, const Was& was, const Now& now) {
  alignas(64) Marks waiting;
  awaiting_mandate(now.flags, static_cast<std::size_t>(was.count), waiting);
  const Organisation& chart = day.organisation;
  TeamCursor team(day.teams, was.first);
  const auto is_aware = [&](Employee other) { return (was.everybody[other] & aware_bit) != 0; };
  const auto told_across = [&](Employee employee) {
    const Employee second = chart.dotted.empty() ? nobody : chart.dotted[employee];
    return second != nobody && is_aware(second) && (day.second_follows.empty() || day.second_follows[second]);
  };
  const auto follows = [&](Employee employee) {
    return day.mandate_passes.empty() || day.mandate_passes[team.of(employee)];
  };
  for_each_marked(waiting, was.count, [&](std::size_t i) {
    const Employee employee = was.first + static_cast<Employee>(i);
    const Employee manager = chart.manager[employee];
    const bool told_down = manager == nobody ||
                           (chart.mandates_from_top ? is_aware(day.teams.top) : is_aware(manager) && follows(employee));
    const bool told = told_down || told_across(employee);
    if (now.mandate_due && (now.mandate_due[i] & not_told_bit) && told)
      now.mandate_due[i] = day.number + (now.mandate_due[i] & ~not_told_bit);
    const bool arrived = now.mandate_due ? day.number >= now.mandate_due[i] : told;
    if (arrived) now.flags[i] |= mandated_bit;
  });
}

KANTEL_WIDE void mandated(float strength, const Was& was, const Now& now, const Work& work) {
  const std::uint8_t* flags = now.flags;
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    // Read in any case, or the loop is not vectorised.
    const float pressure = work.pressure[i] + (1 - work.pressure[i]) * strength;
    work.mandated_pressure[i] = (flags[i] & mandated_bit) != 0 ? pressure : 0.0f;
  }
}

}  // namespace

void press(const Day& day, const Block& block) {
  const Was was(block);
  const Work work(block);
  const Now now(block);
  if (!day.mandates) {
    work.mandated_pressure.fill(0);
    return;
  }
  const Organisation& chart = day.organisation;
  if (now.mandate_due || !day.mandate_passes.empty() || !chart.dotted.empty() || chart.mandates_from_top)
    reach_one_by_one(day, was, now);
  else
    reach_at_once(was.manager.data(), static_cast<std::size_t>(was.count), now.flags);
  mandated(static_cast<float>(day.arm.mandate.strength), was, now, work);
}

}  // namespace kantel
