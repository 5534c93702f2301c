// What moves during a run, as ChangeRun::save and load keep it.
//
// What is kept: the people (columns.hpp), what others see of them, what the days so far have changed of the day itself
// (policies, trainings, celebrations), and the recording. What is not: anything that scenario, arm and replicate
// decide, which the identity stands for; and neighbour counts, which follow from what is seen.
#pragma once
#include "models/change/archive.hpp"
#include "models/change/interventions/intervene.hpp"

namespace kantel {

// NaN lies nowhere.
inline bool is_within(double value, double low, double high) { return value >= low && value <= high; }
// The effort is at most 5, but a caller may have made levers of any.
inline bool is_lever(float value) { return is_within(value, 0, 100); }

// The parts of what moves during a run.
void parts(auto& archive, Is<Levers> auto& u) {
  archive(u.autonomy_support, u.structure, u.care, u.pressure, u.vision);
  archive.demand(is_lever(u.autonomy_support) && is_lever(u.structure) && is_lever(u.care) && is_lever(u.pressure) &&
                 is_lever(u.vision));
}
void parts(auto& archive, Is<Policy> auto& policy) {
  auto place = static_cast<std::size_t>(policy);
  archive(place);
  archive.demand(place < policy_table().size());
  if constexpr (!std::is_const_v<std::remove_reference_t<decltype(policy)>>) policy = Policy(place);
}
void parts(auto& archive, Is<LedBy> auto& led) {
  archive(led.policy, led.own, led.effort, led.constant);
  archive.demand(is_lever(led.effort.value_or(0)));
}
void parts(auto& archive, Is<Condition> auto& condition) {
  archive(condition.kind, condition.name, condition.number);
  archive.demand(condition.kind <= Condition::Kind::blocked);
}
void parts(auto& archive, Is<Target> auto& target) { archive(target.conditions); }
void parts(auto& archive, Is<Met> auto& met) { archive(met.target, met.those); }
// Sessions may lie far behind the last day.
inline bool is_day(std::int64_t day) { return day >= 0 && day <= 1000 * static_cast<std::int64_t>(last_day_of_all); }
void parts(auto& archive, Is<ActiveTraining> auto& t) {
  archive(t.met, t.hours, t.first, t.last, t.every, t.support_days, t.develops);
  archive.demand(is_within(t.hours, 0, 1e9) && is_day(t.first) && is_day(t.last) && is_day(t.every - 1) &&
                 is_day(t.support_days) && t.develops <= Develops::leading);
}
void parts(auto& archive, Is<ActivePromise> auto& promise) {
  archive(promise.met, promise.gain, promise.due, promise.output);
  archive.demand(is_within(promise.gain, 0, 1) && is_day(promise.due));
}
void parts(auto& archive, Is<ActiveCoaching> auto& coaching) {
  archive(coaching.met, coaching.until);
  archive.demand(is_day(coaching.until));
}
void parts(auto& archive, Is<ActiveSprint> auto& sprint) {
  archive(sprint.met, sprint.first);
  archive.demand(is_day(sprint.first));
}
void parts(auto& archive, Is<Lead> auto& lead) { archive(lead.position, lead.occupant); }
void parts(auto& archive, Is<Population> auto& people) {
#define KANTEL_PART(name, type, kind, kept, seen_by, ...) \
  archive(people.name);                                   \
  if constexpr (SeenBy::seen_by == SeenBy::everybody) archive(people.next_##name);
  KANTEL_COLUMNS(KANTEL_PART)
#undef KANTEL_PART
}
void parts(auto& archive, Is<UnitHistory> auto& history) {
  archive(history.practising, history.output, history.morale, history.barriers);
}
void parts(auto& archive, Is<TieChange> auto& change) { archive(change.from, change.to, change.by); }
// Of the day, what the days before have changed.
void parts(auto& archive, Is<Day> auto& day) {
  archive(day.number, day.policies, day.policy_of_all, day.mandates, day.fit_of_unit, day.celebrating_until,
          day.trainings, day.promises, day.coachings, day.sprints, day.lead_of_team, day.known_leads, day.crisis_since);
}

// What must be as it is at the start of the run that takes a state up.
struct StateShape {
  Employee employees;
  std::size_t units;
  std::vector<float> fit_of_unit;
  std::int64_t days;
  bool social, remembers_units, has_crisis, has_inertia, knows_leads;
  std::size_t cohorts;  // 0 without
};
// Whether what was read has that shape, and names nothing that is not there.
bool has_shape(const StateShape& shape, std::span<const std::uint8_t> seen, const Day& day, const Population& people,
               const UnitHistory& history);

}  // namespace kantel
