// mandate: the target is called; it reaches each in `lead`. At a deadline only who does not practise is called;
// where a decision comes back, only from whom it was taken.
#include <algorithm>

#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 1> own_keys{"delay_per_level"};

void call(const Happening& now) {
  Day& day = now.day;
  Population& people = now.people;
  day.mandates = true;
  for_target(now, [&](Employee i) {
    if (now.event.laggards_only && (now.visible.yesterday()[i] & practising_bit)) return;
    if (now.event.returns) {
      if (!(people.flags[i] & suspended_bit)) return;
      people.flags[i] &= static_cast<std::uint8_t>(~suspended_bit);
    }
    people.flags[i] |= called_bit;
    if (people.mandate_due.empty()) return;
    // Of two mandates on their way to somebody, the one that arrives first does.
    const std::uint32_t level = day.organisation.level[i];
    const std::uint32_t levels = day.organisation.mandates_from_top ? std::min(level, 1u) : level;
    const std::uint32_t delay = static_cast<std::uint32_t>(now.event.delay_per_level) * levels;
    std::uint32_t& due = people.mandate_due[i];
    if (due == 0)
      due = not_told_bit | delay;
    else if (due & not_told_bit)
      due = not_told_bit | std::min(due & ~not_told_bit, delay);
    else
      due = std::min(due, day.number + delay);
  });
}

}  // namespace

const InterventionRow interventions::mandate{
    .name = "mandate",
    .keys = own_keys,
    .sentence = "starts a mandate for the target; it reaches each the day after the own manager is aware",
    .apply = call};

}  // namespace kantel
