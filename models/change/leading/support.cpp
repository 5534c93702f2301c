// Support, the last step of leading: on days that a training supports, the own leader gives structure of at least .8.
// It goes by whom the training is for, who need not be a team.
#include <algorithm>

#include "models/change/leading/pipeline.hpp"

namespace kantel {

namespace column {
using Support = Rows<Reads<>, Writes<structure, training_hours, trained, guided_days>>;
}

bool support(const Day& day, const Block& block) {
  const column::Support::Was was(block);
  const column::Support::Work work(block);
  const column::Support::Now now(block);
  bool supported = false;
  if (work.trained) work.training_hours.fill(0);
  work.trained = false;
  for (const ActiveTraining& training : day.trainings) {
    const bool session = training.session_on(day.number), supports = training.supports_on(day.number);
    if (!session && !supports) continue;
    for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
      if (!day.covers(training.met, was.first + static_cast<Employee>(i))) continue;
      if (session) work.training_hours[i] += static_cast<float>(training.hours), work.trained = true;
      if (supports && work.structure[i] < .8f) work.structure[i] = .8f, supported = true;
    }
  }
  if (now.guided_days)  // whoever may be moved out is to have had guidance
    for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
      if ((work.structure[i] >= .8f || work.training_hours[i] > 0) && now.guided_days[i] < 0xFFFF) ++now.guided_days[i];
  return supported;
}

bool teaches_leading(const Day& day) {
  return std::ranges::any_of(day.trainings, [&](const ActiveTraining& training) {
    return training.develops == Develops::leading && training.session_on(day.number);
  });
}

void hours_of_practice(const Day& day, Employee first, int count, Column& hours) {
  hours.fill(0);
  for (const ActiveTraining& training : day.trainings)
    if (training.develops == Develops::practice && training.session_on(day.number))
      for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
        if (day.covers(training.met, first + static_cast<Employee>(i))) hours[i] += static_cast<float>(training.hours);
}

}  // namespace kantel
