#include "sim/input/plausible.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace kantel {

namespace {

// To three digits: nobody knows more of it.
double rounded(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return std::strtod(text, nullptr);
}

}  // namespace

bool is_share(const Bounds& bounds) { return bounds.low == 0 && bounds.high == 1 && bounds.unit != "1/day"; }

Range plausible_range(double value, const Bounds& bounds, std::string_view source) {
  if (source.empty() || source.find("choice") != std::string_view::npos || !(value > 0) || !std::isfinite(value))
    return {};
  if (!is_share(bounds)) return {std::max(rounded(value / 2), bounds.low), std::min(rounded(value * 2), bounds.high)};
  if (value >= 1) return {};
  const double odds = value / (1 - value);
  return {rounded(odds / 3 / (1 + odds / 3)), rounded(odds * 3 / (1 + odds * 3))};
}

}  // namespace kantel
