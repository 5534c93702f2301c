// The forms `context` and `network`: what their charts owe.
#include "models/organisation/forms.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "models/organisation/chart.hpp"
#include "models/organisation/stats.hpp"
#include "tests/scratch.hpp"

using namespace kantel;
using namespace kantel::test;

namespace {

Organisation made(const OrganisationSettings& settings, std::uint64_t seed = 1, int threads = 1) {
  return make_organisation(settings, "", seed, Workers(threads));
}

// As organisation.hpp numbers people.
std::size_t wrongly_numbered(const Organisation& organisation, std::int64_t unit_level) {
  std::size_t wrong = organisation.manager[0] != nobody || organisation.level[0] != 0 || organisation.unit[0] != 0;
  for (Employee v = 1; v < organisation.employees(); ++v) {
    const Employee boss = organisation.manager[v];
    wrong += boss >= organisation.employees() || organisation.level[v] != organisation.level[boss] + 1;
    wrong += organisation.unit[v] < organisation.unit[v - 1] || organisation.unit[v] >= organisation.unit_names.size();
    if (organisation.unit[v] == organisation.unit[v - 1]) wrong += organisation.level[v] < organisation.level[v - 1];
  }
  const Reports reports(organisation.manager);
  for (Employee boss = 1; boss < organisation.employees(); ++boss) {
    if (organisation.level[boss] + 1 == unit_level) continue;  // a team of heads of units
    if (const auto team = reports.of(boss); !team.empty()) wrong += team.back() - team.front() + 1 != team.size();
  }
  return wrong;
}

}  // namespace

TEST_CASE("a context or a network has everyone once, in units, breadth first, whatever its size") {
  for (const Form form : {Form::context, Form::network})
    for (const std::int64_t people : {1, 2, 3, 4, 6, 10, 13, 17, 48, 200, 1024, 3000, 20000})
      for (const std::int64_t unit_level : {0, 1, 2}) {
        CAPTURE(people, unit_level, static_cast<int>(form));
        OrganisationSettings settings = of_form(form, people);
        settings.unit_level = unit_level;
        const Organisation organisation = made(settings);
        REQUIRE(organisation.employees() == people);
        REQUIRE(organisation.ties.employees() == people);
        CHECK(wrongly_numbered(organisation, unit_level) == 0);
      }
}

TEST_CASE("a context and a network are the same at any number of threads and others with another seed") {
  for (const Form form : {Form::context, Form::network}) {
    OrganisationSettings settings = of_form(form, 9000);
    settings.add_manager_ties = settings.team_ties = true;
    const Organisation one = made(settings, 5, 1);
    for (const int threads : {2, 3}) CHECK(same_organisation(one, made(settings, 5, threads)));
    CHECK_FALSE(all_ties(one) == all_ties(made(settings, 6)));
  }
}

TEST_CASE("the units of a context are named by their type of work, in turn") {
  OrganisationSettings settings = of_form(Form::context, 1000);
  settings.levels = {6, 60};
  const Organisation organisation = made(settings);
  CHECK(organisation.unit_names == std::vector<std::string>{"top", "routine-1", "engineering-1", "craft-1",
                                                            "nonroutine-1", "routine-2", "engineering-2"});
  REQUIRE(organisation.work.size() == 7);
  CHECK(organisation.work[0] == WorkType::unsaid);
  CHECK(organisation.work[3] == WorkType::craft);
  CHECK(organisation.work[5] == WorkType::routine);
}

TEST_CASE("leaders of programmes stand beside the line, and their people are of any unit") {
  OrganisationSettings settings = of_form(Form::context, 2000);
  const Organisation organisation = made(settings);
  const std::vector<std::uint32_t> span = spans(organisation);
  std::set<Employee> leaders;
  std::set<std::uint16_t> units;
  double members = 0, could_be = 0;
  for (Employee v = 0; v < organisation.employees(); ++v) {
    could_be += v != 0 && organisation.manager[v] != 0;
    if (organisation.dotted[v] == nobody) continue;
    REQUIRE(organisation.dotted[v] != organisation.manager[v]);
    REQUIRE(organisation.manager[v] != 0);
    ++members;
    leaders.insert(organisation.dotted[v]);
    units.insert(organisation.unit[v]);
  }
  CHECK(leaders.size() == 4);
  for (const Employee leader : leaders) {
    CHECK(organisation.manager[leader] == 0);
    CHECK(span[leader] == 0);
  }
  CHECK(units.size() == organisation.unit_names.size() - 1);
  CHECK(members / could_be == Approx(.3).margin(.04));

  settings.programmes = 0;
  CHECK(made(settings).dotted.empty());
  settings.programmes = 4, settings.programme_share = 0;
  CHECK(made(settings).dotted.empty());
  settings.programme_share = 1, settings.employees = 59;
  const Organisation small = made(settings);  // two for 59 people
  CHECK(small.warnings.size() == 1);
  CHECK(facts(small, Workers(1)).second_managers == 2);
}

