#include "studies/report/charts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "report_files.hpp"
#include "studies/report/page.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/text.hpp"
#include "studies/report/uncertain.hpp"

namespace kantel::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr int most_points = 180;
constexpr int digits = 4;

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

// The days a curve is drawn on: thinned evenly, the first and last kept.
std::vector<int> drawn_days(const std::vector<const Curve*>& curves, int points = most_points) {
  std::set<int> all;
  for (const Curve* curve : curves)
    for (const Point& point : *curve) all.insert(point.day);
  std::vector<int> days(all.begin(), all.end()), kept;
  const std::size_t step = (days.size() + static_cast<std::size_t>(points) - 1) / static_cast<std::size_t>(points);
  for (std::size_t i = 0; i < days.size(); i += std::max<std::size_t>(step, 1)) kept.push_back(days[i]);
  if (!days.empty() && kept.back() != days.back()) kept.push_back(days.back());
  return kept;
}

template <class Value>
Json column(const Curve& curve, const std::vector<int>& days, Value value) {
  Json list = Json::array();
  for (const int day : days) {
    const Point* point = at_day(curve, day);
    list.push_back(point && point->day == day ? rounded(value(*point)) : Json(nullptr));
  }
  return list;
}
double mean_of(const Point& point) { return point.value.mean; }

// Everything the panels of one report share: names, colours, days, events.
// Only events of the named arms are marked; of all when none is named.
Json panel_base(const Results& results, const char* chart, const std::string& y, int height,
                const std::vector<std::string>& arms = {}) {
  Json events = Json::array();
  int last_day = -1;
  const auto concerns = [&](const Event& event) {
    return arms.empty() || std::ranges::find_first_of(event.arms, arms) != event.arms.end();
  };
  for (const Event& event : results.about.events) {
    if (!concerns(event)) continue;
    if (event.day <= 0 || event.day >= results.last_day() || event.day == last_day) continue;
    const bool lifts = std::ranges::any_of(results.about.events, [&](const Event& other) {
      return concerns(other) && other.day == event.day && other.action == "lift_mandate";
    });
    events.push_back({{"day", event.day}, {"label", event_words(lifts ? "lift_mandate" : event.action)}});
    last_day = event.day;
  }
  return {{"chart", chart},
          {"y", y},
          {"height", height},
          {"days", {0, results.last_day()}},
          {"day_title", results.of_organisation() ? "working day" : "day"},
          {"events", events}};
}

void add_strokes(Json& panel, const std::vector<Stroke>& strokes) {
  for (const char* name : {"names", "colors", "dashes"}) panel[name] = Json::array();
  for (const Stroke& stroke : strokes) {
    panel["names"].push_back(stroke.label);
    panel["colors"].push_back(stroke.color);
    panel["dashes"].push_back(stroke.dash);
  }
}

