#include "models/experiments/sweep_report.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "models/comparison/report_figures.hpp"
#include "models/comparison/report_page.hpp"
#include "models/comparison/report_text.hpp"
#include "models/experiments/sweep_views.hpp"

namespace kantel {

namespace {

using Json = nlohmann::ordered_json;
using report::html;
using report::Stroke;

constexpr std::size_t most_metrics = 4;  // of which pictures are drawn; the tables of the export hold all

Json number(double value) { return std::isfinite(value) ? Json::parse(report::shortest(value, 5)) : Json(); }
std::string told(double value) { return std::isfinite(value) ? report::shortest(value, 4) : "–"; }
std::string told(const Index& i) {
  return told(i.value) + (std::isfinite(i.low) ? " (" + told(i.low) + " to " + told(i.high) + ")" : "");
}

bool is_share(const Metric& metric) { return metric.unit.starts_with("share of"); }
std::string title_of(const Metric& metric) { return metric.name + (metric.unit.empty() ? "" : ", " + metric.unit); }
std::string title_of(const Factor& factor) { return factor.name + (factor.unit.empty() ? "" : ", " + factor.unit); }

std::pair<double, double> domain_of(const std::vector<double>& values, bool from_zero) {
  double low = from_zero ? 0 : 1e300, high = from_zero ? 0 : -1e300;
  for (const double value : values)
    if (std::isfinite(value)) low = std::min(low, value), high = std::max(high, value);
  if (low > high) return {0, 1};
  if (low == high) return {low - .5 * (std::abs(low) + 1e-9), high + .5 * (std::abs(high) + 1e-9)};
  const double room = from_zero ? 0 : .04 * (high - low);
  return {low - room, from_zero ? high + .04 * (high - low) : high + room};
}
Json pair_json(const std::pair<double, double>& pair) { return {number(pair.first), number(pair.second)}; }

// What is drawn of a metric: kept first in the file, or the outcome's own headlines.
std::vector<std::size_t> drawn_metrics(const SweepResults& results) {
  const std::vector<Metric>& metrics = results.about().metrics;
  std::vector<std::size_t> list;
  if (metrics.size() > most_metrics)
    for (const char* name : {"practising_end", "durable_end", "t50", "dip_area"}) {
      const auto found = std::ranges::find(metrics, name, &Metric::name);
      if (found != metrics.end()) list.push_back(static_cast<std::size_t>(found - metrics.begin()));
    }
  for (std::size_t m = 0; m < metrics.size() && list.size() < most_metrics; ++m)
    if (std::ranges::find(list, m) == list.end()) list.push_back(m);
  return list;
}

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

struct Page {
  std::string figures;
  Json data = Json::object();

