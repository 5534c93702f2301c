// Adding up what was observed of a block: of everybody, and on days when groups are recorded of each stretch of one
// unit and level, and of each tercile of the need for structure in each cohort.
#include <algorithm>
#include <bit>
#include <cstring>

#include "models/change/measures.hpp"

namespace kantel {

namespace {

static_assert(block_rows < 256);

// Everybody of the block.
KANTEL_WIDE void add_block(const Observed& seen, std::size_t n, double* sums) {
  for (std::size_t s = 0; s < sum::counted; ++s) {
    const std::uint8_t* marks = seen.counted[s].data();
    std::uint8_t marked = 0;
    for (std::size_t i = 0; i < n; ++i) marked = static_cast<std::uint8_t>(marked + marks[i]);
    sums[s] += marked;
  }
  for (std::size_t s = 0; s < sum::levels; ++s)
    sums[sum::first_level + s] += lane_sum(seen.level[s], static_cast<int>(n));
  for (std::size_t s = 0; s < sum::of_rest && seen.rest > 0; ++s)
    sums[sum::first_of_rest + s] += lane_sum(seen.gates[s].data(), seen.rest);
}

KANTEL_WIDE void add_counts(const Observed& seen, const Marks& members, std::size_t n, double* sums) {
  const std::uint8_t* member = members.data();
  for (std::size_t s = 0; s < sum::counted; ++s) {
    const std::uint8_t* marks = seen.counted[s].data();
    std::uint8_t marked = 0;
    for (std::size_t i = 0; i < n; ++i) marked = static_cast<std::uint8_t>(marked + (marks[i] & member[i]));
    sums[s] += marked;
  }
}

KANTEL_WIDE void classify(const Today& now, std::size_t n, const std::uint8_t* cohort, int of_cohort,
                          const Observed& seen, Classes& classes) {
  auto& [low, middle, high] = classes.weight;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float wish = now.need_for_structure[i], here = !cohort || cohort[i] == of_cohort ? 1.0f : 0.0f;
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

// The rows of the block to the sums of their classes.
void add_classes(std::size_t n, const Observed& seen, const Classes& classes, double* const parts[3]) {
  for (std::size_t tercile = 0; tercile < 3; ++tercile) add_counts(seen, classes.member[tercile], n, parts[tercile]);
  const auto add = [&](const float* values, const std::array<Column, 3>& weights, int count, std::size_t to) {
    const float* const masks[3] = {weights[0].data(), weights[1].data(), weights[2].data()};
    double* const into[3] = {parts[0] + to, parts[1] + to, parts[2] + to};
    lane_sums(values, masks, count, into);
  };
  for (std::size_t s = 0; s < sum::levels; ++s)
    add(seen.level[s], classes.weight, static_cast<int>(n), sum::first_level + s);
  for (std::size_t s = 0; s < sum::of_rest && seen.rest > 0; ++s)
    add(seen.gates[s].data(), classes.weight_of_rest, seen.rest, sum::first_of_rest + s);
}

using FourNumbers [[gnu::vector_size(16)]] = float;

// The first n people of the columns `column_of(0)` … to rows; columns are as long as a block, or end with n.
template <std::size_t columns, class ColumnOf, class Rows>
[[gnu::always_inline]] inline void transpose(const ColumnOf& column_of, std::size_t n, Rows& rows) {
  std::size_t first = 0;
  for (; first + 4 <= n; first += 4)
    for (std::size_t s = 0; s < columns; s += 4) {
      FourNumbers a, b, c, d;
      const auto load = [&](std::size_t column, FourNumbers& four) {
        std::memcpy(&four, column_of(std::min(column, columns - 1)) + first, sizeof four);
      };
      load(s, a), load(s + 1, b), load(s + 2, c), load(s + 3, d);
      const FourNumbers ac = __builtin_shufflevector(a, c, 0, 4, 1, 5), ac2 = __builtin_shufflevector(a, c, 2, 6, 3, 7);
      const FourNumbers bd = __builtin_shufflevector(b, d, 0, 4, 1, 5), bd2 = __builtin_shufflevector(b, d, 2, 6, 3, 7);
      const auto store = [&](std::size_t row, const FourNumbers& four) {
        std::memcpy(rows[first + row].data() + s, &four, sizeof four);
      };
      store(0, __builtin_shufflevector(ac, bd, 0, 4, 1, 5)), store(1, __builtin_shufflevector(ac, bd, 2, 6, 3, 7));
      store(2, __builtin_shufflevector(ac2, bd2, 0, 4, 1, 5)), store(3, __builtin_shufflevector(ac2, bd2, 2, 6, 3, 7));
    }
  for (; first < n; ++first)
    for (std::size_t s = 0; s < columns; ++s) rows[first][s] = column_of(s)[first];
}

KANTEL_WIDE void transpose(const Observed& seen, std::size_t n, ByPerson& out) {
  transpose<sum::levels>([&](std::size_t s) { return seen.level[s]; }, n, out.level);
  transpose<sum::of_rest>([&](std::size_t s) { return seen.gates[s].data(); }, static_cast<std::size_t>(seen.rest),
                          out.gate);
  for (std::size_t s = 0; s < sum::counted; ++s) {
    std::array<std::uint8_t, block_rows / 8> bits;
    for (std::size_t at = 0; at < bits.size(); ++at) {  // a product moves the lowest bits of eight bytes side by side
      std::uint64_t eight;
      std::memcpy(&eight, seen.counted[s].data() + 8 * at, sizeof eight);
      bits[at] = static_cast<std::uint8_t>(eight * 0x0102040810204080 >> 56);
    }
    std::memcpy(out.counted[s].data(), bits.data(), sizeof bits);
  }
}

// Rows [from, to) to sums, each in order of its people.
template <std::size_t width, class Rows>
[[gnu::always_inline]] inline void add_rows(const Rows& rows, std::size_t from, std::size_t to, double* sums) {
  std::array<double, std::tuple_size_v<typename Rows::value_type>> all{};
  for (std::size_t i = from; i < to; ++i)
    for (std::size_t s = 0; s < all.size(); ++s) all[s] += static_cast<double>(rows[i][s]);
  for (std::size_t s = 0; s < width; ++s) sums[s] += all[s];
}

KANTEL_WIDE void add_stretch(const Observed& seen, const ByPerson& people, std::size_t from, std::size_t to,
                             double* sums) {
  const auto below = [](std::size_t end) { return end < 64 ? (std::uint64_t{1} << end) - 1 : ~std::uint64_t{0}; };
  const std::uint64_t low = below(to) & ~below(from),
                      high = to <= 64 ? 0 : below(to - 64) & ~(from <= 64 ? 0 : below(from - 64));
  for (std::size_t s = 0; s < sum::counted; ++s)
    sums[s] += std::popcount(people.counted[s][0] & low) + std::popcount(people.counted[s][1] & high);
  add_rows<sum::levels>(people.level, from, to, sums + sum::first_level);
  const auto *rows = seen.row.data(), *end = rows + seen.rest;
  const auto first = std::lower_bound(rows, end, from) - rows, last = std::lower_bound(rows, end, to) - rows;
  add_rows<sum::of_rest>(people.gate, static_cast<std::size_t>(first), static_cast<std::size_t>(last),
                         sums + sum::first_of_rest);
}

}  // namespace

void add_up(const GroupPlan& groups, std::size_t piece, const Yesterday& was, const Today& now,
            std::span<const std::uint8_t> cohort, const Observed& seen, bool groups_due, GroupScratch& room,
            DaySums& sums) {
  const auto n = static_cast<std::size_t>(was.count);
  std::array<double, sum::all> of_block{};
  add_block(seen, n, of_block.data());
  const auto add_whole = [&](double* to) {
    for (std::size_t s = 0; s < of_block.size(); ++s) to[s] += of_block[s];
  };
  add_whole(sums.all(piece));
  if (!groups_due || groups.names.size() == 1) return;

  auto& [classes, people] = room;
  for (int of_cohort = 0; of_cohort < groups.classes / 3; ++of_cohort) {
    classify(now, n, cohort.empty() ? nullptr : cohort.data() + was.first, of_cohort, seen, classes);
    double* const parts[3] = {sums.of_class(piece, of_cohort * 3), sums.of_class(piece, of_cohort * 3 + 1),
                              sums.of_class(piece, of_cohort * 3 + 2)};
    add_classes(n, seen, classes, parts);
  }
  const Employee end = was.first + static_cast<Employee>(was.count);
  for (std::size_t at = groups.stretch_of_block[was.first / block_rows]; at < groups.stretches.size(); ++at) {
    const GroupPlan::Stretch& stretch = groups.stretches[at];
    if (stretch.begin >= end) return;
    if (stretch.begin <= was.first && stretch.end >= end) return add_whole(sums.of_stretch(at));
    if (stretch.begin <= was.first) transpose(seen, n, people);
    const Employee from = std::max(stretch.begin, was.first), to = std::min(stretch.end, end);
    add_stretch(seen, people, from - was.first, to - was.first, sums.of_stretch(at));
  }
}

}  // namespace kantel
