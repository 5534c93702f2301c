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
          .weight_autonomy = {},
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
  const auto lost = [&](double up) { return static_cast<float>(arm.central_plan() ? 1 - up : 0); };
  double down = arm.led_down() ? par.nu : 0, up = 1, mentored = 1;
  for (std::size_t level = 0; level < 256; ++level) {
    day.hearing_down[level] = static_cast<float>(down);
    day.fit_of_level[level] = fit(up), day.fit_of_mentor[level] = fit(mentored);
    day.lost_of_level[level] = lost(up), day.lost_of_mentor[level] = lost(mentored);
    down *= par.fidelity_down, up *= day.change.fidelity_up, mentored *= mentored_up;
  }
  for (const WorkType work : ground.organisation.work)
    day.conditions.push_back(conditions_of_unit(day.change, par, work));
  day.weight_autonomy.assign(1, static_cast<float>(par.w_a));
  if (!ground.organisation.cohort.empty()) {
    day.weight_autonomy.clear();
    for (const Cohort& cohort : scenario.cohorts)
      day.weight_autonomy.push_back(static_cast<float>(par.w_a + cohort.w_a_shift));
  }
  return day;
}

void take_chart(Day& day, const std::vector<Employee>& managers) {
  day.own_chart->take(managers);
  day.leaders.clear(), day.known_leads.clear();
  day.lead_of_team = day.teams.manager;
  day.lead_of_team[0] = day.organisation.nobody_leads() ? nobody : day.teams.top;
}

}  // namespace kantel
