// What an import reads beside managers: second managers, leads, types of work, and departments without any.
#include <catch2/catch.hpp>

#include "models/organisation/chart.hpp"
#include "models/organisation/stats.hpp"
#include "tests/scratch.hpp"

using namespace kantel;
using namespace kantel::test;
using Catch::Contains;

namespace {

std::string complaint_about_chart(std::string_view chart) {
  const Scratch scratch;
  scratch.write("chart.csv", chart);
  OrganisationSettings settings = from_chart("chart.csv");
  settings.add_manager_ties = true;
  return complaint(settings, scratch.path());
}

Organisation of_chart(std::string_view chart) {
  const Scratch scratch;
  scratch.write("chart.csv", chart);
  OrganisationSettings settings = from_chart("chart.csv");
  settings.add_manager_ties = true;
  return read(settings, scratch);
}

void check_round_trip(const Organisation& organisation) {
  const Scratch scratch;
  export_organisation(organisation, scratch.path(), Workers(1));
  OrganisationSettings settings = settings_of_export(scratch.path());
  const Organisation from_list = make_organisation(settings, scratch.path(), 1, Workers(1));
  CHECK(same_organisation(organisation, from_list));
  CHECK(from_list.warnings.empty());
  settings.ties.clear();
  settings.graphml = "org.graphml";
  CHECK(same_organisation(organisation, make_organisation(settings, scratch.path(), 1, Workers(1))));
}

// Two departments and one person alone:  a - b - c, b - d (east);  e - f (west), f - d;  g alone in the north.
constexpr std::string_view people = "id,unit\na,east\nb,east\ne,west\nc,east\nf,west\nd,east\ng,north\n";
constexpr std::string_view ties = "a,b\na,b\nb,c\nb,d\ne,f\nf,d\nf,e\n";

Organisation of_departments(Leaders leaders) {
  const Scratch scratch;
  scratch.write("people.csv", people);
  scratch.write("ties.csv", ties);
  OrganisationSettings settings = of_form(Form::imported, 1000);
  settings.departments = "people.csv";
  settings.ties = "ties.csv";
  settings.leaders = leaders;
  return read(settings, scratch);
}

}  // namespace

TEST_CASE("a second manager is read from a column of its own, and survives the numbering") {
  //        ann (0)          gus and dan have a second manager in the other unit
  //      /  |  \             .
  //    bob eve  cas
  //    / \       |
  //  dan  fay   gus
  const Organisation organisation =
      of_chart("id,manager,dotted\ndan,bob,cas\nbob,ann,\neve,ann,\nann,,\ncas,ann,\ngus,cas,eve\nfay,bob,bob\n");
  CHECK(organisation.ids == std::vector<std::string>{"ann", "eve", "bob", "dan", "fay", "cas", "gus"});
  CHECK(organisation.dotted == LargeVector<Employee>{nobody, nobody, nobody, 5, nobody, nobody, 1});
  REQUIRE(organisation.warnings.size() == 1);  // fay's second manager is the first
  CHECK_THAT(organisation.warnings[0], Contains("left out 1 second manager who is the own manager already"));
  CHECK(facts(organisation, Workers(1)).dotted_lines == 2);
  CHECK(facts(organisation, Workers(1)).second_managers == 2);
  CHECK_THAT(facts_json(facts(organisation, Workers(1)), {}), Contains("\"dotted_lines\": 2"));
  CHECK_FALSE(organisation.mandates_from_top);
}

TEST_CASE("a column of second managers in which nobody has one is as good as none") {
  CHECK(of_chart("id,manager,second_manager\na,,\nb,a,\nc,b,b\n").dotted.empty());
}

TEST_CASE("the column of second managers can be named") {
  const Scratch scratch;
  scratch.write("chart.csv", "id,manager,matrix\na,,\nb,a,\nc,b,a\n");
  OrganisationSettings settings = from_chart("chart.csv");
  settings.add_manager_ties = true;
  CHECK(read(settings, scratch).dotted.empty());
  settings.dotted_column = "matrix";
  CHECK(read(settings, scratch).dotted == LargeVector<Employee>{nobody, nobody, 0});
  settings.dotted_column = "matrx";
  CHECK_THAT(complaint(settings, scratch.path()),
             Contains("organisation.dotted_column") && Contains("did you mean matrix?"));
}

TEST_CASE("unknown second managers and cycles of dotted lines are reported at once, with their lines") {
  const std::string text = complaint_about_chart(
      "id,manager,dotted\nann,,\nbob,ann,cas\ncas,ann,dan\ndan,ann,bob\neve,ann,eve\nfay,bob,gu\ngus,bob,\n");
  CHECK_THAT(text, Contains("chart.csv:3: has dotted lines to itself in a circle of 3: “bob” → “cas” → “dan” → “bob”"));
  CHECK_THAT(text, Contains("chart.csv:6: has dotted lines to itself in a circle of 1: “eve” → “eve”"));
  CHECK_THAT(text, Contains("chart.csv:7: the second manager “gu” of “fay” is not in the chart; did you mean gus?"));
}

