// Bars: sensitivity indices with their intervals.
#include <algorithm>

#include "studies/report/panels.hpp"
#include "studies/sweep/report/shown.hpp"

namespace kantel::figures {

using report::Stroke;

namespace {

std::string told(const Index& i) {
  const auto text = [](double value) { return std::isfinite(value) ? report::shortest(value, 3) : std::string("–"); };
  return text(i.value) + (std::isfinite(i.low) ? " (" + text(i.low) + " to " + text(i.high) + ")" : "");
}

}  // namespace

void add_indices(const SweepResults& results, const SweepDrawing& drawing, SweepFigures& page) {
  const Experiment& experiment = results.experiment();
  const bool sobol = experiment.kind() == DesignKind::sobol;
  if (!sobol && experiment.kind() != DesignKind::morris) return;
  const std::vector<std::string> names =
      sobol ? std::vector<std::string>{"first order", "total"} : std::vector<std::string>{"μ*"};
  const std::vector<std::string> colors = report::panels::theme()["indices"];
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
      std::vector<double> all{0.0};
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
           {"domain", sobol ? Json{0, 1} : pair_json(domain_of(all, true))},  // an interval beyond it is cut
           {"format", sobol ? ".0%" : ",.10~g"},
           {"description", "A bar for each factor: how much of " + metric.sentence + " of " + name + " it decides."}});
    }
    std::vector<std::string> header{"arm", "factor"};
    header.insert(header.end(), names.begin(), names.end());
    add(page, "indices-" + metric.name, "What decides: " + short_words(metric), titles, panels,
        sobol ? report::legend(strokes) : "",
        described(metric) + ". " +
            (sobol ? "First order: the share of the variance over points that this factor alone explains; total: with "
                     "its interactions. Bars: 95% bootstrap intervals over " +
                         used + " base samples."
                   : "μ*: the mean size of what a step over the factor's range does, from " + used +
                         " trajectories; bars: 95% bootstrap intervals."),
        table("What decides: " + short_words(metric), header, rows));
  }
}

}  // namespace kantel::figures
