// set_policy: for everybody, or for a target, which from then on is led by a column.
#include <algorithm>

#include "models/change/interventions/intervene.hpp"
#include "models/change/leading/pipeline.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 2> own_keys{"policy", "effort"};

void set_policy(const Happening& now) {
  const Event& event = now.event;
  Day& day = now.day;
  const LedBy led = led_by(event.policy, event.effort);
  const auto known = std::find(day.policies.begin(), day.policies.end(), led);
  const auto number = static_cast<std::uint8_t>(known - day.policies.begin());
  if (known == day.policies.end()) day.policies.push_back(led);
  if (event.target.kind == Target::Kind::all) {
    day.policy_of_all = number;
    now.people.led_by.clear();
    return;
  }
  if (now.people.led_by.empty()) now.people.led_by.assign(now.people.employees(), day.policy_of_all);
  for_target(day, event.target, [&](Employee i) { now.people.led_by[i] = number; });
}

}  // namespace

const InterventionRow interventions::set_policy{
    .name = "set_policy",
    .keys = own_keys,
    .needed = std::span(own_keys).first(1),
    .sentence = "changes how the target's leaders behave towards them",
    .apply = kantel::set_policy,
    .more = [](const Event& event) { return std::string(name_of(event.policy)); },
    .adds_policy = true};

}  // namespace kantel
