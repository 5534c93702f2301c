#include <catch2/catch.hpp>

#include "models/organisation/stats.hpp"
#include "tests/scratch.hpp"

using namespace kantel;
using namespace kantel::test;
using Catch::Contains;

namespace {

std::string complaint_about_chart(std::string_view chart, Tops tops = Tops::refuse) {
  const Scratch scratch;
  scratch.write("chart.csv", chart);
  OrganisationSettings settings = from_chart("chart.csv");
  settings.add_manager_ties = true;
  settings.tops = tops;
  return complaint(settings, scratch.path());
}

}  // namespace

TEST_CASE("a chart is numbered top first, then unit by unit, breadth first") {
  const Scratch scratch;
  scratch.write("chart.csv", small_chart);
  OrganisationSettings settings = from_chart("chart.csv");
  settings.add_manager_ties = true;
  const Organisation organisation = read(settings, scratch);
  CHECK(organisation.ids == std::vector<std::string>{"ann", "eve", "bob", "dan", "fay", "cas", "gus"});
  CHECK(organisation.manager == LargeVector<Employee>{nobody, 0, 0, 2, 2, 0, 5});
  CHECK(organisation.level == LargeVector<std::uint8_t>{0, 1, 1, 2, 2, 1, 2});
  CHECK(organisation.unit == LargeVector<std::uint16_t>{0, 0, 1, 1, 1, 2, 2});
  CHECK(organisation.unit_names == std::vector<std::string>{"top", "1", "2"});
  CHECK(organisation.imported);
  CHECK(organisation.ties.ties_count() == 6);
  CHECK(organisation.ties.ties(0, Layer::reporting).size() == 3);
}

TEST_CASE("quotes, byte-order mark, CRLF, semicolons and chosen columns are read") {
  const Scratch scratch;
  scratch.write("chart.csv", "\xEF\xBB\xBFname;boss;nr\r\n\"Ann; the \"\"first\"\"\";;1\r\nBob;1;2\r\nCas;2;3\r\n\r\n");
  OrganisationSettings settings = from_chart("chart.csv");
  settings.team_ties = true;
  settings.id_column = "nr";
  settings.manager_column = "boss";
  CHECK(read(settings, scratch).ids == std::vector<std::string>{"1", "2", "3"});
  settings.id_column = "number";
  settings.manager_column = "bos";
  CHECK_THAT(complaint(settings, scratch.path()),
             Contains("chart.csv:1: organisation.manager_column: there is no column “bos”") &&
                 Contains("did you mean boss?") && Contains("organisation.id_column"));
}

TEST_CASE("a self-report or an empty manager is the top") {
  CHECK(complaint_about_chart("id,manager\n1,1\n2,1\n") == "");
  CHECK(complaint_about_chart("id,manager\n1,\n2,1\n") == "");
}

TEST_CASE("every error of a chart is reported at once, with its line") {
  const std::string text =
      complaint_about_chart("id,manager\nann,\nbob,an\nann,bob\ncas,dan\ndan,cas\neve\n,ann\nfay,fay\n");
  CHECK_THAT(text, Contains("chart.csv:3: the manager “an” of “bob” is not in the chart; did you mean ann?"));
  CHECK_THAT(text, Contains("chart.csv:4: the id “ann” is on line 2 too"));
  CHECK_THAT(text, Contains("chart.csv:5: reports to itself in a circle of 2: “cas” → “dan” → “cas”"));
  CHECK_THAT(text, Contains("chart.csv:7: has 1 fields; allowed 2 as the header has"));
  CHECK_THAT(text, Contains("chart.csv:8: has no id"));
  CHECK_THAT(text, Contains("chart.csv:9: “fay” has no manager, as “ann” on line 2 has none"));
  CHECK_THAT(text, Contains("organisation.tops = \"join\""));
}

TEST_CASE("a chart without a top or without people is refused") {
  CHECK_THAT(complaint_about_chart("id,manager\na,b\nb,a\n"), Contains("has no top") && Contains("circle of 2"));
  CHECK_THAT(complaint_about_chart("id,manager\n"), Contains("nobody below it"));
  CHECK_THAT(complaint_about_chart(""), Contains("is empty"));
  CHECK_THAT(complaint_about_chart("id\n1\n"), Contains("the manager's id; it has id"));
  CHECK_THAT(complaint_about_chart(std::string_view("id,manager\n1,\0\n", 15)), Contains("not a text file"));
  CHECK_THAT(complaint(from_chart(""), ""), Contains("organisation.chart: is missing"));
  OrganisationSettings absent = from_chart("nowhere.csv");
  absent.add_manager_ties = true;
  CHECK_THAT(complaint(absent, "/tmp"), Contains("nowhere.csv: no such file"));
}

