// sprint: registers it; leading/sprint.cpp lifts the levers, and takes as much away.
#include "models/change/interventions/intervene.hpp"

namespace kantel {

const InterventionRow interventions::sprint{
    .name = "sprint",
    .sentence = "adds .2 to vision and care for 10 days, then takes as much away for 10",
    .apply = [](const Happening& now) {
      now.day.sprints.push_back({now.meet(), now.event.day});
    }};

}  // namespace kantel
