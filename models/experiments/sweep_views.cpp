#include "models/experiments/sweep_views.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "models/comparison/report_text.hpp"

namespace kantel {

namespace {

std::optional<double> number_of(const Value& value) {
  if (const auto* real = value.as<double>()) return *real;
  if (const auto* whole = value.as<std::int64_t>()) return static_cast<double>(*whole);
  return std::nullopt;
}

// Points by the level of a factor, levels in the order of the design.
struct Level {
  Value value;
  std::vector<std::size_t> points;
};
std::vector<Level> levels_of(const SweepResults& results, std::size_t factor) {
  const Factor& of = results.experiment().factors[factor];
  std::vector<Level> levels;
  for (Value& value : of.steps()) levels.push_back({std::move(value), {}});
  std::map<std::string, std::size_t> at;
  for (std::size_t i = 0; i < levels.size(); ++i) at.emplace(toml_text(levels[i].value), i);
  for (std::size_t p = 0; p < results.points(); ++p)
    if (const auto& value = results.design().points[p][factor])
      if (const auto found = at.find(toml_text(*value)); found != at.end()) levels[found->second].points.push_back(p);
  return levels;
}

double mean_of(const std::vector<double>& values) {
  std::vector<double> scratch;
  return interval_of(values, scratch).mean;
}

}  // namespace

bool has_axis(const Factor& factor) {
  return !factor.is_choice() ||
         std::ranges::all_of(factor.values, [](const Value& value) { return number_of(value).has_value(); });
}

std::string label_of(const Value& value) {
  if (const auto* text = value.as<std::string>()) return *text;
  if (const auto* real = value.as<double>()) return report::shortest(*real, 4);
  return toml_text(value);
}

std::optional<std::pair<std::size_t, std::size_t>> heat_factors(const SweepResults& results) {
  const Experiment& experiment = results.experiment();
  if (experiment.kind() != DesignKind::grid && experiment.kind() != DesignKind::list) return std::nullopt;
  std::vector<std::pair<std::size_t, std::size_t>> sizes;  // levels, factor
  for (std::size_t f = 0; f < experiment.factors.size(); ++f)
    sizes.emplace_back(experiment.factors[f].steps().size(), f);
  std::ranges::stable_sort(sizes, [](const auto& a, const auto& b) { return a.first > b.first; });
  if (sizes.size() < 2 || sizes[1].first < 2 || sizes[0].first > 60 || sizes[1].first > 40) return std::nullopt;
  return std::pair{sizes[0].second, sizes[1].second};
}

HeatMap heat_map(const SweepResults& results, std::size_t x, std::size_t y, std::size_t arm, std::size_t metric) {
  const std::vector<Level> columns = levels_of(results, x), rows = levels_of(results, y);
  const std::vector<double> means = results.means(arm, metric);
  HeatMap map;
  for (const Level& level : columns) map.x.push_back(label_of(level.value));
  for (const Level& level : rows) map.y.push_back(label_of(level.value));
  for (const Level& column : columns) {
    auto& of_column = map.mean.emplace_back();
    for (const Level& row : rows) {
      std::vector<double> both;
      for (const std::size_t p : column.points)
        if (std::ranges::binary_search(row.points, p)) both.push_back(means[p]);
      of_column.push_back(mean_of(both));
    }
  }
  return map;
}

std::vector<ResponsePoint> response(const SweepResults& results, std::size_t factor, std::size_t arm,
                                    std::size_t metric) {
  const Factor& of = results.experiment().factors[factor];
  std::vector<double> scratch;
  std::vector<ResponsePoint> curve;
  if (results.is_random() && !of.is_choice()) {
    constexpr std::size_t parts = 10;
    const std::vector<double> means = results.means(arm, metric);
    std::vector<std::vector<double>> binned(parts);
    std::vector<double> places(parts, 0);
    for (std::size_t p = 0; p < results.points(); ++p) {
      const double u = results.design().unit[p][factor];
      const std::size_t part = std::min(static_cast<std::size_t>(u * parts), parts - 1);
      binned[part].push_back(means[p]);
      places[part] += u;
    }
    for (std::size_t i = 0; i < parts; ++i) {
      if (binned[i].empty()) continue;  // fewer levels than parts
      const Value middle = of.at_share(places[i] / static_cast<double>(binned[i].size()));
      curve.push_back({*number_of(middle), label_of(middle), interval_of(binned[i], scratch)});
    }
    return curve;
  }
  const bool one_at_a_time = results.experiment().kind() == DesignKind::one_at_a_time;
  for (const Level& level : levels_of(results, factor)) {
    std::map<std::uint32_t, std::vector<double>> by_replicate;
    std::vector<double> by_point;
    for (const std::size_t p : level.points) {
      if (one_at_a_time && !results.only_varies(p, factor)) continue;
      const std::vector<std::uint32_t> numbers = results.replicates(p);
      const std::vector<double> values = results.values(p, arm, metric);
      for (std::size_t r = 0; r < values.size(); ++r) by_replicate[numbers[r]].push_back(values[r]);
      by_point.push_back(mean_of(values));
    }
    std::vector<double> values;
    if (results.is_random())
      values = std::move(by_point);
    else
      for (const auto& [replicate, of_points] : by_replicate) values.push_back(mean_of(of_points));
    curve.push_back({number_of(level.value).value_or(undefined), label_of(level.value), interval_of(values, scratch)});
  }
  return curve;
}

FactorIndices factor_indices(const SweepResults& results, std::size_t arm, std::size_t metric) {
  const Experiment& experiment = results.experiment();
  const std::vector<double> means = results.means(arm, metric);
  if (experiment.kind() == DesignKind::sobol) {
    SobolIndices found =
        sobol_indices(means, experiment.factors.size(), experiment.design.second_order, experiment.seed());
    return {{std::move(found.first), std::move(found.total)}, found.samples};
  }
  MorrisEffects found = morris_effects(means, results.design().unit, experiment.seed());
  return {{std::move(found.mean_absolute)}, found.trajectories};
}

std::string strongest_sentence(const SweepResults& results, const std::vector<std::size_t>& metrics) {
  std::string text;
  const std::vector<Factor>& factors = results.experiment().factors;
  for (std::size_t a = 0; a < results.about().arms.size() && !metrics.empty(); ++a) {
    const std::size_t m = metrics[0];
    double widest = -1;
    std::size_t strongest = 0;
    std::string from, to;
    for (std::size_t f = 0; f < factors.size(); ++f) {
      const std::vector<ResponsePoint> curve = response(results, f, a, m);
      const ResponsePoint *least = nullptr, *most = nullptr;
      for (const ResponsePoint& point : curve) {
        if (std::isnan(point.value.mean)) continue;
        if (!least || point.value.mean < least->value.mean) least = &point;
        if (!most || point.value.mean > most->value.mean) most = &point;
      }
      if (!least || most->value.mean - least->value.mean <= widest) continue;
      widest = most->value.mean - least->value.mean;
      strongest = f;
      from = report::shortest(least->value.mean, 3) + " at " + least->label;
      to = report::shortest(most->value.mean, 3) + " at " + most->label;
    }
    if (widest < 0) continue;
    text += (text.empty() ? "" : " ") + ("In " + results.about().arms[a]) + ", " + results.about().metrics[m].name +
            " moves most with " + factors[strongest].name + ": from " + from + " to " + to + ".";
  }
  return text.empty() ? "There are no runs yet." : text;
}

}  // namespace kantel
