#include "studies/report/charts.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "report_files.hpp"
#include "studies/report/asked.hpp"
#include "studies/report/page.hpp"
#include "studies/report/panels.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/text.hpp"
#include "studies/report/uncertain.hpp"
#include "studies/report/words.hpp"

namespace kantel::report {

namespace {

using namespace panels;

constexpr int main_height = 250, panel_height = 200;

// A line per arm with the 5-95% spread of replicates; arms that are there for context have none.
Json curve_panel(const Results& results, const std::string& measure, const std::string& y, const std::string& format,
                 int height, std::pair<double, double> domain) {
  Json panel = base(results, "curve", y, height);
  const std::vector<Stroke> strokes = arm_strokes(results);
  add_strokes(panel, strokes);
  panel["format"] = format;
  panel["domain"] = pair_json(domain);
  panel["description"] = say("describe.curve", {{"what", capitalised(y)}});
  std::vector<const Curve*> curves;
  for (const Stroke& stroke : strokes) curves.push_back(&results.curve(stroke.arm, measure));
  const auto days = drawn_days(curves);
  panel["at"] = days;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    panel["mean"].push_back(column(*curves[i], days, mean_of));
    if (!results.has_intervals()) continue;
    const bool has_band = !strokes[i].is_context;
    panel["low"].push_back(
        column(*curves[i], days, [&](const Point& point) { return has_band ? point.p05 : undefined; }));
    panel["high"].push_back(
        column(*curves[i], days, [&](const Point& point) { return has_band ? point.p95 : undefined; }));
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
  Json panel = base(results, "difference", say("axis.difference"), panel_height, {pair.later, pair.earlier});
  add_strokes(panel, difference_strokes());
  panel["domain"] = pair_json(domain);
  panel["title"] = capitalised(pair_words(pair));
  panel["description"] = say("describe.difference", {{"pair", panel["title"]}});
  const std::array curves{results.difference(pair.later, pair.earlier, "practising"),
                          results.difference(pair.later, pair.earlier, "durable")};
  const auto days = drawn_days({&curves[0], &curves[1]});
  panel["at"] = days;
  for (const Curve& curve : curves) {
    panel["mean"].push_back(column(curve, days, mean_of));
    if (!results.has_intervals()) continue;
    panel["low"].push_back(column(curve, days, [](const Point& point) { return point.value.low; }));
    panel["high"].push_back(column(curve, days, [](const Point& point) { return point.value.high; }));
  }
  return panel;
}

// One for all pairs, with zero in it.
std::pair<double, double> difference_domain(const Results& results) {
  double low = 0, high = 0;
  for (const auto& pair : asked_pairs(results))
    for (const char* measure : {"practising", "durable"})
      for (const Point& point : results.difference(pair.later, pair.earlier, measure))
        for (const double value : {point.value.mean, point.value.low, point.value.high})
          if (std::isfinite(value)) low = std::min(low, value), high = std::max(high, value);
  const double step = high - low > 0.4 ? 0.1 : high - low > 0.1 ? 0.05 : 0.01;
  low = std::floor(low / step + 1e-9) * step, high = std::ceil(high / step - 1e-9) * step;
  return low < high ? std::pair{low, high} : std::pair{-step, step};
}

Json terciles_panel(const Results& results) {
  Json panel = base(results, "terciles", say("axis.own"), 240);
  const std::vector<Stroke> strokes = arm_strokes(results);
  add_strokes(panel, strokes);
  const int day = results.recorded_until(results.day_under_pressure());
  panel["at"] = {say("level.low"), say("level.middle"), say("level.high")};
  panel["format"] = ".2f";
  panel["x_title"] = say("axis.structure");
  panel["description"] = say("describe.terciles", {{"day", std::to_string(day)}});
  for (const char* name : {"mean", "low", "high"}) panel[name] = Json::array();
  std::vector<Curve> shown;
  for (const Stroke& stroke : strokes) {
    Json mean = Json::array(), low = Json::array(), high = Json::array();
    for (const char* tercile : {"low", "middle", "high"}) {
      const Estimate value =
          estimate_on(results.curve(stroke.arm, "internalisation", std::string("structure=") + tercile), day);
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

std::vector<Stroke> fills(const char* kind, const std::string& word) {
  std::vector<Stroke> list;
  for (const Json& part : theme()[kind])
    list.push_back({say(word + "." + part["name"].get<std::string>()), part["color"], {}});
  return list;
}

}  // namespace

std::vector<Stroke> strokes_of(const std::vector<std::string>& arms) {
  const Json &colors = theme()["arms"]["colors"], &dashes = theme()["arms"]["dashes"];
  std::vector<Stroke> list;
  for (std::size_t i = 0; i < arms.size(); ++i)  // beyond the last colour: the same with another dash
    list.push_back(
        {name_words(arms[i]), colors[i % colors.size()], dashes[(i + i / colors.size()) % dashes.size()], arms[i]});
  return list;
}

std::vector<Stroke> arm_strokes(const Results& results) {
  if (results.arms.size() <= theme()["arms"]["colors"].size()) return strokes_of(results.arms);
  const std::vector<std::string> told = told_arms(results);
  std::vector<Stroke> list;
  for (const std::string& arm : results.arms)
    if (std::ranges::find(told, arm) == told.end())
      list.push_back({name_words(arm), theme()["arms"]["context"], {1, 0}, arm, true});
  for (Stroke& stroke : strokes_of(told)) list.push_back(std::move(stroke));
  return list;
}

std::vector<Stroke> gate_strokes() { return fills("gates", "gate"); }
std::vector<Stroke> phase_strokes() { return fills("phases", "phase"); }
std::vector<Stroke> difference_strokes() {
  const Json& measures = theme()["measures"];
  return {{say("series.practising"), measures["practising"]["color"], measures["practising"]["dash"]},
          {say("series.durable"), measures["durable"]["color"], measures["durable"]["dash"]}};
}

bool has_units(const Results& results) { return results.units.size() > 1; }

std::string chart_data(const Results& results) {
  Json figures = Json::object();
  if (!results.of_organisation()) {
    for (const Definition& measure : results.about.measures) {
      const bool share = reference_scale(measure) == Scale::percent;
      figures[measure.name] = {curve_panel(results, measure.name, measure.label + ", " + measure.unit,
                                           share ? ".0%" : "~g", 320,
                                           domain_of(curves_of(results, {measure.name.c_str()}), share))};
    }
    return figures.dump();
  }
  figures["adoption"] = {curve_panel(results, "practising", say("axis.practising"), ".0%", main_height, {0, 1})};
  figures["lasting"] = {curve_panel(results, "durable", say("axis.durable"), ".0%", main_height,
                                    domain_of(curves_of(results, {"durable"}), true))};
  figures["difference"] = Json::array();
  for (const auto& pair : asked_pairs(results))
    figures["difference"].push_back(difference_panel(results, pair, difference_domain(results)));
  if (results.arms.size() > 1 && results.about.uncertain.draws > 0) figures["uncertain"] = uncertain_panels(results);
  for (const char* measure : {"morale", "output"}) {
    const double start = estimate_on(results.curve(results.arms[0], measure), 0).mean;
    Json panel = curve_panel(results, measure, say(measure == std::string("output") ? "axis.output" : "axis.level"),
                             ".2f", panel_height, domain_of(curves_of(results, {measure}), false, start));
    panel["title"] = say(std::string("panel.") + measure);
    if (std::isfinite(start)) panel["reference"] = rounded(start);
    figures["change"].push_back(panel);
  }
  figures["phases"] = Json::array();
  for (const std::string& arm : told_arms(results)) figures["phases"].push_back(panels::phases(results, arm));
  figures["barriers"] = {{"all", panels::barriers(results, "all", 100)}};
  if (has_units(results))
    for (const std::string& unit : results.units) figures["barriers"][unit] = panels::barriers(results, unit, 60);
  figures["needs"] = Json::array();
  const auto needs_domain = domain_of(curves_of(results, {"autonomy", "competence", "relatedness", "trust"}), false);
  for (const char* measure : {"autonomy", "competence", "relatedness", "trust"}) {
    Json panel = curve_panel(results, measure, say("axis.level"), ".2f", panel_height, needs_domain);
    panel["title"] = say(std::string("panel.") + measure);
    figures["needs"].push_back(panel);
  }
  figures["cost"] = panels::costs(results);
  figures["terciles"] = {terciles_panel(results)};
  return figures.dump();
}

std::string chart_specifications() {
  Json specifications = Json::object();
  for (const char* name :
       {"curve", "difference", "shares", "amounts", "terciles", "theory", "heat", "response", "bars"})
    specifications[name] = Json::parse(report_files(std::string(name) + ".vl.json"));
  return inside_script(Json{{"theme", theme()}, {"specifications", specifications}}.dump());
}

}  // namespace kantel::report
