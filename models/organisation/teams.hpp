// Teams: those who share a manager. The one notion of a team that own rules, targets, levers and the daily pass use.
//
// Team 0 is the top alone; then a team for each manager, in the order of their numbers. All but the teams over a unit's
// head are contiguous (organisation.hpp), so that employees fall into few stretches of one team each; after a
// reorganisation they may fall into many.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "sim/recording.hpp"

namespace kantel {

struct Teams {
  Employee top = 0;                             // who leads itself
  std::vector<Employee> manager;                // of each team; nobody for the top's own
  std::vector<std::uint32_t> size;              // people of each
  std::vector<Employee> begin;                  // of each stretch; one more: the number of employees
  std::vector<std::uint32_t> team;              // of each stretch
  std::vector<std::uint32_t> stretch_of_block;  // of the first employee of each block of rows
  struct Blocks {
    std::uint32_t first, last;
  };
  std::vector<Blocks> manager_blocks;  // between which the managers of a block's people stand

  std::size_t count() const { return manager.size(); }
  std::size_t stretches() const { return team.size(); }
};

// O(employees).
Teams make_teams(std::span<const Employee> manager);

// The teams of a block's employees, asked in rising order.
class TeamCursor {
 public:
  TeamCursor(const Teams& teams, Employee first)
      : teams_(teams), stretch_(teams.stretch_of_block[first / block_rows]) {}
  std::uint32_t of(Employee employee) {
    while (teams_.begin[stretch_ + 1] <= employee) ++stretch_;
    return teams_.team[stretch_];
  }

 private:
  const Teams& teams_;
  std::size_t stretch_;
};

}  // namespace kantel
