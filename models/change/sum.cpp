// Adding up what was observed of a block: of everybody, and on days when groups are recorded of each stretch of one
// unit and level, by tercile of the need for structure and cohort.
#include <algorithm>

#include "models/change/measures.hpp"

namespace kantel {

namespace {

static_assert(block_rows < 256);

KANTEL_WIDE void add_counts(const Observed& seen, std::size_t from, std::size_t to, double* sums) {
  for (std::size_t s = 0; s < counts; ++s) {
    const std::uint8_t* marks = seen.counted[s].data();
    std::uint8_t marked = 0;
    for (std::size_t i = from; i < to; ++i) marked = static_cast<std::uint8_t>(marked + marks[i]);
    sums[s] += marked;
  }
}
KANTEL_WIDE void add_counts(const Observed& seen, const Marks& members, std::size_t from, std::size_t to,
                            double* sums) {
  const std::uint8_t* member = members.data();
  for (std::size_t s = 0; s < counts; ++s) {
    const std::uint8_t* marks = seen.counted[s].data();
    std::uint8_t marked = 0;
    for (std::size_t i = from; i < to; ++i) marked = static_cast<std::uint8_t>(marked + (marks[i] & member[i]));
    sums[s] += marked;
  }
}

// Who of the block is in each tercile of a cohort, 1 or 0.
struct Classes {
  alignas(64) std::array<Marks, 3> member;
  alignas(64) std::array<Column, 3> weight;
  alignas(64) std::array<Column, 3> weight_of_rest;  // of the rows whose gates were weighed
};

KANTEL_WIDE void classify(const Today& now, std::size_t n, const std::uint8_t* cohort, int of_cohort,
                          const Observed& seen, Classes& classes) {
  auto& [low, middle, high] = classes.weight;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float wish = now.structure[i], here = !cohort || cohort[i] == of_cohort ? 1.0f : 0.0f;
    low[i] = wish < structure_low ? here : 0.0f;
    high[i] = wish >= structure_high ? here : 0.0f;
    middle[i] = here - low[i] - high[i];
  }
  for (std::size_t tercile = 0; tercile < 3; ++tercile) {
    KANTEL_ROWS
    for (std::size_t i = 0; i < n; ++i)
      classes.member[tercile][i] = static_cast<std::uint8_t>(static_cast<int>(classes.weight[tercile][i]));
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
  for (std::size_t tercile = 0; tercile < 3; ++tercile)
    add_counts(seen, classes.member[tercile], from, to, parts[tercile]);
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
  add_counts(seen, 0, n, all);
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