// Shares start at 0 and end at the next tenth (or twentieth) above all that is drawn; levels get room on both sides.
std::pair<double, double> domain_of(const std::vector<const Curve*>& curves, bool is_share, double also = undefined) {
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

Json pair_json(std::pair<double, double> pair) { return {rounded(pair.first), rounded(pair.second)}; }

// A line per arm with the 5-95% spread of replicates.
Json curve_panel(const Results& results, const char* measure, const std::string& y, const std::string& format,
                 int height, std::pair<double, double> domain) {
  Json panel = panel_base(results, "curve", y, height);
  add_strokes(panel, arm_strokes(results));
  panel["format"] = format;
  panel["domain"] = pair_json(domain);
  panel["description"] = capitalised(y) + " by day, a line for each arm" +
                         (results.has_intervals() ? " with the band that holds 90% of replicates." : ".");
  std::vector<const Curve*> curves;
  for (const std::string& arm : results.arms) curves.push_back(&results.curve(arm, measure));
  const auto days = drawn_days(curves);
  panel["at"] = days;
  for (const Curve* curve : curves) {
    panel["mean"].push_back(column(*curve, days, mean_of));
    if (!results.has_intervals()) continue;
    panel["low"].push_back(column(*curve, days, [](const Point& point) { return point.p05; }));
    panel["high"].push_back(column(*curve, days, [](const Point& point) { return point.p95; }));
  }
  return panel;
}

std::vector<const Curve*> curves_of(const Results& results, const std::vector<const char*>& measures) {
  std::vector<const Curve*> curves;
  for (const char* measure : measures)
    for (const std::string& arm : results.arms) curves.push_back(&results.curve(arm, measure));
  return curves;
}

Json difference_panel(const Results& results, const Results::Pair& pair, std::pair<double, double> domain) {
  Json panel = panel_base(results, "difference", "percentage points", 220, {pair.later, pair.earlier});
  add_strokes(panel, difference_strokes());
  panel["domain"] = pair_json(domain);
  panel["description"] =
      "Paired difference " + pair.later + " minus " + pair.earlier +
      " by working day, in percentage points, with its 95% interval, for practising and for internalised practice.";
  const std::vector<const Curve*> curves{&results.difference(pair.name(), "practising"),
                                         &results.difference(pair.name(), "durable")};
  const auto days = drawn_days(curves);
  panel["at"] = days;
  for (const Curve* curve : curves) {
    panel["mean"].push_back(column(*curve, days, mean_of));
    if (!results.has_intervals()) continue;
    panel["low"].push_back(column(*curve, days, [](const Point& point) { return point.value.low; }));
    panel["high"].push_back(column(*curve, days, [](const Point& point) { return point.value.high; }));
  }
  return panel;
}

std::pair<double, double> difference_domain(const Results& results) {
  double most = 0.01;
  for (const auto& pair : drawn_pairs(results))
    for (const char* measure : {"practising", "durable"})
      for (const Point& point : results.difference(pair.name(), measure))
        for (const double value : {point.value.mean, point.value.low, point.value.high})
          if (std::isfinite(value)) most = std::max(most, std::abs(value));
  const double step = most > 0.2 ? 0.1 : most > 0.04 ? 0.05 : 0.01;
  most = std::ceil(most / step - 1e-9) * step;
  return {-most, most};
}

// Stacked areas of one arm and group; "unaware" is what the phases leave.
Json shares_panel(const Results& results, const std::string& arm, const std::string& group, const char* kind,
                  const char* prefix, const std::string& y, int points) {
  Json panel = panel_base(results, "shares", y, 240, {arm});
  for (const char* name : {"names", "colors", "inks", "share"}) panel[name] = Json::array();
  std::vector<const Curve*> curves;
  for (const Json& part : theme()[kind])
    curves.push_back(&results.curve(arm, prefix + part["name"].get<std::string>(), group));
  const auto days = drawn_days(curves, points);
  panel["at"] = days;
  Json rest = Json::array();
  for (const int day : days) {
    double sum = 0;
    for (const Curve* curve : curves)
      if (const Point* point = at_day(*curve, day); point && point->value.is_defined()) sum += point->value.mean;
    rest.push_back(rounded(std::max(0.0, 1 - sum)));
  }
  std::size_t next = 0;
  for (const Json& part : theme()[kind]) {
    panel["names"].push_back(part["label"]);
    panel["colors"].push_back(part["color"]);
    const std::string color = part["color"];
    panel["inks"].push_back(color == "#7a5195" ? "#ffffff" : "#111111");
    const Curve& curve = *curves[next++];
    panel["share"].push_back(part["name"] == "unaware" ? rest : column(curve, days, mean_of));
  }
  panel["description"] = capitalised(y) + " in " + arm + ", stacked shares by working day" +
                         (group == "all" ? "." : ", unit " + unit_words(group) + ".");
  return panel;
}

Json barrier_panels(const Results& results, const std::string& group, int points) {
  Json panels = Json::array();
  for (const std::string& arm : results.arms)
    panels.push_back(
        shares_panel(results, arm, group, "gates", "barrier_", "share of what blocks non-practisers", points));
  return panels;
}

Json cost_panel(const Results& results) {
  Json panel = panel_base(results, "cost", "internalised practice, share of employees", 340);
  add_strokes(panel, arm_strokes(results));
  panel["domain"] = pair_json(domain_of(curves_of(results, {"durable"}), true));
  panel["description"] =
      "Internalised practice against the leader hours spent so far, a path through time for each arm.";
  double most = 1;
  panel["path"] = Json::array();
  for (const std::string& arm : results.arms) {
    Json path = Json::array();
    const Curve& durable = results.curve(arm, "durable");
    for (const int day : drawn_days({&durable}, 100)) {
      const double hours = leader_hours_until(results, arm, day);
      most = std::max(most, hours);
      path.push_back({day, rounded(hours), rounded(at_day(durable, day)->value.mean)});
    }
    panel["path"].push_back(path);
  }
  panel["hours"] = {0, rounded(std::ceil(most * 1.02))};
  return panel;
}

Json terciles_panel(const Results& results) {
  Json panel = panel_base(results, "terciles", "internalisation of those who practise, level 0 to 1", 300);
  add_strokes(panel, arm_strokes(results));
  const int day = results.recorded_until(results.day_under_pressure());
  panel["at"] = {"low", "middle", "high"};
  panel["format"] = ".2f";
  panel["description"] =
      "Internalisation on day " + std::to_string(day) + " by need for structure, a line for each arm.";
  for (const char* name : {"mean", "low", "high"}) panel[name] = Json::array();
  std::vector<Curve> shown;
  for (const std::string& arm : results.arms) {
    Json mean = Json::array(), low = Json::array(), high = Json::array();
    for (const char* tercile : {"low", "middle", "high"}) {
      const Point* point = at_day(results.curve(arm, "internalisation", std::string("structure=") + tercile), day);
      const Estimate value = point ? point->value : Estimate{};
      mean.push_back(rounded(value.mean)), low.push_back(rounded(value.low)), high.push_back(rounded(value.high));
      shown.push_back({{day, value}});
    }
    panel["mean"].push_back(mean), panel["low"].push_back(low), panel["high"].push_back(high);
  }
  std::vector<const Curve*> curves;
  for (const Curve& curve : shown) curves.push_back(&curve);
  panel["domain"] = pair_json(domain_of(curves, false));
  return panel;
}

std::vector<Stroke> fills(const char* kind) {
  std::vector<Stroke> list;
  for (const Json& part : theme()[kind]) list.push_back({part["label"], part["color"], {}});
  return list;
}

}  // namespace

