// hire_wave: a share of the target is replaced, spread evenly over some days. Who, and when, is one draw a position.
#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 2> own_keys{"share", "days"};

void hire_wave(const Happening& now) {
  const Event& event = now.event;
  const auto begun = static_cast<std::uint32_t>(event.day);
  const std::int64_t today = now.day.number - event.day;
  for_target(now, [&](Employee i) {
    const double drawn = open_unit_interval(now.day.random.draw(i, begun, hired_anew));
    if (drawn < event.share &&
        static_cast<std::int64_t>(drawn / event.share * static_cast<double>(event.days)) == today)
      now.leaves(i);
  });
}

}  // namespace

const InterventionRow interventions::hire_wave{
    .name = "hire_wave",
    .keys = own_keys,
    .needed = std::span(own_keys).first(1),
    .sentence = "a share of the target is replaced by newcomers, over some days",
    .apply = kantel::hire_wave,
    .more = [](const Event& event) { return shortest(event.share) + " over " + std::to_string(event.days) + " days"; },
    .lasts = [](const Event& event) { return event.days; },
    .first_day = 1};

}  // namespace kantel
