// Fitting parameters to the published effects of one experiment, and what those effects say about each of them.
//
// NLopt's bounded searches without derivatives (BOBYQA, Powell 2009; Nelder–Mead for one parameter) lower the misfit
// from the start values, over a factor of 32 to both sides, as far as the declared range goes. A parameter's interval
// holds the values at which the others can be so fitted that the misfit stays within 1 of the lowest: one effect moved
// by half its range. Where an end of the search is within, the effects do not bound it on that side.
#pragma once
#include <atomic>
#include <functional>
#include <string_view>
#include <vector>

#include "studies/calibration/effects.hpp"

namespace kantel::calibration {

struct FittedParameter {
  std::string_view name;
  double start = 0, value = 0, low = 0, high = 0;
  bool open_below = false, open_above = false;
  std::string_view identified() const;  // "yes", "from above only", "from below only" or "no"
};

struct BlockFit {
  const EffectBlock* block = nullptr;
  std::vector<FittedParameter> parameters;  // none: measured alone
  std::vector<double> at_start, fitted;     // the effects; fitted: none where nothing was
  double misfit_at_start = 0, misfit = 0;
};

struct FitOptions {
  const Workers* workers = nullptr;
  const std::atomic<bool>* stop = nullptr;                 // ends it with Interrupted
  bool measure_only = false;                               // the effects at the start values; fits nothing
  std::function<void(std::string_view block)> begin = {};  // told when a block begins
};

double value_of(std::string_view parameter, Parameters parameters);

// The declared parameters, but for those that are fitted, to three digits: what `calibrate` finds from the declared
// ones (a test holds the two together). Not the defaults: docs/decisions.md says why.
Parameters fitted_values();

// From the start values, which are above 0 where they are fitted. The same on any number of workers.
BlockFit fit_block(const EffectBlock& block, const Parameters& start, const FitOptions& options);
std::vector<BlockFit> calibrate(const Parameters& start, const FitOptions& options);

}  // namespace kantel::calibration
