#include "models/change/leading/pipeline.hpp"

#include <algorithm>

#include "models/change/leading/effort.hpp"
#include "models/change/leading/leaders.hpp"

namespace kantel {

namespace steps {
extern const TeamStep own_rules, spread, backing, crisis, span;
}

namespace {

// In the order in which they turn the levers: to what leaders mean to do, and behind inertia.
constexpr const TeamStep* meant[] = {&steps::own_rules, &steps::spread, &steps::backing, &steps::crisis};
constexpr const TeamStep* done[] = {&steps::span};

Levers through(std::span<const TeamStep* const> list, const Day& day, std::uint32_t team, Levers levers) {
  for (const TeamStep* step : list)
    if (step->is_on(day)) levers = step->apply(day, team, levers);
  return levers;
}

}  // namespace

LedBy led_by(Policy policy, const std::optional<Levers>& own, const std::optional<double>& effort) {
  LedBy led{policy, own, std::nullopt, {}};
  if (effort) led.effort = static_cast<float>(*effort);
  if (!led.has_rule()) led.constant = scaled_to(own ? *own : policy->levers, led.effort);
  return led;
}

Levers through_steps(const Day& day, std::uint32_t team, Levers levers) {
  levers = through(meant, day, team, levers);
  return day.paces.empty() ? behind_inertia(day, team, levers) : levers;
}
Levers behind_inertia(const Day& day, std::uint32_t team, Levers levers) { return through(done, day, team, levers); }

void lead_teams(Day& day, const Population& people, const Visible& visible) {
  meet_leaders(day, people);
  set_paces(day);
  weigh_own_means(day, people, visible);
  day.crisis = std::ranges::any_of(day.crisis_since, [](std::int64_t since) { return since != no_crisis; });
  const auto is_on = [&](const TeamStep* step) { return step->is_on(day); };
  day.teams_differ = !day.paces.empty() || std::ranges::any_of(meant, is_on) || std::ranges::any_of(done, is_on);
  day.levers_of_team.clear();
  if (!day.teams_differ) return;
  for (const LedBy& led : day.policies)
    for (std::uint32_t team = 0; team < day.teams.count(); ++team)
      day.levers_of_team.push_back(through_steps(day, team, led.constant));
}

}  // namespace kantel
