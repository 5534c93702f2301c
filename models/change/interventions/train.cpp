// train: registers the sessions; teach() holds them.
#include <algorithm>

#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr double learnt_per_hour = .02;  // η_train
constexpr std::array<std::string_view, 5> own_keys{"hours", "hours_total", "sessions", "every", "support_days"};

void train(const Happening& now) {
  const Event& event = now.event;
  double hours = event.hours;
  if (event.hours_total) {
    std::int64_t people = 0;
    for_target(now, [&](Employee) { ++people; });
    hours = people > 0 ? *event.hours_total / static_cast<double>(people) : 0;
  }
  now.day.trainings.push_back({now.meet(), hours / static_cast<double>(event.sessions), event.day,
                               event.day + (event.sessions - 1) * event.every, event.every, event.support_days});
}

}  // namespace

void teach(const Day& day, Population& people) {
  for (const ActiveTraining& training : day.trainings) {
    if (!training.session_on(day.number)) continue;
    const auto learnt = static_cast<float>(std::min(1.0, learnt_per_hour * training.hours));
    for (Employee i = 0; i < people.employees(); ++i)
      if (day.covers(training.met, i)) people.skill[i] += learnt * (1 - people.skill[i]);
  }
}

const InterventionRow interventions::train{
    .name = "train",
    .keys = own_keys,
    .sentence = "teaches: adds .02 an hour of what is still to be learnt; needs hours or hours_total",
    .apply = kantel::train,
    .more = [](const Event& event) {
      return event.hours_total ? shortest(*event.hours_total) + " hours in all" : shortest(event.hours) + " hours";
    }};

}  // namespace kantel
