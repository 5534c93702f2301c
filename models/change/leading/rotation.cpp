// Rotation: every 20 days the lead of a team goes to the most skilled of its members; of several as skilled a keyed
// draw decides. Positions stay, and so do trust, hearing and mandates, which go by the chart. Who leads leads everybody
// of the team, and sets them the example that the manager would; whoever leads looks to the manager on the chart.
#include "models/change/leading/leaders.hpp"

namespace kantel {

namespace {
constexpr std::uint32_t rotates_every = 20;  // days
}

void rotate(Day& day, const Population& people) {
  if (!day.arm.rotation || day.number % rotates_every != 0) return;
  const auto ahead = [&](Employee a, Employee b) {
    if (people.skill[a] != people.skill[b]) return people.skill[a] > people.skill[b];
    const std::uint32_t draw_a = day.random.draw(a, day.number, rotating),
                        draw_b = day.random.draw(b, day.number, rotating);
    return draw_a != draw_b ? draw_a > draw_b : a < b;
  };
  std::vector<Employee>& lead = day.lead_of_team;
  std::fill(lead.begin(), lead.end(), nobody);
  TeamCursor team(day.teams, 0);
  for (Employee i = 0; i < people.employees(); ++i) {
    const std::uint32_t of = team.of(i);
    if (day.led_by_nobody(of)) continue;
    Employee& leads = lead[of];
    if (leads == nobody || ahead(i, leads)) leads = i;
  }
}

void look_at_leads(const Day& day, const std::uint8_t* seen, Employee first, Employee end, std::uint8_t* managers) {
  TeamCursor team(day.teams, first);
  for (Employee i = first; i < end; ++i) {
    const Employee lead = day.lead_of_team[team.of(i)];
    if (lead == i || lead == nobody) continue;
    std::uint8_t& visible = managers[i - first];
    visible = static_cast<std::uint8_t>((visible & ~practising_bit) | (seen[lead] & practising_bit));
  }
}

}  // namespace kantel
