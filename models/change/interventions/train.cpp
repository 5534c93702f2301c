// train: registers the sessions; teach() holds them. Of practice they add to k, of leading to what a leader has learnt
// of it.
#include <algorithm>

#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 6> own_keys{"hours", "hours_total",  "sessions",
                                                   "every", "support_days", "develops"};

void train(const Happening& now) {
  const Event& event = now.event;
  double hours = event.hours;
  if (event.hours_total) {
    std::int64_t people = 0;
    for_target(now, [&](Employee) { ++people; });
    hours = people > 0 ? *event.hours_total / static_cast<double>(people) : 0;
  }
  now.day.trainings.push_back({now.meet(), hours / static_cast<double>(event.sessions), event.day,
                               event.day + (event.sessions - 1) * event.every, event.every, event.support_days,
                               event.develops});
  if (event.develops == Develops::leading && now.people.leading_learnt.empty())
    now.people.leading_learnt.assign(now.people.employees(), 0);
}

}  // namespace

void teach(const Day& day, Population& people) {
  for (const ActiveTraining& training : day.trainings) {
    if (!training.session_on(day.number)) continue;
    const auto learnt = static_cast<float>(training.learnt());
    auto& grows = training.develops == Develops::leading ? people.leading_learnt : people.skill;
    for (Employee i = 0; i < people.employees(); ++i)
      if (day.covers(training.met, i)) grows[i] += learnt * (1 - grows[i]);
  }
}

const InterventionRow interventions::train{
    .name = "train",
    .keys = own_keys,
    .sentence = "teaches: adds .02 an hour of what is still to be learnt; needs hours or hours_total",
    .apply = kantel::train,
    .more = [](const Event& event) {
      return (event.hours_total ? shortest(*event.hours_total) + " hours in all" : shortest(event.hours) + " hours") +
             (event.develops == Develops::leading ? " in leading" : "");
    }};

}  // namespace kantel
