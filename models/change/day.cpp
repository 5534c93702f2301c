// A run's day before the first: what arm and organisation say, and nothing has happened yet.
#include "models/change/day.hpp"

#include "models/change/leading/pipeline.hpp"

namespace kantel {

Day day_of(const Scenario& scenario, const ChangeGround& ground, const Arm& arm, std::uint32_t replicate) {
  const Parameters& par = scenario.parameters;
  Day day{.parameters = par,
          .change = scenario.change,
          .prices = scenario.prices,
          .arm = arm,
          .organisation = ground.organisation,
          .random = KeyedRandom(scenario.seed(), replicate),
          .policies = {},
          .fit_of_unit = {},
          .celebrating_until = {},
          .trainings = {},
          .lead_of_team = ground.teams.manager,
          .is_manager = ground.is_manager,
          .teams = ground.teams,
          .places = ground.groups,
          .weight_autonomy = {}};
  day.turnover = par.turnover > 0;
  day.susceptibility = static_cast<float>(par.susceptibility);
  day.given_susceptibility = ground.given.susceptibility.empty() ? nullptr : ground.given.susceptibility.data();
  day.social = par.susceptibility > 0 || day.given_susceptibility;
  day.lead_of_team[0] = 0;
  if (arm.crisis) day.crisis_since.assign(ground.organisation.unit_names.size(), no_crisis);
  day.policies.push_back(led_by(arm.policy, arm.levers, arm.effort));
  double down = arm.led_down() ? par.nu : 0, up = 1;
  for (std::size_t level = 0; level < 256; ++level, down *= par.fidelity_down, up *= day.change.fidelity_up) {
    day.hearing_down[level] = static_cast<float>(down);
    day.fit_of_level[level] = static_cast<float>(arm.central_plan() ? 1 - day.change.local_variety * (1 - up) : 1);
  }
  day.weight_autonomy.assign(1, static_cast<float>(par.w_a));
  if (!ground.organisation.cohort.empty()) {
    day.weight_autonomy.clear();
    for (const Cohort& cohort : scenario.cohorts)
      day.weight_autonomy.push_back(static_cast<float>(par.w_a + cohort.w_a_shift));
  }
  return day;
}

}  // namespace kantel