  void add(const std::string& id, const std::string& title, const std::vector<std::string>& titles, Json panels,
           const std::string& before, const std::string& sentence, const std::string& numbers) {
    if (panels.empty()) return;
    const char* columns = panels.size() == 1 ? "one" : "two";
    figures += report::to_html({id, title, before, report::plots(id, titles, columns), sentence, numbers});
    data[id] = std::move(panels);
  }
};

void add_heat_maps(const SweepResults& results, Page& page) {
  const std::vector<Factor>& factors = results.experiment().factors;
  const auto pair = heat_factors(results);
  if (!pair) return;
  const auto& [x, y] = *pair;
  for (const std::size_t m : drawn_metrics(results)) {
    const Metric& metric = results.about().metrics[m];
    Json panels = Json::array();
    std::vector<std::string> titles;
    std::vector<std::vector<std::string>> rows;
    std::vector<double> all;
    std::vector<HeatMap> maps;
    for (std::size_t a = 0; a < results.about().arms.size(); ++a) {
      maps.push_back(heat_map(results, x, y, a, m));
      for (const auto& column : maps.back().mean) all.insert(all.end(), column.begin(), column.end());
    }
    const auto domain = domain_of(all, is_share(metric));
    for (std::size_t a = 0; a < maps.size(); ++a) {
      const HeatMap& map = maps[a];
      Json cells = Json::array(), order = std::vector<std::string>(map.y.rbegin(), map.y.rend());
      for (std::size_t i = 0; i < map.x.size(); ++i)
        for (std::size_t j = 0; j < map.y.size(); ++j) {
          if (!std::isfinite(map.mean[i][j])) continue;
          cells.push_back({map.x[i], map.y[j], number(map.mean[i][j])});
          rows.push_back({results.about().arms[a], map.x[i], map.y[j], told(map.mean[i][j])});
        }
      if (cells.empty()) continue;  // undefined everywhere
      titles.push_back(results.about().arms[a]);
      panels.push_back({{"chart", "heat"},
                        {"y", title_of(metric)},
                        {"height", 60 + 34 * static_cast<int>(map.y.size())},
                        {"legend_length", 30 + 34 * static_cast<int>(map.y.size())},
                        {"x_title", title_of(factors[x])},
                        {"y_title", title_of(factors[y])},
                        {"x_order", map.x},
                        {"y_order", order},
                        {"x_angle", factors[x].is_choice() ? -40 : 0},
                        {"x_overlap", !factors[x].is_choice()},
                        {"cell_size", map.x.size() > 7 ? 11 : 13},
                        {"names", Json::array()},
                        {"cells", cells},
                        {"domain", pair_json(domain)},
                        {"format", is_share(metric) ? ".0%" : ".3~g"},
                        {"description", title_of(metric) + " of " + results.about().arms[a] + ", a cell for each " +
                                            factors[x].name + " and " + factors[y].name + "."}});
    }
    page.add("heat-" + metric.name, metric.name + " by " + factors[x].name + " and " + factors[y].name, titles, panels,
             "",
             "Mean over replicates" + std::string(factors.size() > 2 ? " and over the other factors" : "") + ": " +
                 metric.sentence + ".",
             table(metric.name, {"arm", factors[x].name, factors[y].name, "mean"}, rows));
  }
}

void add_responses(const SweepResults& results, Page& page) {
  const std::vector<Factor>& factors = results.experiment().factors;
  const std::vector<Stroke> strokes = report::strokes_of(results.about().arms);
  for (const std::size_t m : drawn_metrics(results)) {
    const Metric& metric = results.about().metrics[m];
    Json panels = Json::array();
    std::vector<std::string> titles;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::vector<std::vector<ResponsePoint>>> responses;  // [factor][arm]
    std::vector<double> all;
    for (std::size_t f = 0; f < factors.size(); ++f) {
      auto& of_factor = responses.emplace_back();
      for (std::size_t a = 0; a < results.about().arms.size(); ++a) {
        of_factor.push_back(response(results, f, a, m));
        for (const ResponsePoint& point : of_factor.back())
          for (const double v : {point.value.mean, point.value.low, point.value.high}) all.push_back(v);
      }
    }
    const auto domain = domain_of(all, is_share(metric));
    for (std::size_t f = 0; f < factors.size(); ++f) {
      const Factor& factor = factors[f];
      const bool is_number = has_axis(factor);
      Json points = Json::array(), order = Json::array();
      for (std::size_t a = 0; a < responses[f].size(); ++a) {
        Json of_arm = Json::array();
        for (const ResponsePoint& point : responses[f][a]) {
          if (a == 0) order.push_back(point.label);
          if (!std::isfinite(point.value.mean)) continue;
          of_arm.push_back({is_number ? number(point.x) : Json(point.label), number(point.value.mean),
                            number(point.value.low), number(point.value.high)});
          rows.push_back({factor.name, point.label, results.about().arms[a],
                          told({point.value.mean, point.value.low, point.value.high}), std::to_string(point.value.n)});
        }
        points.push_back(of_arm);
      }
      if (std::ranges::all_of(points, [](const Json& of_arm) { return of_arm.empty(); })) continue;
      const bool log = static_cast<FactorScale>(factor.scale) == FactorScale::log;
      Json ends;
      if (is_number) ends = pair_json(ends_of(factor));
      Json panel{{"chart", "response"},
                 {"y", title_of(metric)},
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
                 {"format", is_share(metric) ? ".0%" : "~g"},
                 {"description", title_of(metric) + " at each level of " + factor.name + ", a line for each arm."}};
      for (const Stroke& stroke : strokes) {
        panel["names"].push_back(stroke.label);
        panel["colors"].push_back(stroke.color);
        panel["dashes"].push_back(stroke.dash);
      }
      panels.push_back(panel);
      titles.push_back(factor.name);
    }
    page.add("response-" + metric.name, "How " + metric.name + " responds", titles, panels, report::legend(strokes),
             results.is_random()
                 ? "Points in ten equal parts of each factor's range, others varying freely; bars: 95% intervals of "
                   "the mean over points. " +
                       report::capitalised(metric.sentence) + "."
                 : "Mean over replicates at each level, the other factors averaged over theirs; bars: 95% intervals. " +
                       report::capitalised(metric.sentence) + ".",
             table(metric.name, {"factor", "level", "arm", "mean (95% interval)", "n"}, rows));
  }
}

// Indices of a Sobol' design, or effects of a Morris design, the strongest factor first.
void add_indices(const SweepResults& results, Page& page) {
  const Experiment& experiment = results.experiment();
  const bool sobol = experiment.kind() == DesignKind::sobol;
  if (!sobol && experiment.kind() != DesignKind::morris) return;
  const std::vector<std::string> names =
      sobol ? std::vector<std::string>{"first order", "total"} : std::vector<std::string>{"μ*"};
  const std::vector<std::string> colors{"#0072b2", "#d55e00"};
  std::vector<Stroke> strokes;
  for (std::size_t i = 0; i < names.size(); ++i) strokes.push_back({names[i], colors[i], {}});
  for (const std::size_t m : drawn_metrics(results)) {
    const Metric& metric = results.about().metrics[m];
    Json panels = Json::array();
    std::vector<std::string> titles;
    std::vector<std::vector<std::string>> rows;
    std::string used;
    for (std::size_t a = 0; a < results.about().arms.size(); ++a) {
      const FactorIndices found = factor_indices(results, a, m);
      std::vector<std::size_t> order(experiment.factors.size());
      for (std::size_t f = 0; f < order.size(); ++f) order[f] = f;
      std::ranges::stable_sort(order, [&](std::size_t f, std::size_t g) {
        return found.kinds.back()[f].value > found.kinds.back()[g].value;
      });
      Json bars = Json::array(), y_order = Json::array();
      std::vector<double> all{sobol ? 1.0 : 0.0};
      for (const std::size_t f : order) {
        y_order.push_back(experiment.factors[f].name);
        std::vector<std::string> row{results.about().arms[a], experiment.factors[f].name};
        for (std::size_t k = 0; k < names.size(); ++k) {
          const Index& index = found.kinds[k][f];
          row.push_back(told(index));
          all.insert(all.end(), {index.value, index.low, index.high});
          if (std::isfinite(index.value))
            bars.push_back(
                {experiment.factors[f].name, names[k], number(index.value), number(index.low), number(index.high)});
        }
        rows.push_back(std::move(row));
      }
      used = std::to_string(found.used);
      if (bars.empty()) continue;  // nothing varies
      titles.push_back(results.about().arms[a]);
      panels.push_back({{"chart", "bars"},
                        {"y", title_of(metric)},
                        {"height", 40 + 40 * static_cast<int>(order.size())},
                        {"x_title", sobol ? "share of the variance" : "mean size of an elementary effect"},
                        {"names", names},
                        {"colors", colors},
                        {"y_order", y_order},
                        {"bars", bars},
                        {"domain", pair_json(domain_of(all, true))},
                        {"description", "A bar for each factor: how much of " + metric.name + " of " +
                                            results.about().arms[a] + " it decides."}});
    }
    std::vector<std::string> header{"arm", "factor"};
    header.insert(header.end(), names.begin(), names.end());
    page.add("indices-" + metric.name, "What decides " + metric.name, titles, panels,
             sobol ? report::legend(strokes) : "",
             sobol ? "First order: the share of the variance over points that this factor alone explains; total: with "
                     "its interactions. Bars: 95% bootstrap intervals over " +
                         used + " base samples. " + report::capitalised(metric.sentence) + "."
                   : "μ*: the mean size of what a step over the factor's range does, from " + used +
                         " trajectories; bars: 95% bootstrap intervals. " + report::capitalised(metric.sentence) + ".",
             table(metric.name, header, rows));
  }
}

std::string words_of(const Experiment& experiment) {
  constexpr std::array<const char*, 6> words{"a grid",          "a list of points",    "a Latin hypercube",
                                             "a Sobol' design", "Morris trajectories", "one factor at a time"};
  return words[static_cast<std::size_t>(experiment.design.kind)];
}

}  // namespace

void write_sweep_report(const StoreReader& store, const std::filesystem::path& path, const std::string& commit) {
  const SweepResults results(store);
  const StoreStatus status = status_of(store);
  const StoredExperiment& about = store.about();
  Page page;
  add_indices(results, page);
  add_heat_maps(results, page);
  add_responses(results, page);
  report::Slots slots;
  slots["title"] = html(about.name);
  slots["question"] = html(about.question);
  slots["source"] = about.source.empty() ? "" : "<p class=\"source\">Source: " + html(about.source) + "</p>\n";
  slots["facts"] =
      html(report::grouped(static_cast<long long>(status.done)) + " runs: " + words_of(results.experiment()) + " of " +
           report::grouped(static_cast<long long>(status.points)) + " points over " +
           std::to_string(results.experiment().factors.size()) + " factors, " + std::to_string(status.arms) +
           (status.arms == 1 ? " arm, " : " arms, ") + (status.stops ? "at most " : "") +
           std::to_string(status.replicates) + (status.replicates == 1 ? " replicate" : " replicates") + " each.");
  slots["answer"] = html(strongest_sentence(results, drawn_metrics(results)));
  slots["how_to_read"] =
      "Replicate r has the same luck at every point and in every arm, so points differ by their settings alone. "
      "Intervals are 95%. With many factors and metrics some intervals miss by chance.";
  slots["notices"] = "";
  if (status.done + status.failed < status.most && !status.stops)
    slots["notices"] += "<p class=\"notice\"><strong>Not finished.</strong> " +
                        report::grouped(static_cast<long long>(status.done)) + " of " +
                        report::grouped(static_cast<long long>(status.most)) + " runs are done.</p>\n";
  if (status.failed > 0)
    slots["notices"] += "<p class=\"notice\"><strong>" + report::grouped(static_cast<long long>(status.failed)) +
                        " runs failed</strong> and are left out; failures.csv of the export says why.</p>\n";
  slots["figures"] = page.figures.empty() ? "<p>There are no runs yet.</p>\n" : page.figures;
  slots["experiment"] = html(about.text);
  slots["scenario"] = html(about.scenario);
  slots["made_with"] = html("Kantel " + about.version + (commit.empty() ? "" : ", commit " + commit) + "; experiment " +
                            about.hash() + ".");
  std::string definitions = "<dl>\n";
  for (const Metric& metric : about.metrics)
    definitions +=
        "<dt>" + html(metric.name) + "</dt><dd>" + html(metric.sentence) + " (" + html(metric.unit) + ")</dd>\n";
  slots["definitions"] = definitions + "</dl>\n";
  report::write_page("sweep.html", std::move(slots), page.data.dump(), path);
}

}  // namespace kantel
