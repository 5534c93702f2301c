// lift_mandate: nobody of the target is called or mandated any more.
#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

void lift(const Happening& now) {
  for_target(now.day, now.event.target, [&](Employee i) {
    now.people.flags[i] &= static_cast<std::uint8_t>(~(called_bit | mandated_bit));
    if (!now.people.mandate_due.empty()) now.people.mandate_due[i] = 0;
  });
}

}  // namespace

const InterventionRow interventions::lift_mandate{
    .name = "lift_mandate", .sentence = "ends the mandate for the target", .apply = lift, .ends_mandate = true};

}  // namespace kantel
