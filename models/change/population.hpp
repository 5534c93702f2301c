// Everybody's state, one array a column, in employee order. Private columns are updated in place by their own row's
// block; what others may see (aware, practising, and that a position is about to be refilled) is in sim/visible.
#pragma once
#include <cstdint>

#include "sim/large.hpp"
#include "sim/visible.hpp"

namespace kantel {

// Bits of the visible byte.
inline constexpr std::uint8_t aware_bit = Visible::first_bit;        // w
inline constexpr std::uint8_t practising_bit = Visible::second_bit;  // x
inline constexpr std::uint8_t leaving_bit = 4;                       // the position is refilled tomorrow

// Bits of the private byte.
inline constexpr std::uint8_t lapsed_before_bit = 1;  // e
inline constexpr std::uint8_t compelled_bit = 2;      // o
inline constexpr std::uint8_t called_bit = 4;         // a mandate has been issued for the position
inline constexpr std::uint8_t mandated_bit = 8;       // and has reached it

// Called, but the manager has not been aware yet.
inline constexpr std::uint32_t not_told_bit = 0x80000000;

struct Population {
  explicit Population(Employee employees)
      : autonomy(employees),
        competence(employees),
        relatedness(employees),
        need_satisfaction(employees),
        internalisation(employees),
        skill(employees),
        trust(employees),
        morale(employees),
        autonomy_set_point(employees),
        competence_set_point(employees),
        relatedness_set_point(employees),
        structure(employees),
        threshold(employees),
        first_skill(employees),
        flags(employees, 0),
        occupant(employees, 0) {}

  // Levels, all in [0, 1].
  LargeVector<float> autonomy, competence, relatedness;  // A, C, R
  LargeVector<float> need_satisfaction;                  // G
  LargeVector<float> internalisation, skill, trust;      // m, k, T
  LargeVector<float> morale;                             // exponential mean of N̄
  LargeVector<float> intention, next_intention;          // I, kept only when somebody's s > 0
  // Traits of the present occupant.
  LargeVector<float> autonomy_set_point, competence_set_point, relatedness_set_point;  // a0, c0, r0
  LargeVector<float> structure, threshold, first_skill;                                // S, θ, k0
  LargeVector<std::uint8_t> flags;
  LargeVector<std::uint16_t> occupant;     // 0 for who was there on day 0
  LargeVector<std::uint32_t> mandate_due;  // the day a mandate on its way arrives, or not_told_bit and the days it will
                                           // take; 0 = not called. Empty where no mandate has a delay
  LargeVector<std::uint8_t> led_by;        // index into the arm's policies; empty while all are led alike

  Employee employees() const { return static_cast<Employee>(autonomy.size()); }
};

}  // namespace kantel
