// Lead: what every leader does today towards each direct report, laid into the rows, and whom a mandate has reached.
//
//   u = (AS, ST, RE, D, V) out of the pipeline (pipeline.hpp)
//   D_mandated = D + (1 − D)·M while a mandate holds, else 0 (mandate.cpp)
//   presence = min(1, (AS + ST + RE + V)/1.2)                  pressure is no presence
//   hours = .3·AS + .5·ST + .3·RE + .6·D·(1 − x·m) + .1·V a week     nobody checks what has become one's own
//
// A rule of a policy looks at yesterday's state of the employee.
#include "models/change/leading/effort.hpp"
#include "models/change/leading/pipeline.hpp"

namespace kantel {

namespace column {
using Lead = Rows<Reads<autonomy, competence, relatedness, internalisation, skill, trust, practising, led_by>,
                  Writes<autonomy_support, structure, care, pressure, vision, presence, leader_hours, alike>>;
}

namespace {

using Was = column::Lead::Was;
using Work = column::Lead::Work;

constexpr float full_presence = 1.2f;  // of AS + ST + RE + V: who gives less is not there

// What was checked yesterday is checked less today where it has become one's own.
KANTEL_WIDE void presence_and_hours(const Was& was, const Work& work) {
  const auto &as = work.autonomy_support, &st = work.structure, &re = work.care, &d = work.pressure, &v = work.vision;
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    const float there = as[i] + st[i] + re[i] + v[i];
    work.presence[i] = there < full_presence ? there * (1 / full_presence) : 1.0f;
    work.leader_hours[i] = .3f * as[i] + .5f * st[i] + .3f * re[i] + .1f * v[i] +
                           .6f * d[i] * (1 - was.practising[i] * was.internalisation[i]);
  }
}

// Returns whether the rows hold them already, as in the block before.
bool everybody_alike(const Levers& u, const Work& work) {
  if (work.alike == u) return true;
  work.alike = u;
  work.autonomy_support.fill(u.autonomy_support);
  work.structure.fill(u.structure);
  work.care.fill(u.care);
  work.pressure.fill(u.pressure);
  work.vision.fill(u.vision);
  return false;
}

void each_of_their_own(const Day& day, const Was& was, const Work& work) {
  work.alike.reset();
  TeamCursor team(day.teams, was.first);
  const LedBy* led = nullptr;
  Levers (*rule)(const Readiness&) = nullptr;  // of those who are led so
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    const std::size_t policy = was.led_by ? was.led_by[i] : day.policy_of_all;
    if (led != &day.policies[policy]) led = &day.policies[policy], rule = led->has_rule() ? led->policy->rule : nullptr;
    Levers u = led->constant;
    if (rule) {
      u = rule(
          {was.autonomy[i], was.competence[i], was.relatedness[i], was.internalisation[i], was.skill[i], was.trust[i]});
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
  bool stands = false;  // presence and hours: where nothing is checked they follow from levers alone
  if (day.teams_differ || was.led_by || all.has_rule())
    each_of_their_own(day, was, work);
  else
    stands = everybody_alike(all.constant, work) && all.constant.pressure == 0;
  if (support(day, block)) work.alike.reset(), stands = false;
  if (!stands) presence_and_hours(was, work);
  if (was.count < static_cast<int>(block_rows)) work.alike.reset();  // the rows beyond are not filled
  press(day, block);
}

}  // namespace kantel
