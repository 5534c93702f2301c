#include "sim/strata.hpp"

#include <algorithm>

namespace kantel {

std::vector<std::size_t> shuffled(std::size_t n, const KeyedRandom& random, std::uint32_t stream) {
  std::vector<std::pair<std::uint64_t, std::size_t>> ranked(n);
  for (std::size_t i = 0; i < n; ++i) {
    const FourDraws four = random.four(static_cast<std::uint32_t>(i), stream, order_draw);
    ranked[i] = {std::uint64_t{four[0]} << 32 | four[1], i};
  }
  std::ranges::sort(ranked);
  std::vector<std::size_t> order(n);
  std::ranges::transform(ranked, order.begin(), [](const auto& pair) { return pair.second; });
  return order;
}

std::vector<double> latin_column(std::size_t points, const KeyedRandom& random, std::uint32_t stream) {
  std::vector<double> column(points);
  const auto order = shuffled(points, random, stream);
  for (std::size_t i = 0; i < points; ++i) {
    const double jitter = open_unit_interval(random.four(static_cast<std::uint32_t>(i), stream, jitter_draw)[0]);
    column[i] = (static_cast<double>(order[i]) + jitter) / static_cast<double>(points);
  }
  return column;
}

}  // namespace kantel
