// Leave and join: positions of those who gave notice yesterday are refilled today, and notice is given for tomorrow.
//
//   P(leave) = (turnover/250)·exp(κ·(0.55 − M))
//
// Whether somebody leaves on day d is decided by morale of day d − 1, so it is drawn at the end of that day and seen by
// others as "leaving". The successor takes the position with fresh traits and the start state, whatever else happened
// to the position; the top's successor is aware, and with probability `told` so is one in a position that a mandate has
// reached; the mandate stays. When a manager is succeeded, the direct reports' trust is drawn anew,
// around the mean of their unit and cohort.
#include "models/change/processes/newcomer.hpp"

namespace kantel {

namespace column {
using GiveNotice = Rows<Reads<draws>, Writes<seen, morale>>;
using LeaveAndJoin = Rows<Reads<seen, manager, occupant>, Writes<trust, cohort>>;
}  // namespace column

KANTEL_WIDE void give_notice(const Day& day, const Block& block) {
  if (!day.turnover) return;
  const column::GiveNotice::Was was(block);
  const column::GiveNotice::Work work(block);
  const column::GiveNotice::Now now(block);
  const auto daily = static_cast<float>(day.parameters.turnover / 250),
             kappa = static_cast<float>(day.parameters.kappa);
  // The chance of the unhappiest is a bound for all; few draws are below it.
  const auto chance = [&](float morale) { return daily * exponential(kappa * (.55f - morale)); };
  const float highest = std::max(chance(0), chance(1));
  alignas(64) Marks may_leave;
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
    may_leave[i] = may_happen(work.draws[leaving][i], highest);
  for_each_marked(may_leave, was.count, [&](std::size_t i) {
    if (unit_interval(work.draws[leaving][i]) < chance(now.morale[i])) now.seen[i] |= leaving_bit;
  });
}

void leave_and_join(const Day& day, const Block& block) {
  if (day.turnover) {
    const column::LeaveAndJoin::Was was(block);
    const column::LeaveAndJoin::Now now(block);
    const auto n = static_cast<std::size_t>(was.count);
    for_each_with(was.seen, n, leaving_bit, [&](std::size_t i) {
      start_state(day, block, i, static_cast<std::uint16_t>(was.occupant[i] + 1));
      settle_needs(day, block, i);
    });
    if (was.managers_leave)
      for_each_with(was.manager.data(), n, leaving_bit, [&](std::size_t i) {
        const auto employee = was.first + static_cast<Employee>(i);
        const Local& local = day.locals.at(day.organisation.unit[employee], now.cohort ? now.cohort[i] : 0);
        now.trust[i] =
            clipped_normal(day.random.draw(employee, day.number, trusting_anew), local.trust, day.parameters.trust_sd);
      });
  }
  give_notice(day, block);
}

}  // namespace kantel
