// Leave and join: positions of those who gave notice yesterday are refilled today, and notice is given for tomorrow.
//
//   P(leave) = (turnover/250)·exp(κ·(0.55 − N̄))
//
// Whether somebody leaves on day d is decided by N̄ of day d − 1, so it is drawn at the end of that day and seen by
// others as "leaving". The successor takes the position with fresh traits and the start state, whatever else happened
// to the position; the top's successor is aware; a mandate that had reached the position stays. When a manager is
// succeeded, the direct reports' trust is drawn anew.
#include "models/change/rows.hpp"

namespace kantel {

void start_state(const Day& day, const Yesterday& was, int row, std::uint16_t occupant, Today& now) {
  const Parameters& par = day.parameters;
  const auto i = static_cast<std::size_t>(row);
  const Employee position = was.first + static_cast<Employee>(row);
  const FourDraws set_points = day.random.four(position, occupant, autonomy_set_point / 4);
  const FourDraws others = day.random.four(position, occupant, threshold / 4);
  now.occupant[i] = occupant;
  now.autonomy_set_point[i] = clipped_normal(set_points[autonomy_set_point % 4], par.need_mean, par.need_sd);
  now.competence_set_point[i] = clipped_normal(set_points[competence_set_point % 4], par.need_mean, par.need_sd);
  now.relatedness_set_point[i] = clipped_normal(set_points[relatedness_set_point % 4], par.need_mean, par.need_sd);
  now.structure[i] = clipped_normal(set_points[need_for_structure % 4], par.structure_mean, par.structure_sd);
  now.threshold[i] = clipped_normal(others[threshold % 4], par.theta, par.theta_sd, .05, .95);
  now.first_skill[i] = clipped_normal(others[first_skill % 4], par.skill_new, par.skill_sd);
  now.trust[i] = clipped_normal(others[first_trust % 4], par.trust_new, par.trust_sd);
  now.skill[i] = now.first_skill[i];
  now.internalisation[i] = 0;
  now.flags[i] &= called_bit | mandated_bit;
  now.seen[i] = position == 0 ? aware_bit : 0;
}

namespace {

// Needs at their set points, and what follows from them; returns N̄.
float settle_needs(const Yesterday& was, float w_c, std::size_t i, Today& now) {
  const float wa = was.weight_autonomy[i];
  now.autonomy[i] = now.autonomy_set_point[i];
  now.competence[i] = now.competence_set_point[i];
  now.relatedness[i] = now.relatedness_set_point[i];
  now.need_satisfaction[i] = composite(wa, w_c, now.autonomy[i], now.competence[i], now.relatedness[i]);
  now.morale[i] = mean_need(wa, w_c, now.autonomy[i], now.competence[i], now.relatedness[i]);
  if (now.intention) now.intention[i] = was.fit[i] * now.need_satisfaction[i];
  return now.morale[i];
}

}  // namespace

void settle(const Day& day, const Yesterday& was, Today& now) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
    settle_needs(was, static_cast<float>(day.parameters.w_c), i, now);
}

KANTEL_WIDE void give_notice(const Day& day, const Yesterday& was, const DayScratch& work, Today& now) {
  if (!day.turnover) return;
  const auto daily = static_cast<float>(day.parameters.turnover / 250),
             kappa = static_cast<float>(day.parameters.kappa);
  // The chance of the unhappiest is a bound for all; few draws are below it.
  const auto chance = [&](float need) { return daily * exponential(kappa * (.55f - need)); };
  const float highest = std::max(chance(0), chance(1));
  alignas(64) Marks may_leave;
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
    may_leave[i] = may_happen(work.draws[leaving][i], highest);
  for_each_marked(may_leave, was.count, [&](std::size_t i) {
    if (unit_interval(work.draws[leaving][i]) < chance(work.mean_need[i])) now.seen[i] |= leaving_bit;
  });
}

void leave_and_join(const Day& day, const Yesterday& was, DayScratch& work, Today& now) {
  if (day.turnover) {
    const auto n = static_cast<std::size_t>(was.count);
    const auto w_c = static_cast<float>(day.parameters.w_c);
    for_each_with(was.seen, n, leaving_bit, [&](std::size_t i) {
      start_state(day, was, static_cast<int>(i), static_cast<std::uint16_t>(now.occupant[i] + 1), now);
      work.mean_need[i] = settle_needs(was, w_c, i, now);
    });
    if (was.managers_leave)
      for_each_with(was.manager.data(), n, leaving_bit, [&](std::size_t i) {
        const auto employee = was.first + static_cast<Employee>(i);
        now.trust[i] = clipped_normal(day.random.draw(employee, day.number, trusting_anew), day.parameters.trust_new,
                                      day.parameters.trust_sd);
      });
  }
  give_notice(day, was, work, now);
}

}  // namespace kantel
