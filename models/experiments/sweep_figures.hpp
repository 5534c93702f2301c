// The pictures of a sweep's report, each with its sentence and its numbers as a table: heat maps of two factors, curves
// of one, bars of indices; of every arm, of every paired difference, and of differences from the baseline.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "models/experiments/export.hpp"

namespace kantel {

struct SweepFigures {
  std::string html;
  nlohmann::ordered_json data = nlohmann::ordered_json::object();  // of the charts, by figure
};
SweepFigures sweep_figures(const SweepResults& results);

}  // namespace kantel
