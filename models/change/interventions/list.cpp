// The list of interventions, in the order `kantel describe` shows them.
#include <algorithm>
#include <array>

#include "models/change/interventions/interventions.hpp"

namespace kantel {

namespace {

constexpr std::array<const InterventionRow*, 18> list{
    &interventions::announce,       &interventions::mandate,           &interventions::lift_mandate,
    &interventions::set_policy,     &interventions::celebrate,         &interventions::train,
    &interventions::seed_champions, &interventions::reverse_decision,  &interventions::revise_plan,
    &interventions::move_out,       &interventions::hire_wave,         &interventions::replace,
    &interventions::shock,          &interventions::promise,           &interventions::coach_leaders,
    &interventions::sprint,         &interventions::reverse_mentoring, &interventions::reorganise,
};

}  // namespace

std::span<const InterventionRow* const> intervention_list() { return list; }

Intervention::Intervention(const InterventionRow& row)
    : Intervention(static_cast<std::size_t>(std::ranges::find(list, &row) - list.begin())) {}

std::span<const std::string_view> names_of(Intervention) {
  static const auto names = [] {
    std::array<std::string_view, list.size()> of_rows;
    std::ranges::transform(list, of_rows.begin(), &InterventionRow::name);
    return of_rows;
  }();
  return names;
}

}  // namespace kantel
