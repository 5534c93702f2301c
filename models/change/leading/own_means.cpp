// Own means: who is not moved moves nobody, and who cannot do it cannot coach. Of the leader's yesterday,
//
//   V in Learn's rationale × 1 − ε·(1 − x_L·m_L)
//   ST in Learn's coaching × 1 − ε·(1 − k_L)
//
// carried beside the levers, which stay what they are in all else. The top is its own leader.
#include "models/change/leading/own_means.hpp"

#include "models/change/leading/leaders.hpp"

namespace kantel {

void weigh_own_means(Day& day, const Population& people, const Visible& visible) {
  const auto example = static_cast<float>(day.parameters.example);
  if (example == 0) return;
  day.own_means.resize(day.teams.count());
  for (std::uint32_t team = 0; team < day.own_means.size(); ++team) {
    if (day.led_by_nobody(team)) continue;
    const Employee lead = day.lead_of_team[team];
    const bool practises = (visible.yesterday()[lead] & practising_bit) != 0;
    const float moved = practises ? people.internalisation[lead] : 0.0f;
    day.own_means[team] = {1 - example * (1 - moved), 1 - example * (1 - people.skill[lead])};
  }
}

void through_own_means(const Day& day, Employee first, int count, const Column& vision, const Column& structure,
                       Taught& taught) {
  TeamCursor team(day.teams, first);
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    const OwnMeans& leader = day.own_means[team.of(first + static_cast<Employee>(i))];
    taught.vision[i] = vision[i] * leader.rationale;
    taught.structure[i] = structure[i] * leader.coaching;
  }
}

}  // namespace kantel
