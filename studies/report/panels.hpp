// What the panels of a report's charts share: JSON of numbers and columns, the days that are drawn, domains, events.
// For charts.cpp and its parts alone.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "studies/report/charts.hpp"

namespace kantel::report::panels {

using Json = nlohmann::ordered_json;

const Json& theme();
Json rounded(double value);  // four significant digits; null when undefined
Json pair_json(std::pair<double, double> pair);

// The days a curve is drawn on: thinned evenly to about so many, the first and last kept.
std::vector<int> drawn_days(const std::vector<const Curve*>& curves, int points = 180);

template <class Value>
Json column(const Curve& curve, const std::vector<int>& days, Value value) {
  Json list = Json::array();
  for (const int day : days) {
    const Point* point = at_day(curve, day);
    list.push_back(point && point->day == day ? rounded(value(*point)) : Json(nullptr));
  }
  return list;
}
inline double mean_of(const Point& point) { return point.value.mean; }

// Names, days and events; those of the named arms, of all when none is named. A label names the arms it belongs to,
// where a panel has several.
Json base(const Results& results, const char* chart, const std::string& y, int height,
          const std::vector<std::string>& arms = {});
void add_strokes(Json& panel, const std::vector<Stroke>& strokes);

// Shares start at 0 and end at the next tenth (or twentieth) above all that is drawn; levels get room on both sides.
std::pair<double, double> domain_of(const std::vector<const Curve*>& curves, bool is_share, double also = undefined);

// Stacked areas: the phases everybody is in; what holds everybody back, and who does it.
Json phases(const Results& results, const std::string& arm);
Json barriers(const Results& results, const std::string& group, int points);
// A bar an arm: hours, exits, what is gained.
Json costs(const Results& results);

}  // namespace kantel::report::panels
