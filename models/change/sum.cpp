// Adding up what was observed of a block: of everybody, and on days when groups are recorded of each stretch of one
// unit and level, and of each tercile of the need for structure in each cohort.
#include <algorithm>
#include <bit>
#include <cstring>

#include "models/change/interventions/intervene.hpp"
#include "models/change/measures.hpp"
#include "sim/lanes.hpp"

namespace kantel {

namespace {

static_assert(block_rows < 256);

// Columns and the sums that they go to, four at a time: several chains of additions run side by side.
struct Columns {
  std::size_t count = 0;
  std::array<const float*, sum::all> column;
  std::array<std::size_t, sum::all> sum;
  void add(const float* values, std::size_t to) {
    column[count] = values, sum[count] = to;
    ++count;
  }
  void fill_up() {
    alignas(64) static constexpr Column nothing{};
    while (count % 4 != 0) add(nothing.data(), sum[0]);
  }
};

Columns levels_of(const Observed& seen) {
  Columns all;
  for (std::size_t s = 0; s < sum::levels; ++s)
    if (seen.level[s]) all.add(seen.level[s], sum::first_level + s);
  all.fill_up();
  return all;
}
Columns gates_of(const Observed& seen) {
  Columns all;
  for (std::size_t s = 0; s < sum::of_rest; ++s)
    if (sum::first_of_rest + s != sum::gain_know || !seen.all_aware)
      all.add(seen.gates[s].data(), sum::first_of_rest + s);
  all.fill_up();
  return all;
}

// Rows [from, to) of the columns to their sums.
KANTEL_WIDE void add_rows(const Columns& columns, std::size_t from, std::size_t to, double* sums) {
  for (std::size_t s = 0; s < columns.count; s += 4) {
    const float *a = columns.column[s], *b = columns.column[s + 1], *c = columns.column[s + 2],
                *d = columns.column[s + 3];
    Lanes sum_a{}, sum_b{}, sum_c{}, sum_d{}, more;  // by name, not in an array: they then stay in registers
    std::size_t i = from;
    for (; i + 8 <= to; i += 8) {
      load(a + i, more), sum_a += more;
      load(b + i, more), sum_b += more;
      load(c + i, more), sum_c += more;
      load(d + i, more), sum_d += more;
    }
    if (i < to) {
      load_rest(a, to, to - i, more), sum_a += more;
      load_rest(b, to, to - i, more), sum_b += more;
      load_rest(c, to, to - i, more), sum_c += more;
      load_rest(d, to, to - i, more), sum_d += more;
    }
    sums[columns.sum[s]] += folded(sum_a), sums[columns.sum[s + 1]] += folded(sum_b);
    sums[columns.sum[s + 2]] += folded(sum_c), sums[columns.sum[s + 3]] += folded(sum_d);
  }
}

// Rows [0, n), each times its weight in three classes.
KANTEL_WIDE void add_weighted(const Columns& columns, std::size_t n, const std::array<Column, 3>& weights,
                              double* const parts[3]) {
  for (std::size_t s = 0; s < columns.count; s += 4) {
    const float *a = columns.column[s], *b = columns.column[s + 1], *c = columns.column[s + 2],
                *d = columns.column[s + 3];
    Lanes low_a{}, low_b{}, low_c{}, low_d{}, middle_a{}, middle_b{}, middle_c{}, middle_d{}, high_a{}, high_b{},
        high_c{}, high_d{}, low, middle, high, value;
    const auto add = [&](const auto& load_rows) {
      load_rows(weights[0].data(), low), load_rows(weights[1].data(), middle), load_rows(weights[2].data(), high);
      load_rows(a, value), low_a += value * low, middle_a += value * middle, high_a += value * high;
      load_rows(b, value), low_b += value * low, middle_b += value * middle, high_b += value * high;
      load_rows(c, value), low_c += value * low, middle_c += value * middle, high_c += value * high;
      load_rows(d, value), low_d += value * low, middle_d += value * middle, high_d += value * high;
    };
    std::size_t i = 0;
    for (; i + 8 <= n; i += 8) add([&](const float* column, Lanes& lanes) { load(column + i, lanes); });
    if (i < n) add([&](const float* column, Lanes& lanes) { load_rest(column, n, n - i, lanes); });
    const std::size_t* to = columns.sum.data() + s;
    const auto fold = [&](double* sums, const Lanes& of_a, const Lanes& of_b, const Lanes& of_c, const Lanes& of_d) {
      sums[to[0]] += folded(of_a), sums[to[1]] += folded(of_b), sums[to[2]] += folded(of_c),
          sums[to[3]] += folded(of_d);
    };
    fold(parts[0], low_a, low_b, low_c, low_d);
    fold(parts[1], middle_a, middle_b, middle_c, middle_d);
    fold(parts[2], high_a, high_b, high_c, high_d);
  }
}

// What is the same for all of so many people.
void add_same(const Observed& seen, int people, double* sums) {
  for (std::size_t s = 0; s < sum::levels; ++s)
    sums[sum::first_level + s] += static_cast<double>(seen.same[s]) * people;
}

// Everybody's marks.
KANTEL_WIDE void add_marks(const Observed& seen, std::size_t n, double* sums) {
  for (std::size_t s = 0; s < sum::counted; ++s) {
    const std::uint8_t* marks = seen.counted[s].data();
    std::uint8_t marked = 0;
    for (std::size_t i = 0; i < n; ++i) marked = static_cast<std::uint8_t>(marked + marks[i]);
    sums[s] += marked;
  }
}

// The rows [from, to).
RowBits bits_between(std::size_t from, std::size_t to) {
  const auto below = [](std::size_t end) { return end < 64 ? (std::uint64_t{1} << end) - 1 : ~std::uint64_t{0}; };
  return {below(to) & ~below(from), to <= 64 ? 0 : below(to - 64) & ~(from <= 64 ? 0 : below(from - 64))};
}

// The first n marks as bits; none beyond.
void bits_of(const Marks& marks, std::size_t n, RowBits& bits) {
  const RowBits rows = bits_between(0, n);
  for (std::size_t word = 0; word < 2; ++word) {
    std::uint64_t all = 0;
    for (std::size_t at = 0; at < 8; ++at) {  // a product moves the lowest bits of eight bytes side by side
      std::uint64_t eight;
      std::memcpy(&eight, marks.data() + 64 * word + 8 * at, sizeof eight);
      all |= (eight * 0x0102040810204080 >> 56) << 8 * at;
    }
    bits[word] = all & rows[word];
  }
}

// The marks of those who are among them.
KANTEL_WIDE void add_bits(const std::array<RowBits, sum::counted>& counted, const RowBits& among, double* sums) {
  for (std::size_t s = 0; s < sum::counted; ++s)
    sums[s] += std::popcount(counted[s][0] & among[0]) + std::popcount(counted[s][1] & among[1]);
}

KANTEL_WIDE void classify(const float* wish, std::size_t n, const std::uint8_t* cohort, int of_cohort,
                          GroupScratch& room) {
  auto& [low, middle, high] = room.weight;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float here = !cohort || cohort[i] == of_cohort ? 1.0f : 0.0f;
    low[i] = wish[i] < structure_low ? here : 0.0f;
    high[i] = wish[i] >= structure_high ? here : 0.0f;
    middle[i] = here - low[i] - high[i];
  }
  for (std::size_t tercile = 0; tercile < 3; ++tercile) {
    alignas(64) Marks member{};
    KANTEL_ROWS
    for (std::size_t i = 0; i < n; ++i)
      member[i] = static_cast<std::uint8_t>(static_cast<int>(room.weight[tercile][i]));
    bits_of(member, n, room.member[tercile]);
  }
}

// The rows of the block to the sums of their classes, of one cohort.
void add_classes(const Observed& seen, std::size_t n, const Columns& levels, const Columns& gates, GroupScratch& room,
                 double* const parts[3]) {
  for (std::size_t tercile = 0; tercile < 3; ++tercile) {
    const RowBits& member = room.member[tercile];
    add_bits(room.counted, member, parts[tercile]);
    add_same(seen, std::popcount(member[0]) + std::popcount(member[1]), parts[tercile]);
  }
  add_weighted(levels, n, room.weight, parts);
  if (seen.rest == 0) return;
  const auto rest = static_cast<std::size_t>(seen.rest);
  if (seen.packed)
    for (std::size_t tercile = 0; tercile < 3; ++tercile)
      for (std::size_t r = 0; r < rest; ++r) room.weight_of_rest[tercile][r] = room.weight[tercile][seen.row[r]];
  add_weighted(gates, rest, seen.packed ? room.weight_of_rest : room.weight, parts);
}

// Rows [from, to) of the block.
void add_stretch(const Observed& seen, std::size_t from, std::size_t to, const Columns& levels, const Columns& gates,
                 const GroupScratch& room, double* sums) {
  add_bits(room.counted, bits_between(from, to), sums);
  add_same(seen, static_cast<int>(to - from), sums);
  add_rows(levels, from, to, sums);
  if (seen.rest == 0) return;
  if (seen.packed) {
    const auto *rows = seen.row.data(), *end = rows + seen.rest;
    from = static_cast<std::size_t>(std::lower_bound(rows, end, from) - rows);
    to = static_cast<std::size_t>(std::lower_bound(rows, end, to) - rows);
  }
  if (from < to) add_rows(gates, from, to, sums);
}

}  // namespace

