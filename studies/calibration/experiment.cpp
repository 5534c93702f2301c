#include "studies/calibration/experiment.hpp"

namespace kantel::calibration {

namespace {

Scenario scenario_of(const Parameters& parameters, Employee employees, std::int64_t days) {
  Scenario scenario;
  scenario.settings.name = "calibration";
  scenario.settings.days = days;
  scenario.organisation.form = Form::sector;
  scenario.organisation.employees = static_cast<std::int64_t>(employees);
  scenario.parameters = parameters;
  scenario.parameters.p = scenario.parameters.q = scenario.parameters.beta = scenario.parameters.turnover = 0;
  scenario.record.every = days;
  scenario.record.by_unit = scenario.record.by_level = scenario.record.by_structure = scenario.record.by_cohort = false;
  return scenario;
}

ChangeGround ground_of(Scenario& scenario) {
  const Workers alone(1);
  return make_ground(scenario, make_organisation(scenario, 0, alone), alone);
}

}  // namespace

Experiment::Experiment(const Parameters& parameters, Employee employees, std::int64_t days)
    : scenario(scenario_of(parameters, employees, days)), ground(ground_of(scenario)) {}

Arm everyday() {
  Arm arm;
  arm.name = "everyday";
  arm.approach = Approach::diffusion;
  return arm;
}

void live(const Experiment& experiment, const Arm& arm, std::uint32_t replicate, const Workers& workers,
          const Watch& watch) {
  RunOptions options;
  options.watch = watch;
  run(experiment.scenario, experiment.ground, arm, replicate, workers, options);
}

}  // namespace kantel::calibration
