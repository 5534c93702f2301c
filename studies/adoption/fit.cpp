#include "studies/adoption/fit.hpp"

#include <algorithm>
#include <cmath>
#include <nlopt.hpp>
#include <optional>

#include "sim/mathematics.hpp"
#include "sim/random.hpp"
#include "studies/adoption/purposes.hpp"

namespace kantel::adoption {

namespace {

constexpr double half_chi_squared = 1.920729410347062;
constexpr int grid = 40;  // points of a profile over the range
constexpr int bisections = 12;
constexpr double bend = .01;                       // of Scale::from_zero
constexpr double hopeless = 5 * half_chi_squared;  // a profile this far down is not followed further

// A parameter's value at z from 0 to 1 of its range, and back.
double value_at(const HazardParameter& parameter, double z) {
  switch (parameter.scale) {
    case Scale::linear: break;
    case Scale::logarithmic: return parameter.low * exponential(z * logarithm(parameter.high / parameter.low));
    case Scale::from_zero: return bend * (exponential(z * logarithm(1 + parameter.high / bend)) - 1);
  }
  return parameter.low + z * (parameter.high - parameter.low);
}
double z_of(const HazardParameter& parameter, double value) {
  double z = (value - parameter.low) / (parameter.high - parameter.low);
  if (parameter.scale == Scale::logarithmic)
    z = logarithm(value / parameter.low) / logarithm(parameter.high / parameter.low);
  if (parameter.scale == Scale::from_zero) z = logarithm(1 + value / bend) / logarithm(1 + parameter.high / bend);
  return std::clamp(z, 0.0, 1.0);
}

using Point = std::vector<double>;  // in z

struct Climbed {
  Point at;
  double height = -HUGE_VAL;
};

// The likelihood as a landscape over z, with perhaps one coordinate held.
class Landscape {
 public:
  Landscape(const HazardForm& form, int months, const Exposure& exposure, const Counts& counts)
      : form_(form), months_(months), exposure_(exposure), counts_(counts), parameters_(parameters_of(form)) {}

  const std::vector<HazardParameter>& parameters() const { return parameters_; }

  std::vector<double> values(const Point& z) const {
    std::vector<double> values(z.size());
    for (std::size_t i = 0; i < z.size(); ++i) values[i] = value_at(parameters_[i], z[i]);
    return values;
  }
  double height(const Point& z) const { return log_likelihood(Hazard(form_, values(z), months_), exposure_, counts_); }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  // Climbs from a point, leaving coordinate `held` where it is.
  Climbed climb(const Point& from, std::size_t held = none) const {
    Climbed best{from, height(from)};
    const std::size_t free = from.size() - (held == none ? 0 : 1);
    if (free == 0) return best;
    struct Asked {
      const Landscape& landscape;
      std::size_t held;
      Point z;
      Climbed& best;
    } asked{*this, held, from, best};
    nlopt::opt optimizer(free == 1 ? nlopt::LN_NELDERMEAD : nlopt::LN_BOBYQA, static_cast<unsigned>(free));
    optimizer.set_max_objective(
        [](unsigned n, const double* x, double*, void* data) {
          Asked& a = *static_cast<Asked*>(data);
          for (std::size_t i = 0, from_x = 0; i < a.z.size() && from_x < n; ++i)
            if (i != a.held) a.z[i] = std::clamp(x[from_x++], 0.0, 1.0);
          const double height = a.landscape.height(a.z);
          if (height > a.best.height) a.best = {a.z, height};
          return height;
        },
        &asked);
    optimizer.set_lower_bounds(0.0);
    optimizer.set_upper_bounds(1.0);
    optimizer.set_initial_step(0.05);
    optimizer.set_xtol_abs(1e-5);
    optimizer.set_ftol_abs(1e-6);
    optimizer.set_maxeval(1000);
    std::vector<double> x;
    for (std::size_t i = 0; i < from.size(); ++i)
      if (i != held) x.push_back(from[i]);
    double reached = 0;
    try {
      optimizer.optimize(x, reached);
    } catch (const nlopt::roundoff_limited&) {
      // As high as arithmetic allows: the best point is kept.
    } catch (const std::runtime_error&) {
      // BOBYQA may give up on a plateau, with the same meaning.
    }
    return best;
  }

 private:
  const HazardForm& form_;
  int months_;
  const Exposure& exposure_;
  const Counts& counts_;
  std::vector<HazardParameter> parameters_;
};

// Rates start between .005 and .5, tilts between −2 and 2, θ anywhere in its range.
Point keyed_start(const std::vector<HazardParameter>& parameters, const KeyedRandom& random, int start) {
  Point z;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const HazardParameter& parameter = parameters[i];
    const bool is_rate = parameter.name == "p" || parameter.name == "q";
    const double low = is_rate ? .005 : parameter.scale == Scale::linear ? -2 : parameter.low;
    const double high = is_rate ? .5 : parameter.scale == Scale::linear ? 2 : parameter.high;
    const double share =
        open_unit_interval(random.draw(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(start), search_start));
    const double from = z_of(parameter, low), to = z_of(parameter, high);
    z.push_back(from + share * (to - from));
  }
  return z;
}

Point z_of(const std::vector<HazardParameter>& parameters, std::span<const double> values) {
  Point z;
  for (std::size_t i = 0; i < parameters.size(); ++i) z.push_back(z_of(parameters[i], values[i]));
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
    if (landscape.parameters()[k].name == "q" || landscape.parameters()[k].name == "theta") elsewhere[k] = .5;
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

Fit fit_hazard(const HazardForm& form, int months, const Exposure& exposure, const Counts& counts, const Search& search,
               std::span<const double> begin) {
  const Landscape landscape(form, months, exposure, counts);
  Climbed best;
  const auto try_from = [&](const Point& from) {
    Climbed climbed = landscape.climb(from);
    if (climbed.height > best.height) best = std::move(climbed);
  };
  if (!begin.empty()) try_from(z_of(landscape.parameters(), begin));
  const KeyedRandom random(search.seed, 0);
  for (int start = 0; start < search.starts; ++start) try_from(keyed_start(landscape.parameters(), random, start));
  best = landscape.climb(best.at);  // once more, with a fresh step
  return {landscape.values(best.at), best.height};
}

std::string_view ProfileInterval::identified() const {
  if (open_below) return open_above ? "no" : "from above only";
  return open_above ? "from below only" : "yes";
}

std::vector<ProfileInterval> profile_intervals(const HazardForm& form, int months, const Exposure& exposure,
                                               const Counts& counts, Fit& fit) {
  const Landscape landscape(form, months, exposure, counts);
  const auto& parameters = landscape.parameters();
  Climbed top{z_of(parameters, fit.values), fit.log_likelihood};
  std::vector<ProfileInterval> intervals(parameters.size());
  for (std::size_t i = 0; i < parameters.size();) {
    const std::optional<Limit> below = limit(landscape, top, i, 0);
    const std::optional<Limit> above = below ? limit(landscape, top, i, 1) : std::nullopt;
    if (above) {
      intervals[i] = {value_at(parameters[i], below->z), value_at(parameters[i], above->z), below->open, above->open};
      ++i;
    } else {
      i = 0;  // a higher top was found: every interval is measured again from there
    }
  }
  fit = {landscape.values(top.at), top.height};
  return intervals;
}

}  // namespace kantel::adoption
