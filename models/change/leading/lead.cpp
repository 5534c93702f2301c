// Lead: what every leader does today towards each direct report, laid into the rows, and whom a mandate has reached.
//
//   u = (AS, ST, RE, D, V) out of the pipeline (pipeline.hpp)
//   D_mandated = D + (1 − D)·M while a mandate holds, else 0 (mandate.cpp)
//   presence = min(1, (AS + ST + RE + V)/1.2)                  pressure is no presence
//   hours = .3·AS + .5·ST + .3·RE + .6·D·(1 − x·m) + .1·V a week, or as [prices] say
//                                                              nobody checks what has become one's own
//
// A rule of a policy looks at yesterday's state of the employee.
#include "models/change/leading/effort.hpp"
#include "models/change/leading/pipeline.hpp"

namespace kantel {

namespace column {
using Lead =
    Rows<Reads<autonomy, competence, relatedness, internalisation, skill, trust, practising, led_by>,
         Writes<autonomy_support, structure, care, pressure, vision, presence, leader_hours, alike,
                realised_autonomy_support, realised_structure, realised_care, realised_pressure, realised_vision>>;
}

namespace {

using Was = column::Lead::Was;
using Work = column::Lead::Work;
using Now = column::Lead::Now;

// Who gives less than 1.2 of AS + ST + RE + V is not there.
KANTEL_INLINE float presence_of(float as, float st, float re, float v) {
  constexpr float full = 1.2f;
  const float there = as + st + re + v;
  return there < full ? there * (1 / full) : 1.0f;
}
struct Hours {
  explicit Hours(const Prices& prices)
      : room(static_cast<float>(prices.autonomy_support)),
        structure(static_cast<float>(prices.structure)),
        care(static_cast<float>(prices.care)),
        checking(static_cast<float>(prices.pressure)),
        vision(static_cast<float>(prices.vision)) {}
  float room, structure, care, checking, vision;
};
KANTEL_INLINE float hours_without_checking(const Hours& hours, float as, float st, float re, float v) {
  return hours.room * as + hours.structure * st + hours.care * re + hours.vision * v;
}
// What was checked yesterday is checked less today where it has become one's own.
KANTEL_INLINE float hours_of_checking(const Hours& hours, float d, float x, float m) {
  return hours.checking * d * (1 - x * m);
}

KANTEL_WIDE void presence_and_hours(const Hours& hours, const Was& was, const Work& work) {
  const auto &as = work.autonomy_support, &st = work.structure, &re = work.care, &d = work.pressure, &v = work.vision;
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    work.presence[i] = presence_of(as[i], st[i], re[i], v[i]);
    work.leader_hours[i] = hours_without_checking(hours, as[i], st[i], re[i], v[i]) +
                           hours_of_checking(hours, d[i], was.practising[i], was.internalisation[i]);
  }
}

// Everybody of the block is led alike: all but the hours of checking stands where the block before was led so.
KANTEL_WIDE void all_alike(const Hours& hours, const Levers& u, const Was& was, const Work& work) {
  const float unchecked = hours_without_checking(hours, u.autonomy_support, u.structure, u.care, u.vision);
  if (work.alike != u) {
    work.alike = u;
    work.autonomy_support.fill(u.autonomy_support);
    work.structure.fill(u.structure);
    work.care.fill(u.care);
    work.pressure.fill(u.pressure);
    work.vision.fill(u.vision);
    work.presence.fill(presence_of(u.autonomy_support, u.structure, u.care, u.vision));
    work.leader_hours.fill(unchecked);
  }
  if (u.pressure == 0) return;
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
    work.leader_hours[i] = unchecked + hours_of_checking(hours, u.pressure, was.practising[i], was.internalisation[i]);
}

// Where leaders have inertia: what the row's leader has come to do today.
Levers realised(const Pace& pace, const Levers& target, std::size_t i, const Now& now) {
  static const Levers neutral = Policy("neutral")->levers;
  const Levers before{now.realised_autonomy_support[i], now.realised_structure[i], now.realised_care[i],
                      now.realised_pressure[i], now.realised_vision[i]};
  const Levers u = moved(pace, pace.anew ? neutral : before, target);
  now.realised_autonomy_support[i] = u.autonomy_support;
  now.realised_structure[i] = u.structure;
  now.realised_care[i] = u.care;
  now.realised_pressure[i] = u.pressure;
  now.realised_vision[i] = u.vision;
  return u;
}

// The levers of everybody where they turn out the same: the same levers give the same bytes, whoever laid them down.
std::optional<Levers> each_of_their_own(const Day& day, const Was& was, const Work& work, const Now& now) {
  work.alike.reset();
  TeamCursor team(day.teams, was.first);
  Levers of_first;
  bool same = true;
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
      if (!day.paces.empty()) u = behind_inertia(day, of, realised(day.paces[of], u, i, now));
    }
    if (i == 0) of_first = u;
    same &= u == of_first;
    work.autonomy_support[i] = u.autonomy_support;
    work.structure[i] = u.structure;
    work.care[i] = u.care;
    work.pressure[i] = u.pressure;
    work.vision[i] = u.vision;
  }
  return same ? std::optional(of_first) : std::nullopt;
}

}  // namespace

void lead(const Day& day, const Block& block) {
  const Was was(block);
  const Work work(block);
  const Now now(block);
  const LedBy& all = day.policies[day.policy_of_all];
  const bool differ = day.teams_differ || was.led_by || all.has_rule();
  const std::optional<Levers> of_all = differ ? each_of_their_own(day, was, work, now) : all.constant;
  const Hours hours(day.prices);
  if (of_all) all_alike(hours, *of_all, was, work);
  if (support(day, block)) work.alike.reset();
  if (sprint(day, block)) work.alike.reset();
  if (!work.alike) presence_and_hours(hours, was, work);
  press(day, block);
}

}  // namespace kantel
