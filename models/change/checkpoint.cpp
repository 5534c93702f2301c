#include "models/change/checkpoint.hpp"

#include <algorithm>

namespace kantel {

namespace {

void demand(bool holds) {
  if (!holds) throw std::length_error("the state is none that this run could have");
}

template <Kept kept, class T, class Next>
void demand_size(const LargeVector<T>& column, const Next& next, std::size_t n) {
  demand(column.size() == n || (kept == Kept::on_demand && column.empty()));
  if constexpr (std::is_same_v<Next, LargeVector<T>>) demand(next.size() == column.size());
}

}  // namespace

void demand_possible(const Day& day, const Population& people, const UnitHistory& history, const ExpectedState& run) {
  const Employee n = day.organisation.employees();
  const std::size_t units = day.organisation.unit_names.size();
#define KANTEL_SIZE(name, type, kind, kept, ...) demand_size<Kept::kept>(people.name, people.next_##name, n);
  KANTEL_COLUMNS(KANTEL_SIZE)
#undef KANTEL_SIZE
  demand(people.intention.empty() != run.voiced);
  demand(day.number <= run.days);
  demand(!day.policies.empty() && day.policies.size() <= 256 && day.policy_of_all < day.policies.size());
  demand(std::ranges::all_of(people.led_by, [&](std::uint8_t led) { return led < day.policies.size(); }));
  demand(std::ranges::all_of(
      day.policies, [](const LedBy& led) { return static_cast<std::size_t>(led.policy) < policy_table().size(); }));
  demand(day.fit_of_unit.empty() || day.fit_of_unit.size() == units);
  demand(day.celebrating_until.empty() || day.celebrating_until.size() == units);
  demand(std::ranges::all_of(day.trainings, [](const ActiveTraining& t) {
    return t.every >= 1 && t.first >= 0 && t.last >= t.first && t.last <= std::int64_t{2} * 100'000 &&
           t.target.kind <= Target::Kind::team;
  }));
  demand(history.practising.size() == (run.remembers_units ? day.number + std::size_t{1} : 0));
  demand(std::ranges::all_of(history.practising, [&](const auto& of_day) { return of_day.size() == units; }));
}

}  // namespace kantel
