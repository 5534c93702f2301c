// Inertia: leaders come to lead as they mean to by and by.
//
//   u += (target − u)/τ_L a day, from neutral on day 0 and again where somebody else leads; at once where τ_L ≤ 1
//   τ_L/3 while the leader is coached
//   on a day of training in leading, AS and RE besides by what the session adds of what they lack of the target
//
// What they do is kept for each employee, since members of one team may be led by different policies, or by a rule.
#include <algorithm>

#include "models/change/leading/leaders.hpp"
#include "models/change/leading/pipeline.hpp"

namespace kantel {

namespace {
constexpr double coached = 3;  // times as fast
}

void lead_from_neutral(Population& people) {
  const Levers u = Policy("neutral")->levers;
  const Employee n = people.employees();
  people.realised_autonomy_support.assign(n, u.autonomy_support);
  people.realised_structure.assign(n, u.structure), people.realised_care.assign(n, u.care);
  people.realised_pressure.assign(n, u.pressure), people.realised_vision.assign(n, u.vision);
}

void set_paces(Day& day) {
  if (day.arm.inertia == 0) return;
  const auto share = [&](double times) { return static_cast<float>(std::min(1.0, times / day.arm.inertia)); };
  const auto today = static_cast<std::int64_t>(day.number);
  day.paces.resize(day.teams.count());
  for (std::uint32_t team = 0; team < day.paces.size(); ++team) {
    if (day.led_by_nobody(team)) continue;  // at once
    const Employee lead = day.lead_of_team[team];
    const bool is_coached = std::ranges::any_of(day.coachings, [&](const ActiveCoaching& coaching) {
      return today < coaching.until && day.covers(coaching.met, lead);
    });
    double lacking = 1;
    for (const ActiveTraining& training : day.trainings)
      if (training.develops == Develops::leading && training.session_on(today) && day.covers(training.met, lead))
        lacking *= 1 - training.learnt();
    day.paces[team] = {share(is_coached ? coached : 1), static_cast<float>(1 - lacking), day.lead_is_new[team] != 0};
  }
}

Levers moved(const Pace& pace, const Levers& from, const Levers& target) {
  const auto towards = [&](float u, float end) { return u + pace.share * (end - u); };
  const auto taught = [&](float u, float end) { return towards(u + pace.session * std::max(0.0f, end - u), end); };
  return {taught(from.autonomy_support, target.autonomy_support), towards(from.structure, target.structure),
          taught(from.care, target.care), towards(from.pressure, target.pressure), towards(from.vision, target.vision)};
}

}  // namespace kantel
