// Teams: everybody is in the team of the own manager, and found there from any block on.
#include "models/organisation/teams.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "models/organisation/organisation.hpp"

using namespace kantel;

TEST_CASE("everybody is in the own manager's team, whichever block the look begins in") {
  OrganisationSettings settings;
  settings.employees = 3000;
  for (const std::int64_t unit_level : {1, 2, 3}) {  // deeper units tear the teams above them apart
    settings.unit_level = unit_level;
    const Organisation organisation = make_organisation(settings, {}, 7, Workers(1));
    const Teams teams = make_teams(organisation.manager);
    CHECK(std::ranges::is_sorted(teams.manager.begin() + 1, teams.manager.end()));
    CHECK(teams.manager[0] == nobody);
    std::vector<std::uint32_t> size(teams.count(), 0);
    for (Employee first = 0; first < organisation.employees(); first += block_rows) {
      TeamCursor team(teams, first);
      for (Employee i = first; i < organisation.employees(); ++i) {
        REQUIRE(teams.manager[team.of(i)] == organisation.manager[i]);
        if (first == 0) ++size[team.of(i)];
      }
    }
    const std::vector<std::uint32_t> reports = spans(organisation);
    for (std::size_t t = 1; t < teams.count(); ++t) REQUIRE(size[t] == reports[teams.manager[t]]);
    for (std::size_t block = 0; block < teams.manager_blocks.size(); ++block)
      for (Employee i = static_cast<Employee>(block) * block_rows;
           i < std::min<Employee>((static_cast<Employee>(block) + 1) * block_rows, organisation.employees()); ++i)
        if (organisation.manager[i] != nobody) {
          REQUIRE(organisation.manager[i] / block_rows >= teams.manager_blocks[block].first);
          REQUIRE(organisation.manager[i] / block_rows <= teams.manager_blocks[block].last);
        }
  }
}

TEST_CASE("anybody may be the top, and teams may be scattered") {
  const std::vector<Employee> manager{3, 2, nobody, 2, 3, 2, 0};
  const Teams teams = make_teams(manager);
  CHECK(teams.top == 2);
  CHECK(teams.manager == std::vector<Employee>{nobody, 0, 2, 3});
  CHECK(teams.size == std::vector<std::uint32_t>{1, 1, 3, 2});
  TeamCursor team(teams, 0);
  for (Employee i = 0; i < manager.size(); ++i) CHECK(teams.manager[team.of(i)] == manager[i]);
}

TEST_CASE("a single person is the top's own team") {
  const Teams teams = make_teams(std::vector<Employee>{nobody});
  CHECK(teams.count() == 1);
  CHECK(teams.stretches() == 1);
  TeamCursor team(teams, 0);
  CHECK(team.of(0) == 0);
}
