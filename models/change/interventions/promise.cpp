// promise: output is said to rise by `gain`. Morale rises by half of it, once. On the day it is due T is multiplied by
// 1 − promise_cost·(gain − risen) in units whose output has risen by less since; both means are of the day before.
#include <algorithm>

#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 2> own_keys{"gain", "due_after"};

void promise(const Happening& now) {
  const Event& event = now.event;
  const auto lift = static_cast<float>(event.gain / 2);
  for_target(now, [&](Employee i) { now.people.morale[i] = std::min(1.0f, now.people.morale[i] + lift); });
  now.day.promises.push_back({now.meet(), event.gain, event.day + event.due_after, now.history.output});
}

}  // namespace

void hold_promises(Day& day, const UnitHistory& history, Population& people) {
  for (const ActivePromise& promise : day.promises) {
    if (promise.due != static_cast<std::int64_t>(day.number)) continue;
    for (Employee i = 0; i < people.employees(); ++i) {
      if (!day.covers(promise.met, i)) continue;
      const std::size_t unit = day.organisation.unit[i];
      const double missed = promise.gain - (history.output[unit] - promise.output[unit]);
      if (missed > 0) people.trust[i] *= static_cast<float>(std::max(0.0, 1 - day.parameters.promise_cost * missed));
    }
  }
  std::erase_if(day.promises,
                [&](const ActivePromise& promise) { return promise.due <= static_cast<std::int64_t>(day.number); });
}

const InterventionRow interventions::promise{
    .name = "promise",
    .keys = own_keys,
    .needed = own_keys,
    .sentence =
        "output is said to rise: morale does at once, and trust falls by the due day where output has not risen",
    .apply = kantel::promise,
    .more =
        [](const Event& event) {
          return shortest(event.gain) + " within " + std::to_string(event.due_after) + " days";
        },
    .looks_at_units = true,
    .first_day = 1};

}  // namespace kantel
