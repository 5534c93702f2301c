#include "studies/adoption/fit.hpp"

#include <algorithm>
#include <cmath>
#include <nlopt.hpp>
#include <optional>

#include "sim/random.hpp"
#include "studies/adoption/purposes.hpp"

namespace kantel::adoption {

namespace {

constexpr double half_chi_squared = 1.920729410347062;
constexpr int grid = 40;  // points of a profile over the range
constexpr int bisections = 12;
constexpr double bend = .01;                       // of Scale::from_zero
constexpr double highest_ratio = 1000;             // of q to p
constexpr double hopeless = 5 * half_chi_squared;  // a profile this far down is not followed further

// A parameter's value at z from 0 to 1 of its range, and back.
double value_at(const HazardParameter& parameter, double z) {
  switch (parameter.scale) {
    case Scale::linear: break;
    case Scale::logarithmic: return parameter.low * std::exp(z * std::log(parameter.high / parameter.low));
    case Scale::from_zero: return bend * std::expm1(z * std::log1p(parameter.high / bend));
  }
  return parameter.low + z * (parameter.high - parameter.low);
}
double z_of(const HazardParameter& parameter, double value) {
  double z = (value - parameter.low) / (parameter.high - parameter.low);
  if (parameter.scale == Scale::logarithmic)
    z = std::log(value / parameter.low) / std::log(parameter.high / parameter.low);
  if (parameter.scale == Scale::from_zero) z = std::log1p(value / bend) / std::log1p(parameter.high / bend);
  return std::clamp(z, 0.0, 1.0);
}

using Point = std::vector<double>;  // in z

struct Climbed {
  Point at;
  double height = -HUGE_VAL;
};

// What a parameter's value gains by z.
double gain_of(const HazardParameter& parameter, double value) {
  switch (parameter.scale) {
    case Scale::linear: break;
    case Scale::logarithmic: return value * std::log(parameter.high / parameter.low);
    case Scale::from_zero: return (value + bend) * std::log1p(parameter.high / bend);
  }
  return parameter.high - parameter.low;
}

enum class Measured { by_itself, by_p };

// The likelihood as a landscape over z, with perhaps one coordinate held. Where contagion is measured in units of p,
// the coordinate of q is that of q/p.
class Landscape {
 public:
  Landscape(const Sample& sample, Measured measured) : sample_(sample), parameters_(parameters_of(sample.form)) {
    if (measured == Measured::by_p) ratio_ = contagion_parameter(sample.form);
    if (ratio_ != no_parameter) parameters_[ratio_].high = highest_ratio;
  }

  const std::vector<HazardParameter>& parameters() const { return parameters_; }

  std::vector<double> values(const Point& z) const {
    std::vector<double> values(z.size());
    for (std::size_t i = 0; i < z.size(); ++i) values[i] = value_at(parameters_[i], z[i]);
    if (ratio_ != no_parameter) values[ratio_] *= values[0];
    return values;
  }
  Point point(std::span<const double> values) const {
    Point z;
    for (std::size_t i = 0; i < values.size(); ++i)
      z.push_back(z_of(parameters_[i], i == ratio_ ? values[i] / values[0] : values[i]));
    return z;
  }
  // And the slope along each coordinate, where asked for.
  double height(const Point& z, std::span<double> slope = {}) const {
    const std::vector<double> at = values(z);
    const double height =
        log_likelihood(Hazard(sample_.form, at, sample_.periods), sample_.exposure, sample_.counts, slope);
    if (slope.empty()) return height;
    if (ratio_ != no_parameter) {
      slope[0] += slope[ratio_] * at[ratio_] / at[0];
      slope[ratio_] *= at[0];
    }
    for (std::size_t i = 0; i < z.size(); ++i) slope[i] *= gain_of(parameters_[i], value_at(parameters_[i], z[i]));
    return height;
  }

  // Climbs from a point, leaving coordinate `held` where it is.
  Climbed climb(const Point& from, std::size_t held = no_parameter) const;

