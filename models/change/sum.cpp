// Adding up what was observed of a block: of everybody, and on days when groups are recorded of each stretch of one
// unit and level, by tercile of the need for structure and cohort.
#include <algorithm>

#include "models/change/measures.hpp"

namespace kantel {

namespace {

KANTEL_WIDE std::uint32_t total(const std::int32_t* words, std::size_t n) {
  std::int32_t all = 0;
  for (std::size_t i = 0; i < n; ++i) all += words[i];
  return static_cast<std::uint32_t>(all);
}
KANTEL_WIDE std::uint32_t total(const std::int32_t* words, const std::int32_t* mask, std::size_t n) {
  std::int32_t all = 0;
  for (std::size_t i = 0; i < n; ++i) all += words[i] & mask[i];
  return static_cast<std::uint32_t>(all);
}

// The counts in a word's bytes.
void unpack(std::uint32_t word, std::size_t first, double* sums) {
  for (std::size_t s = first; s < std::min(first + 4, counts); ++s, word >>= 8) sums[s] += word & 0xFF;
}

// Who of the block is in each tercile of a cohort: 1 or 0, and all bits or none.
struct Classes {
  alignas(64) std::array<Column, 3> weight;
  alignas(64) std::array<std::array<std::int32_t, block_rows>, 3> mask;
  alignas(64) std::array<Column, 3> weight_of_rest;  // of the rows whose gates were weighed
};

KANTEL_WIDE void classify(const Today& now, std::size_t n, const std::uint8_t* cohort, int of_cohort,
                          const Observed& seen, Classes& classes) {
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float wish = now.structure[i];
    classes.mask[0][i] = wish < structure_low ? -1 : 0;
    classes.mask[1][i] = wish >= structure_low && wish < structure_high ? -1 : 0;
    classes.mask[2][i] = wish >= structure_high ? -1 : 0;
  }
  for (std::size_t tercile = 0; tercile < 3; ++tercile) {
    if (cohort)
      for (std::size_t i = 0; i < n; ++i) classes.mask[tercile][i] &= cohort[i] == of_cohort ? -1 : 0;
    KANTEL_ROWS
    for (std::size_t i = 0; i < n; ++i) classes.weight[tercile][i] = static_cast<float>(classes.mask[tercile][i] & 1);
    if (static_cast<std::size_t>(seen.rest) == n)
      classes.weight_of_rest[tercile] = classes.weight[tercile];
    else
      for (std::size_t r = 0; r < static_cast<std::size_t>(seen.rest); ++r)
        classes.weight_of_rest[tercile][r] = classes.weight[tercile][seen.row[r]];
  }
}

// Rows [from, to) of the block to the sums of their stretch.
void add_stretch(std::size_t from, std::size_t to, const Observed& seen, const Classes& classes,
                 double* const parts[3]) {
  for (std::size_t word = 0; word < seen.counted.size(); ++word)
    for (std::size_t tercile = 0; tercile < 3; ++tercile)
      unpack(total(seen.counted[word].data() + from, classes.mask[tercile].data() + from, to - from), word * 4,
             parts[tercile]);
  const auto add = [&](const float* values, const std::array<Column, 3>& weights, std::size_t first, std::size_t last,
                       std::size_t sum) {
    const float* const masks[3] = {weights[0].data() + first, weights[1].data() + first, weights[2].data() + first};
    double* const into[3] = {parts[0] + sum, parts[1] + sum, parts[2] + sum};
    lane_sums(values + first, masks, static_cast<int>(last - first), into);
  };
  for (std::size_t s = 0; s < levels; ++s) add(seen.level[s], classes.weight, from, to, sum_autonomy + s);
  const auto *rows = seen.row.data(), *end = rows + seen.rest;
  const auto first = static_cast<std::size_t>(std::lower_bound(rows, end, from) - rows),
             last = static_cast<std::size_t>(std::lower_bound(rows, end, to) - rows);
  if (first == last) return;
  for (std::size_t s = 0; s < of_rest; ++s)
    add(seen.gates[s].data(), classes.weight_of_rest, first, last, sum_barrier_want + s);
}

}  // namespace

void add_up(const GroupPlan& groups, std::size_t piece, const Yesterday& was, const Today& now,
            std::span<const std::uint8_t> cohort, const Observed& seen, bool groups_due, DaySums& sums) {
  const auto n = static_cast<std::size_t>(was.count);
  double* all = sums.all(piece);
  for (std::size_t word = 0; word < seen.counted.size(); ++word)
    unpack(total(seen.counted[word].data(), n), word * 4, all);
  for (std::size_t s = 0; s < levels; ++s) all[sum_autonomy + s] += lane_sum(seen.level[s], was.count);
  for (std::size_t s = 0; s < of_rest && seen.rest > 0; ++s)
    all[sum_barrier_want + s] += lane_sum(seen.gates[s].data(), seen.rest);
  if (!groups_due || groups.names.size() == 1) return;

  static thread_local Classes classes;
  const Employee end = was.first + static_cast<Employee>(was.count);
  for (int of_cohort = 0; of_cohort < groups.classes / 3; ++of_cohort) {
    classify(now, n, cohort.empty() ? nullptr : cohort.data() + was.first, of_cohort, seen, classes);
    for (std::size_t at = groups.first_stretch[piece]; at < groups.first_stretch[piece + 1]; ++at) {
      const GroupPlan::Stretch& stretch = groups.stretches[at];
      const Employee from = std::max(stretch.begin, was.first), to = std::min(stretch.end, end);
      if (from >= to) continue;
      double* const parts[3] = {sums.of(at, of_cohort * 3), sums.of(at, of_cohort * 3 + 1),
                                sums.of(at, of_cohort * 3 + 2)};
      add_stretch(from - was.first, to - was.first, seen, classes, parts);
    }
  }
}

}  // namespace kantel
