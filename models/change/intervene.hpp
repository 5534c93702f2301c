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

void intervene(Day& day, const std::vector<Event>& events, const UnitHistory& history, Population& people,
               Visible& visible);

}  // namespace kantel
