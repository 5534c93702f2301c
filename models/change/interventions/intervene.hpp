// Intervene: an event of day d acts before the other processes of day d and edits the state that they then call
// yesterday's, neighbour counts included. An event of day 0 edits the start state, which is then recorded.
#pragma once
#include <vector>

#include "models/change/rows.hpp"

namespace kantel {

// What is known of units. `practising` of every day, kept only by arms that celebrate; the others are of yesterday, and
// empty unless something of today looks at them.
struct UnitHistory {
  std::vector<std::vector<std::uint32_t>> practising;  // [day][unit]
  std::vector<double> output, morale;                  // [unit], means; NaN of a unit without people
  std::vector<double> barriers;                        // [unit · 5 + gate], sums over those who do not practise
};

// An event on its day, and all it may act on.
struct Happening {
  const Event& event;
  Day& day;
  const UnitHistory& history;
  Population& people;
  Visible& visible;
  const ChangeGround& ground;
  std::vector<std::uint8_t>& leave_today;  // by block

  bool practises(Employee employee) const { return (visible.yesterday()[employee] & practising_bit) != 0; }
  bool covers(const Condition& condition, Employee employee) const;
  bool covers(Employee employee) const;
  // Whom something that begins with the event is for.
  Met meet() const;
  // The position is refilled today.
  void leaves(Employee employee) const;
};

template <class Act>
void for_target(const Happening& now, Act act) {
  for (Employee i = 0; i < now.day.organisation.employees(); ++i)
    if (now.covers(i)) act(i);
}

// Whether an event looks at what units were like the day before it.
bool needs_units(const Event& event);
// Whether something of this day looks at what units were like the day before.
bool looks_at_units(const std::vector<Event>& events, const Day& day, std::int64_t number);
// The day's events, then the day's sessions of training and the promises that are due.
void intervene(const std::vector<Event>& events, Day& day, const UnitHistory& history, Population& people,
               Visible& visible, const ChangeGround& ground, std::vector<std::uint8_t>& leave_today);
// lift_mandate.cpp
void take_mandate(Population& people, Employee employee);
// train.cpp: the sessions that earlier events have registered.
void teach(const Day& day, Population& people);
// promise.cpp: the promises whose day it is.
void hold_promises(Day& day, const UnitHistory& history, Population& people);
// celebrate.cpp: q of a block's people.
void todays_q(const Day& day, const Yesterday& was, Column& q);

}  // namespace kantel
