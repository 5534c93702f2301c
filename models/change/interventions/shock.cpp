// shock: output of the target falls for some days, for reasons outside the model.
#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 2> own_keys{"loss", "days"};

void shock(const Happening& now) {
  std::vector<float>& lost = now.day.shock;
  if (lost.empty()) lost.assign(now.people.employees(), 0);
  for_target(now, [&](Employee i) { lost[i] += static_cast<float>(now.event.loss); });
}

}  // namespace

const InterventionRow interventions::shock{
    .name = "shock",
    .keys = own_keys,
    .needed = std::span(own_keys).first(1),
    .sentence = "output of the target falls for some days, for reasons outside the model",
    .apply = kantel::shock,
    .more = [](const Event& event) { return shortest(event.loss) + " for " + std::to_string(event.days) + " days"; },
    .lasts = [](const Event& event) { return event.days; }};

}  // namespace kantel
