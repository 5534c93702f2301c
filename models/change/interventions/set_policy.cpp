// set_policy: for everybody, or for a target, which from then on is led by a column. Where it takes away more than .2
// of the room that a person had, and nobody says why, T is multiplied by 1 − surprise_cost.
#include <algorithm>

#include "models/change/interventions/intervene.hpp"
#include "models/change/leading/pipeline.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 3> own_keys{"policy", "effort", "explained"};

// What is listed for yesterday's state, before effort; a margin, as .7 − .5 is not .2.
constexpr float missed_room = .2f + 1e-6f;

void surprise(const Happening& now, const LedBy& led) {
  Population& people = now.people;
  const auto kept = static_cast<float>(1 - now.day.parameters.surprise_cost);
  for_target(now, [&](Employee i) {
    const Readiness employee{people.autonomy[i],        people.competence[i], people.relatedness[i],
                             people.internalisation[i], people.skill[i],      people.trust[i]};
    const LedBy& before = now.day.policies[people.led_by.empty() ? now.day.policy_of_all : people.led_by[i]];
    if (before.listed(employee).autonomy_support - led.listed(employee).autonomy_support > missed_room)
      people.trust[i] *= kept;
  });
}

// Whether so few practise that a policy which waits for it is switched on.
bool is_due(const Happening& now) {
  if (!now.event.only_below) return true;
  std::int64_t practising = 0;
  for (Employee i = 0; i < now.people.employees(); ++i) practising += now.practises(i);
  return static_cast<double>(practising) < *now.event.only_below * now.people.employees();
}

void set_policy(const Happening& now) {
  const Event& event = now.event;
  Day& day = now.day;
  if (!is_due(now)) return;
  const LedBy led = led_by(event.policy, event.levers, event.effort);
  if (!event.explained) surprise(now, led);
  const auto known = std::find(day.policies.begin(), day.policies.end(), led);
  const auto number = static_cast<std::uint8_t>(known - day.policies.begin());
  if (known == day.policies.end()) day.policies.push_back(led);
  if (event.target.is_all()) {
    day.policy_of_all = number;
    now.people.led_by.clear();
    return;
  }
  if (now.people.led_by.empty()) now.people.led_by.assign(now.people.employees(), day.policy_of_all);
  for_target(now, [&](Employee i) { now.people.led_by[i] = number; });
}

}  // namespace

const InterventionRow interventions::set_policy{
    .name = "set_policy",
    .keys = own_keys,
    .sentence = "changes how the target's leaders behave towards them",
    .apply = kantel::set_policy,
    .more = [](const Event& event) { return event.levers ? "levers" : std::string(name_of(event.policy)); },
    .adds_policy = true};

}  // namespace kantel
