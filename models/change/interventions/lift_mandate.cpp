// lift_mandate: nobody of the target is called or mandated any more.
#include "models/change/interventions/intervene.hpp"

namespace kantel {

void take_mandate(Population& people, Employee employee) {
  people.flags[employee] &= static_cast<std::uint8_t>(~(called_bit | mandated_bit));
  if (!people.mandate_due.empty()) people.mandate_due[employee] = 0;
}

namespace {

void lift(const Happening& now) {
  for_target(now, [&](Employee i) {
    take_mandate(now.people, i);
    now.people.flags[i] &= static_cast<std::uint8_t>(~suspended_bit);
  });
}

}  // namespace

const InterventionRow interventions::lift_mandate{
    .name = "lift_mandate", .sentence = "ends the mandate for the target", .apply = lift, .ends_mandate = true};

}  // namespace kantel
