// What the pictures of a sweep's report share: how a metric's numbers are drawn and told, axes, tables. For
// sweep_figures and its parts alone.
#pragma once
#include <cmath>

#include "studies/report/asked.hpp"
#include "studies/report/figures.hpp"
#include "studies/sweep/report/answer.hpp"
#include "studies/sweep/report/figures.hpp"
#include "studies/sweep/report/views.hpp"

namespace kantel::figures {

using Json = nlohmann::ordered_json;

Json number(double value);

// A metric of one kind of side: how its numbers are drawn and told.
struct Shown {
  const Metric& metric;
  bool is_difference;
  report::Scale scale;

  Shown(const Metric& of, const Side& side)
      : metric(of), is_difference(side.is_difference()), scale(scale_of(of, side)) {}
  // In charts, differences of shares are percentage points.
  double drawn(double value) const { return scale == report::Scale::points ? 100 * value : value; }
  std::string unit() const {
    if (scale == report::Scale::points) return "percentage points";
    return is_difference && metric.unit == "day" ? "days" : metric.unit;
  }
  std::string axis() const {
    return is_difference ? "difference" + (unit().empty() ? "" : ", " + unit()) : unit().empty() ? metric.name : unit();
  }
  std::string format(std::pair<double, double> domain) const {
    if (scale == report::Scale::percent) return domain.second - domain.first < .1 ? ".1%" : ".0%";
    return is_difference ? "+,.10~g" : ",.10~g";
  }
  // A cell of a heat map; its unit stands in the legend.
  std::string cell(double value, std::pair<double, double> domain) const;
  std::string told(const Interval& i) const {
    const report::Estimate estimate{i.mean, i.low, i.high};
    if (i.n == 0) return "–";
    return is_difference ? report::told_difference(estimate, scale) : report::told(estimate, scale);
  }
};

std::string told_runs(const Pooled& over);
std::string title_of(const Factor& factor);
std::pair<double, double> extremes(const std::vector<double>& values);
// With a little room beyond the extremes, and somewhere to draw when all are equal.
std::pair<double, double> domain_of(const std::vector<double>& values, bool from_zero);
Json pair_json(const std::pair<double, double>& pair);
std::string table(const std::string& caption, const std::vector<std::string>& header,
                  const std::vector<std::vector<std::string>>& rows);
std::string short_words(const Metric& metric);  // of a heading
std::string described(const Metric& metric);
// Undefined in some runs: what the means are of.
std::string undefined_note(bool any);
void add(SweepFigures& to, const std::string& id, const std::string& title, const std::vector<std::string>& titles,
         Json panels, const std::string& before, const std::string& sentence, const std::string& numbers);

void add_heat_maps(const SweepResults& results, const SweepDrawing& drawing, SweepFigures& page);
// Curves of one kind of sides: "response", "difference" or "baseline".
void add_responses(const SweepResults& results, const std::vector<Side>& sides, const std::string& kind,
                   const SweepDrawing& drawing, SweepFigures& page);
// Indices of a Sobol' design, or effects of a Morris design, the strongest factor first.
void add_indices(const SweepResults& results, const SweepDrawing& drawing, SweepFigures& page);

}  // namespace kantel::figures
