// announce: w = 1.
#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

void announce(const Happening& now) {
  for_target(now, [&](Employee i) {
    const std::uint8_t seen = now.visible.yesterday()[i];
    if (!(seen & aware_bit)) now.visible.edit(i, seen | aware_bit);
  });
}

}  // namespace

const InterventionRow interventions::announce{
    .name = "announce", .sentence = "makes the target aware", .apply = kantel::announce};

}  // namespace kantel
