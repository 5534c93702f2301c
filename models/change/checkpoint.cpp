#include "models/change/checkpoint.hpp"

#include <algorithm>

namespace kantel {

bool has_shape(const StateShape& shape, std::span<const std::uint8_t> seen, const Day& day, const Population& people,
               const UnitHistory& history) {
  // Numbers lie where the day's arithmetic knows them to, but for rounding.
  const auto is_in_range = [](const auto& column, std::string_view unit) {
    const double high = unit == "0 to 1" ? 1.001 : 1e6;
    return std::ranges::all_of(column, [&](auto value) {
      return !std::is_floating_point_v<decltype(value)> || is_within(value, 1 - high, high);
    });
  };
  // A column and its second buffer, where it has one.
  const auto has_size = [&](const auto& column, const auto& next, Kept kept) {
    if constexpr (requires { next.size(); })
      if (next.size() != column.size()) return false;
    return column.size() == shape.employees || (kept == Kept::on_demand && column.empty());
  };
  bool holds = seen.size() == shape.employees &&
               std::ranges::all_of(seen, [](std::uint8_t byte) { return byte < 2 * leaving_bit; });
#define KANTEL_CHECK(name, type, kind, kept, seen_by, read, start, symbol, unit, sentence) \
  holds = holds && has_size(people.name, people.next_##name, Kept::kept) && is_in_range(people.name, unit);
  KANTEL_COLUMNS(KANTEL_CHECK)
#undef KANTEL_CHECK
  if (!holds || (shape.social && people.intention.empty()) || people.cohort.empty() != (shape.cohorts == 0) ||
      std::ranges::any_of(people.cohort, [&](std::size_t cohort) { return cohort >= shape.cohorts; }))
    return false;
  const auto is_met = [&](const Met& met) {
    return (met.those.empty() || met.those.size() == shape.employees) &&
           std::ranges::all_of(met.target.conditions, [&](const Condition& condition) {
             return condition.kind != Condition::Kind::team ||
                    static_cast<std::uint64_t>(condition.number) < day.teams.count();
           });
  };
  const auto is_whole = [&](const auto& column) { return column.size() == shape.employees; };
  if (shape.has_inertia &&
      !(is_whole(people.realised_autonomy_support) && is_whole(people.realised_structure) &&
        is_whole(people.realised_care) && is_whole(people.realised_pressure) && is_whole(people.realised_vision)))
    return false;
  const bool teaches_leading = std::ranges::any_of(
      day.trainings, [](const ActiveTraining& training) { return training.develops == Develops::leading; });
  if (teaches_leading && !is_whole(people.leading_learnt)) return false;
  const auto is_employee = [&](Employee employee) { return employee < shape.employees; };
  const auto is_lead = [&](Employee employee) {
    return is_employee(employee) || (employee == nobody && day.organisation.nobody_leads());
  };
  const std::size_t policies = day.policies.size();
  return day.number <= shape.days && policies <= 256 && day.policy_of_all < policies &&
         std::ranges::all_of(people.led_by, [&](std::size_t policy) { return policy < policies; }) &&
         day.fit_of_unit == shape.fit_of_unit &&
         (day.celebrating_until.empty() || day.celebrating_until.size() == shape.units) &&
         std::ranges::all_of(day.trainings, [&](const ActiveTraining& training) { return is_met(training.met); }) &&
         std::ranges::all_of(day.promises,
                             [&](const ActivePromise& promise) {
                               return is_met(promise.met) && promise.output.size() == shape.units;
                             }) &&
         std::ranges::all_of(day.coachings, is_met, &ActiveCoaching::met) &&
         std::ranges::all_of(day.sprints, is_met, &ActiveSprint::met) && day.lead_of_team.size() == day.teams.count() &&
         std::ranges::all_of(day.lead_of_team, is_lead) &&
         day.known_leads.size() == (shape.knows_leads ? day.teams.count() : 0) &&
         std::ranges::all_of(day.known_leads, is_employee, &Lead::position) &&
         day.crisis_since.size() == (shape.has_crisis ? shape.units : 0) &&
         std::ranges::all_of(day.crisis_since,
                             [&](std::int64_t since) { return since >= no_crisis && since <= shape.days + 1; }) &&
         (history.output.empty() || history.output.size() == shape.units) &&
         history.morale.size() == history.output.size() &&
         (history.barriers.empty() || history.barriers.size() == 5 * shape.units) &&
         history.practising.size() == (shape.remembers_units ? day.number + std::size_t{1} : 0) &&
         std::ranges::all_of(history.practising, [&](const auto& units) { return units.size() == shape.units; });
}

}  // namespace kantel