std::vector<Stroke> strokes_of(const std::vector<std::string>& arms) {
  const Json &colors = theme()["arms"]["colors"], &dashes = theme()["arms"]["dashes"];
  std::vector<Stroke> list;
  for (std::size_t i = 0; i < arms.size(); ++i)  // beyond the last colour: the same with another dash
    list.push_back({arms[i], colors[i % colors.size()], dashes[(i + i / colors.size()) % dashes.size()]});
  return list;
}
std::vector<Stroke> arm_strokes(const Results& results) { return strokes_of(results.arms); }
std::vector<Stroke> gate_strokes() { return fills("gates"); }
std::vector<Stroke> phase_strokes() { return fills("phases"); }
std::vector<Stroke> difference_strokes() {
  const Json& measures = theme()["measures"];
  return {{"practising", measures["practising"]["color"], measures["practising"]["dash"]},
          {"internalised practice", measures["durable"]["color"], measures["durable"]["dash"]}};
}

std::vector<Results::Pair> drawn_pairs(const Results& results) {
  auto pairs = results.pairs();
  if (pairs.size() > 6) std::erase_if(pairs, [&](const auto& pair) { return pair.earlier != results.arms[0]; });
  return pairs;
}

bool has_units(const Results& results) { return results.units.size() > 1; }

std::string chart_data(const Results& results) {
  Json figures = Json::object();
  if (!results.of_organisation()) {
    for (const Definition& measure : results.about.measures) {
      const bool share = reference_scale(measure) == Scale::percent;
      figures[measure.name] = {curve_panel(results, measure.name.c_str(), measure.label + ", " + measure.unit,
                                           share ? ".0%" : "~g", 380,
                                           domain_of(curves_of(results, {measure.name.c_str()}), share))};
    }
    return figures.dump();
  }
  for (const auto& [id, measure, y] : {std::tuple{"adoption", "practising", "practising, share of employees"},
                                       std::tuple{"lasting", "durable", "internalised practice, share of employees"}})
    figures[id] = {curve_panel(results, measure, y, ".0%", 380, domain_of(curves_of(results, {measure}), true))};
  figures["difference"] = Json::array();
  for (const auto& pair : drawn_pairs(results))
    figures["difference"].push_back(difference_panel(results, pair, difference_domain(results)));
  if (results.arms.size() > 1 && results.about.uncertain.draws > 0) figures["uncertain"] = uncertain_panels(results);
  figures["change"] = Json::array();
  for (const auto& [measure, y] :
       {std::pair{"morale", "morale, level 0 to 1"}, std::pair{"output", "output, 1 = without the change"}}) {
    const Curve& first = results.curve(results.arms[0], measure);
    const double start = first.empty() ? undefined : first.front().value.mean;
    Json panel = curve_panel(results, measure, y, ".2f", 300, domain_of(curves_of(results, {measure}), false, start));
    if (std::isfinite(start)) panel["reference"] = rounded(start);
    figures["change"].push_back(panel);
  }
  figures["phases"] = Json::array();
  for (const std::string& arm : results.arms)
    figures["phases"].push_back(shares_panel(results, arm, "all", "phases", "phase_", "share of employees", 100));
  figures["barriers"] = {{"all", barrier_panels(results, "all", 100)}};
  if (has_units(results))
    for (const std::string& unit : results.units) figures["barriers"][unit] = barrier_panels(results, unit, 60);
  figures["needs"] = Json::array();
  const auto needs_domain = domain_of(curves_of(results, {"autonomy", "competence", "relatedness", "trust"}), false);
  for (const char* measure : {"autonomy", "competence", "relatedness", "trust"})
    figures["needs"].push_back(
        curve_panel(results, measure, std::string(measure) + ", level 0 to 1", ".2f", 240, needs_domain));
  figures["cost"] = {cost_panel(results)};
  figures["terciles"] = {terciles_panel(results)};
  return figures.dump();
}

std::string chart_specifications() {
  Json specifications = Json::object();
  for (const char* name : {"curve", "difference", "shares", "cost", "terciles", "theory", "heat", "response", "bars"})
    specifications[name] = Json::parse(report_files(std::string(name) + ".vl.json"));
  return inside_script(Json{{"theme", theme()}, {"specifications", specifications}}.dump());
}

}  // namespace kantel::report
