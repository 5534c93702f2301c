#include "models/change/checkpoint.hpp"

#include <algorithm>

namespace kantel {

bool has_shape(const StateShape& shape, std::span<const std::uint8_t> seen, const Day& day, const Population& people,
               const UnitHistory& history) {
  // A column and its second buffer, where it has one.
  const auto has_size = [&](const auto& column, const auto& next, Kept kept) {
    if constexpr (requires { next.size(); })
      if (next.size() != column.size()) return false;
    return column.size() == shape.employees || (kept == Kept::on_demand && column.empty());
  };
  bool holds = seen.size() == shape.employees &&
               std::ranges::all_of(seen, [](std::uint8_t byte) { return byte < 2 * leaving_bit; });
#define KANTEL_SIZE(name, type, kind, kept, ...) holds = holds && has_size(people.name, people.next_##name, Kept::kept);
  KANTEL_COLUMNS(KANTEL_SIZE)
#undef KANTEL_SIZE
  if (!holds || (shape.social && people.intention.empty())) return false;
  const std::size_t policies = day.policies.size();
  return day.number <= shape.days && policies <= 256 && day.policy_of_all < policies &&
         std::ranges::all_of(people.led_by, [&](std::size_t policy) { return policy < policies; }) &&
         day.fit_of_unit.size() == shape.fits_of_units &&
         (day.celebrating_until.empty() || day.celebrating_until.size() == shape.units) &&
         std::ranges::all_of(day.trainings,
                             [&](const ActiveTraining& training) {
                               const auto number = static_cast<std::uint64_t>(training.target.number);
                               return training.target.kind != Target::Kind::team || number < shape.teams;
                             }) &&
         history.practising.size() == (shape.remembers_units ? day.number + std::size_t{1} : 0) &&
         std::ranges::all_of(history.practising, [&](const auto& units) { return units.size() == shape.units; });
}

}  // namespace kantel
