#include "models/organisation/generate.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "models/organisation/chart.hpp"
#include "models/organisation/circles.hpp"
#include "models/organisation/forms.hpp"
#include "models/organisation/stats.hpp"
#include "tests/scratch.hpp"

using namespace kantel;
using namespace kantel::test;

namespace {

Organisation made(const OrganisationSettings& settings, std::uint64_t seed = 1, int threads = 1) {
  return make_organisation(settings, "", seed, Workers(threads));
}

void check_numbering(const Organisation& organisation) {
  const Employee people = organisation.employees();
  REQUIRE(organisation.manager[0] == nobody);
  REQUIRE(organisation.level[0] == 0);
  REQUIRE(organisation.unit[0] == 0);
  REQUIRE(organisation.unit_names[0] == "top");
  Employee wrong = 0;
  for (Employee v = 1; v < people; ++v) {
    const Employee boss = organisation.manager[v];
    wrong += boss >= people || organisation.level[v] != organisation.level[boss] + 1;
    wrong += organisation.unit[v] < organisation.unit[v - 1] || organisation.unit[v] >= organisation.unit_names.size();
    if (organisation.unit[v] == organisation.unit[v - 1]) wrong += organisation.level[v] < organisation.level[v - 1];
  }
  CHECK(wrong == 0);
  // Every team but the top's is a range.
  const Reports reports(organisation.manager);
  for (Employee boss = 1; boss < people; ++boss) {
    const auto team = reports.of(boss);
    if (!team.empty()) wrong += team.back() - team.front() + 1 != team.size();
  }
  CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("a generated chart has everyone once, in units, breadth first, whatever its size") {
  for (const Form form : {Form::sector, Form::directorate})
    for (const std::int64_t people : {1, 2, 3, 4, 5, 10, 17, 48, 200, 1024, 1025, 3000, 20000}) {
      CAPTURE(people, static_cast<int>(form));
      const Organisation organisation = made(of_form(form, people));
      REQUIRE(organisation.employees() == people);
      REQUIRE(organisation.ties.employees() == people);
      check_numbering(organisation);
    }
}

TEST_CASE("one person has no ties and two may have one") {
  CHECK(made(of_form(Form::sector, 1)).ties.ties_count() == 0);
  OrganisationSettings two = of_form(Form::sector, 2);
  CHECK(made(two).ties.ties_count() <= 1);
  two.manager_tie_probability = 1;
  CHECK(made(two).ties.ties_count() == 1);
}

TEST_CASE("a sector meets its facts within sampling error at several sizes and seeds") {
  const Workers workers(2);
  for (const std::int64_t people : {200, 1000, 18000})
    for (const std::uint64_t seed : {1, 2, 3}) {
      const OrganisationSettings settings = of_form(Form::sector, people);
      const OrganisationFacts f = facts(make_organisation(settings, "", seed, workers), workers);
      CAPTURE(people, seed);
      CHECK(f.span_mean == Approx(4.5).margin(0.03));
      CHECK(f.span_median == 4);
      CHECK(f.span_max >= 9);
      // Standard errors: shares of n links and of 2.3 n sibling pairs; half the ties of a person are drawn alone.
      const double n = static_cast<double>(people);
      CHECK(f.boss_tied == Approx(0.6).margin(4 * std::sqrt(.24 / n)));
      CHECK(f.siblings_tied == Approx(0.45).margin(4 * std::sqrt(.25 / (2.3 * n))));
      CHECK(f.mean_degree == Approx(8).margin(0.1 + 4 * 2 * std::sqrt(.25 * 6 / n)));
      CHECK(f.transitivity > 0.3 - 1 / std::sqrt(n));
      CHECK(f.transitivity < 0.4 + 1 / std::sqrt(n));
      CHECK(std::abs(f.log_degree_skewness) < 0.5 + 4 * std::sqrt(6 / n));
      CHECK(f.log_degree_sd > 0.35);
      CHECK(f.largest_component > 0.98);
      // Ties with boss and siblings alone exceed a third of eight, so nothing else is added inside a department.
      CHECK(f.inside_department == f.inside_by_chart);
      CHECK(f.inside_department < 0.45);
      CHECK(f.department_size == Approx(22).margin(7));
    }
}

TEST_CASE("with more ties a person, a third of them stays inside the department") {
  const Workers workers(2);
  OrganisationSettings settings = of_form(Form::sector, 5000);
  settings.mean_degree = 15;
  const OrganisationFacts f = facts(make_organisation(settings, "", 1, workers), workers);
  CHECK(f.mean_degree == Approx(15).margin(0.5));
  CHECK(f.inside_department == Approx(1.0 / 3).margin(0.02));
  CHECK(f.transitivity > 0.28);
  CHECK(f.transitivity < 0.4);
}

TEST_CASE("a directorate has the managers per level it was given") {
  OrganisationSettings settings = of_form(Form::directorate, 18000);
  settings.levels = {5, 50, 1144};
  const Organisation organisation = made(settings);
  check_numbering(organisation);
  const std::vector<std::uint32_t> span = spans(organisation);
  std::vector<int> managers(6, 0);
  for (Employee v = 0; v < organisation.employees(); ++v) managers[organisation.level[v]] += span[v] > 0;
  CHECK(managers == std::vector<int>{1, 5, 50, 1144, 0, 0});
  CHECK(organisation.unit_names.size() == 6);
}

TEST_CASE("levels that do not fit the employees are refused with the numbers") {
  OrganisationSettings settings = of_form(Form::directorate, 20);
  settings.levels = {5, 50};
  CHECK_THAT(complaint(settings, ""),
             Catch::Contains("organisation.levels") && Catch::Contains("106") && Catch::Contains("20"));
  settings.levels = {3, 2};  // the one of three without a manager below leads one of the others
  settings.employees = 9;
  CHECK(complaint(settings, "") == "");
  settings.employees = 8;
  CHECK_THAT(complaint(settings, ""), Catch::Contains("at least 9 employees"));
}

TEST_CASE("a key of another form is noticed") {
  OrganisationSettings settings = of_form(Form::sector, 20);
  settings.levels = {5};
  settings.chart = "chart.csv";
  CHECK(made(settings).warnings.size() == 2);
}

TEST_CASE("the organisation is the same at any number of threads and another with another seed") {
  for (const Form form : {Form::sector, Form::directorate}) {
    OrganisationSettings settings = of_form(form, 9000);
    settings.add_manager_ties = true;
    const Organisation one = made(settings, 5, 1);
    for (const int threads : {2, 3, 8}) CHECK(same_organisation(one, made(settings, 5, threads)));
    CHECK_FALSE(all_ties(one) == all_ties(made(settings, 6, 1)));
  }
}

TEST_CASE("ties are mutual") {
  const Organisation organisation = made(of_form(Form::sector, 3000));
  std::size_t one_sided = 0;
  for (Employee v = 0; v < organisation.employees(); ++v)
    for (const Employee other : organisation.ties.ties(v)) one_sided += !organisation.ties.tied(other, v) || other == v;
  CHECK(one_sided == 0);
}

TEST_CASE("add_manager_ties and team_ties add all ties of their kind and leave informal ones informal") {
  OrganisationSettings settings = of_form(Form::sector, 500);
  const Organisation informal = made(settings);
  settings.add_manager_ties = settings.team_ties = true;
  const Organisation all = made(settings);
  for (Employee v = 1; v < 500; ++v) {
    REQUIRE(all.ties.tied(v, all.manager[v]));
    for (Employee u = 1; u < v; ++u)
      if (all.manager[u] == all.manager[v]) REQUIRE(all.ties.tied(u, v));
    const auto before = informal.ties.ties(v), after = all.ties.ties(v, Layer::informal);
    REQUIRE(std::equal(before.begin(), before.end(), after.begin(), after.end()));
  }
  CHECK(all.ties.has_layer(Layer::reporting));
  CHECK(all.ties.has_layer(Layer::team));
}

TEST_CASE("very wide teams stay linear: people know their own group") {
  OrganisationSettings settings = of_form(Form::directorate, 50000);
  settings.levels = {4};
  const Workers workers(2);
  const OrganisationFacts f = facts(make_organisation(settings, "", 1, workers), workers);
  CHECK(f.mean_degree < 40);
  CHECK(f.degree_max < 400);
  settings.team_ties = true;
  settings.employees = 400'000;
  CHECK_THAT(complaint(settings, ""), Catch::Contains("organisation.team_ties"));
}

TEST_CASE("a grown chart is numbered as any other chart would be") {
  const Workers workers(2);
  for (const auto& [form, employees] : {std::pair{Form::sector, 1},
                                        {Form::sector, 2},
                                        {Form::sector, 40},
                                        {Form::sector, 3000},
                                        {Form::directorate, 40},
                                        {Form::directorate, 3000}})
    for (const std::int64_t level : {0, 1, 2, 4}) {
      const OrganisationSettings settings = of_form(form, employees);
      const LargeVector<Employee> manager =
          form == Form::sector ? sector_chart(settings, 1, workers) : directorate_chart(settings, 1, workers);
      Organisation grown, any;
      const ChartSize size = number_grown(manager, level, grown, workers);
      ChartDraft draft;
      draft.manager.assign(manager.begin(), manager.end());
      const NumberedChart numbered = number_chart(draft, level, any);
      CHECK(size.depth == numbered.depth);
      CHECK(size.units == numbered.units);
      CHECK(grown.manager == any.manager);
      CHECK(grown.level == any.level);
      CHECK(grown.unit == any.unit);
      CHECK(grown.unit_names == any.unit_names);
    }
}

TEST_CASE("unit_level moves the heads of units") {
  OrganisationSettings settings = of_form(Form::sector, 2000);
  for (const std::int64_t level : {0, 1, 2, 3}) {
    settings.unit_level = level;
    const Organisation organisation = made(settings);
    const std::vector<std::uint32_t> span = spans(organisation);
    std::size_t heads = 0;
    for (Employee v = 1; v < organisation.employees(); ++v) heads += organisation.level[v] == level && span[v] > 0;
    CHECK(organisation.unit_names.size() == heads + 1);
    CHECK(std::is_sorted(organisation.unit.begin(), organisation.unit.end()));
  }
}

TEST_CASE("parts have the sum asked for, the least asked for, and a right skew") {
  for (const std::size_t parts : {1u, 2u, 7u, 1000u}) {
    const std::vector<std::uint32_t> cut = right_skewed_parts(parts * 9 / 2 + 3, parts, 1, 0.555, 42, Workers(2));
    CHECK(std::accumulate(cut.begin(), cut.end(), std::uint64_t{0}) == parts * 9 / 2 + 3);
    CHECK(*std::min_element(cut.begin(), cut.end()) >= 1);
  }
}

TEST_CASE("every setting is declared once") {
  std::set<std::string_view> names;
  for (const auto& key : organisation_keys()) {
    CHECK(names.insert(key.name).second);
    CHECK_FALSE(key.sentence.empty());
    CHECK_FALSE(key.source.empty());
  }
}