TEST_CASE("whoever has most informal ties leads a team of a network, of five to twelve people") {
  OrganisationSettings settings = of_form(Form::network, 3000);
  const Organisation organisation = made(settings);
  CHECK(organisation.mandates_from_top);
  const Reports reports(organisation.manager);
  std::set<std::size_t> sizes;
  std::size_t passed_over = 0;
  for (const Employee lead : reports.of(0)) {
    sizes.insert(reports.of(lead).size() + 1);
    for (const Employee member : reports.of(lead)) {
      CHECK(reports.of(member).empty());
      passed_over += organisation.ties.degree(member) > organisation.ties.degree(lead);
    }
  }
  CHECK(passed_over == 0);
  CHECK(*sizes.begin() == 5);
  CHECK(*sizes.rbegin() == 12);
  CHECK(sizes.size() == 8);
  // With the sizes said otherwise, and all of one size.
  settings.smallest_team = settings.largest_team = 3;
  settings.employees = 301;
  const Organisation threes = made(settings);
  CHECK(threes.level == [] {
    LargeVector<std::uint8_t> level{0};
    for (int team = 0; team < 100; ++team) level.insert(level.end(), {1, 2, 2});
    return level;
  }());
}

TEST_CASE("the ties of a network are alike for all of a team, and the fact sheet says who leads") {
  const OrganisationSettings settings = of_form(Form::network, 20000);
  const Organisation organisation = made(settings);
  const OrganisationFacts found = facts(organisation, Workers(2));
  CHECK(found.siblings_tied < .45);  // the lead, who has most ties, is no sibling
  std::uint64_t pairs = 0, tied = 0;
  const Reports reports(organisation.manager);
  for (const Employee lead : reports.of(0)) {
    std::vector<Employee> team(reports.of(lead).begin(), reports.of(lead).end());
    team.push_back(lead);
    for (std::size_t i = 0; i < team.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) ++pairs, tied += organisation.ties.tied(team[i], team[j]);
  }
  CHECK(static_cast<double>(tied) / static_cast<double>(pairs) == Approx(.45).margin(.01));
  CHECK(found.informal_degree == Approx(8).margin(.5));
  CHECK_THAT(facts_text(found, target_facts(found, settings)), Catch::Contains("no line manager"));
  for (const TargetFact& target : target_facts(found, settings)) CHECK_FALSE(target.binding);
}

TEST_CASE("ties that the chart adds to a network join a whole team, its lead included, and no two leads") {
  OrganisationSettings settings = of_form(Form::network, 400);
  const Organisation informal = made(settings);
  settings.add_manager_ties = settings.team_ties = true;
  const Organisation all = made(settings);
  CHECK(all.manager == informal.manager);
  const Reports reports(all.manager);
  std::size_t leads_tied = 0, leads_tied_informally = 0;
  for (const Employee lead : reports.of(0)) {
    REQUIRE(all.ties.tied(lead, 0));
    for (const Employee a : reports.of(lead)) {
      REQUIRE(all.ties.tied(a, lead));
      for (const Employee b : reports.of(lead)) REQUIRE((a == b || all.ties.tied(a, b)));
    }
    for (const Employee other : reports.of(0)) {
      leads_tied += other != lead && all.ties.tied(lead, other);
      leads_tied_informally += other != lead && informal.ties.tied(lead, other);
    }
  }
  CHECK(leads_tied == leads_tied_informally);
}

TEST_CASE("sizes of teams that leave somebody over, and too many units, are refused") {
  OrganisationSettings settings = of_form(Form::network, 9);
  settings.smallest_team = settings.largest_team = 5;
  CHECK_THAT(complaint(settings, ""), Catch::Contains("organisation.largest_team") && Catch::Contains("8 people"));
  settings.smallest_team = 6;
  CHECK_THAT(complaint(settings, ""), Catch::Contains("at least smallest_team, which is 6"));
  settings = of_form(Form::network, 200'000);
  settings.smallest_team = 2, settings.largest_team = 3;
  CHECK_THAT(complaint(settings, ""), Catch::Contains("organisation.unit_level"));
  settings = of_form(Form::context, 30);
  settings.levels = {3, 26};
  CHECK_THAT(complaint(settings, ""), Catch::Contains("organisation.levels"));
}
