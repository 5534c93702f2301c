#include <iostream>
#include <kantel/models/change/measures.hpp>
#include <kantel/models/change/run.hpp>

int main() try {
  const kantel::Workers workers;
  kantel::Scenario scenario = kantel::read_scenario("harbour.toml");
  const kantel::Stage stage = make_stage(scenario, make_organisation(scenario, 0, workers), workers);
  const std::size_t practising = kantel::measure_index("practising");
  for (const kantel::Arm& arm : scenario.arms) {
    const kantel::RunResult result = run(stage, arm, 0, workers, {});  // replicate 0 of the arm
    for (std::int64_t day = 0; day <= scenario.settings.days; day += 50)
      std::cout << arm.name << "," << day << "," << kantel::shortest(result.recording.value(day, 0, practising))
                << "\n";
  }
} catch (const kantel::InputError& error) {
  std::cerr << error.what() << "\n";  // every problem of the scenario, a line each
  return 2;
}