TEST_CASE("a chart deeper than 255 levels is refused, a chain of 255 is read") {
  std::string chart = "id,manager\n0,\n";
  for (int i = 1; i <= 255; ++i) chart += std::to_string(i) + "," + std::to_string(i - 1) + "\n";
  CHECK(complaint_about_chart(chart) == "");
  CHECK_THAT(complaint_about_chart(chart + "256,255\n"), Contains("256 levels below the top"));
}

TEST_CASE("hundreds of errors of one kind are counted") {
  std::string chart = "id,manager\n0,\n";
  for (int i = 1; i <= 70; ++i) chart += std::to_string(i) + ",nobody\n";
  const std::string text = complaint_about_chart(chart);
  CHECK_THAT(text, Contains("and 20 more unknown managers"));
}

TEST_CASE("several tops are joined under the first when asked") {
  const Scratch scratch;
  scratch.write("chart.csv", "id,manager\nx,a\na,\nb,\ny,b\n");
  OrganisationSettings settings = from_chart("chart.csv");
  settings.add_manager_ties = true;
  settings.tops = Tops::join;
  const Organisation organisation = read(settings, scratch);
  CHECK(organisation.ids == std::vector<std::string>{"a", "x", "b", "y"});
  CHECK(organisation.manager == LargeVector<Employee>{nobody, 0, 0, 2});
  CHECK(organisation.warnings.size() == 1);
}

TEST_CASE("unit labels override subtrees, blanks follow the manager, levels are compared and cohorts kept") {
  const Scratch scratch;
  scratch.write("chart.csv",
                "id,manager,level,unit,cohort,tenure\na,,0,Board,x,3\nb,a,1,Sales,y,4\nc,a,2,Works,,1\nd,b,2,Works,x,"
                "1\ne,c,2,,y,2\n");
  OrganisationSettings settings = from_chart("chart.csv");
  settings.add_manager_ties = true;
  const Organisation organisation = read(settings, scratch);
  CHECK(organisation.ids == std::vector<std::string>{"a", "b", "c", "d", "e"});
  CHECK(organisation.unit_names == std::vector<std::string>{"Board", "Sales", "Works"});
  CHECK(organisation.unit == LargeVector<std::uint16_t>{0, 1, 2, 2, 2});
  CHECK(organisation.cohort_names == std::vector<std::string>{"x", "y", "none"});
  CHECK(organisation.cohort == std::vector<std::uint8_t>{0, 1, 2, 0, 1});
  REQUIRE(organisation.warnings.size() == 2);
  CHECK_THAT(organisation.warnings[0], Contains("chart.csv: column tenure is not read"));
  CHECK_THAT(organisation.warnings[1], Contains("the level of 1 people, first on line 4"));
}

TEST_CASE("messages in both directions make a tie together, self-messages and outsiders do not") {
  const Scratch scratch;
  scratch.write("chart.csv", small_chart);
  scratch.write(
      "log.csv",
      "Sender;Recipient;EventDate\ndan;fay;x\nfay;dan;x\nann;ann;x\nann;ann;x\nzed;ann;x\nann;yan;x\nann;bob;x\n");
  OrganisationSettings settings = from_chart("chart.csv");
  settings.messages = "log.csv";
  settings.min_messages = 2;
  const Organisation organisation = read(settings, scratch);
  CHECK(all_ties(organisation) == std::vector<Tie>{{3, 4}});
  REQUIRE(organisation.warnings.size() == 2);
  CHECK_THAT(organisation.warnings[0], Contains("column EventDate is not read"));
  CHECK_THAT(organisation.warnings[1], Contains("2 accounts outside the chart; left out 2 messages"));
}

TEST_CASE("messages lose half their weight in a half-life before the last one, in whatever order they come") {
  const Scratch scratch;
  scratch.write("chart.csv", small_chart);
  // dan-fay: ages 0 and 10 days, weight 1.5; ann-bob: 10 and 20 days, weight .75.
  scratch.write("log.csv",
                "to,date,from\nfay,2024-03-01 12:00:00,dan\nann,2024-02-10T12:00,bob\ndan,2024-02-20 "
                "12:00:00,fay\nbob,2024-02-20T12:00:00Z,ann\n");
  OrganisationSettings settings = from_chart("chart.csv");
  settings.messages = "log.csv";
  settings.half_life = 10;
  const auto ties_from = [&](double least) {
    settings.min_messages = least;
    return read(settings, scratch).ties.ties_count();
  };
  CHECK(ties_from(0.74) == 2);
  CHECK(ties_from(0.76) == 1);
  CHECK(ties_from(1.49) == 1);
  settings.min_messages = 1.51;
  CHECK_THAT(complaint(settings, scratch.path()), Contains("log.csv: leaves no tie at all"));
}

