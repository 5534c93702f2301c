#include "models/settings.hpp"

#include <array>

namespace kantel {

namespace {

const std::array scenario_list = std::to_array<Key<ScenarioSettings>>({
    {.name = "name",
     .member = &ScenarioSettings::name,
     .sentence = "names the result folder; default: the file's name"},
    {.name = "question",
     .member = &ScenarioSettings::question,
     .sentence = "what the comparison should answer; opens the report"},
    {.name = "source", .member = &ScenarioSettings::source, .sentence = "where the question comes from"},
    {.name = "model", .member = &ScenarioSettings::model, .sentence = "change, or the name of a reference model"},
    {.name = "days",
     .member = &ScenarioSettings::days,
     .low = 1,
     .high = 100'000,
     .unit = "working days",
     .sentence = "length of a run; 250 a year"},
    {.name = "replicates",
     .member = &ScenarioSettings::replicates,
     .low = 1,
     .high = 1'000'000,
     .sentence = "runs per arm, matched across arms"},
    {.name = "seed", .member = &ScenarioSettings::seed, .low = 0, .high = 9.2e18, .sentence = "decides every draw"},
    {.name = "factorial",
     .member = &ScenarioSettings::factorial,
     .sentence = "crosses the arms' approaches with their policies and attributes the difference"},
});

}  // namespace

std::span<const Key<ScenarioSettings>> scenario_keys() { return scenario_list; }

bool names_a_folder(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find_first_of("/\\\r\n\"") == std::string_view::npos;
}

}  // namespace kantel
