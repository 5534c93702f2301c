// Lead: what every leader does today towards each direct report, and whom a mandate has reached.
//
//   u = (AS, ST, RE, D, V) by policy                          D_mandated = D while a mandate holds, else 0
//   hours = .3·AS + .5·ST + .3·RE + .6·D + .1·V a week
//
// A mandate that has been called reaches the top at once and anybody else the day after the own manager is aware, plus
// a delay per level. Rule policies look at yesterday's state of the employee; own rules have laid down levers per team
// (rules.hpp).
#include "models/change/rows.hpp"

namespace kantel {

namespace column {
using Lead = Rows<Reads<autonomy, competence, relatedness, internalisation, skill, led_by, everybody>,
                  Writes<autonomy_support, structure, care, pressure, vision, presence, leader_hours, mandated_pressure,
                         training_hours, alike, trained, flags, mandate_due>>;
}

namespace {

using Was = column::Lead::Was;
using Work = column::Lead::Work;
using Now = column::Lead::Now;

constexpr float full_presence = 1.5f;  // of Σu: who spends less is not there

// min(1, Σu/1.5), and the hours a week that leading takes.
float presence_of(float as, float st, float re, float d, float v) {
  const float effort = as + st + re + d + v;
  return effort < full_presence ? effort * (1 / full_presence) : 1.0f;
}
float hours_of(float as, float st, float re, float d, float v) {
  return .3f * as + .5f * st + .3f * re + .6f * d + .1f * v;
}

void constant_levers(const Levers& u, const Work& work) {
  if (work.alike == u) return;  // as in the block before
  work.alike = u;
  work.autonomy_support.fill(u.autonomy_support);
  work.structure.fill(u.structure);
  work.care.fill(u.care);
  work.pressure.fill(u.pressure);
  work.vision.fill(u.vision);
  work.presence.fill(presence_of(u.autonomy_support, u.structure, u.care, u.pressure, u.vision));
  work.leader_hours.fill(hours_of(u.autonomy_support, u.structure, u.care, u.pressure, u.vision));
}

// The same from the levers of each row.
KANTEL_WIDE void presence_and_hours(int count, const Work& work) {
  const auto &as = work.autonomy_support, &st = work.structure, &re = work.care, &d = work.pressure, &v = work.vision;
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    work.presence[i] = presence_of(as[i], st[i], re[i], d[i], v[i]);
    work.leader_hours[i] = hours_of(as[i], st[i], re[i], d[i], v[i]);
  }
}

void lay(const Levers& levers, std::size_t i, const Work& work) {
  work.autonomy_support[i] = levers.autonomy_support;
  work.structure[i] = levers.structure;
  work.care[i] = levers.care;
  work.pressure[i] = levers.pressure;
  work.vision[i] = levers.vision;
}

void team_levers(const Day& day, const Was& was, const Work& work) {
  work.alike.reset();
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
    lay(day.levers_of_team[day.team_of[was.first + i]], i, work);
}

void personal_levers(const Day& day, const Was& was, const Work& work) {
  work.alike.reset();
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    const LedBy& led = day.policies[was.led_by ? was.led_by[i] : day.policy_of_all];
    const Levers levers =
        depends_on_employee(led.policy)
            ? levers_of(led.policy, led.effort,
                        {was.autonomy[i], was.competence[i], was.relatedness[i], was.internalisation[i], was.skill[i]})
            : led.constant;
    lay(levers, i, work);
  }
}

KANTEL_WIDE void awaiting_mandate(const std::uint8_t* flags, std::size_t n, Marks& waiting) {
  constexpr std::uint8_t either = called_bit | mandated_bit;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) waiting[i] = (flags[i] & either) == called_bit ? 1 : 0;
}

void reach(const Day& day, const Was& was, const Now& now) {
  alignas(64) Marks waiting;
  awaiting_mandate(now.flags, static_cast<std::size_t>(was.count), waiting);
  for_each_marked(waiting, was.count, [&](std::size_t i) {
    const Employee employee = was.first + static_cast<Employee>(i);
    const Employee manager = day.organisation.manager[employee];
    const bool told = manager == nobody || (was.everybody[manager] & aware_bit) != 0;
    if (now.mandate_due && (now.mandate_due[i] & not_told_bit) && told)
      now.mandate_due[i] = day.number + (now.mandate_due[i] & ~not_told_bit);
    const bool arrived = now.mandate_due ? day.number >= now.mandate_due[i] : told;
    if (arrived) now.flags[i] |= mandated_bit;
  });
}

KANTEL_WIDE void press(const Was& was, const Now& now, const Work& work) {
  const std::uint8_t* flags = now.flags;
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
    work.mandated_pressure[i] = (flags[i] & mandated_bit) != 0 ? work.pressure[i] : 0.0f;
}

// Sessions and the support after them. Returns whether anybody's levers were changed.
bool train(const Day& day, const Was& was, const Work& work) {
  bool supported = false;
  if (work.trained) work.training_hours.fill(0);
  work.trained = false;
  for (const ActiveTraining& training : day.trainings) {
    const bool session = training.session_on(day.number), support = training.supports_on(day.number);
    if (!session && !support) continue;
    for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
      if (!day.covers(training.target, was.first + static_cast<Employee>(i))) continue;
      if (session) work.training_hours[i] += static_cast<float>(training.hours), work.trained = true;
      if (support && work.structure[i] < .8f) work.structure[i] = .8f, supported = true;
    }
  }
  return supported;
}

}  // namespace

void lead(const Day& day, const Block& block) {
  const Was was(block);
  const Work work(block);
  const Now now(block);
  const LedBy& all = day.policies[day.policy_of_all];
  if (!day.levers_of_team.empty())
    team_levers(day, was, work);
  else if (was.led_by || depends_on_employee(all.policy))
    personal_levers(day, was, work);
  else
    constant_levers(all.constant, work);
  if (train(day, was, work)) work.alike.reset();
  if (!work.alike) presence_and_hours(was.count, work);

  if (day.mandates) {
    reach(day, was, now);
    press(was, now, work);
  } else {
    work.mandated_pressure.fill(0);
  }
}

}  // namespace kantel
