#include "studies/calibration/effects.hpp"

#include <array>

namespace kantel::calibration {

std::span<const EffectBlock* const> effect_blocks() {
  static constexpr std::array blocks{&leading, &work,          &intention,  &intention_by_day,
                                     &spacing, &spacing_daily, &accustoming};
  return blocks;
}

double misfit(const EffectBlock& block, std::span<const double> found) {
  double sum = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const double off = (found[i] - block.effects[i].middle()) / block.effects[i].half_width();
    sum += off * off;
  }
  return sum;
}

}  // namespace kantel::calibration
