// move_out: who has been guided for `after` days and does still not practise leaves at once; successors come.
#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 1> own_keys{"after"};

void move_out(const Happening& now) {
  for_target(now, [&](Employee i) {
    if (!now.practises(i) && now.people.guided_days[i] >= now.event.after) now.leaves(i);
  });
}

}  // namespace

const InterventionRow interventions::move_out{
    .name = "move_out",
    .keys = own_keys,
    .sentence = "those who do not practise after so many days of guidance leave; successors come",
    .apply = kantel::move_out,
    .first_day = 1,
    .counts_guidance = true};

}  // namespace kantel
