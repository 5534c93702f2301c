#include "studies/calibration/fit.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <nlopt.hpp>

#include "sim/mathematics.hpp"

namespace kantel::calibration {

namespace {

constexpr double widest = 32;  // factor from the start value, to both sides
constexpr double allowed = 1;  // misfit above the lowest
constexpr int strides = 24;    // of a profile, from one end to the other
constexpr int evaluations_of_a_fit = 150, evaluations_of_a_profile = 30;

using Point = std::vector<double>;  // log_32 of value over start, a coordinate a parameter

const Key<Parameters>& key_of(std::string_view name) {
  const auto keys = parameter_keys();
  return *std::ranges::find(keys, name, &Key<Parameters>::name);
}

struct Fitted {
  Point at;
  double misfit = infinite;
};

class Landscape {
 public:
  Landscape(const EffectBlock& block, const Parameters& start, const Workers& workers, const std::atomic<bool>* stop)
      : block_(block), start_(start), workers_(workers), stop_(stop) {
    for (const std::string_view name : block.parameters) {
      const Key<Parameters>& key = key_of(name);
      const double at = value_of(name, start);
      low_.push_back(std::max(-1.0, key.low > 0 ? logarithm(key.low / at) / logarithm(widest) : -1));
      high_.push_back(std::min(1.0, std::isfinite(key.high) ? logarithm(key.high / at) / logarithm(widest) : 1));
    }
  }

  Point origin() const { return Point(low_.size(), 0); }
  double low(std::size_t i) const { return low_[i]; }
  double high(std::size_t i) const { return high_[i]; }

  Parameters parameters(const Point& at) const {
    Parameters out = start_;
    for (std::size_t i = 0; i < at.size(); ++i) {
      const Key<Parameters>& key = key_of(block_.parameters[i]);
      double& value = *key.member.as<double>(out);
      value = std::clamp(value * exponential(at[i] * logarithm(widest)), key.low, key.high);
    }
    return out;
  }
  std::vector<double> effects(const Point& at) const { return block_.measure(parameters(at), workers_); }
  double misfit(const Point& at) const {
    if (stop_ && *stop_) throw Interrupted();
    const double found = calibration::misfit(block_, effects(at));
    return std::isnan(found) ? infinite : found;  // an effect that cannot be measured there
  }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  // The best that is found from a point, with coordinate `held` left where it is.
  Fitted descend(const Point& from, int evaluations, std::size_t held = none) const {
    struct Asked {
      const Landscape& landscape;
      std::size_t held;
      Point at;
      Fitted best;
      std::exception_ptr thrown = {};  // kept here: NLopt, a library of C, tells it apart from none of its own
    } asked{*this, held, from, {from, misfit(from)}};
    std::vector<double> x, low, high;
    for (std::size_t i = 0; i < from.size(); ++i)
      if (i != held) x.push_back(from[i]), low.push_back(low_[i]), high.push_back(high_[i]);
    if (x.empty()) return asked.best;
    nlopt::opt search(x.size() == 1 ? nlopt::LN_NELDERMEAD : nlopt::LN_BOBYQA, static_cast<unsigned>(x.size()));
    search.set_min_objective(
        [](unsigned n, const double* point, double*, void* data) -> double {
          Asked& a = *static_cast<Asked*>(data);
          for (std::size_t i = 0, next = 0; i < a.at.size() && next < n; ++i)
            if (i != a.held) a.at[i] = std::clamp(point[next++], a.landscape.low(i), a.landscape.high(i));
          double misfit = infinite;
          try {
            misfit = a.landscape.misfit(a.at);
          } catch (...) {
            a.thrown = std::current_exception();
            throw nlopt::forced_stop();
          }
          if (misfit < a.best.misfit) a.best = {a.at, misfit};
          return misfit;
        },
        &asked);
    search.set_lower_bounds(low);
    search.set_upper_bounds(high);
    search.set_initial_step(.05);
    search.set_xtol_abs(1e-3);
    search.set_ftol_abs(1e-4);
    search.set_maxeval(evaluations);
    double reached = 0;
    try {
      search.optimize(x, reached);
    } catch (const nlopt::forced_stop&) {
      // What was thrown follows.
    } catch (const nlopt::roundoff_limited&) {
      // As low as arithmetic allows: the best point is kept.
    } catch (const std::runtime_error&) {
      // BOBYQA may give up on a plateau, with the same meaning.
    }
    if (asked.thrown) std::rethrow_exception(asked.thrown);
    return asked.best;
  }

