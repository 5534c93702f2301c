// train: registers the sessions; teach() holds them.
#include <algorithm>

#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr double learnt_per_hour = .02;  // η_train
constexpr std::array<std::string_view, 4> own_keys{"hours", "sessions", "every", "support_days"};

void train(const Happening& now) {
  const Event& event = now.event;
  now.day.trainings.push_back({event.target, event.hours / static_cast<double>(event.sessions), event.day,
                               event.day + (event.sessions - 1) * event.every, event.every, event.support_days});
}

}  // namespace

void teach(const Day& day, Population& people) {
  for (const ActiveTraining& training : day.trainings) {
    if (!training.session_on(day.number)) continue;
    const auto learnt = static_cast<float>(std::min(1.0, learnt_per_hour * training.hours));
    for_target(day, training.target, [&](Employee i) { people.skill[i] += learnt * (1 - people.skill[i]); });
  }
}

const InterventionRow interventions::train{.name = "train",
                                           .keys = own_keys,
                                           .needed = std::span(own_keys).first(1),
                                           .sentence = "teaches: adds .02 an hour of what is still to be learnt",
                                           .apply = kantel::train,
                                           .more = [](const Event& event) { return shortest(event.hours) + " hours"; }};

}  // namespace kantel
