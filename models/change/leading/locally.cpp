// Units and cohorts that are led by a policy of their own: from day 0, whatever the arm's policy, at the arm's effort.
// What an event sets later holds instead.
#include <algorithm>

#include "models/change/leading/pipeline.hpp"

namespace kantel {

void lead_locally(Day& day, Population& people) {
  if (!day.locals.policies_differ) return;
  people.led_by.assign(people.employees(), day.policy_of_all);
  for (Employee i = 0; i < people.employees(); ++i) {
    const auto policy = day.locals.at(day.organisation.unit[i], people.cohort_of(i)).policy.policy();
    if (!policy) continue;
    const LedBy led = led_by(*policy, std::nullopt, day.arm.effort);
    const auto known = std::ranges::find(day.policies, led);
    people.led_by[i] = static_cast<std::uint8_t>(known - day.policies.begin());
    if (known == day.policies.end()) day.policies.push_back(led);
  }
}

}  // namespace kantel
