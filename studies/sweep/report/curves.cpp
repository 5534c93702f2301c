// Response curves: a metric at each level of one factor, factor by factor.
#include <algorithm>

#include "studies/report/panels.hpp"
#include "studies/sweep/report/shown.hpp"

namespace kantel::figures {

using report::Stroke;

namespace {

// Where a factor's axis begins and ends.
std::pair<double, double> ends_of(const Factor& factor) {
  if (!factor.is_choice()) return {*factor.low, *factor.high};
  std::vector<double> values;
  for (const Value& value : factor.values)
    values.push_back(value.as<double>() ? *value.as<double>() : static_cast<double>(*value.as<std::int64_t>()));
  return domain_of(values, false);
}

// What the points of a curve are.
std::string response_note(const SweepResults& results, const std::vector<Side>& sides) {
  const std::string intervals = "; bars: 95% intervals.";
  const std::string what = sides[0].baseline ? "Each run minus the same replicate at the baseline"
                           : sides[0].minus  ? "One arm minus the other, replicate by replicate"
                                             : "Mean over replicates";
  if (results.is_random())
    return what + ", of points in ten equal parts of each factor's range, others varying freely" + intervals +
           " They are over points.";
  if (results.experiment().kind() == DesignKind::one_at_a_time)
    return what + ", the other factors at their base" + intervals;
  return what + ", at each level the mean of its points' means, so that every point weighs the same" + intervals +
         " They come from whole replicates, whose luck the points share.";
}

}  // namespace

void add_responses(const SweepResults& results, const std::vector<Side>& sides, const std::string& kind,
                   const SweepDrawing& drawing, SweepFigures& page) {
  if (sides.empty()) return;
  const std::vector<Factor>& factors = results.experiment().factors;
  std::vector<std::string> names;
  for (const Side& side : sides) names.push_back(words_of(results, side));
  std::vector<Stroke> strokes = report::strokes_of(names);
  if (kind == "difference")  // a colour is an arm's
    for (Stroke& stroke : strokes) stroke.color = report::panels::theme()["measures"]["practising"]["color"];
  for (const std::size_t m : drawing.metrics) {
    const Metric& metric = results.about().metrics[m];
    const Shown shown(metric, sides[0]);
    Json panels = Json::array();
    std::vector<std::string> titles;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::vector<std::vector<ResponsePoint>>> responses;  // [factor][side]
    std::vector<double> all, bounds;  // of the axis: the means, and what intervals they have
    if (shown.is_difference) all.push_back(0);
    for (std::size_t f = 0; f < factors.size(); ++f) {
      auto& of_factor = responses.emplace_back();
      for (const Side& side : sides)
        for (const ResponsePoint& point : of_factor.emplace_back(response(results, f, side, m))) {
          all.push_back(shown.drawn(point.over.value.mean));
          for (const double end : {point.over.value.low, point.over.value.high}) bounds.push_back(shown.drawn(end));
        }
    }
    // A few runs can have an interval many times as wide as everything else: it is cut at the edge.
    const auto [least, most] = extremes(all);
    const double room = most > least ? most - least : infinite;
    for (const double end : bounds)
      if (std::isfinite(end)) all.push_back(std::clamp(end, least - room, most + room));
    const auto domain = domain_of(all, is_share(metric));
    bool any_undefined = false;
    for (std::size_t f = 0; f < factors.size(); ++f) {
      const Factor& factor = factors[f];
      const bool is_number = has_axis(factor);
      Json points = Json::array(), order = Json::array();
      for (std::size_t s = 0; s < sides.size(); ++s) {
        Json of_side = Json::array();
        for (const ResponsePoint& point : responses[f][s]) {
          if (s == 0) order.push_back(point.label);
          const Interval& value = point.over.value;
          any_undefined |= value.n < point.over.runs;
          if (point.over.runs > 0)
            rows.push_back({factor.name, point.label, names[s], shown.told(value), told_runs(point.over)});
          if (value.n > 0)
            of_side.push_back({is_number ? number(point.x) : Json(point.label), number(shown.drawn(value.mean)),
                               number(shown.drawn(value.low)), number(shown.drawn(value.high))});
        }
        points.push_back(of_side);
      }
      if (std::ranges::all_of(points, [](const Json& of_side) { return of_side.empty(); })) continue;
      const bool log = factor.scale == FactorScale::log;
      Json ends;
      if (is_number) ends = pair_json(ends_of(factor));
      Json panel{{"chart", "response"},
                 {"y", shown.axis()},
                 {"height", 240},
                 {"x_title", title_of(factor)},
                 {"x_type", is_number ? "quantitative" : "ordinal"},
                 {"x_scale", !is_number ? Json{{"type", "point"}, {"padding", .4}}
                             : log      ? Json{{"type", "log"}, {"domain", ends}, {"nice", false}}
                                        : Json{{"type", "linear"}, {"domain", ends}, {"zero", false}, {"nice", false}}},
                 {"x_order", is_number ? Json() : order},
                 {"x_angle", is_number ? 0 : -40},
                 {"x_overlap", is_number},
                 {"line", is_number ? 1 : 0},  // between what has no order there is none
                 {"names", Json::array()},
                 {"colors", Json::array()},
                 {"dashes", Json::array()},
                 {"points", points},
                 {"domain", pair_json(domain)},
                 {"zero", shown.is_difference},
                 {"format", shown.format(domain)},
                 {"description", metric.sentence + " at each level of " + factor.name + ", a line for each of " +
                                     report::listed(names) + "."}};
      for (const Stroke& stroke : strokes) {
        panel["names"].push_back(stroke.label);
        panel["colors"].push_back(stroke.color);
        panel["dashes"].push_back(stroke.dash);
      }
      panels.push_back(panel);
      titles.push_back(factor.name);
    }
    const std::string title = short_words(metric) + (kind == "response"     ? ", factor by factor"
                                                     : kind == "difference" ? ": the difference between ways"
                                                                            : ": the difference from the baseline");
    add(page, kind + "-" + metric.name, title, titles, panels, report::legend(strokes),
        described(metric) + ". " + response_note(results, sides) + undefined_note(any_undefined),
        table(title, {"factor", "level", "arm", "mean (95% interval)", results.is_random() ? "points" : "runs"}, rows));
  }
}

}  // namespace kantel::figures
