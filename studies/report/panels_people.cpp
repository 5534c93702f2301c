// Panels about people: the phases they are in, what holds them back as shares of everybody, and what each way costs.
#include <algorithm>
#include <cmath>

#include "studies/report/asked.hpp"
#include "studies/report/panels.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/text.hpp"
#include "studies/report/words.hpp"

namespace kantel::report::panels {

namespace {

constexpr int shares_height = 200;

// Stacked areas of one arm: `share_of` gives a part's share of everybody on a day; the part called `rest` is what the
// others leave.
template <class Share>
Json shares(const Results& results, const std::string& arm, const char* kind, const std::string& word,
            const std::string& rest, const std::vector<int>& days, Share share_of) {
  Json panel = base(results, "shares", say("axis.everybody"), shares_height, {arm});
  for (const char* name : {"names", "colors", "inks", "share"}) panel[name] = Json::array();
  panel["title"] = name_words(arm);
  panel["at"] = days;
  std::vector<double> left(days.size(), 1);
  std::size_t at_rest = 0;
  for (const Json& part : theme()[kind]) {
    const std::string name = part["name"];
    panel["names"].push_back(say(word + "." + name));
    panel["colors"].push_back(part["color"]);
    panel["inks"].push_back(part["ink"]);
    Json column = Json::array();
    if (name == rest) at_rest = panel["share"].size();
    for (std::size_t d = 0; d < days.size() && name != rest; ++d) {
      const double share = share_of(name, days[d]);
      column.push_back(rounded(share));
      if (std::isfinite(share)) left[d] -= share;
    }
    panel["share"].push_back(column);
  }
  for (const double share : left) panel["share"][at_rest].push_back(rounded(std::max(0.0, share)));
  return panel;
}

// A bar an arm of a metric, divided and multiplied into what is shown.
Json amounts(const Results& results, const char* metric, const std::string& axis, const std::string& title,
             double factor) {
  const std::vector<std::string> arms = told_arms(results);
  std::vector<Stroke> strokes;
  for (const Stroke& stroke : arm_strokes(results))
    if (!stroke.is_context) strokes.push_back(stroke);
  Json panel{{"chart", "amounts"}, {"title", title}, {"y", axis}, {"height", 34 * static_cast<int>(arms.size())}};
  add_strokes(panel, strokes);
  panel["names"] = Json::array(), panel["colors"] = Json::array(), panel["bars"] = Json::array();
  double low = 0, high = 0;
  for (const std::string& arm : arms) {
    const Estimate value = results.metric(arm, metric).value.scaled(factor);
    if (!value.is_defined()) continue;
    const auto stroke = std::ranges::find(strokes, name_words(arm), &Stroke::label);
    panel["names"].push_back(stroke->label), panel["colors"].push_back(stroke->color);
    panel["bars"].push_back({stroke->label, rounded(value.mean), rounded(value.low), rounded(value.high),
                             told_whole(value.mean, Scale::count)});
    for (const double end : {value.mean, value.low, value.high})
      if (std::isfinite(end)) low = std::min(low, end), high = std::max(high, end);
  }
  panel.erase("labelled"), panel.erase("dashes");
  if (low == high) high = 1;
  panel["domain"] = pair_json({low, high + .45 * (high - low)});  // room for what is written at the bars
  panel["description"] = say("describe.amounts", {{"what", title}});
  return panel;
}

}  // namespace

Json phases(const Results& results, const std::string& arm) {
  std::vector<const Curve*> curves;
  for (const Json& part : theme()["phases"])
    curves.push_back(&results.curve(arm, "phase_" + part["name"].get<std::string>()));
  Json panel = shares(
      results, arm, "phases", "phase", "unaware", drawn_days(curves, 100),
      [&](const std::string& phase, int day) { return estimate_on(results.curve(arm, "phase_" + phase), day).mean; });
  panel["description"] = say("describe.shares", {{"what", say("figure.phases")}, {"a", name_words(arm)}});
  return panel;
}

Json barriers(const Results& results, const std::string& group, int points) {
  Json list = Json::array();
  for (const std::string& arm : told_arms(results)) {
    std::vector<const Curve*> curves;
    for (const Json& part : theme()["gates"])
      curves.push_back(&results.curve(arm, "barrier_" + part["name"].get<std::string>(), group));
    Json panel = shares(results, arm, "gates", "gate", "doing", drawn_days(curves, points),
                        [&](const std::string& gate, int day) {
                          const double share = held_back(results, arm, group, gate, day).mean;
                          return std::isfinite(share) ? share : 0;  // nobody is left
                        });
    const std::vector<Named> named{
        {"what", say("figure.barriers")}, {"a", name_words(arm)}, {"unit", unit_words(group)}};
    panel["description"] = say(group == "all" ? "describe.shares" : "describe.shares_unit", named);
    list.push_back(panel);
  }
  return list;
}

Json costs(const Results& results) {
  const double people = static_cast<double>(std::max(1LL, results.about.employees));
  Json list = Json::array();
  list.push_back(amounts(results, "hours_total", say("axis.hours"), say("panel.hours"), 1 / people));
  list.push_back(amounts(results, "exits", say("axis.exits"), say("panel.exits"), 100 / people));
  if (tells_gain(results))
    list.push_back(amounts(results, "gained_durable", say("axis.gained"), say("panel.gained"), 100));
  return list;
}

}  // namespace kantel::report::panels
