// Orders and strata from keyed draws: what designs of experiments are made of. A stream each for every column of a
// design, so that one more column changes no other.
#pragma once
#include <cstdint>
#include <vector>

#include "sim/random.hpp"

namespace kantel {

// Draws of designs are those of a replicate that no run has. These two purposes of it are taken.
inline constexpr std::uint32_t design_replicate = 0xFFFFFFF0;
enum StrataPurpose : std::uint32_t { order_draw, jitter_draw };

// The numbers 0 … n-1 in an order of keyed draws.
std::vector<std::size_t> shuffled(std::size_t n, const KeyedRandom& random, std::uint32_t stream);

// A column of a Latin hypercube [McKay, Beckman & Conover 1979, Technometrics 21(2)]: one point in each of so many
// equal strips of (0, 1), the strips in an order of their own.
std::vector<double> latin_column(std::size_t points, const KeyedRandom& random, std::uint32_t stream);

}  // namespace kantel