 private:
  const EffectBlock& block_;
  const Parameters& start_;
  const Workers& workers_;
  const std::atomic<bool>* stop_;
  std::vector<double> low_, high_;
};

struct Limit {
  double at;
  bool open;
  Fitted lower;  // a better point than the best, met on the way
};
// Where the profile of coordinate i leaves what is allowed, on the way to an end; between two strides on a line.
Limit limit(const Landscape& landscape, const Fitted& best, std::size_t i, double end) {
  Fitted neighbour = best, lower = best;
  const double stride = end < best.at[i] ? -2.0 / strides : 2.0 / strides;
  for (double z = best.at[i]; z != end;) {
    const double next = std::abs(end - z) <= std::abs(stride) ? end : z + stride;
    Point from = neighbour.at;
    from[i] = next;
    const Fitted there = landscape.descend(from, evaluations_of_a_profile, i);
    if (there.misfit < lower.misfit) lower = there;
    const double above = there.misfit - best.misfit, before = neighbour.misfit - best.misfit;
    if (above > allowed) return {z + (next - z) * (allowed - before) / (above - before), false, lower};
    neighbour = there;
    z = next;
  }
  return {end, true, lower};
}

BlockFit measured(const EffectBlock& block, const Parameters& start, const Workers& workers) {
  BlockFit out;
  out.block = &block;
  out.at_start = block.measure(start, workers);
  out.misfit_at_start = out.misfit = misfit(block, out.at_start);
  return out;
}

}  // namespace

double value_of(std::string_view parameter, Parameters parameters) {
  return *key_of(parameter).member.as<double>(parameters);
}

std::string_view FittedParameter::identified() const {
  if (open_below) return open_above ? "no" : "from above only";
  return open_above ? "from below only" : "yes";
}

BlockFit fit_block(const EffectBlock& block, const Parameters& start, const FitOptions& options) {
  const Landscape landscape(block, start, *options.workers, options.stop);
  BlockFit out;
  out.block = &block;
  out.at_start = landscape.effects(landscape.origin());
  out.misfit_at_start = misfit(block, out.at_start);
  Fitted best = landscape.descend(landscape.origin(), evaluations_of_a_fit);
  best = landscape.descend(best.at, evaluations_of_a_fit);  // once more, with a fresh step

  const Workers alone(1);
  const Landscape of_one(block, start, alone, options.stop);
  const std::size_t count = block.parameters.size();
  std::vector<Limit> limits(2 * count);
  // Where a profile goes lower than the best by more than the search tells apart, it is the best that was not found
  // yet, and the intervals are measured anew from there.
  constexpr double told_apart = 1e-3;
  for (int round = 0;; ++round) {
    options.workers->for_each(limits.size(), [&](std::size_t task) {
      const std::size_t i = task / 2;
      limits[task] = limit(of_one, best, i, task % 2 == 0 ? landscape.low(i) : landscape.high(i));
    });
    const Fitted& lowest = std::ranges::min_element(limits, {}, [](const Limit& l) { return l.lower.misfit; })->lower;
    if (round == 3 || lowest.misfit > best.misfit - told_apart) break;
    best = landscape.descend(lowest.at, evaluations_of_a_fit);
  }
  const auto value_at = [&](std::size_t i, double z) {
    Point at = best.at;
    at[i] = z;
    return value_of(block.parameters[i], landscape.parameters(at));
  };
  for (std::size_t i = 0; i < count; ++i)
    out.parameters.push_back({block.parameters[i], value_of(block.parameters[i], start), value_at(i, best.at[i]),
                              value_at(i, limits[2 * i].at), value_at(i, limits[2 * i + 1].at), limits[2 * i].open,
                              limits[2 * i + 1].open});
  out.fitted = landscape.effects(best.at);
  out.misfit = best.misfit;
  return out;
}

std::vector<BlockFit> calibrate(const Parameters& start, const FitOptions& options) {
  std::vector<BlockFit> fits;
  for (const EffectBlock* block : effect_blocks()) {
    if (options.begin) options.begin(block->name);
    if (options.stop && *options.stop) throw Interrupted();
    fits.push_back(options.measure_only || block->parameters.empty() ? measured(*block, start, *options.workers)
                                                                     : fit_block(*block, start, options));
  }
  return fits;
}

Parameters fitted_values() {
  Parameters par;
  par.alpha_x = .164, par.alpha_c = .0025, par.upsilon = .0078;
  par.eta = 20, par.attitude_sd = .228, par.eta_c = .51, par.tau_accustomed = 84.9;
  return par;
}

}  // namespace kantel::calibration
