// The data behind the charts, as the page's script wants them: per figure a list of panels, columns instead of rows,
// at most about 200 points a curve and four significant digits. web/charts.js turns a panel into a specification.
#pragma once
#include <string>
#include <vector>

#include "studies/report/data.hpp"

namespace kantel::report {

// JSON for the element "chart-data".
std::string chart_data(const Results& results);
// JSON for the element "chart-specifications": the theme and the specification files.
std::string chart_specifications();

// How an arm, a gate or a phase is drawn, for legends made outside the charts.
struct Stroke {
  std::string label, color;
  std::vector<double> dash;  // empty: a filled swatch
  std::string arm = {};      // as the files name it
  bool is_context = false;   // grey, without a name at its end
};
std::vector<Stroke> strokes_of(const std::vector<std::string>& arms);  // theme colours, in order
std::vector<Stroke> arm_strokes(const Results& results);  // more than there are colours: all but the told ones are grey
std::vector<Stroke> gate_strokes();
std::vector<Stroke> phase_strokes();
std::vector<Stroke> difference_strokes();

// The units that can be chosen besides all employees: those with any barrier curve.
bool has_units(const Results& results);

}  // namespace kantel::report
