#include "studies/calibration/led_people.hpp"

#include <algorithm>

#include "models/change/leading/rules.hpp"
#include "studies/calibration/experiment.hpp"

namespace kantel::calibration {

namespace {

constexpr Employee employees = 10'000;
constexpr std::int64_t settled = 150, year = 250;

void look(const Parameters& par, const ChangeGround& ground, const Leaders& leaders, const Population& people,
          LedPeople& led) {
  TeamCursor team(ground.teams, 0);
  for (Employee v = 1; v < people.employees(); ++v) {
    const std::uint32_t of = team.of(v);
    led.autonomy_support.push_back(leaders.levers[of].autonomy_support);
    led.structure.push_back(leaders.levers[of].structure);
    led.care.push_back(leaders.levers[of].care);
    led.vision.push_back(leaders.levers[of].vision);
    led.absence.push_back(leaders.absence[of]);
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
  const Leaders leaders = draw_leaders(population, experiment.ground.teams.count(), led.random);
  Rules rules;
  rules.policy = [&](const TeamsSeen&, std::span<Levers> levers) {
    std::ranges::copy(leaders.levers, levers.begin());
    return true;
  };
  std::vector<std::uint16_t> then;
  const auto watch = [&](std::int64_t day, const Population& people, const Visible&) {
    if (day == settled) {
      look(parameters, experiment.ground, leaders, people, led);
      then.assign(people.occupant.begin(), people.occupant.end());
    }
    if (day != settled + year) return;
    for (std::size_t v = 1; v < then.size(); ++v) led.left.push_back(people.occupant[v] == then[v] ? 0 : 1);
  };
  live(experiment, everyday(), replicate, Workers(1), watch, &rules);
  return led;
}

}  // namespace kantel::calibration
