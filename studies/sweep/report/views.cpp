#include "studies/sweep/report/views.hpp"

#include <algorithm>
#include <map>

#include "studies/report/text.hpp"

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

PooledPoint point_of(const SweepResults& results, std::size_t point, const Side& side, std::size_t metric) {
  return {results.replicates(point), results.values(point, side, metric)};
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

HeatMap heat_map(const SweepResults& results, std::size_t x, std::size_t y, const Side& side, std::size_t metric) {
  const std::vector<Level> columns = levels_of(results, x), rows = levels_of(results, y);
  HeatMap map;
  for (const Level& level : columns) map.x.push_back(label_of(level.value));
  for (const Level& level : rows) map.y.push_back(label_of(level.value));
  for (const Level& column : columns) {
    auto& of_column = map.cells.emplace_back();
    for (const Level& row : rows) {
      std::vector<PooledPoint> both;
      for (const std::size_t p : column.points)
        if (std::ranges::binary_search(row.points, p)) both.push_back(point_of(results, p, side, metric));
      of_column.push_back(pooled(both, results.sample_of(side, metric)));
    }
  }
  return map;
}

std::vector<ResponsePoint> response(const SweepResults& results, std::size_t factor, const Side& side,
                                    std::size_t metric) {
  const Factor& of = results.experiment().factors[factor];
  IntervalScratch scratch;
  std::vector<ResponsePoint> curve;
  const auto add = [&](const Value& level, const Pooled& found) {
    curve.push_back({number_of(level).value_or(undefined), label_of(level), found});
  };
  if (results.is_random()) {  // points are a sample of the others' ranges: the interval is over them
    const std::vector<double> means = results.means(side, metric);
    Sample sample = results.sample_of(side, metric);
    if (sample.scale == Scale::yes_or_no) sample.scale = Scale::share;  // a point's mean is a share
    const auto over = [&](const std::vector<double>& values) {
      return Pooled{interval_of(values, scratch, sample), static_cast<int>(values.size())};
    };
    if (of.is_choice()) {
      for (const Level& level : levels_of(results, factor)) {
        std::vector<double> values;
        for (const std::size_t p : level.points) values.push_back(means[p]);
        add(level.value, over(values));
      }
      return curve;
    }
    constexpr std::size_t parts = 10;
    std::vector<std::vector<double>> binned(parts);
    std::vector<double> places(parts, 0);
    for (std::size_t p = 0; p < results.points(); ++p) {
      const double u = results.design().unit[p][factor];
      const std::size_t part = std::min(static_cast<std::size_t>(u * parts), parts - 1);
      binned[part].push_back(means[p]);
      places[part] += u;
    }
    for (std::size_t i = 0; i < parts; ++i)
      if (!binned[i].empty())  // fewer levels than parts
        add(of.at_share(places[i] / static_cast<double>(binned[i].size())), over(binned[i]));
    return curve;
  }
  const bool one_at_a_time = results.experiment().kind() == DesignKind::one_at_a_time;
  for (const Level& level : levels_of(results, factor)) {
    std::vector<PooledPoint> points;
    for (const std::size_t p : level.points)
      if (!one_at_a_time || results.only_varies(p, factor)) points.push_back(point_of(results, p, side, metric));
    add(level.value, pooled(points, results.sample_of(side, metric)));
  }
  return curve;
}

FactorIndices factor_indices(const SweepResults& results, const Side& side, std::size_t metric) {
  const Experiment& experiment = results.experiment();
  const std::vector<double> means = results.means(side, metric);
  if (experiment.kind() == DesignKind::sobol) {
    SobolIndices found =
        sobol_indices(means, experiment.factors.size(), experiment.design.second_order, experiment.seed());
    return {{std::move(found.first), std::move(found.total)}, found.samples};
  }
  MorrisEffects found = morris_effects(means, results.design().unit, experiment.seed());
  return {{std::move(found.mean_absolute)}, found.trajectories};
}

}  // namespace kantel
