#include "models/change/chart.hpp"

#include <algorithm>

namespace kantel {

OwnChart::OwnChart(const ChangeGround& ground)
    : organisation(ground.organisation), is_manager(ground.is_manager), teams(ground.teams), places(ground.groups) {}

void OwnChart::take(const std::vector<Employee>& managers) {
  const Employee people = organisation.employees();
  std::ranges::copy(managers, organisation.manager.begin());
  std::vector<std::uint8_t> known(people, 0);
  std::vector<Employee> above;
  for (Employee v = 0; v < people; ++v) {
    Employee at = v;
    for (; known[at] == 0 && managers[at] != nobody; at = managers[at]) above.push_back(at);
    if (managers[at] == nobody) organisation.level[at] = 0, known[at] = 1;
    for (; !above.empty(); above.pop_back()) {
      organisation.level[above.back()] = static_cast<std::uint8_t>(organisation.level[managers[above.back()]] + 1);
      known[above.back()] = 1;
    }
  }
  is_manager = managers_of(organisation);
  teams = make_teams(organisation.manager);
  const GroupPlan now = plan_groups(organisation.level, organisation.unit, organisation.unit_names, {});
  places.stretches = now.stretches, places.stretch_of_block = now.stretch_of_block;
}

std::unique_ptr<OwnChart> own_chart_of(const ChangeGround& ground, const Arm& arm) {
  const auto reorganises = [](const Event& event) { return event.what == interventions::reorganise; };
  return std::ranges::any_of(arm.events, reorganises) ? std::make_unique<OwnChart>(ground) : nullptr;
}

bool brings_chart(std::span<const Event> events, std::int64_t day) {
  return std::ranges::any_of(
      events, [day](const Event& event) { return event.what == interventions::reorganise && event.day == day; });
}

const std::vector<Employee>* chart_brought(std::span<const Event> events, std::int64_t day) {
  const std::vector<Employee>* last = nullptr;
  for (const Event& event : events)
    if (event.what == interventions::reorganise && event.day <= day) last = event.managers.get();
  return last;
}

}  // namespace kantel
