#include "models/change/interventions/intervene.hpp"

namespace kantel {

bool Day::covers(const Target& target, Employee employee) const {
  switch (target.kind) {
    case Target::Kind::all: return true;
    case Target::Kind::managers: return is_manager[employee] != 0;
    case Target::Kind::unit: return organisation.unit[employee] == target.number;
    case Target::Kind::level: return organisation.level[employee] == target.number;
    case Target::Kind::team:
      return organisation.manager[employee] == teams.manager[static_cast<std::size_t>(target.number)];
  }
  return false;
}

void intervene(Day& day, const std::vector<Event>& events, const UnitHistory& history, Population& people,
               Visible& visible) {
  for (const Event& event : events)
    if (event.day == static_cast<std::int64_t>(day.number)) event.what->apply({event, day, history, people, visible});
  teach(day, people);
}

}  // namespace kantel
