// What each keyed draw of the change model is for. A new purpose gets a new number; nobody's luck shifts.
#pragma once
#include <algorithm>
#include <cstdint>

#include "sim/mathematics.hpp"
#include "sim/random.hpp"

namespace kantel {

enum Purpose : std::uint32_t {
  // Daily, keyed by (employee, day). The first four share one evaluation.
  hearing = 0,
  starting = 1,
  lapsing = 2,
  leaving = 3,    // drawn on the day notice is given, the day before the position is refilled
  complying = 4,  // whether a start was compelled
  trusting_anew = 5,
  mentoring_lot = 30,      // on the day of the event: who mentors
  mentoring_partner = 31,  // and who is mentored
  // A person's start, keyed by (position, occupant).
  autonomy_set_point = 8,
  competence_set_point = 9,
  relatedness_set_point = 10,
  need_for_structure = 11,
  threshold = 12,
  first_skill = 13,
  first_trust = 14,
  champion_rank = 15,
  first_attitude = 16,
  hired_anew = 6,     // keyed by (employee, day on which the wave of hiring begins)
  wave_rank = 7,      // keyed by (unit)
  told_at_once = 17,  // of a mandate that had reached the position
  // Of the person as a leader, keyed likewise.
  leading_common = 18,
  leading_lever = 20,  // the five levers in their order
  backing = 25,
  rotating = 26,  // keyed by (employee, day): of members as skilled as each other, who leads
  // Where units and cohorts differ, keyed likewise.
  cohort_of_successor = 27,
  practising_already = 28,
  absence = 32,  // and the numbers after it, as many as the draw needs
};

// Normal(mean, sd) clipped to [low, high], from 32 random bits.
inline float clipped_normal(std::uint32_t bits, double mean, double sd, double low = 0, double high = 1) {
  return static_cast<float>(std::clamp(mean + sd * normal_quantile(open_unit_interval(bits)), low, high));
}

}  // namespace kantel
