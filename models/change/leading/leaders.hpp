// Leaders as people: how each differs from the policy, is absent, and follows where led. All of it is keyed by the
// leader's position and occupant, so that a successor leads in a way of the own.
#pragma once
#include "models/change/day.hpp"
#include "models/change/rows.hpp"

namespace kantel {

// Drawn of the occupant of a position: √g·z + √(1 − g)·z_lever of each lever (of pressure the second part alone), and
// B.
Leader leader_drawn(const Arm& arm, const KeyedRandom& random, Employee position, std::uint32_t occupant);
// What such a leader makes of a policy's levers (spread.cpp).
Levers spread_out(const Arm& arm, const Leader& leader, const Levers& levers);

// Before the pass, while positions are as they were yesterday: says who leads and who follows, and draws anew leaders
// that are others than the day before. Nothing where the arm does not tell leaders apart.
void meet_leaders(Day& day, const Population& people);
// rotation.cpp: on its days, the lead goes to the most skilled.
void rotate(Day& day, const Population& people);
// In the pass: whether who leads a block's people practises, instead of the managers of whom the rest is told.
void look_at_leads(const Day& day, const std::uint8_t* seen, Employee first, Employee end, std::uint8_t* managers);
// inertia.cpp: what leaders do before day 1.
void lead_from_neutral(Population& people);
// inertia.cpp: how fast each team's leader comes to what is meant today.
void set_paces(Day& day);
// own_means.cpp: what each team's leader's rationale and coaching are worth today.
void weigh_own_means(Day& day, const Population& people, const Visible& visible);

}  // namespace kantel
