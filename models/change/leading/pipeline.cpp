#include "models/change/leading/pipeline.hpp"

#include <algorithm>

#include "models/change/leading/effort.hpp"
#include "models/change/leading/leaders.hpp"

namespace kantel {

namespace steps {
extern const TeamStep own_rules, spread, backing, span;
}

namespace {

// In the order in which they turn the levers.
constexpr const TeamStep* list[] = {&steps::own_rules, &steps::spread, &steps::backing, &steps::span};

}  // namespace

LedBy led_by(Policy policy, const std::optional<Levers>& own, const std::optional<double>& effort) {
  LedBy led{policy, own, std::nullopt, {}};
  if (effort) led.effort = static_cast<float>(*effort);
  if (!led.has_rule()) led.constant = scaled_to(own ? *own : policy->levers, led.effort);
  return led;
}

Levers through_steps(const Day& day, std::uint32_t team, Levers levers) {
  for (const TeamStep* step : list)
    if (step->is_on(day)) levers = step->apply(day, team, levers);
  return levers;
}

void lead_teams(Day& day) {
  meet_leaders(day);
  day.teams_differ = std::ranges::any_of(list, [&](const TeamStep* step) { return step->is_on(day); });
  day.levers_of_team.clear();
  if (!day.teams_differ) return;
  for (const LedBy& led : day.policies)
    for (std::uint32_t team = 0; team < day.teams.count(); ++team)
      day.levers_of_team.push_back(through_steps(day, team, led.constant));
}

}  // namespace kantel
