// What is observed each day: sums over people, and the measures made of them. A measure is a row in measures.cpp; the
// sum of a column that no measure has used so far is a row here.
#pragma once
#include <array>
#include <span>

#include "models/change/rows.hpp"
#include "sim/recording.hpp"

namespace kantel {

struct UnitHistory;

// Summed over the people of a group, in three kinds.
// Counted: whole numbers; `count` in observe.cpp says of whom.
#define KANTEL_COUNTED(row)                                                                                    \
  row(people) row(aware) row(practising) row(lapsed) row(compelled) row(committed) row(denial) row(resistance) \
      row(exits) row(not_practising) row(barrier_know) row(dipped) row(in_dip) row(mandated) row(champions)
// Levels, of everybody: the name, and the column, which is of today (now), of the day's scratch (work) or made by
// observe (out).
#define KANTEL_LEVELS(row)                                                                                  \
  row(autonomy, now) row(competence, now) row(relatedness, now) row(need_satisfaction, now) row(trust, now) \
      row(skill, now) row(morale, now) row(durable, out) row(output, out) row(leader_hours, work)           \
          row(training_hours, work) row(autonomy_support, work) row(structure, work) row(care, work)        \
              row(pressure, work) row(vision, work)
// Of yesterday's non-practisers: what blocks them, and what lifting it would give.
#define KANTEL_OF_REST(row)                                                                                         \
  row(barrier_want) row(barrier_can) row(barrier_dare) row(barrier_may) row(gain_know) row(gain_want) row(gain_can) \
      row(gain_dare) row(gain_may)

namespace sum {
#define KANTEL_SUM(name, ...) name,
enum Sum : int { KANTEL_COUNTED(KANTEL_SUM) KANTEL_LEVELS(KANTEL_SUM) KANTEL_OF_REST(KANTEL_SUM) all };
#undef KANTEL_SUM
#define KANTEL_ONE(...) +1
inline constexpr std::size_t counted = 0 KANTEL_COUNTED(KANTEL_ONE), levels = 0 KANTEL_LEVELS(KANTEL_ONE),
                             of_rest = 0 KANTEL_OF_REST(KANTEL_ONE);
#undef KANTEL_ONE
inline constexpr std::size_t first_level = counted, first_of_rest = counted + levels;  // after those counted
}  // namespace sum

std::span<const Measure> measures();
std::size_t measure_index(std::string_view name);
// What the measure hours_so_far adds up, a day.
RunningSum hours_made_of(const Prices& prices);

// The gates of those who did not practise yesterday, a row a person.
struct Gates {
  const float *aware, *unaware;               // 1 or 0; both 0 in a row that does not count
  const float *want, *can, *may, *compelled;  // compelled: λ_c
  const float *dare, *reference;              // dare and its reference, both times p + q
  static constexpr std::size_t columns = 8;
};

// The numbers of one block's people. What is counted is 0 or 1 in a byte; a block has so few rows that a byte holds a
// count, and 32 rows are added at once.
struct Observed {
  alignas(64) std::array<Marks, sum::counted> counted;
  alignas(64) Column durable, output;
  std::array<const float*, sum::levels> level;  // where each level's column stands; null where it is the same for all
  std::array<float, sum::levels> same;          // what it then is, else 0

  // Barriers and gains of those who did not practise yesterday: of every row, weighted, while they are many, and packed
  // together when they are few. `row`: where those packed came from.
  bool packed = false, all_aware = false;  // all_aware: gain_know is 0
  int rest = 0;
  alignas(64) std::array<std::uint8_t, block_rows> row;
  alignas(64) std::array<Column, sum::of_rest> gates;
  // What they are made of.
  alignas(64) Column aware, unaware, dare, reference, shortfall_of_may;
  alignas(64) std::array<Column, Gates::columns> packed_gates;
};

// A bit a row.
using RowBits = std::array<std::uint64_t, 2>;
static_assert(block_rows == 128);

// What adding up by group needs room for: who of the block is in each tercile of a cohort, 1 or 0 and as bits, and the
// marks of what is counted as bits.
struct GroupScratch {
  alignas(64) std::array<Column, 3> weight, weight_of_rest;  // of all rows, and of those whose gates were packed
  std::array<RowBits, 3> member;
  std::array<RowBits, sum::counted> counted;
};

// On day 0 nobody works yet: the day's scratch that is summed is 0.
void no_work_yet(DayScratch& work);

// Fills the columns. Barriers and gains only when asked.
// On day 0 there are no gates: barriers, gains, hours and exits are 0 (and the measures made of them undefined).
void observe(const Day& day, const Yesterday& was, const DayScratch& work, Today& now, bool with_barriers,
             Observed& out);

// Adds a block's numbers to the piece's sums, and to stretches and classes when groups are recorded today.
void add_up(const GroupPlan& groups, std::size_t piece, const Yesterday& was, const Today& now,
            std::span<const std::uint8_t> cohort, const Observed& seen, bool groups_due, GroupScratch& room,
            DaySums& sums);

// What is known of units at the end of a day on which stretches were summed.
void units_of_today(const GroupPlan& groups, std::size_t units, DaySums& sums, UnitHistory& history);

// Terciles of Normal(.5, .2), the need for structure: low below .414, high from .586.
inline constexpr float structure_low = .414f, structure_high = .586f;

}  // namespace kantel
