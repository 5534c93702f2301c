#include "models/change/interventions/intervene.hpp"

#include <algorithm>

namespace kantel {

namespace {

constexpr float learnt = .6f;  // who practises with less is trying

bool is_on(const Event& event, std::int64_t day) {
  const std::int64_t lasts = event.what->lasts ? event.what->lasts(event) : 1;
  return day >= event.day && day - event.day < lasts;
}

}  // namespace

bool Day::covers(const Condition& condition, Employee employee) const {
  switch (condition.kind) {
    case Condition::Kind::managers: return is_manager[employee] != 0;
    case Condition::Kind::unit: return organisation.unit[employee] == condition.number;
    case Condition::Kind::level: return organisation.level[employee] == condition.number;
    case Condition::Kind::cohort: return organisation.cohort[employee] == condition.number;
    case Condition::Kind::team:
      return organisation.manager[employee] == teams.manager[static_cast<std::size_t>(condition.number)];
    case Condition::Kind::wave:
      return wave_of_unit[organisation.unit[employee]] == static_cast<std::uint32_t>(condition.number);
    case Condition::Kind::trying:
    case Condition::Kind::blocked: break;
  }
  return false;
}

bool Day::covers(const Met& met, Employee employee) const {
  if (!met.those.empty()) return met.those[employee] != 0;
  return std::ranges::all_of(met.target.conditions,
                             [&](const Condition& condition) { return covers(condition, employee); });
}

bool Happening::covers(const Condition& condition, Employee employee) const {
  if (condition.kind == Condition::Kind::trying) return practises(employee) && people.skill[employee] < learnt;
  if (condition.kind != Condition::Kind::blocked) return day.covers(condition, employee);
  if (history.barriers.empty()) return false;  // on day 0 nothing has been in the way yet
  const double* sums = history.barriers.data() + std::size_t{5} * day.organisation.unit[employee];
  const double* largest = std::max_element(sums, sums + 5);
  return *largest > 0 && largest - sums == condition.number;
}

bool Happening::covers(Employee employee) const {
  return std::ranges::all_of(event.target.conditions,
                             [&](const Condition& condition) { return covers(condition, employee); });
}

Met Happening::meet() const {
  Met met{event.target};
  if (!event.target.is_by_state()) return met;
  met.those.assign(people.employees(), 0);
  for_target(*this, [&](Employee i) { met.those[i] = 1; });
  return met;
}

void Happening::leaves(Employee employee) const {
  visible.edit(employee, visible.yesterday()[employee] | leaving_bit);
  leave_today[employee / block_rows] = 1;
  day.turnover = true;
}

bool needs_units(const Event& event) {
  return event.what->looks_at_units || event.target.find(Condition::Kind::blocked);
}

bool looks_at_units(const std::vector<Event>& events, const Day& day, std::int64_t number) {
  return std::ranges::any_of(events, [&](const Event& event) { return is_on(event, number) && needs_units(event); }) ||
         std::ranges::any_of(day.promises, [&](const ActivePromise& promise) { return promise.due == number; });
}

void intervene(const std::vector<Event>& events, Day& day, const UnitHistory& history, Population& people,
               Visible& visible, const ChangeGround& ground, std::vector<std::uint8_t>& leave_today) {
  day.shock.clear();
  for (const Event& event : events)
    if (is_on(event, day.number)) event.what->apply({event, day, history, people, visible, ground, leave_today});
  teach(day, people);
  hold_promises(day, history, people);
}

}  // namespace kantel
