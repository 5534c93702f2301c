// Lead: what every leader does today towards each direct report, and whom a mandate has reached.
//
//   u = (AS, ST, RE, D, V) by policy                          D_mandated = D while a mandate holds, else 0
//
// A mandate that has been called reaches the top at once and anybody else the day after the own manager is aware, plus
// a delay per level. Rule policies look at yesterday's state of the employee; own rules have laid down levers per team
// (rules.hpp).
#include "models/change/rows.hpp"

namespace kantel {

namespace {

void constant_levers(const Levers& levers, Workings& work) {
  work.autonomy_support.fill(levers.autonomy_support);
  work.structure.fill(levers.structure);
  work.care.fill(levers.care);
  work.pressure.fill(levers.pressure);
  work.vision.fill(levers.vision);
}

void lay(const Levers& levers, std::size_t i, Workings& work) {
  work.autonomy_support[i] = levers.autonomy_support;
  work.structure[i] = levers.structure;
  work.care[i] = levers.care;
  work.pressure[i] = levers.pressure;
  work.vision[i] = levers.vision;
}

void team_levers(const Day& day, const Yesterday& was, Workings& work) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
    lay(day.levers_of_team[day.team_of[was.first + i]], i, work);
}

void personal_levers(const Day& day, const Yesterday& was, const Today& now, Workings& work) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    const LedBy& led = day.policies[now.led_by ? now.led_by[i] : day.policy_of_all];
    const Levers levers =
        depends_on_employee(led.policy)
            ? levers_of(led.policy, led.effort,
                        {was.autonomy[i], was.competence[i], was.relatedness[i], was.internalisation[i], was.skill[i]})
            : led.constant;
    lay(levers, i, work);
  }
}

void reach(const Day& day, const Yesterday& was, Today& now) {
  alignas(64) Column waiting{};
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
    waiting[i] = (now.flags[i] & (called_bit | mandated_bit)) == called_bit ? 1.0f : 0.0f;
  for_each_nonzero(waiting, was.count, [&](std::size_t i) {
    const Employee employee = was.first + static_cast<Employee>(i);
    const bool told = employee == 0 || was.manager_aware[i] != 0;
    if (now.mandate_due && (now.mandate_due[i] & not_told_bit) && told)
      now.mandate_due[i] = day.number + (now.mandate_due[i] & ~not_told_bit);
    const bool arrived = now.mandate_due ? day.number >= now.mandate_due[i] : told;
    if (arrived) now.flags[i] |= mandated_bit;
  });
}

}  // namespace

void lead(const Day& day, const Yesterday& was, Workings& work, Today& now) {
  const LedBy& all = day.policies[day.policy_of_all];
  if (!day.levers_of_team.empty())
    team_levers(day, was, work);
  else if (now.led_by || depends_on_employee(all.policy))
    personal_levers(day, was, now, work);
  else
    constant_levers(all.constant, work);

  work.mandated_pressure.fill(0);
  work.training_hours.fill(0);
  if (day.mandates) {
    reach(day, was, now);
    KANTEL_ROWS
    for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
      work.mandated_pressure[i] = (now.flags[i] & mandated_bit) != 0 ? work.pressure[i] : 0.0f;
  }
  for (const ActiveTraining& training : day.trainings) {
    const bool session = training.session_on(day.number), support = training.supports_on(day.number);
    if (!session && !support) continue;
    for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
      if (!day.covers(training.target, was.first + static_cast<Employee>(i))) continue;
      if (session) work.training_hours[i] += static_cast<float>(training.hours);
      if (support && work.structure[i] < .8f) work.structure[i] = .8f;
    }
  }
}

}  // namespace kantel
