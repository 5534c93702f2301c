// Every column of the people, once: a row a column. From these rows the compiler makes the population, the loading and
// storing of a block, what memory is asked for ahead, checkpoints, the view of a run from outside, what a process can
// name (rows.hpp), the comparison with the oracle and the table in `kantel describe`. A process with a column of its
// own is this row, its file, and its place in the order of a day.
//
// Three kinds of columns: those that last from day to day; what the engine gathers each day for a row, out of it and of
// what is visible of others; and the scratch of a day, which is forgotten when the block is done.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "models/model.hpp"

namespace kantel {

// What happens to it when a position is refilled.
enum class Kind {
  level,  // the occupant's, moving from day to day; starts anew
  trait,  // the occupant's, fixed; drawn anew
  record  // the position's; stays
};
enum class Kept {
  daily,     // touched every day: memory is asked for ahead
  seldom,    // touched when something happens
  on_demand  // empty until something needs it
};
// Who may see it. What everybody sees has two buffers: others read yesterday's while its owner writes today's.
enum class SeenBy { own_row, everybody };
// How a process meets yesterday's value of its own row.
enum class Read {
  copied,   // a copy, so that today's may be written while yesterday's is read
  in_place  // where it stands: yesterday's until a process writes it
};

// clang-format off
// row(name, type, kind, kept, seen by, read, start, symbol, unit, sentence). `start`: a number the compiler fills in, or
// words for what processes/newcomer.cpp does.
#define KANTEL_COLUMNS(row) \
  row(autonomy, float, level, daily, own_row, copied, "its set point", "A", "0 to 1", "how far the need for autonomy is met") \
  row(competence, float, level, daily, own_row, copied, "its set point", "C", "0 to 1", "how far the need for competence is met") \
  row(relatedness, float, level, daily, own_row, copied, "its set point", "R", "0 to 1", "how far the need for relatedness is met") \
  row(need_satisfaction, float, level, daily, own_row, copied, "of the needs", "G", "0 to 1", "geometric composite of the three needs") \
  row(internalisation, float, level, daily, own_row, copied, 0, "m", "0 to 1", "how far the practice is one's own") \
  row(skill, float, level, daily, own_row, copied, "Normal(skill_new, skill_sd)", "k", "0 to 1", "mastery of the practice") \
  row(trust, float, level, daily, own_row, copied, "Normal(trust_new, trust_sd)", "T", "0 to 1", "trust in the own leader") \
  row(consolidated_skill, float, level, daily, own_row, in_place, "skill", "kc", "0 to 1", "what stays of a skill that is not used") \
  row(morale, float, level, daily, own_row, in_place, "mean need", "M", "0 to 1", "how the needs feel, a mean over ten days") \
  row(accustomed, float, level, daily, own_row, in_place, "mean need", "H", "0 to 1", "the mean need that one has got used to") \
  row(attitude, float, trait, daily, own_row, in_place, "ln-normal(0, attitude_sd)", "v", "factor", "one's own view of this change, beyond what needs say") \
  row(threshold, float, trait, daily, own_row, copied, "Normal(theta, theta_sd)", "θ", "share of ties", "at which practising ties are felt by half") \
  row(autonomy_set_point, float, trait, daily, own_row, in_place, "Normal(need_mean, need_sd)", "a0", "0 to 1", "where autonomy rests") \
  row(competence_set_point, float, trait, daily, own_row, in_place, "Normal(need_mean, need_sd)", "c0", "0 to 1", "where competence rests") \
  row(relatedness_set_point, float, trait, daily, own_row, in_place, "Normal(need_mean, need_sd)", "r0", "0 to 1", "where relatedness rests") \
  row(need_for_structure, float, trait, daily, own_row, in_place, "Normal(structure_mean, structure_sd)", "S", "0 to 1", "how much structure a person wishes for") \
  row(flags, std::uint8_t, record, daily, own_row, in_place, 0, "", "bits", "the byte of those bits that nobody else sees") \
  row(intention, float, level, on_demand, everybody, in_place, "fit · v · G", "I", "at least 0", "voiced among ties; kept only when somebody is susceptible") \
  row(occupant, std::uint16_t, record, seldom, own_row, in_place, 0, "", "number", "which occupant of the position; 0 was there on day 0") \
  row(mandate_due, std::uint32_t, record, on_demand, own_row, in_place, 0, "", "day", "when a mandate on its way arrives; kept only where mandates have delays") \
  row(led_by, std::uint8_t, record, on_demand, own_row, in_place, 0, "", "index", "into the policies of the run; kept only while not all are led alike") \
  row(mentors, std::uint8_t, record, on_demand, own_row, in_place, 0, "", "0 or 1", "is heard above, in a line of reverse mentoring; kept only once there are such lines") \
  row(plan_fit, float, record, on_demand, own_row, in_place, 0, "fit", "0 to 1", "of the plan to the position, as revised; 0: as drawn up; kept only where the plan was revised") \
  row(guided_days, std::uint16_t, level, on_demand, own_row, in_place, 0, "", "days", "coached at .8 or more, or trained; kept only where people may be moved out") \
  row(leading_learnt, float, level, on_demand, own_row, in_place, 0, "", "0 to 1", "share of what one's room and care as a leader lacked of the policy's that training has added; kept only where leading is trained") \
  row(realised_autonomy_support, float, record, on_demand, own_row, in_place, "neutral", "AS", "0 to 1", "what the leader has come to do; kept only where leaders have inertia, as are the next four") \
  row(realised_structure, float, record, on_demand, own_row, in_place, "neutral", "ST", "0 to 1", "likewise") \
  row(realised_care, float, record, on_demand, own_row, in_place, "neutral", "RE", "0 to 1", "likewise") \
  row(realised_pressure, float, record, on_demand, own_row, in_place, "neutral", "D", "0 to 1", "likewise") \
  row(realised_vision, float, record, on_demand, own_row, in_place, "neutral", "V", "0 to 1", "likewise") \
  row(cohort, std::uint8_t, trait, on_demand, own_row, in_place, "the organisation's; of a successor drawn", "", "index", "into the cohorts of the scenario; kept only where there are some")

// Bits of a byte of each employee. `seen` is the visible byte (sim/visible), whose bits all others may read.
// row(name, byte, bit, seen by, symbol, sentence)
#define KANTEL_BITS(row) \
  row(aware, seen, 1, everybody, "w", "knows of the change") \
  row(practising, seen, 2, everybody, "x", "does the new practice") \
  row(leaving, seen, 4, everybody, "", "the position is refilled tomorrow") \
  row(lapsed_before, flags, 1, own_row, "e", "has practised and stopped") \
  row(compelled, flags, 2, own_row, "o", "began by compliance") \
  row(called, flags, 4, own_row, "", "a mandate has been issued for the position") \
  row(mandated, flags, 8, own_row, "", "and has reached it") \
  row(dipped, flags, 16, own_row, "", "morale has been more than .02 below its start") \
  row(champion, flags, 32, own_row, "", "was made a champion") \
  row(suspended, flags, 64, own_row, "", "a mandate was taken back, and may return")

// What is gathered for each row before the processes: numbers, of yesterday. row(name, symbol, sentence)
#define KANTEL_GATHERED(row) \
  row(mean_need, "N̄", "weighted mean of the three needs") \
  row(aware, "w", "0 or 1") \
  row(practising, "x", "0 or 1") \
  row(lapsed_before, "e", "0 or 1") \
  row(practising_ties, "n_x", "ties who practise") \
  row(degree, "d", "ties") \
  row(managers_example, "κr·x_manager", "colleagues that the own manager's practising counts for; a second manager's as well") \
  row(example_weight, "κr", "0 without a manager, twice as much with two") \
  row(ties_intention, "", "mean intention of ties; only when somebody is susceptible") \
  row(fit, "fit", "of the plan to the place") \
  row(weight_autonomy, "wA", "of the unit and cohort") \
  row(demand, "z", "of the practice; only where units or cohorts differ in it") \
  row(manager_aware, "", "of the manager and a second one, how many; only unless everybody of the block is aware") \
  row(hearing_down, "ν·F^level", "strength of hearing from the manager; only unless everybody of the block is aware")

// The day in the making. row(name, symbol, sentence)
#define KANTEL_SCRATCH(row) \
  row(autonomy_support, "AS", "today's lever") \
  row(structure, "ST", "today's lever") \
  row(care, "RE", "today's lever") \
  row(pressure, "D", "today's lever") \
  row(vision, "V", "today's lever") \
  row(presence, "min(1, (AS + ST + RE + V)/1.2)", "how much the leader is there") \
  row(leader_hours, "", "what the levers cost, hours a week") \
  row(mandated_pressure, "D_mandated", "D + (1 − D)·M while a mandate holds, else 0") \
  row(q, "q", "of today: celebrations raise it") \
  row(practising_share, "y", "share of ties who practise") \
  row(want, "want", "gate") \
  row(can, "can", "gate") \
  row(social, "p + q·f", "of the gate dare: social proof") \
  row(safety, "1 − ψ·(1 − T)", "of the gate dare") \
  row(may, "may", "gate") \
  row(voluntary_rate, "λ_v", "of starting by choice, per day, for who is aware") \
  row(compelled_rate, "λ_c", "of starting by compliance, per day, for who is aware") \
  row(training_hours, "", "of today") \
  row(todays_mean_need, "N̄", "of today's needs")
// clang-format on

#define KANTEL_BIT(name, byte, bit, ...) inline constexpr std::uint8_t name##_bit = bit;
KANTEL_BITS(KANTEL_BIT)
#undef KANTEL_BIT

template <class T>
constexpr PeopleColumn::Type people_type() {
  using Type = PeopleColumn::Type;
  if constexpr (std::is_same_v<T, float>) return Type::real;
  if constexpr (std::is_same_v<T, std::uint8_t>) return Type::byte;
  if constexpr (std::is_same_v<T, std::uint16_t>) return Type::small;
  if constexpr (std::is_same_v<T, std::uint32_t>) return Type::whole;
}

// A column in words, for `kantel describe` and the documentation.
struct ColumnWords {
  std::string_view name, symbol, unit;
  std::string_view start, seen_by, changes;  // of what lasts; "" else
  std::string_view sentence;
};
std::span<const ColumnWords> lasting_columns();
std::span<const ColumnWords> gathered_columns();
std::span<const ColumnWords> scratch_columns();

}  // namespace kantel
