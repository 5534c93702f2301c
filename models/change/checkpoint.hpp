// What moves during a run, as ChangeRun::save and load keep it.
//
// What is kept: the people (columns.hpp), what others see of them, what the days so far have changed of the day itself
// (policies, trainings, celebrations), and the recording. What is not: anything that scenario, arm and replicate
// decide, which the identity stands for; and neighbour counts, which follow from what is seen.
#pragma once
#include "models/change/archive.hpp"
#include "models/change/interventions/intervene.hpp"
#include "models/change/population.hpp"

namespace kantel {

// The parts of what moves during a run.
void parts(auto& archive, Is<Levers> auto& u) {
  archive(u.autonomy_support, u.structure, u.care, u.pressure, u.vision);
}
void parts(auto& archive, Is<Policy> auto& policy) {
  auto place = static_cast<std::size_t>(policy);
  archive(place);
  if constexpr (!std::is_const_v<std::remove_reference_t<decltype(policy)>>) policy = Policy(place);
}
void parts(auto& archive, Is<LedBy> auto& led) { archive(led.policy, led.effort, led.constant); }
void parts(auto& archive, Is<Target> auto& target) { archive(target.kind, target.unit, target.number); }
void parts(auto& archive, Is<ActiveTraining> auto& t) {
  archive(t.target, t.hours, t.first, t.last, t.every, t.support_days);
}
void parts(auto& archive, Is<Population> auto& people) {
#define KANTEL_PART(name, type, kind, kept, seen_by, ...) \
  archive(people.name);                                   \
  if constexpr (SeenBy::seen_by == SeenBy::everybody) archive(people.next_##name);
  KANTEL_COLUMNS(KANTEL_PART)
#undef KANTEL_PART
}
void parts(auto& archive, Is<UnitHistory> auto& history) { archive(history.practising); }
// Of the day, what the days before have changed.
void parts(auto& archive, Is<Day> auto& day) {
  archive(day.number, day.policies, day.policy_of_all, day.mandates, day.fit_of_unit, day.celebrating_until,
          day.trainings);
}

// Throws std::length_error where what was read is no state that such a run can have: lists of another length, a day
// after the last, places outside of tables. A hash tells damage, and nobody who forges one.
struct ExpectedState {
  std::int64_t days = 0;
  bool voiced = false;           // intentions are kept
  bool remembers_units = false;  // the history of units is kept
};
void demand_possible(const Day& day, const Population& people, const UnitHistory& history, const ExpectedState& run);

}  // namespace kantel