TEST_CASE("types of work are read by unit, and a unit has one") {
  const Organisation organisation =
      of_chart("id,manager,unit,type_of_work\na,,top,\nb,a,X,craft\nc,b,X,\nd,a,Y,routine\n");
  CHECK(organisation.work == std::vector<WorkType>{WorkType::unsaid, WorkType::craft, WorkType::routine});
  const std::string text =
      complaint_about_chart("id,manager,unit,type_of_work\na,,top,\nb,a,X,craft\nc,b,X,routine\nd,a,Y,\n");
  CHECK_THAT(text, Contains("chart.csv:4: the work of unit “X” is said to be craft as well as routine"));
  CHECK_THAT(complaint_about_chart("id,manager,type_of_work\na,,\nb,a,crafty\n"),
             Contains("“crafty” is no type of work; allowed one of routine, engineering, craft") &&
                 Contains("did you mean craft?"));
  CHECK(of_chart("id,manager,type_of_work\na,,\nb,a,\n").work.empty());
}

TEST_CASE("leads stand as managers, and mandates come from the top") {
  const Organisation organisation = of_chart("id,lead\na,\nb,a\nc,b\n");
  CHECK(organisation.manager == LargeVector<Employee>{nobody, 0, 1});
  CHECK(organisation.mandates_from_top);
  CHECK_FALSE(of_chart("id,manager,lead\na,,\nb,a,\nc,b,a\n").mandates_from_top);  // managers go before leads
}

TEST_CASE("who is most central leads a department, and who of these is most central leads all") {
  // b has most ties inside the east, e and f as many as each other in the west, g is alone. b has 3 ties in all, f
  // has 2.
  const Organisation organisation = of_departments(Leaders::central);
  CHECK(organisation.ids == std::vector<std::string>{"b", "a", "c", "d", "e", "f", "g"});
  CHECK(organisation.manager == LargeVector<Employee>{nobody, 0, 0, 0, 0, 4, 0});
  CHECK(organisation.level == LargeVector<std::uint8_t>{0, 1, 1, 1, 1, 2, 1});
  CHECK(organisation.unit_names == std::vector<std::string>{"east", "west", "north"});
  CHECK(organisation.unit == LargeVector<std::uint16_t>{0, 0, 0, 0, 1, 1, 2});
  CHECK(organisation.mandates_from_top);
  CHECK_FALSE(organisation.nobody_leads());
  check_round_trip(organisation);
}

TEST_CASE("departments without leaders have no managers, and who is most central of all comes first") {
  const Organisation organisation = of_departments(Leaders::none);
  CHECK(organisation.ids == std::vector<std::string>{"b", "a", "c", "d", "e", "f", "g"});
  CHECK(organisation.manager == LargeVector<Employee>(7, nobody));
  CHECK(organisation.level == LargeVector<std::uint8_t>(7, 0));
  CHECK(organisation.unit == LargeVector<std::uint16_t>{0, 0, 0, 0, 1, 1, 2});
  CHECK(organisation.nobody_leads());
  check_round_trip(organisation);
  const OrganisationFacts found = facts(organisation, Workers(1));
  CHECK(found.managers == 0);
  CHECK(found.departments == 3);
  CHECK(found.inside_department == Approx(4 / 5.0));
}

TEST_CASE("what is wrong with departments is said at once") {
  const Scratch scratch;
  scratch.write("people.csv", "id,unit\na,x\na,x\nb,\n");
  scratch.write("ties.csv", "a,b\na,b\n");
  OrganisationSettings settings = of_form(Form::imported, 1000);
  settings.departments = "people.csv";
  settings.ties = "ties.csv";
  CHECK_THAT(complaint(settings, scratch.path()), Contains("people.csv:3: the id “a” is on line 2 too") &&
                                                      Contains("people.csv:4: “b” is in no department"));
  scratch.write("people.csv", "id,manager\na,\nb,a\n");
  CHECK_THAT(complaint(settings, scratch.path()), Contains("known to hold a unit"));
  settings.unit_column = "id";
  CHECK_THAT(complaint(settings, scratch.path()), Contains("organisation.unit_column: is the column of ids too"));
  settings.unit_column.clear();
  settings.chart = "chart.csv";
  settings.ties.clear();
  CHECK_THAT(complaint(settings, scratch.path()),
             Contains("organisation.departments: stands beside a chart") && Contains("who is tied to whom"));
  scratch.write("people.csv", "id,unit\n");
  scratch.write("ties.csv", "a,b\n");
  settings.chart.clear();
  settings.ties = "ties.csv";
  CHECK_THAT(complaint(settings, scratch.path()), Contains("nobody below it"));
}

TEST_CASE("what export writes, import reads back to the same context, network and matrix") {
  for (const Form form : {Form::context, Form::network})
    for (const std::int64_t employees : {1, 2, 10, 59, 700})
      for (const std::int64_t unit_level : {1, 2}) {
        OrganisationSettings settings = of_form(form, employees);
        settings.unit_level = unit_level;
        settings.add_manager_ties = employees == 700;
        CAPTURE(employees, unit_level, static_cast<int>(form));
        check_round_trip(make_organisation(settings, "", 3, Workers(1)));
      }
  check_round_trip(of_chart("id,manager,unit,dotted\nx,a,\"R, D\",b\na,,,\nb,a,Works,\ny,b,\"R, D\",x\n"));
}
