// Heat maps: a metric over two factors, of every arm, pair and difference from the baseline.
#include <algorithm>

#include "studies/sweep/report/shown.hpp"

namespace kantel::figures {

namespace {

// The numbers at the ends of a colour legend are values that occur, to three digits.
std::pair<double, double> rounded(std::pair<double, double> ends) {
  for (double* end : {&ends.first, &ends.second})
    if (std::isfinite(*end)) *end = Json::parse(report::shortest(*end, 3)).get<double>();
  return ends;
}

const std::vector<std::string> rising_colors{"#fbf6e3", "#f3c766", "#d97a3a", "#8f3b56", "#3b1f4f"};
const std::vector<std::string> diverging_colors{"#00446b", "#5fa8d3", "#f7f5f0", "#ef9b5f", "#8f3800"};

}  // namespace

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
        if (shown.is_difference) {  // zero and the far end; the near one where it is on the other side, and not on zero
          const bool both_sides = ends.first < 0 && ends.second > 0;
          legend = Json::array({0});
          for (const double end : {ends.first, ends.second})
            if (std::abs(end) == most || (both_sides && std::abs(end) > .2 * most)) legend.push_back(number(end));
        }
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
    add(page, "heat-" + metric.name, short_words(metric) + ", by " + factors[x].name + " and " + factors[y].name,
        titles, panels, "",
        described(metric) + ": mean over replicates" +
            (factors.size() > 2 ? ", then over the points of a cell." : ".") + undefined_note(any_undefined) +
            (any_undefined ? " Such cells are marked *; an empty cell has no such run." : ""),
        table(short_words(metric) + ", by " + factors[x].name + " and " + factors[y].name,
              {"arm", factors[x].name, factors[y].name, "mean (95% interval)", "runs"}, rows));
  }
}

}  // namespace kantel::figures
