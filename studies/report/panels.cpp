#include "studies/report/panels.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "report_files.hpp"
#include "studies/report/text.hpp"
#include "studies/report/words.hpp"

namespace kantel::report::panels {

namespace {

constexpr int digits = 4;
constexpr std::size_t most_named = 3;  // arms in an event's label
constexpr std::size_t most_a_day = 3;  // labels on one day

// The arms of an event among those of a panel, in words; "" where it is plain.
std::string whose(const Results& results, const Event& event, const std::vector<std::string>& arms) {
  if (results.arms.size() == 1 || arms.size() == 1) return "";
  std::vector<std::string> names;
  for (const std::string& arm : event.arms)
    if (arms.empty() || std::ranges::find(arms, arm) != arms.end()) names.push_back(name_words(arm));
  const std::size_t all = arms.empty() ? results.arms.size() : arms.size();
  return " (" +
         (names.size() == all         ? say("every_way")
          : names.size() > most_named ? say("ways", {{"n", std::to_string(names.size())}})
                                      : listed(names)) +
         ")";
}

Json events_of(const Results& results, const std::vector<std::string>& arms) {
  Json list = Json::array();
  std::map<int, std::vector<std::string>> by_day;
  for (const Event& event : results.about.events)
    if (event.day > 0 && event.day < results.last_day() &&
        (arms.empty() || std::ranges::find_first_of(event.arms, arms) != event.arms.end()))
      by_day[event.day].push_back(event_words(event.action) + whose(results, event, arms));
  for (auto& [day, labels] : by_day) {
    if (labels.size() > most_a_day) labels = {say("events.several")};
    for (const std::string& label : labels) list.push_back({{"day", day}, {"label", label}});
  }
  return list;
}

}  // namespace

const Json& theme() {
  static const Json parsed = Json::parse(report_files("theme.json"));
  return parsed;
}

Json rounded(double value) {
  if (!std::isfinite(value)) return nullptr;
  const std::string text = shortest(value, digits);
  double back = 0;
  std::from_chars(text.data(), text.data() + text.size(), back);
  return back == std::floor(back) && std::abs(back) < 1e9 ? Json(static_cast<long long>(back)) : Json(back);
}

Json pair_json(std::pair<double, double> pair) { return {rounded(pair.first), rounded(pair.second)}; }

std::vector<int> drawn_days(const std::vector<const Curve*>& curves, int points) {
  std::set<int> all;
  for (const Curve* curve : curves)
    for (const Point& point : *curve) all.insert(point.day);
  std::vector<int> days(all.begin(), all.end()), kept;
  const std::size_t step = (days.size() + static_cast<std::size_t>(points) - 1) / static_cast<std::size_t>(points);
  for (std::size_t i = 0; i < days.size(); i += std::max<std::size_t>(step, 1)) kept.push_back(days[i]);
  if (!days.empty() && kept.back() != days.back()) kept.push_back(days.back());
  return kept;
}

Json base(const Results& results, const char* chart, const std::string& y, int height,
          const std::vector<std::string>& arms) {
  return {{"chart", chart},
          {"y", y},
          {"height", height},
          {"days", {0, results.last_day()}},
          {"day_title", say(results.of_organisation() ? "axis.day" : "axis.plain_day")},
          {"events", events_of(results, arms)}};
}

void add_strokes(Json& panel, const std::vector<Stroke>& strokes) {
  for (const char* name : {"names", "colors", "dashes", "labelled"}) panel[name] = Json::array();
  for (const Stroke& stroke : strokes) {
    panel["names"].push_back(stroke.label);
    panel["colors"].push_back(stroke.color);
    panel["dashes"].push_back(stroke.dash);
    if (!stroke.is_context) panel["labelled"].push_back(stroke.label);
  }
}

std::pair<double, double> domain_of(const std::vector<const Curve*>& curves, bool is_share, double also) {
  double low = std::isfinite(also) ? also : 1e300, high = std::isfinite(also) ? also : -1e300;
  for (const Curve* curve : curves)
    for (const Point& point : *curve)
      for (const double value : {point.value.mean, point.value.low, point.value.high, point.p05, point.p95})
        if (std::isfinite(value)) low = std::min(low, value), high = std::max(high, value);
  if (low > high) return {0, 1};
  const double step = is_share && high > 0.3 ? 0.1 : is_share && high < 0.04 ? 0.01 : 0.05;
  if (is_share) return {0, high > 0.7 ? 1.0 : std::ceil(high / step - 1e-9) * step};
  low = std::floor(low / step) * step, high = std::ceil(high / step) * step;
  return high - low < 2 * step ? std::pair{low - step, high + step} : std::pair{low, high};
}

}  // namespace kantel::report::panels