TEST_CASE("a decaying log needs dates that can be read") {
  const Scratch scratch;
  scratch.write("chart.csv", small_chart);
  OrganisationSettings settings = from_chart("chart.csv");
  settings.messages = "log.csv";
  settings.half_life = 10;
  scratch.write("log.csv", "a,b,date\nann,bob,yesterday\nann,bob,2024-13-01\nann,bob\n");
  CHECK_THAT(complaint(settings, scratch.path()), Contains("log.csv:2: “yesterday” is not a date") &&
                                                      Contains("log.csv:3: “2024-13-01”") &&
                                                      Contains("log.csv:4: has 2 fields"));
  scratch.write("log.csv", "a,b\nann,bob\n");
  CHECK_THAT(complaint(settings, scratch.path()), Contains("has no column of dates"));
}

TEST_CASE("an edge list keeps layers, drops self-ties, and refuses unknown ids") {
  const Scratch scratch;
  scratch.write("chart.csv", small_chart);
  scratch.write("ties.csv",
                "a,b,layer\nann,bob,reporting\nbob,ann,team\ndan,gus,\ndan,dan,informal\neve,fay,canteen\n");
  OrganisationSettings settings = from_chart("chart.csv");
  settings.ties = "ties.csv";
  const Organisation organisation = read(settings, scratch);
  CHECK(all_ties(organisation) ==
        std::vector<Tie>{{0, 2, Layer::reporting}, {1, 4, Layer::informal}, {3, 6, Layer::informal}});
  CHECK(organisation.warnings.size() == 2);
  CHECK_THAT(complaint_about(&OrganisationSettings::ties, "a,b\nann,bobb\nzz,ann\nann\n"),
             Contains("source:2: “bobb” is not in the chart; did you mean bob?") && Contains("source:3: “zz”") &&
                 Contains("source:4: has 1 fields"));
}

TEST_CASE("no source of ties, or two of them, is an error that names the keys") {
  const Scratch scratch;
  scratch.write("chart.csv", small_chart);
  OrganisationSettings settings = from_chart("chart.csv");
  CHECK_THAT(complaint(settings, scratch.path()),
             Contains("messages, ties and graphml") && Contains("add_manager_ties"));
  settings.ties = settings.messages = "x.csv";
  CHECK_THAT(complaint(settings, scratch.path()), Contains("from several files"));
}

TEST_CASE("the manufacturer's chart and messages give the published figures") {
  const std::filesystem::path data = std::filesystem::path(KANTEL_SOURCE_DIR) / "../shared/data/manufacturer";
  if (!std::filesystem::exists(data / "reportsto.csv")) {
    WARN("skipped: ../shared/data/manufacturer is not beside the project");
    return;
  }
  OrganisationSettings settings = from_chart("reportsto.csv");
  settings.messages = "communication.csv";
  settings.min_messages = 10;
  const Workers workers(2);
  const Organisation organisation = make_organisation(settings, data, 1, workers);
  const OrganisationFacts f = facts(organisation, workers);
  CHECK(f.employees == 154);
  CHECK(f.managers == 34);
  CHECK(f.span_mean == 4.5);
  CHECK(f.span_median == 4);
  CHECK(f.span_max == 13);
  CHECK(f.depth_counts == std::vector<std::uint64_t>{1, 11, 64, 33, 44, 1});
  CHECK(f.ties == 1134);
  CHECK(f.mean_degree == Approx(14.7).margin(0.05));
  CHECK(f.transitivity == Approx(0.386).margin(0.0005));
  CHECK(f.boss_tied == Approx(0.56).margin(0.005));
  CHECK(f.siblings_tied == Approx(0.36).margin(0.005));
  REQUIRE(organisation.warnings.size() == 2);
  CHECK_THAT(organisation.warnings[0], Contains("column EventDate is not read"));
  CHECK_THAT(organisation.warnings[1], Contains("13 accounts outside the chart"));
  CHECK(target_facts(f, settings).empty());
}
