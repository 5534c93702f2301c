// A run's day before the first: what arm and organisation say, and nothing has happened yet.
#include "models/change/day.hpp"

#include <algorithm>

#include "models/change/leading/pipeline.hpp"

namespace kantel {

Day day_of(const Scenario& scenario, const ChangeGround& ground, const Arm& arm, std::uint32_t replicate,
           OwnChart* own) {
  const Parameters& par = scenario.parameters;
  Day day{.parameters = par,
          .change = scenario.change,
          .prices = scenario.prices,
          .tie_weights = scenario.tie_weights,
          .arm = arm,
          .organisation = own ? own->organisation : ground.organisation,
          .random = KeyedRandom(scenario.seed(), replicate),
          .policies = {},
          .fit_of_unit = {},
          .celebrating_until = {},
          .trainings = {},
          .lead_of_team = own ? own->teams.manager : ground.teams.manager,
          .is_manager = own ? own->is_manager : ground.is_manager,
          .teams = own ? own->teams : ground.teams,
          .places = own ? own->places : ground.groups,
          .locals = locals_of(scenario, ground.organisation),
          .own_chart = own};
  day.turnover = par.turnover > 0;
  day.susceptibility = static_cast<float>(par.susceptibility);
  day.given_susceptibility = ground.given.susceptibility.empty() ? nullptr : ground.given.susceptibility.data();
  day.social = par.susceptibility > 0 || day.given_susceptibility;
  day.lead_of_team[0] = day.organisation.nobody_leads() ? nobody : day.teams.top;
  if (arm.crisis) day.crisis_since.assign(ground.organisation.unit_names.size(), no_crisis);
  day.policies.push_back(led_by(arm.policy, arm.levers, arm.effort));
  constexpr double raised = .1;  // φ along a line of reverse mentoring
  const double mentored_up = std::min(1.0, day.change.fidelity_up + raised);
  const auto fit = [&](double up) {
    return static_cast<float>(arm.central_plan() ? 1 - day.change.local_variety * (1 - up) : 1);
  };
  const auto missed = [&](double up) { return arm.central_plan() ? 1 - up : 0; };
  double down = arm.led_down() ? par.nu : 0, up = 1, mentored = 1;
  for (std::size_t level = 0; level < 256; ++level) {
    day.hearing_down[level] = static_cast<float>(down);
    day.fit_of_level[level] = fit(up), day.fit_of_mentor[level] = fit(mentored);
    day.missed_on_level[level] = missed(up), day.missed_by_mentor[level] = missed(mentored);
    down *= par.fidelity_down, up *= day.change.fidelity_up, mentored *= mentored_up;
  }
  return day;
}

void take_chart(Day& day, const std::vector<Employee>& managers) {
  day.own_chart->take(managers);
  day.leaders.clear(), day.known_leads.clear();
  day.lead_of_team = day.teams.manager;
  day.lead_of_team[0] = day.organisation.nobody_leads() ? nobody : day.teams.top;
}

float Day::fit_of(Employee position, std::size_t cohort, bool mentors) const {
  const std::size_t level = organisation.level[position], unit = organisation.unit[position];
  if (!locals.variety_differs) {
    if (!fit_of_unit.empty()) return fit_of_unit[unit];
    return mentors ? fit_of_mentor[level] : fit_of_level[level];
  }
  const double missed = !missed_in_unit.empty() ? missed_in_unit[unit]
                        : mentors               ? missed_by_mentor[level]
                                                : missed_on_level[level];
  return static_cast<float>(1 - locals.at(unit, cohort).local_variety * missed);
}

}  // namespace kantel
