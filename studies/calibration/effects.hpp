// Published effect sizes, each with the experiment that measures it in the model. What an effect was used to set is a
// check of calibration and no evidence for the model any more.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "models/change/scenario/parameters.hpp"
#include "sim/parallel.hpp"

namespace kantel::calibration {

struct PublishedEffect {
  std::string_view name, source;
  double low, high;  // where the model's should be
  double middle() const { return (low + high) / 2; }
  double half_width() const { return (high - low) / 2; }
};

// Effects that one experiment measures.
struct EffectBlock {
  std::string_view name, set_up;
  std::span<const PublishedEffect> effects;
  std::span<const std::string_view> parameters;  // that are fitted to them; none: shown, not fitted
  std::vector<double> (*measure)(const Parameters&, const Workers&);  // in the order of the effects
};

// The experiments, a file each.
extern const EffectBlock leading, work, intention, intention_by_day, spacing, spacing_daily, accustoming;
std::span<const EffectBlock* const> effect_blocks();

// Σ ((found − middle)/half width)²: at most 1 an effect that is where it should be.
double misfit(const EffectBlock& block, std::span<const double> found);

// The effects of `leading` by how far the levers of one leader go together, and what that makes of two published
// correlations between ways of leading: transformational (RE and V) with contingent reward (ST) .80 [Judge & Piccolo
// 2004], consideration (RE) with structure (ST), far lower.
struct HaloRow {
  double halo, inspiring_with_structure, care_with_structure;
  std::vector<double> effects;
};
std::vector<HaloRow> by_halo(const Parameters& parameters, const Workers& workers);

}  // namespace kantel::calibration
