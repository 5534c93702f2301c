// Lead: what every leader does today towards each direct report, laid into the rows, and whom a mandate has reached.
//
//   u = (AS, ST, RE, D, V) out of the pipeline (pipeline.hpp)        D_mandated = D while a mandate holds, else 0
//   presence = min(1, Σu/1.5)          hours = .3·AS + .5·ST + .3·RE + .6·D + .1·V a week
//
// A rule of a policy looks at yesterday's state of the employee.
#include "models/change/leading/effort.hpp"
#include "models/change/leading/pipeline.hpp"

namespace kantel {

namespace column {
using Lead = Rows<Reads<autonomy, competence, relatedness, internalisation, skill, led_by>,
                  Writes<autonomy_support, structure, care, pressure, vision, presence, leader_hours, alike>>;
}

namespace {

using Was = column::Lead::Was;
using Work = column::Lead::Work;

constexpr float full_presence = 1.5f;  // of Σu: who spends less is not there

float presence_of(float as, float st, float re, float d, float v) {
  const float effort = as + st + re + d + v;
  return effort < full_presence ? effort * (1 / full_presence) : 1.0f;
}
float hours_of(float as, float st, float re, float d, float v) {
  return .3f * as + .5f * st + .3f * re + .6f * d + .1f * v;
}

void everybody_alike(const Levers& u, const Work& work) {
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

void each_of_their_own(const Day& day, const Was& was, const Work& work) {
  work.alike.reset();
  TeamCursor team(day.teams, was.first);
  const LedBy* led = nullptr;
  Levers (*rule)(const Readiness&) = nullptr;  // of those who are led so
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    const std::size_t policy = was.led_by ? was.led_by[i] : day.policy_of_all;
    if (led != &day.policies[policy]) led = &day.policies[policy], rule = led->policy->rule;
    Levers u = led->constant;
    if (rule) {
      u = rule({was.autonomy[i], was.competence[i], was.relatedness[i], was.internalisation[i], was.skill[i]});
      if (led->effort) u = scaled_to(u, led->effort);
    }
    if (day.teams_differ) {
      const std::uint32_t of = team.of(was.first + static_cast<Employee>(i));
      u = rule ? through_steps(day, of, u) : day.levers_of_team[policy * day.teams.count() + of];
    }
    work.autonomy_support[i] = u.autonomy_support;
    work.structure[i] = u.structure;
    work.care[i] = u.care;
    work.pressure[i] = u.pressure;
    work.vision[i] = u.vision;
  }
}

}  // namespace

void lead(const Day& day, const Block& block) {
  const Was was(block);
  const Work work(block);
  const LedBy& all = day.policies[day.policy_of_all];
  if (day.teams_differ || was.led_by || all.policy->rule)
    each_of_their_own(day, was, work);
  else
    everybody_alike(all.constant, work);
  if (support(day, block)) work.alike.reset();
  if (!work.alike) presence_and_hours(was.count, work);
  press(day, block);
}

}  // namespace kantel
