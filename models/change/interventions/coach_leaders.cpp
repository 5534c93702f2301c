// coach_leaders: k += .1·(1 − k) of those of the target who lead, once, and inertia τ_L/3 while it lasts
// (leading/inertia.cpp).
#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 1> own_keys{"days"};
constexpr float learnt = .1f;

void coach_leaders(const Happening& now) {
  std::vector<std::uint8_t> leads(now.people.employees(), 0);
  for (const Employee lead : now.day.lead_of_team)
    if (lead != nobody) leads[lead] = 1;
  for_target(now, [&](Employee i) {
    if (leads[i]) now.people.skill[i] += learnt * (1 - now.people.skill[i]);
  });
  now.day.coachings.push_back({now.meet(), now.event.day + now.event.days});
}

}  // namespace

const InterventionRow interventions::coach_leaders{
    .name = "coach_leaders",
    .keys = own_keys,
    .sentence =
        "leaders of the target come three times as fast to lead as they mean to, and learn .1 of what they lack",
    .apply = kantel::coach_leaders,
    .more = [](const Event& event) { return "for " + std::to_string(event.days) + " days"; },
    .days = 60};

}  // namespace kantel
