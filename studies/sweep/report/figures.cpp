#include "studies/sweep/report/figures.hpp"

#include "studies/sweep/report/shown.hpp"

namespace kantel {

SweepDrawing drawing_of(const SweepResults& results) { return {drawn_metrics(results), heat_factors(results)}; }

SweepFigures sweep_figures(const SweepResults& results, const SweepDrawing& drawing) {
  SweepFigures page;
  if (!drawing.metrics.empty()) page.main = results.about().metrics[drawing.metrics[0]].name;
  figures::add_indices(results, drawing, page);
  figures::add_heat_maps(results, drawing, page);
  if (results.experiment().kind() != DesignKind::one_at_a_time)
    figures::add_responses(results, results.arms(), "response", drawing, page);
  figures::add_responses(results, results.against_baseline(), "baseline", drawing, page);
  figures::add_responses(results, drawn_pairs(results), "difference", drawing, page);
  return page;
}

}  // namespace kantel
