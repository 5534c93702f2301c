// The range in which a number is plausible that nobody knows exactly: what `kantel compare --uncertain` draws from.
// Where evidence gives one it is declared beside the keys; else it follows from the value in force, by one rule:
//
//   a share (allowed 0 to 1, no rate)   its odds divided and multiplied by three: .5 lies between .25 and .75
//   any other number                    half to double
//
// No range has what is a choice (its source says so), a number that is switched off (0), certain (a share of 1) or
// infinite, or one without a source.
#pragma once
#include <algorithm>

#include "sim/input/declare.hpp"

namespace kantel {

bool is_share(const Bounds& bounds);
Range plausible_range(double value, const Bounds& bounds, std::string_view source);

struct GivenRange {
  std::string_view name;
  double low, high;
};

// The keys of a table, each number with its range.
template <class Settings, std::size_t n>
std::array<Key<Settings>, n> with_plausible_ranges(std::array<Key<Settings>, n> keys,
                                                   std::span<const GivenRange> given) {
  Settings defaults;
  for (Key<Settings>& key : keys) {
    const auto own = std::ranges::find(given, key.name, &GivenRange::name);
    if (own != given.end())
      key.plausible = {own->low, own->high};
    else if (const double* value = key.member.template as<double>(defaults))
      key.plausible = plausible_range(*value, bounds_of(key), key.source);
  }
  return keys;
}

}  // namespace kantel
