#include "studies/sweep/design/design.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <numeric>

#include "sim/mathematics.hpp"
#include "sim/strata.hpp"

namespace kantel {

namespace {

// Purposes after those of strata; numbered by factor, row and purpose.
enum Purpose : std::uint32_t { shift_draw = jitter_draw + 1, level_draw };

using Units = std::vector<std::vector<double>>;

Units latin_hypercube(std::size_t points, std::size_t factors, const KeyedRandom& random) {
  Units units(points, std::vector<double>(factors));
  for (std::size_t f = 0; f < factors; ++f) {
    const std::vector<double> column = latin_column(points, random, static_cast<std::uint32_t>(f));
    for (std::size_t i = 0; i < points; ++i) units[i][f] = column[i];
  }
  return units;
}

// Points 0 … n-1 of the shifted Sobol' sequence. Boost leaves out the first, which is 0 in every dimension.
Units sobol_points(std::size_t points, std::size_t dimensions, const KeyedRandom& random) {
  boost::random::sobol sequence(dimensions);
  Units units(points, std::vector<double>(dimensions));
  for (std::size_t i = 0; i < points; ++i)
    for (std::size_t d = 0; d < dimensions; ++d) {
      const std::uint32_t shift = random.four(static_cast<std::uint32_t>(d), 0, shift_draw)[0];
      const auto digits = i == 0 ? 0u : static_cast<std::uint32_t>(std::uint64_t{sequence()} >> 32);
      units[i][d] = open_unit_interval(digits ^ shift);
    }
  return units;
}

Units saltelli(const DesignSettings& design, std::size_t factors, const KeyedRandom& random) {
  const Units base = sobol_points(static_cast<std::size_t>(design.samples), 2 * factors, random);
  Units units;
  for (const std::vector<double>& both : base) {
    const std::vector<double> a(both.begin(), both.begin() + static_cast<std::ptrdiff_t>(factors)),
        b(both.begin() + static_cast<std::ptrdiff_t>(factors), both.end());
    const auto mixed = [&](const std::vector<double>& most, const std::vector<double>& one) {
      for (std::size_t f = 0; f < factors; ++f) {
        units.push_back(most);
        units.back()[f] = one[f];
      }
    };
    units.push_back(a);
    mixed(a, b);
    if (design.second_order) mixed(b, a);
    units.push_back(b);
  }
  return units;
}

Units morris(const DesignSettings& design, std::size_t factors, const KeyedRandom& random) {
  const auto levels = static_cast<std::uint32_t>(design.levels), half = levels / 2;
  const auto share = [&](std::uint32_t level) { return static_cast<double>(level) / (levels - 1); };
  Units units;
  for (std::uint32_t t = 0; t < static_cast<std::uint32_t>(design.trajectories); ++t) {
    std::vector<std::uint32_t> at(factors);
    std::vector<bool> up(factors);
    for (std::size_t f = 0; f < factors; ++f) {
      const auto drawn = random.four(t, static_cast<std::uint32_t>(f), level_draw);
      const auto low = static_cast<std::uint32_t>(std::uint64_t{drawn[0]} * half >> 32);
      up[f] = (drawn[1] & 1) != 0;
      at[f] = up[f] ? low : low + half;
    }
    const auto add = [&] {
      auto& row = units.emplace_back(factors);
      for (std::size_t f = 0; f < factors; ++f) row[f] = share(at[f]);
    };
    add();
    for (const std::size_t f : shuffled(factors, random, 0x80000000u | t)) {
      at[f] = up[f] ? at[f] + half : at[f] - half;
      add();
    }
  }
  return units;
}

}  // namespace

Value Factor::at_share(double t) const {
  Value value{0.0, place.file, place.line};
  if (is_choice()) return values[static_cast<std::size_t>(t * static_cast<double>(values.size() - 1) + .5)];
  double number = t <= 0                      ? *low
                  : t >= 1                    ? *high
                  : scale == FactorScale::log ? exponential(logarithm(*low) + t * (logarithm(*high) - logarithm(*low)))
                                              : *low + t * (*high - *low);
  number = std::clamp(number, *low, *high);
  if (whole)
    value.data = static_cast<std::int64_t>(std::floor(number + .5));
  else
    value.data = number;
  return value;
}

Value Factor::within(double u) const {
  if (is_choice())
    return values[std::min(static_cast<std::size_t>(u * static_cast<double>(values.size())), values.size() - 1)];
  if (!whole || scale == FactorScale::log) return at_share(u);
  const double number = std::floor(*low + u * (*high - *low + 1));
  return {static_cast<std::int64_t>(std::min(number, *high)), place.file, place.line};
}

std::vector<Value> Factor::steps() const {
  if (is_choice()) return values;
  std::vector<Value> list;
  for (std::int64_t i = 0; i < levels; ++i) {
    Value value = at_share(static_cast<double>(i) / static_cast<double>(levels - 1));
    if (list.empty() || toml_text(list.back()) != toml_text(value)) list.push_back(std::move(value));
  }
  return list;
}

double points_wanted(const Experiment& experiment) {
  const auto factors = static_cast<double>(experiment.factors.size());
  switch (experiment.kind()) {
    case DesignKind::list: return static_cast<double>(experiment.listed.size());
    case DesignKind::latin_hypercube: return static_cast<double>(experiment.design.points);
    case DesignKind::sobol:
      return static_cast<double>(experiment.design.samples) * ((experiment.design.second_order ? 2 : 1) * factors + 2);
    case DesignKind::morris: return static_cast<double>(experiment.design.trajectories) * (factors + 1);
    case DesignKind::grid: {
      double product = 1;
      for (const Factor& factor : experiment.factors) product *= static_cast<double>(factor.steps().size());
      return product;
    }
    case DesignKind::one_at_a_time: {
      double sum = 1;
      for (const Factor& factor : experiment.factors) sum += static_cast<double>(factor.steps().size());
      return sum;
    }
  }
  return infinite;
}

Design design_of(const Experiment& experiment) {
  const std::vector<Factor>& factors = experiment.factors;
  const KeyedRandom random(experiment.seed(), design_replicate);
  Design design;
  const auto place = [&](const auto& value_of) {
    for (const std::vector<double>& row : design.unit) {
      auto& point = design.points.emplace_back();
      for (std::size_t f = 0; f < factors.size(); ++f) point.emplace_back(value_of(factors[f], row[f]));
    }
  };
  const auto within = [](const Factor& factor, double u) { return factor.within(u); };
  switch (experiment.kind()) {
    case DesignKind::list: design.points = experiment.listed; break;
    case DesignKind::latin_hypercube:
      design.unit = latin_hypercube(static_cast<std::size_t>(experiment.design.points), factors.size(), random);
      place(within);
      break;
    case DesignKind::sobol:
      design.unit = saltelli(experiment.design, factors.size(), random);
      place(within);
      break;
    case DesignKind::morris:
      design.unit = morris(experiment.design, factors.size(), random);
      place([](const Factor& factor, double t) { return factor.at_share(t); });
      break;
    case DesignKind::grid: {  // the last factor varies fastest
      std::vector<std::vector<Value>> steps;
      for (const Factor& factor : factors) steps.push_back(factor.steps());
      std::vector<std::size_t> at(factors.size(), 0);
      for (bool more = true; more;) {
        auto& point = design.points.emplace_back();
        for (std::size_t f = 0; f < factors.size(); ++f) point.emplace_back(steps[f][at[f]]);
        more = false;
        for (std::size_t f = factors.size(); f-- > 0 && !more;)
          if (++at[f] < steps[f].size())
            more = true;
          else
            at[f] = 0;
      }
      break;
    }
    case DesignKind::one_at_a_time: {
      std::vector<std::optional<Value>> base;
      for (const Factor& factor : factors) base.push_back(factor.base);
      design.points.push_back(base);
      for (std::size_t f = 0; f < factors.size(); ++f)
        for (Value& value : factors[f].steps()) {
          design.points.push_back(base);
          design.points.back()[f] = std::move(value);
        }
      break;
    }
  }
  return design;
}

std::vector<Setting> Design::settings(const Experiment& experiment, std::size_t point) const {
  std::vector<Setting> list;
  for (std::size_t f = 0; f < experiment.factors.size(); ++f)
    if (const auto& value = points[point][f])
      for (const std::string& key : experiment.factors[f].keys) list.push_back({key, *value});
  return list;
}

}  // namespace kantel
