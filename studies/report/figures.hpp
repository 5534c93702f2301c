// The figures of a report: each a title, a legend, boxes for its charts, its sentence and its numbers as tables, so
// that nothing is lost without scripts.
#pragma once
#include <string>
#include <vector>

#include "studies/report/charts.hpp"

namespace kantel::report {

struct Figure {
  std::string id, title;
  std::string before;  // HTML between the title and the charts: a legend, a choice
  std::string charts;  // HTML
  std::string sentence;
  std::string numbers;  // HTML tables
};

std::vector<Figure> figures_of(const Results& results);
// A curve a measure, for the runs of a reference model.
std::vector<Figure> reference_figures_of(const Results& results);
std::string to_html(const Figure& figure);
// The parts of one: a legend, and the empty boxes the script draws into, each with a title where there are several.
// Of kind "ends" where wide charts name curves at their ends, so that a legend is for narrow ones.
std::string legend(const std::vector<Stroke>& strokes, const char* kind = "");
std::string plots(const std::string& figure, const std::vector<std::string>& titles, const char* columns);
// What the vertical lines in the charts mark; "" when nothing happens on the way.
std::string events_note(const Results& results);

}  // namespace kantel::report
