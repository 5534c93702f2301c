#include "studies/calibration/led_people.hpp"

#include "models/change/leading/leaders.hpp"
#include "studies/calibration/experiment.hpp"

namespace kantel::calibration {

namespace {

constexpr Employee employees = 10'000;
constexpr std::int64_t settled = 150, year = 250;

Arm led_by(const LeaderPopulation& population) {
  Arm arm = everyday();
  arm.leader_sd = .2;
  arm.leader_halo = population.halo;
  arm.leader_absence = Absence{};
  return arm;
}

void look(const Experiment& experiment, const Arm& arm, const Population& people, LedPeople& led) {
  const Parameters& par = experiment.scenario.parameters;
  const auto& managers = experiment.ground.organisation.manager;
  for (Employee v = 1; v < people.employees(); ++v) {
    const Leader leader = leader_drawn(arm, led.random, managers[v], people.occupant[managers[v]]);
    const Levers levers = spread_out(arm, leader, arm.policy->levers);
    led.autonomy_support.push_back(levers.autonomy_support);
    led.structure.push_back(levers.structure);
    led.care.push_back(levers.care);
    led.vision.push_back(levers.vision);
    led.absence.push_back(leader.absence);
    const double a = people.autonomy[v], c = people.competence[v], r = people.relatedness[v];
    led.autonomy.push_back(a);
    led.competence.push_back(c);
    led.relatedness.push_back(r);
    led.satisfaction.push_back(par.w_a * a + par.w_c * c + (1 - par.w_a - par.w_c) * r);
    led.morale.push_back(people.morale[v]);
  }
}

}  // namespace

LedPeople led_people(const Parameters& parameters, const LeaderPopulation& population, Following following,
                     std::uint32_t replicate) {
  Experiment experiment(parameters, employees, following.a_year ? settled + year : settled);
  if (following.a_year) experiment.scenario.parameters.turnover = parameters.turnover;
  LedPeople led;
  led.random = KeyedRandom(experiment.scenario.seed(), replicate);
  const Arm arm = led_by(population);
  std::vector<std::uint16_t> then;
  const auto watch = [&](std::int64_t day, const Population& people, const Visible&) {
    if (day == settled) {
      look(experiment, arm, people, led);
      then.assign(people.occupant.begin(), people.occupant.end());
    }
    if (day != settled + year) return;
    for (std::size_t v = 1; v < then.size(); ++v) led.left.push_back(people.occupant[v] == then[v] ? 0 : 1);
  };
  live(experiment, arm, replicate, Workers(1), watch);
  return led;
}

}  // namespace kantel::calibration
