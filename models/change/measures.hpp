// What is observed each day: sums over people, and the measures made of them. The measures' names, units and sentences
// stand in measures.cpp, once.
#pragma once
#include <array>
#include <span>

#include "models/change/rows.hpp"
#include "sim/recording.hpp"

namespace kantel {

// Summed over the people of a group. Barriers and gains are summed over yesterday's non-practisers.
enum Sum : int {
  sum_people,
  sum_aware,
  sum_practising,
  sum_compelled,
  sum_committed,
  sum_durable,
  sum_lapsed,
  sum_autonomy,
  sum_competence,
  sum_relatedness,
  sum_need_satisfaction,
  sum_trust,
  sum_skill,
  sum_morale,
  sum_output,
  sum_exits,
  sum_leader_hours,
  sum_training_hours,
  sum_not_practising,
  sum_barrier_know,
  sum_barrier_want,
  sum_barrier_can,
  sum_barrier_dare,
  sum_barrier_may,
  sum_gain_know,
  sum_gain_want,
  sum_gain_can,
  sum_gain_dare,
  sum_gain_may,
  sum_denial,
  sum_resistance,
  sum_followed,
  sum_followed_practising,
  sums
};

std::span<const Measure> measures();
std::size_t measure_index(std::string_view name);

// The numbers of one block's people, a column a sum.
struct Observed {
  alignas(64) std::array<Column, sums> values;
};

// Fills the columns and updates morale. Barriers and gains, which cost as much as the rest together, only when asked.
// On day 0 there are no gates: barriers, gains, hours and exits are 0 (and the measures made of them undefined).
void observe(const Day& day, const Yesterday& was, const Workings& work, Today& now, bool with_barriers, Observed& out);

// Terciles of Normal(.5, .2), the need for structure: low below .414, high from .586.
inline constexpr float structure_low = .414f, structure_high = .586f;

}  // namespace kantel
