// The rows of one block of employees during one day, and what a process may do with them.
//
// A process is a function (const Day&, const Yesterday&, DayScratch&, Today&). It reads yesterday's state of its own
// rows (and of others only what the engine has already turned into own-row numbers: ties practising, manager aware),
// uses DayScratch for the day's levers, gates and draws, and writes today's state of its own rows. Everything it reads
// of the state is yesterday's copy, so the order of processes inside a day decides nothing but who may override whom.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "models/change/population.hpp"
#include "models/change/purposes.hpp"
#include "models/change/run.hpp"
#include "sim/random.hpp"
#include "sim/wide.hpp"

namespace kantel {

using Column = std::array<float, block_rows>;  // one number a row
using Draws = std::array<std::uint32_t, block_rows>;

// A policy as an arm uses it: constant levers, or a rule evaluated per person.
struct LedBy {
  Policy policy = Policy::neutral;
  std::optional<float> effort;
  Levers constant;  // when the policy does not depend on the employee
  friend bool operator==(const LedBy&, const LedBy&) = default;
};

// A training session or the support that follows it, while it lasts.
struct ActiveTraining {
  Target target;
  double hours;                     // per session
  std::int64_t first, last, every;  // session days
  std::int64_t support_days;
  bool session_on(std::int64_t day) const { return day >= first && day <= last && (day - first) % every == 0; }
  bool supports_on(std::int64_t day) const {
    if (support_days == 0 || day < first) return false;
    const std::int64_t latest = day > last ? last : first + (day - first) / every * every;
    return day - latest < support_days;
  }
};

// What is the same for every row on a day.
struct Day {
  const Parameters& parameters;
  const ChangeSettings& change;
  const Arm& arm;
  const Organisation& organisation;
  KeyedRandom random;
  std::uint32_t number = 0;
  bool turnover = false;     // anybody ever leaves
  bool social = false;       // anybody's s > 0
  float susceptibility = 0;  // s, unless given per person
  const float* given_susceptibility = nullptr;
  std::vector<LedBy> policies;  // [0] is the arm's own until set_policy
  std::uint8_t policy_of_all = 0;
  std::array<float, 256> hearing_down{};  // ν F^level, 0 in an approach that is not led down
  std::array<float, 256> fit_of_level{};
  std::vector<float> fit_of_unit;               // used instead when not empty
  std::vector<std::int64_t> celebrating_until;  // per unit, exclusive; empty before the first celebration
  std::vector<ActiveTraining> trainings;
  std::int64_t follow_day = 0;
  bool mandates = false;                                       // somebody has been called
  std::span<const Levers> levers_of_team = {};                 // of own rules, today; empty: the policies lead
  std::span<const std::uint32_t> team_of = {};                 // per employee, while there are such levers
  const std::uint8_t* somebody_leaves = nullptr;               // per block, whose positions are refilled today
  bool covers(const Target& target, Employee employee) const;  // is the employee among the target
  const std::vector<std::uint8_t>& is_manager;
  const TeamRuns& teams;
  std::vector<float> weight_autonomy;  // wA per cohort; one entry without cohorts
};

// Yesterday, copied into cache: what today is computed from.
struct Yesterday {
  Employee first = 0;
  int count = 0;
  bool all_aware = false;                                // everybody of the block: nobody hears
  bool managers_leave = false;                           // perhaps; else none of the block's managers does
  alignas(64) Column autonomy, competence, relatedness;  // A, C, R
  alignas(64) Column need_satisfaction, mean_need;       // G, N̄
  alignas(64) Column internalisation, skill, trust;      // m, k, T
  alignas(64) Column aware, practising, lapsed_before;   // w, x, e as 0 or 1
  alignas(64) Column practising_ties, degree;            // n_x, number of ties
  alignas(64) Column ties_intention;                     // mean I of ties, only when social
  alignas(64) Column threshold;                          // θ
  alignas(64) Column fit, weight_autonomy;               // fit of the plan; wA of the cohort
  alignas(64) Column manager_aware, hearing_down;        // only unless all_aware; ν F^level
  // Read where they stand: traits that nobody reads after a position is refilled, and what others may see.
  const float *autonomy_set_point, *competence_set_point, *relatedness_set_point, *structure, *first_skill;
  const std::uint8_t* seen;                          // the own visible byte
  const std::uint8_t* everybody;                     // of all
  std::array<std::uint8_t, block_rows + 8> manager;  // the manager's, 0 without one, unless all are aware and no
                                                     // manager leaves; 8 more for whole words
  const std::uint32_t* aware_ties;                   // n_w
};

// The day in the making.
struct DayScratch {
  alignas(64) std::array<Draws, 4> draws;                                  // hearing, starting, lapsing, leaving
  alignas(64) Column autonomy_support, structure, care, pressure, vision;  // today's levers
  alignas(64) Column presence, leader_hours;                               // min(1, Σu/1.5); what they cost a week
  alignas(64) Column mandated_pressure;                                    // D while a mandate holds, else 0
  alignas(64) Column q, practising_share;                                  // q today (celebrations), y
  alignas(64) Column want, can, social, safety, may;  // gates; social = p + q f, dare = social/(p+q) · safety
  alignas(64) Column voluntary_rate, compelled_rate;  // λ_v, λ_c for who is aware, per day
  alignas(64) Column training_hours;
  alignas(64) Column mean_need;  // today's N̄
  // What the levers' and training's columns hold from the block before, so that they are not filled again.
  std::optional<Levers> alike;  // everybody's levers, while they are the same
  bool trained = true;
};

// Today's state: the own rows of the population's columns.
struct Today {
  float *autonomy, *competence, *relatedness, *need_satisfaction, *internalisation, *skill, *trust, *morale;
  float *autonomy_set_point, *competence_set_point, *relatedness_set_point, *structure, *threshold, *first_skill;
  float* intention;  // null unless social
  std::uint8_t *flags, *seen;
  std::uint16_t* occupant;
  std::uint32_t* mandate_due;  // null unless a mandate has a delay
  const std::uint8_t* led_by;  // null while all are led alike
};

// wA, wC, wR times three numbers, and the geometric composite.
inline float mean_need(float wa, float wc, float a, float c, float r) { return wa * a + wc * c + (1 - wa - wc) * r; }
inline float composite(float wa, float wc, float a, float c, float r) {
  return power_of_two(wa * binary_logarithm(a) + wc * binary_logarithm(c) + (1 - wa - wc) * binary_logarithm(r));
}
inline float within(float low, float x, float high) {
  x = x < high ? x : high;  // in the form that is one instruction
  return x > low ? x : low;
}

// Whether something of this rate happens to a row today.
inline bool happens(std::uint32_t draw, float rate) { return unit_interval(draw) < probability(rate); }

// Visits the rows that are marked, in order.
using Marks = std::array<std::uint8_t, block_rows>;
template <class Visit>
void for_each_marked(const Marks& marks, int count, Visit visit) {
  for_each_with(marks.data(), static_cast<std::size_t>(count), 1, visit);
}

// f: how strongly n practising of d ties are felt (model.md, section 3).
float social_proof(const ChangeSettings& change, float practising, float degree, float threshold);

using Process = void (*)(const Day&, const Yesterday&, DayScratch&, Today&);
struct ProcessEntry {
  std::string_view name, sentence;
  Process process;
};

void lead(const Day&, const Yesterday&, DayScratch&, Today&);
void hear(const Day&, const Yesterday&, DayScratch&, Today&);
void weigh(const Day&, const Yesterday&, DayScratch&, Today&);
void adopt_or_lapse(const Day&, const Yesterday&, DayScratch&, Today&);
void learn(const Day&, const Yesterday&, DayScratch&, Today&);
void needs(const Day&, const Yesterday&, DayScratch&, Today&);
void trust(const Day&, const Yesterday&, DayScratch&, Today&);
void leave_and_join(const Day&, const Yesterday&, DayScratch&, Today&);

// The order of a day, as data: run, `kantel describe order` and the timing table read it.
std::span<const ProcessEntry> order_of_a_day();

// Yesterday's rows of a block; today's rows begin as what was visible yesterday, without who has left.
void load(const Day& day, const Population& people, const Visible& visible, Employee first, int count, Yesterday& was);
Today rows_of(const Day& day, Population& people, Visible& visible, Employee first);
void open_today(const Yesterday& was, Today& now);
// Asks memory for a part of the rows from `first` on, a few columns after each process of the block before: there are
// more columns than the processor foresees by itself, and asking for all at once would be waiting for them.
void prefetch_rows(const Day& day, const Population& people, const Visible& visible, bool all_aware, std::size_t part,
                   Employee first);

// Everybody's needs, need satisfaction, morale and intention from their set points (day 0).
void settle(const Day& day, const Yesterday& was, Today& now);
// Who leaves tomorrow, from today's needs.
void give_notice(const Day& day, const Yesterday& was, const DayScratch& work, Today& now);
// A position's start: traits, set points and levels of a given occupant (day 0, and every successor).
void start_state(const Day& day, const Yesterday& was, int row, std::uint16_t occupant, Today& now);

}  // namespace kantel
