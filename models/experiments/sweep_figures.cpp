#include "models/experiments/sweep_figures.hpp"

#include <algorithm>
#include <cmath>

#include "models/comparison/report_figures.hpp"
#include "models/experiments/sweep_answer.hpp"
#include "models/experiments/sweep_views.hpp"

namespace kantel {

namespace {

using Json = nlohmann::ordered_json;
using report::html;
using report::Stroke;

Json number(double value) { return std::isfinite(value) ? Json::parse(report::shortest(value, 5)) : Json(); }

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
  std::string cell(double value, std::pair<double, double> domain) const {
    const double shown = scale == report::Scale::percent ? 100 * value : drawn(value);
    const double span = (domain.second - domain.first) * (scale == report::Scale::percent ? 100 : 1);
    const int decimals =
        span >= 20 ? 0 : std::min(4, static_cast<int>(std::ceil(2 - std::log10(std::max(span, .01)))) - 1);
    std::string text = std::abs(shown) >= 1000 ? report::grouped(std::llround(shown)) : report::fixed(shown, decimals);
    if (is_difference && shown > 0 && text.find_first_of("123456789") != std::string::npos) text.insert(0, "+");
    return text;
  }
  std::string told(const Interval& i) const {
    const report::Estimate estimate{i.mean, i.low, i.high};
    if (i.n == 0) return "–";
    return is_difference ? report::told_difference(estimate, scale) : report::told(estimate, scale);
  }
};

std::string told_runs(const Pooled& over) {
  return report::grouped(over.value.n) + (over.value.n < over.runs ? " of " + report::grouped(over.runs) : "");
}
std::string told(const Index& i) {
  const auto text = [](double value) { return std::isfinite(value) ? report::shortest(value, 3) : std::string("–"); };
  return text(i.value) + (std::isfinite(i.low) ? " (" + text(i.low) + " to " + text(i.high) + ")" : "");
}

std::string title_of(const Factor& factor) { return factor.name + (factor.unit.empty() ? "" : ", " + factor.unit); }

std::pair<double, double> extremes(const std::vector<double>& values) {
  std::pair<double, double> ends{undefined, undefined};
  for (const double value : values)
    if (std::isfinite(value)) ends = {std::fmin(ends.first, value), std::fmax(ends.second, value)};
  return ends;
}
// With a little room beyond the extremes, and somewhere to draw when all are equal.
std::pair<double, double> domain_of(const std::vector<double>& values, bool from_zero) {
  auto [low, high] = extremes(values);
  if (std::isnan(low)) return {0, 1};
  const bool at_zero = from_zero && low >= 0;
  if (at_zero) low = 0;
  if (low == high) return {low - .5 * (std::abs(low) + 1e-9), high + .5 * (std::abs(high) + 1e-9)};
  const double room = .04 * (high - low);
  return {at_zero ? 0 : low - room, high + room};
}
Json pair_json(const std::pair<double, double>& pair) { return {number(pair.first), number(pair.second)}; }

std::string table(const std::string& caption, const std::vector<std::string>& header,
                  const std::vector<std::vector<std::string>>& rows) {
  std::string out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + html(caption) +
                    "\"><table class=\"numbers\">\n<caption><span>" + html(caption) + "</span></caption>\n<thead><tr>";
  for (const std::string& cell : header) out += "<th scope=\"col\">" + html(cell) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : rows) {
    out += "<tr>";
    for (std::size_t c = 0; c < row.size(); ++c)
      out += c == 0 ? "<th scope=\"row\">" + html(row[c]) + "</th>" : "<td>" + html(row[c]) + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

// Where a factor's axis begins and ends.
std::pair<double, double> ends_of(const Factor& factor) {
  if (!factor.is_choice()) return {*factor.low, *factor.high};
  std::vector<double> values;
  for (const Value& value : factor.values)
    values.push_back(value.as<double>() ? *value.as<double>() : static_cast<double>(*value.as<std::int64_t>()));
  return domain_of(values, false);
}

void add(SweepFigures& to, const std::string& id, const std::string& title, const std::vector<std::string>& titles,
         Json panels, const std::string& before, const std::string& sentence, const std::string& numbers) {
  if (panels.empty()) return;
  for (std::size_t i = 0; i < panels.size(); ++i) panels[i]["title"] = titles[i];
  const char* columns = panels.size() == 1 ? "one" : "two";
  to.html += report::to_html({id, title, before, report::plots(id, titles, columns), sentence, numbers});
  to.data[id] = std::move(panels);
}

std::string described(const Metric& metric) {
  return report::capitalised(metric.sentence) + (metric.sentence == metric.name ? "" : " (" + metric.name + ")");
}

// Undefined in some runs: what the means are of.
std::string undefined_note(bool any) {
  return any ? " It is not defined in every run, such as a day that never came: means are over the runs in which it "
               "is, "
               "whose number stands in the table."
             : "";
}

// The numbers at the ends of a colour legend are values that occur, to three digits.
std::pair<double, double> rounded(std::pair<double, double> ends) {
  for (double* end : {&ends.first, &ends.second})
    if (std::isfinite(*end)) *end = Json::parse(report::shortest(*end, 3)).get<double>();
  return ends;
}

const std::vector<std::string> rising_colors{"#fbf6e3", "#f3c766", "#d97a3a", "#8f3b56", "#3b1f4f"};
const std::vector<std::string> diverging_colors{"#00446b", "#5fa8d3", "#f7f5f0", "#ef9b5f", "#8f3800"};

void add_heat_maps(const SweepResults& results, const SweepDrawing& drawing, SweepFigures& page) {
  const std::vector<Factor>& factors = results.experiment().factors;
  if (!drawing.heat) return;
  const auto& [x, y] = *drawing.heat;
  const std::vector<std::vector<Side>> kinds{results.arms(), drawn_pairs(results), results.against_baseline()};
  for (const std::size_t m : drawing.metrics) {
    const Metric& metric = results.about().metrics[m];
    Json panels = Json::array();
    std::vector<std::string> titles;
    std::vector<std::vector<std::string>> rows;
    bool any_undefined = false;
    for (const std::vector<Side>& sides : kinds) {
      std::vector<HeatMap> maps;
      std::vector<double> all;
      for (const Side& side : sides)
        for (const auto& column : maps.emplace_back(heat_map(results, x, y, side, m)).cells)
          for (const Pooled& cell : column) all.push_back(Shown(metric, side).drawn(cell.value.mean));
      const auto ends = rounded(extremes(all));
      if (std::isnan(ends.first)) continue;  // undefined everywhere
      const double most = std::max(std::abs(ends.first), std::abs(ends.second));
      for (std::size_t s = 0; s < sides.size(); ++s) {
        const HeatMap& map = maps[s];
        const Shown shown(metric, sides[s]);
        const auto domain = shown.is_difference ? std::pair{-most, most} : ends;
        const std::string name = words_of(results, sides[s]);
        Json cells = Json::array(), order = std::vector<std::string>(map.y.rbegin(), map.y.rend());
        for (std::size_t i = 0; i < map.x.size(); ++i)
          for (std::size_t j = 0; j < map.y.size(); ++j) {
            const Pooled& cell = map.cells[i][j];
            if (cell.runs == 0) continue;
            const bool partly = cell.value.n < cell.runs;
            any_undefined |= partly;
            rows.push_back({name, map.x[i], map.y[j], shown.told(cell.value), told_runs(cell)});
            if (cell.value.n == 0) continue;
            const double value = shown.drawn(cell.value.mean);
            const bool is_dark = shown.is_difference ? std::abs(value) > .7 * most
                                                     : value > domain.first + .5 * (domain.second - domain.first);
            cells.push_back(
                {map.x[i], map.y[j], number(value), shown.cell(cell.value.mean, ends) + (partly ? "*" : ""), is_dark});
          }
        if (cells.empty()) continue;
        Json legend{number(ends.first), number(ends.second)};
        if (std::min(-ends.first, ends.second) > .2 * most) legend.push_back(0);  // else it would lie on an end
        titles.push_back(name);
        panels.push_back({{"chart", "heat"},
                          {"y", shown.axis()},
                          {"height", 60 + 34 * static_cast<int>(map.y.size())},
                          {"legend_length", 30 + 34 * static_cast<int>(map.y.size())},
                          {"x_title", title_of(factors[x])},
                          {"y_title", title_of(factors[y])},
                          {"x_order", map.x},
                          {"y_order", order},
                          {"x_angle", factors[x].is_choice() ? -40 : 0},
                          {"x_overlap", !factors[x].is_choice()},
                          {"cell_size", map.x.size() > 7   ? 10
                                        : map.x.size() > 5 ? 11
                                                           : 13},
                          {"names", Json::array()},
                          {"cells", cells},
                          {"domain", pair_json(domain)},
                          {"range", shown.is_difference ? diverging_colors : rising_colors},
                          {"legend_values", legend},
                          {"format", shown.format(ends)},
                          {"description", metric.sentence + " of " + name + ", a cell for each " + factors[x].name +
                                              " and " + factors[y].name + "."}});
      }
    }
    add(page, "heat-" + metric.name,
        report::capitalised(metric.sentence) + ", by " + factors[x].name + " and " + factors[y].name, titles, panels,
        "",
        described(metric) + ": mean over replicates" +
            (factors.size() > 2 ? ", then over the points of a cell." : ".") + undefined_note(any_undefined) +
            (any_undefined ? " Such cells are marked *; an empty cell has no such run." : ""),
        table(metric.name, {"arm", factors[x].name, factors[y].name, "mean (95% interval)", "runs"}, rows));
  }
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

void add_responses(const SweepResults& results, const std::vector<Side>& sides, const std::string& kind,
                   const SweepDrawing& drawing, SweepFigures& page) {
  if (sides.empty()) return;
  const std::vector<Factor>& factors = results.experiment().factors;
  std::vector<std::string> names;
  for (const Side& side : sides) names.push_back(words_of(results, side));
  const std::vector<Stroke> strokes = report::strokes_of(names);
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
      const bool log = static_cast<FactorScale>(factor.scale) == FactorScale::log;
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
    add(page, kind + "-" + metric.name,
        kind == "response"     ? report::capitalised(metric.sentence) + ", factor by factor"
        : kind == "difference" ? "The difference between arms: " + metric.sentence
                               : "The difference from the baseline: " + metric.sentence,
        titles, panels, report::legend(strokes),
        described(metric) + ". " + response_note(results, sides) + undefined_note(any_undefined),
        table(metric.name, {"factor", "level", "arm", "mean (95% interval)", results.is_random() ? "points" : "runs"},
              rows));
  }
}

// Indices of a Sobol' design, or effects of a Morris design, the strongest factor first.
void add_indices(const SweepResults& results, const SweepDrawing& drawing, SweepFigures& page) {
  const Experiment& experiment = results.experiment();
  const bool sobol = experiment.kind() == DesignKind::sobol;
  if (!sobol && experiment.kind() != DesignKind::morris) return;
  const std::vector<std::string> names =
      sobol ? std::vector<std::string>{"first order", "total"} : std::vector<std::string>{"μ*"};
  const std::vector<std::string> colors{"#0072b2", "#d55e00"};
  std::vector<Stroke> strokes;
  for (std::size_t i = 0; i < names.size(); ++i) strokes.push_back({names[i], colors[i], {}});
  std::vector<Side> sides = results.arms();
  for (Side& pair : drawn_pairs(results)) sides.push_back(std::move(pair));
  for (const std::size_t m : drawing.metrics) {
    const Metric& metric = results.about().metrics[m];
    Json panels = Json::array();
    std::vector<std::string> titles;
    std::vector<std::vector<std::string>> rows;
    std::string used;
    for (const Side& side : sides) {
      const std::string name = words_of(results, side);
      const FactorIndices found = factor_indices(results, side, m);
      std::vector<std::size_t> order(experiment.factors.size());
      for (std::size_t f = 0; f < order.size(); ++f) order[f] = f;
      std::ranges::stable_sort(order, [&](std::size_t f, std::size_t g) {
        return found.kinds.back()[f].value > found.kinds.back()[g].value;
      });
      const Shown shown(metric, {"", 0, 0});  // an effect is a difference
      const auto drawn = [&](double value) { return sobol ? value : shown.drawn(value); };
      Json bars = Json::array(), y_order = Json::array();
      std::vector<double> all{sobol ? 1.0 : 0.0};
      for (const std::size_t f : order) {
        y_order.push_back(experiment.factors[f].name);
        std::vector<std::string> row{name, experiment.factors[f].name};
        for (std::size_t k = 0; k < names.size(); ++k) {
          const Index& index = found.kinds[k][f];
          row.push_back(sobol ? told(index) : report::told({index.value, index.low, index.high}, shown.scale));
          all.insert(all.end(), {drawn(index.value), drawn(index.low), drawn(index.high), 0});
          if (std::isfinite(index.value))
            bars.push_back({experiment.factors[f].name, names[k], number(drawn(index.value)), number(drawn(index.low)),
                            number(drawn(index.high))});
        }
        rows.push_back(std::move(row));
      }
      used = report::grouped(static_cast<long long>(found.used));
      if (bars.empty()) continue;  // nothing varies
      titles.push_back(name);
      panels.push_back(
          {{"chart", "bars"},
           {"y", sobol ? "share of the variance" : "size" + (shown.unit().empty() ? "" : ", " + shown.unit())},
           {"height", 40 + 40 * static_cast<int>(order.size())},
           {"names", names},
           {"colors", colors},
           {"y_order", y_order},
           {"bars", bars},
           {"domain", pair_json(domain_of(all, true))},
           {"description", "A bar for each factor: how much of " + metric.sentence + " of " + name + " it decides."}});
    }
    std::vector<std::string> header{"arm", "factor"};
    header.insert(header.end(), names.begin(), names.end());
    add(page, "indices-" + metric.name, "What decides: " + metric.sentence, titles, panels,
        sobol ? report::legend(strokes) : "",
        described(metric) + ". " +
            (sobol ? "First order: the share of the variance over points that this factor alone explains; total: with "
                     "its interactions. Bars: 95% bootstrap intervals over " +
                         used + " base samples."
                   : "μ*: the mean size of what a step over the factor's range does, from " + used +
                         " trajectories; bars: 95% bootstrap intervals."),
        table(metric.name, header, rows));
  }
}

}  // namespace

SweepDrawing drawing_of(const SweepResults& results) { return {drawn_metrics(results), heat_factors(results)}; }

SweepFigures sweep_figures(const SweepResults& results, const SweepDrawing& drawing) {
  SweepFigures page;
  add_indices(results, drawing, page);
  add_heat_maps(results, drawing, page);
  if (results.experiment().kind() != DesignKind::one_at_a_time)
    add_responses(results, results.arms(), "response", drawing, page);
  add_responses(results, results.against_baseline(), "baseline", drawing, page);
  add_responses(results, drawn_pairs(results), "difference", drawing, page);
  return page;
}

}  // namespace kantel
