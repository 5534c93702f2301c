// Crisis reflex: D → 1 and AS → 0 while the mean morale or output of the leader's unit is below the bound, for 20 days
// at least and until it is .03 above [threat rigidity: Staw, Sandelands & Dutton 1981].
//
// Looked at are the means of units at the end of today, for tomorrow. A unit without people is in none.
#include "models/change/leading/crisis.hpp"

#include "models/change/leading/pipeline.hpp"

namespace kantel {

void look_for_crises(Day& day, const UnitHistory& history) {
  const std::vector<double>& mean = day.arm.crisis->on == CrisisOf::morale ? history.morale : history.output;
  const std::int64_t tomorrow = std::int64_t{day.number} + 1;
  for (std::size_t unit = 0; unit < day.crisis_since.size(); ++unit) {
    std::int64_t& since = day.crisis_since[unit];
    if (since == no_crisis && mean[unit] < day.arm.crisis->begins_below())
      since = tomorrow;
    else if (since != no_crisis && tomorrow - since >= Crisis::least_days && mean[unit] >= day.arm.crisis->ends_at())
      since = no_crisis;
  }
}

namespace steps {
extern const TeamStep crisis;
}
const TeamStep steps::crisis{.name = "crisis",
                             .sentence = "leaders of a unit that does badly press and leave no room",
                             .is_on = [](const Day& day) { return day.crisis; },
                             .apply =
                                 [](const Day& day, std::uint32_t team, const Levers& led) {
                                   if (day.led_by_nobody(team)) return led;
                                   const std::size_t unit = day.organisation.unit[day.lead_of_team[team]];
                                   if (day.crisis_since[unit] == no_crisis) return led;
                                   Levers gripped = led;
                                   gripped.autonomy_support = 0, gripped.pressure = 1;
                                   return gripped;
                                 }};

}  // namespace kantel
