// The pictures of a sweep's report, each with its sentence and its numbers as a table: heat maps of two factors, curves
// of one, bars of indices; of every arm, of every paired difference, and of differences from the baseline.
#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "studies/sweep/export.hpp"

namespace kantel {

struct SweepFigures {
  std::string html, contents, more;  // of the main metric, an item a figure; of the others
  std::string main;                  // its name
  nlohmann::ordered_json data = nlohmann::ordered_json::object();  // panels, by figure; each knows its title
};
// What is drawn: the metrics, and a heat map of which two factors (none: of no factors).
struct SweepDrawing {
  std::vector<std::size_t> metrics;
  std::optional<std::pair<std::size_t, std::size_t>> heat;
};
SweepDrawing drawing_of(const SweepResults& results);  // the report's choice
SweepFigures sweep_figures(const SweepResults& results, const SweepDrawing& drawing);
inline SweepFigures sweep_figures(const SweepResults& results) { return sweep_figures(results, drawing_of(results)); }

}  // namespace kantel
