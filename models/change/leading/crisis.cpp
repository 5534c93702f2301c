// Crisis reflex: D → 1 and AS → 0 while the mean morale or output of the leader's unit is below the bound, for 20 days
// at least and until it is .03 above [threat rigidity: Staw, Sandelands & Dutton 1981].
//
// What is looked at tomorrow is summed today, stretch by stretch of a unit; a stretch belongs to one worker, and
// stretches are added in their order, so that any number of threads finds the same mean.
#include "models/change/leading/crisis.hpp"

#include <algorithm>

#include "models/change/leading/pipeline.hpp"

namespace kantel {

void watch_units(const Day& day, const GroupPlan& places, const Yesterday& was, const Today& now, const Column& output,
                 std::vector<double>& by_stretch) {
  const float* watched = day.arm.crisis->on == CrisisOf::morale ? now.morale : output.data();
  const Employee end = was.first + static_cast<Employee>(was.count);
  for (std::size_t at = places.stretch_of_block[was.first / block_rows]; at < places.stretches.size(); ++at) {
    const GroupPlan::Stretch& place = places.stretches[at];
    if (place.begin >= end) return;
    double sum = 0;
    for (Employee i = std::max(place.begin, was.first); i < std::min(place.end, end); ++i)
      sum += watched[i - was.first];
    by_stretch[at] += sum;
  }
}

void look_for_crises(Day& day, const GroupPlan& places, const std::vector<double>& by_stretch) {
  const std::size_t units = day.crisis_since.size();
  std::vector<double> sum(units, 0), people(units, 0);
  for (std::size_t at = 0; at < by_stretch.size(); ++at) {
    const GroupPlan::Stretch& place = places.stretches[at];
    sum[place.unit] += by_stretch[at], people[place.unit] += place.end - place.begin;
  }
  const std::int64_t tomorrow = std::int64_t{day.number} + 1;
  for (std::size_t unit = 0; unit < units; ++unit) {
    if (people[unit] == 0) continue;
    const double mean = sum[unit] / people[unit];
    std::int64_t& since = day.crisis_since[unit];
    if (since == no_crisis && mean < day.arm.crisis->begins_below())
      since = tomorrow;
    else if (since != no_crisis && tomorrow - since >= Crisis::least_days && mean >= day.arm.crisis->ends_at())
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