void add_up(const GroupPlan& groups, std::size_t piece, const Yesterday& was, const Today& now,
            std::span<const std::uint8_t> cohort, const Observed& seen, bool groups_due, GroupScratch& room,
            DaySums& sums) {
  const auto n = static_cast<std::size_t>(was.count);
  const Columns levels = levels_of(seen), gates = gates_of(seen);
  std::array<double, sum::all> of_block{};
  add_marks(seen, n, of_block.data());
  add_same(seen, was.count, of_block.data());
  add_rows(levels, 0, n, of_block.data());
  if (seen.rest > 0) add_rows(gates, 0, static_cast<std::size_t>(seen.rest), of_block.data());
  const auto add_whole = [&](double* to) {
    for (std::size_t s = 0; s < of_block.size(); ++s) to[s] += of_block[s];
  };
  add_whole(sums.all(piece));
  if (!groups_due || !sums.by_stretch()) return;

  for (std::size_t s = 0; s < sum::counted; ++s) bits_of(seen.counted[s], n, room.counted[s]);
  for (int of_cohort = 0; groups.names.size() > 1 && of_cohort < groups.classes / 3; ++of_cohort) {
    classify(now.need_for_structure, n, cohort.empty() ? nullptr : cohort.data() + was.first, of_cohort, room);
    double* const parts[3] = {sums.of_class(piece, of_cohort * 3), sums.of_class(piece, of_cohort * 3 + 1),
                              sums.of_class(piece, of_cohort * 3 + 2)};
    add_classes(seen, n, levels, gates, room, parts);
  }
  const Employee end = was.first + static_cast<Employee>(was.count);
  for (std::size_t at = groups.stretch_of_block[was.first / block_rows]; at < groups.stretches.size(); ++at) {
    const GroupPlan::Stretch& stretch = groups.stretches[at];
    if (stretch.begin >= end) return;
    if (stretch.begin <= was.first && stretch.end >= end) return add_whole(sums.of_stretch(at));
    const Employee from = std::max(stretch.begin, was.first), to = std::min(stretch.end, end);
    add_stretch(seen, from - was.first, to - was.first, levels, gates, room, sums.of_stretch(at));
  }
}

void units_of_today(const GroupPlan& groups, std::size_t units, DaySums& sums, UnitHistory& history) {
  constexpr std::array barriers{sum::barrier_know, sum::barrier_want, sum::barrier_can, sum::barrier_dare,
                                sum::barrier_may};
  std::vector<double> people(units, 0);
  history.output.assign(units, 0), history.morale.assign(units, 0), history.barriers.assign(units * barriers.size(), 0);
  for (std::size_t at = 0; at < groups.stretches.size(); ++at) {
    const double* of_stretch = sums.of_stretch(at);
    const std::size_t unit = groups.stretches[at].unit;
    people[unit] += of_stretch[sum::people], history.output[unit] += of_stretch[sum::output];
    history.morale[unit] += of_stretch[sum::morale];
    for (std::size_t gate = 0; gate < barriers.size(); ++gate)
      history.barriers[unit * barriers.size() + gate] += of_stretch[barriers[gate]];
  }
  for (std::size_t unit = 0; unit < units; ++unit)
    history.output[unit] /= people[unit], history.morale[unit] /= people[unit];
}

}  // namespace kantel
