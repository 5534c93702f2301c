// replace: the target leaves at once; successors come, and those they led have to get to know them.
#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

void replace(const Happening& now) {
  for_target(now, [&](Employee i) { now.leaves(i); });
}

}  // namespace

const InterventionRow interventions::replace{
    .name = "replace",
    .sentence = "the target, such as a leader or a layer, is succeeded at once; their people's trust is drawn anew",
    .apply = kantel::replace,
    .first_day = 1};

}  // namespace kantel
