// reverse_decision: T is multiplied by 1 − reversal_cost, the mandate is lifted, and may come back (the mandate that
// returns is an event of its own day, scenario/events.hpp).
#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 1> own_keys{"back_after"};

void reverse_decision(const Happening& now) {
  const auto kept = static_cast<float>(1 - now.day.parameters.reversal_cost);
  for_target(now, [&](Employee i) {
    now.people.trust[i] *= kept;
    if (!(now.people.flags[i] & (called_bit | mandated_bit))) return;
    take_mandate(now.people, i);
    if (now.event.back_after > 0) now.people.flags[i] |= suspended_bit;
  });
}

}  // namespace

const InterventionRow interventions::reverse_decision{
    .name = "reverse_decision",
    .keys = own_keys,
    .sentence = "takes the mandate back, which costs trust; it may return after some days",
    .apply = kantel::reverse_decision,
    .ends_mandate = true};

}  // namespace kantel
