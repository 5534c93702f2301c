// Published effect sizes next to what the model gives: how strongly a leader's behaviour goes together with the needs
// of those led. What the slopes of the needs were calibrated on (docs/calibration.md).
#pragma once
#include <string>
#include <vector>

#include "sim/parallel.hpp"

namespace kantel {

struct EffectSize {
  std::string effect, source;
  double low = 0, high = 0;   // published range of the correlation
  double half = 0, full = 0;  // the model's, at half slopes (the defaults) and at full slopes
  double half_measured = 0;   // at half slopes, between scores that share a common-method factor
};

// Teams of 5,000 people are led by one of the constant policies each, drawn by key, until the needs have settled.
std::vector<EffectSize> effect_sizes(const Workers& workers);

// How far people's leaders differ: the standard deviations of the levers AS, ST and RE over the policies used.
struct LeverSpread {
  double autonomy_support, structure, care;
};
LeverSpread lever_spread();

}  // namespace kantel
