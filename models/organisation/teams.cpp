#include "models/organisation/teams.hpp"

#include <algorithm>
#include <limits>

#include "models/organisation/organisation.hpp"

namespace kantel {

Teams make_teams(std::span<const Employee> manager) {
  Teams teams;
  std::vector<std::uint32_t> led_by(manager.size(), 0);  // the team that an employee leads; 0: none
  std::size_t stretches = 1;
  for (std::size_t i = 0; i < manager.size(); ++i) {
    if (manager[i] != nobody) led_by[manager[i]] = 1;
    stretches += i > 0 && manager[i] != manager[i - 1];
  }
  teams.top =
      static_cast<Employee>(std::ranges::find(manager, nobody) - manager.begin());  // the first, if nobody leads
  teams.manager.push_back(nobody);
  for (std::size_t i = 0; i < manager.size(); ++i) {
    if (led_by[i] == 0) continue;
    led_by[i] = static_cast<std::uint32_t>(teams.manager.size());
    teams.manager.push_back(static_cast<Employee>(i));
  }
  teams.begin.reserve(stretches + 1), teams.team.reserve(stretches);
  const std::size_t blocks = (manager.size() + block_rows - 1) / block_rows;
  teams.stretch_of_block.reserve(blocks), teams.manager_blocks.reserve(blocks);
  for (std::size_t i = 0; i < manager.size(); ++i) {
    if (i == 0 || manager[i] != manager[i - 1]) {
      teams.begin.push_back(static_cast<Employee>(i));
      teams.team.push_back(manager[i] == nobody ? 0 : led_by[manager[i]]);
    }
    if (i % block_rows == 0) {
      teams.stretch_of_block.push_back(static_cast<std::uint32_t>(teams.team.size() - 1));
      teams.manager_blocks.push_back({std::numeric_limits<std::uint32_t>::max(), 0});
    }
    const std::uint32_t at = manager[i] == nobody ? 0 : manager[i] / block_rows;
    auto& [first, last] = teams.manager_blocks.back();
    first = std::min(first, at), last = std::max(last, at);
  }
  teams.begin.push_back(static_cast<Employee>(manager.size()));
  teams.size.assign(teams.count(), 0);
  for (std::size_t at = 0; at < teams.stretches(); ++at)
    teams.size[teams.team[at]] += teams.begin[at + 1] - teams.begin[at];
  return teams;
}

}  // namespace kantel
