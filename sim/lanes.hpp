// Sums of rows of a column in eight fixed lanes: one AVX register or two SSE ones, the same bytes.
#pragma once
#include <cstddef>
#include <cstring>

#include "sim/wide.hpp"

namespace kantel {

using Lanes [[gnu::vector_size(32)]] = float;

KANTEL_INLINE void load(const float* values, Lanes& lanes) { std::memcpy(&lanes, values, sizeof lanes); }

// The `rest` rows, fewer than eight, before row `end` of a column, and 0 in the lanes that they do not fill.
KANTEL_INLINE void load_rest(const float* column, std::size_t end, std::size_t rest, Lanes& lanes) {
  constexpr float last[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1};
  if (end >= 8) {
    Lanes counts;
    load(column + end - 8, lanes), load(last + rest, counts);
    lanes *= counts;
  } else {
    float few[8] = {};
    std::memcpy(few, column + end - rest, rest * sizeof(float));
    load(few, lanes);
  }
}

// (l0 + l4) + (l2 + l6) + ((l1 + l5) + (l3 + l7)), in double.
KANTEL_INLINE double folded(const Lanes& lanes) {
  using Eight [[gnu::vector_size(64)]] = double;
  const Eight all = __builtin_convertvector(lanes, Eight);
  const auto four = __builtin_shufflevector(all, all, 0, 1, 2, 3) + __builtin_shufflevector(all, all, 4, 5, 6, 7);
  const auto two = __builtin_shufflevector(four, four, 0, 1) + __builtin_shufflevector(four, four, 2, 3);
  return two[0] + two[1];
}

}  // namespace kantel
