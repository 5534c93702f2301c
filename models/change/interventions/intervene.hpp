// Intervene: an event of day d acts before the other processes of day d and edits the state that they then call
// yesterday's, neighbour counts included. An event of day 0 edits the start state, which is then recorded.
#pragma once
#include <vector>

#include "models/change/rows.hpp"

namespace kantel {

// Practising per unit and day, kept only by arms that celebrate.
struct UnitHistory {
  std::vector<std::vector<std::uint32_t>> practising;  // [day][unit]
};

// An event on its day, and all it may act on.
struct Happening {
  const Event& event;
  Day& day;
  const UnitHistory& history;
  Population& people;
  Visible& visible;
};

template <class Act>
void for_target(const Day& day, const Target& target, Act act) {
  for (Employee i = 0; i < day.organisation.employees(); ++i)
    if (day.covers(target, i)) act(i);
}

// The day's events, then the day's sessions of training.
void intervene(Day& day, const std::vector<Event>& events, const UnitHistory& history, Population& people,
               Visible& visible);
// train.cpp: the sessions that earlier events have registered.
void teach(const Day& day, Population& people);
// celebrate.cpp: q of a block's people.
void todays_q(const Day& day, const Yesterday& was, Column& q);

}  // namespace kantel