 private:
  const Sample& sample_;
  std::vector<HazardParameter> parameters_;
  std::size_t ratio_ = no_parameter;
};

Climbed Landscape::climb(const Point& from, std::size_t held) const {
  Climbed best{from, height(from)};
  struct Asked {
    const Landscape& landscape;
    std::size_t held;
    Point z, slope;
    Climbed& best;
    double scale;  // the search takes its first step by the size of the slope
  } asked{*this, held, from, Point(from.size()), best, 1 / std::max(1.0, std::abs(best.height))};
  const std::size_t free = from.size() - (held == no_parameter ? 0 : 1);
  if (free == 0) return best;
  nlopt::opt optimizer(nlopt::LD_SLSQP, static_cast<unsigned>(free));
  optimizer.set_max_objective(
      [](unsigned n, const double* x, double* gradient, void* data) {
        Asked& a = *static_cast<Asked*>(data);
        for (std::size_t i = 0, from_x = 0; i < a.z.size() && from_x < n; ++i)
          if (i != a.held) a.z[i] = std::clamp(x[from_x++], 0.0, 1.0);
        const double height = a.landscape.height(a.z, gradient ? std::span(a.slope) : std::span<double>{});
        for (std::size_t i = 0, to_x = 0; gradient && i < a.z.size(); ++i)
          if (i != a.held) gradient[to_x++] = a.slope[i] * a.scale;
        if (height > a.best.height) a.best = {a.z, height};
        return height * a.scale;
      },
      &asked);
  optimizer.set_lower_bounds(0.0);
  optimizer.set_upper_bounds(1.0);
  optimizer.set_xtol_abs(1e-6);
  optimizer.set_ftol_abs(1e-7 * asked.scale);
  optimizer.set_maxeval(200);
  std::vector<double> x;
  for (std::size_t i = 0; i < from.size(); ++i)
    if (i != held) x.push_back(from[i]);
  double reached = 0;
  try {
    optimizer.optimize(x, reached);
  } catch (const nlopt::roundoff_limited&) {
    // As high as arithmetic allows: the best point is kept.
  } catch (const std::runtime_error&) {
    // The search gave up on a plateau, with the same meaning.
  }
  return best;
}

// Rates and v start between .005 and .5, tilts between −2 and 2, θ anywhere in its range.
Point keyed_start(const std::vector<HazardParameter>& parameters, const KeyedRandom& random, int start) {
  Point z;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const HazardParameter& parameter = parameters[i];
    const bool is_tilt = parameter.scale == Scale::linear, is_theta = parameter.symbol == Symbol::theta;
    const double low = is_tilt ? -2 : is_theta ? parameter.low : .005;
    const double high = is_tilt ? 2 : is_theta ? parameter.high : .5;
    const double share =
        open_unit_interval(random.draw(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(start), search_start));
    const double from = z_of(parameter, low), to = z_of(parameter, high);
    z.push_back(from + share * (to - from));
  }
  return z;
}

struct Limit {
  double z;
  bool open;
};
// The outermost z at which the profile of coordinate i is within the chi-squared distance of the top, on the way to
// `end`. Each point of the profile is climbed to from its neighbour, from the top and from a point of strong
// contagion. Nothing if a point above the top
// was met; the top is then moved there.
std::optional<Limit> limit(const Landscape& landscape, Climbed& top, std::size_t i, double end) {
  Point elsewhere = top.at;  // strong contagion, which the top may have none of
  for (std::size_t k = 0; k < elsewhere.size(); ++k)
    if (const auto symbol = landscape.parameters()[k].symbol; symbol == Symbol::q || symbol == Symbol::theta)
      elsewhere[k] = .5;
  const auto climb_at = [&](double z, const Climbed& neighbour) {
    Climbed best;
    for (Point from : {neighbour.at, top.at, elsewhere}) {
      from[i] = z;
      Climbed climbed = landscape.climb(from, i);
      if (climbed.height > best.height) best = std::move(climbed);
    }
    return best;
  };
  const auto within = [&](const Climbed& point) { return point.height >= top.height - half_chi_squared; };
  const double stride = (end - top.at[i]) / grid;
  Climbed neighbour = top, outermost = top;
  for (int step = 1; step <= grid; ++step) {
    neighbour = climb_at(step == grid ? end : top.at[i] + step * stride, neighbour);
    if (neighbour.height > top.height + 1e-4) {
      top = landscape.climb(neighbour.at);
      return std::nullopt;
    }
    if (within(neighbour)) outermost = neighbour;
    if (neighbour.height < top.height - hopeless) break;
  }
  if (outermost.at[i] == end) return Limit{end, true};
  double outside = outermost.at[i] + stride;
  for (int k = 0; k < bisections; ++k) {
    const Climbed middle = climb_at((outermost.at[i] + outside) / 2, outermost);
    if (within(middle))
      outermost = middle;
    else
      outside = middle.at[i];
  }
  return Limit{outermost.at[i], false};
}

}  // namespace

Fit fit_hazard(const Sample& sample, const Search& search, std::span<const double> begin) {
  const Landscape landscape(sample, Measured::by_itself);
  Climbed best;
  const auto try_from = [&](const Point& from) {
    Climbed climbed = landscape.climb(from);
    if (climbed.height > best.height) best = std::move(climbed);
  };
  if (!begin.empty()) try_from(landscape.point(begin));
  const KeyedRandom random(search.seed, 0);
  for (int start = 0; start < search.starts; ++start) try_from(keyed_start(landscape.parameters(), random, start));
  if (search.starts > 0) best = landscape.climb(best.at);  // once more, with a fresh step
  return {landscape.values(best.at), best.height};
}

std::string_view ProfileInterval::identified() const {
  if (open_below) return open_above ? "no" : "from above only";
  return open_above ? "from below only" : "yes";
}

std::size_t contagion_parameter(const HazardForm& form) {
  const std::vector<HazardParameter> parameters = parameters_of(form);
  const auto found = std::ranges::find(parameters, "q", &HazardParameter::name);
  return found == parameters.end() ? no_parameter : static_cast<std::size_t>(found - parameters.begin());
}

std::vector<ProfileInterval> profile_intervals(const Sample& sample, Fit& fit) {
  std::vector<ProfileInterval> intervals;
  const std::size_t ratio = contagion_parameter(sample.form);
  const Landscape plain(sample, Measured::by_itself), by_p(sample, Measured::by_p);
  const std::size_t own = plain.parameters().size(), all = own + (ratio == no_parameter ? 0 : 1);
  while (intervals.size() < all) {
    const bool is_ratio = intervals.size() == own;
    const Landscape& landscape = is_ratio ? by_p : plain;
    const std::size_t i = is_ratio ? ratio : intervals.size();
    Climbed top{landscape.point(fit.values), fit.log_likelihood};
    const std::optional<Limit> below = limit(landscape, top, i, 0);
    const std::optional<Limit> above = below ? limit(landscape, top, i, 1) : std::nullopt;
    if (above) {
      const HazardParameter& parameter = landscape.parameters()[i];
      intervals.push_back({value_at(parameter, below->z), value_at(parameter, above->z), below->open, above->open});
    } else {
      fit = {landscape.values(top.at), top.height};
      intervals.clear();  // a higher top was found: every interval is measured again from there
    }
  }
  return intervals;
}

}  // namespace kantel::adoption
