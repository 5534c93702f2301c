// Nothing is misread: columns go by their names, and what cannot be a tie, a time or a weight is said.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "tests/scratch.hpp"

using namespace kantel;
using namespace kantel::test;
using Catch::Contains;

namespace {

constexpr const char* chart = "id,manager\n0,\n1,0\n2,0\n3,1\n4,1\n";

struct Read {
  Organisation organisation;
  std::string said;
};

OrganisationSettings with(const Scratch& scratch, std::string OrganisationSettings::*source, std::string_view text,
                          std::string_view people = chart) {
  scratch.write("chart.csv", people);
  OrganisationSettings settings = from_chart("chart.csv");
  settings.*source = "source.csv";
  scratch.write("source.csv", text);
  return settings;
}

Read read(std::string OrganisationSettings::*source, std::string_view text, std::string_view people = chart) {
  const Scratch scratch;
  Read out{make_organisation(with(scratch, source, text, people), scratch.path(), 1, Workers(1)), ""};
  for (const std::string& warning : out.organisation.warnings) out.said += warning + "\n";
  return out;
}
std::string refused(std::string OrganisationSettings::*source, std::string_view text, std::string_view people = chart) {
  const Scratch scratch;
  return complaint(with(scratch, source, text, people), scratch.path());
}

// The ties between ids, whatever the people are numbered.
std::set<std::pair<std::string, std::string>> ties_of(const Organisation& organisation) {
  std::set<std::pair<std::string, std::string>> ties;
  for (const Tie& tie : all_ties(organisation)) {
    const std::string &a = organisation.ids[tie.a], &b = organisation.ids[tie.b];
    ties.insert({std::min(a, b), std::max(a, b)});
  }
  return ties;
}

const std::set<std::pair<std::string, std::string>> ring{{"1", "2"}, {"2", "3"}, {"3", "4"}, {"0", "4"}};
constexpr auto ties = &OrganisationSettings::ties, messages = &OrganisationSettings::messages;

}  // namespace

TEST_CASE("columns of ties are found by name, whatever stands before, between or behind them, in any case") {
  for (const auto& [a, b] :
       {std::pair{"source", "target"}, {"from", "to"}, {"a", "b"}, {"Source", "Target"}, {"A", "B"}})
    for (const char separator : {',', ';'})
      for (int shape = 0; shape < 4; ++shape) {
        const int pairs[4][2] = {{1, 2}, {2, 3}, {3, 4}, {4, 0}};
        std::string text;
        const auto row = [&](const std::string& x, const std::string& y, const std::string& other) {
          std::vector<std::string> cells;
          if (shape == 0) cells = {other, x, y};  // pandas and R write a number of the row
          if (shape == 1) cells = {y, other, x};
          if (shape == 2) cells = {x, y, other};
          if (shape == 3) cells = {y, x};
          for (std::size_t i = 0; i < cells.size(); ++i) text += (i ? std::string(1, separator) : "") + cells[i];
          text += "\n";
        };
        row(a, b, "");
        for (int r = 0; r < 4; ++r) row(std::to_string(pairs[r][0]), std::to_string(pairs[r][1]), std::to_string(r));
        INFO(text);
        const Read found = read(ties, text);
        CHECK(ties_of(found.organisation) == ring);
        if (shape < 3) CHECK_THAT(found.said, Contains("column (without a name) is not read"));
      }
}

TEST_CASE("a first line that holds ids of the chart is no header") {
  for (auto source : {ties, messages})
    for (const char* text : {"0,1\n1,2\n", "0,1,0.5\n1,2,0.5\n", "3;4\n1;2\n"})
      CHECK_THAT(refused(source, text), Contains("source.csv:1: the first line holds ids of the chart"));
}

TEST_CASE("columns of unknown names are listed, with the keys that would name them") {
  const std::string text = refused(ties, "origin,goal\n1,2\n");
  CHECK_THAT(text,
             Contains("source.csv:1: has no column that is known to hold one end of a tie; it has origin, goal") &&
                 Contains("organisation.from_column") && Contains("organisation.to_column"));
  const Scratch scratch;
  OrganisationSettings settings = with(scratch, ties, "goal,origin\n2,1\n");
  settings.from_column = "origin";
  settings.to_column = "Goal";
  CHECK(ties_of(make_organisation(settings, scratch.path(), 1, Workers(1))) ==
        std::set<std::pair<std::string, std::string>>{{"1", "2"}});
  settings.to_column = "gaol";
  CHECK_THAT(complaint(settings, scratch.path()),
             Contains("organisation.to_column: there is no column") && Contains("did you mean goal?"));
}

TEST_CASE("a chart's columns are found by name, in any case, and units and cohorts with them") {
  for (const char* text :
       {"Unit,Manager,ID,Cohort\nx,,0,c\ny,0,1,d\n", "id,name,MANAGER,unit,cohort\n0,Ann,,x,c\n1,Bo,0,y,d\n",
        ";id;manager;Department;Cohort\n1;0;;x;c\n2;1;0;y;d\n"}) {
    INFO(text);
    const Organisation found = read(ties, "a,b\n0,1\n", text).organisation;
    CHECK(found.ids == std::vector<std::string>{"0", "1"});
    CHECK(found.unit_names == std::vector<std::string>{"x", "y"});
    CHECK(found.cohort_names == std::vector<std::string>{"c", "d"});
  }
  CHECK_THAT(refused(ties, "a,b\n0,1\n", "nr,chief\n0,\n1,0\n"), Contains("a person's id; it has nr, chief") &&
                                                                     Contains("organisation.id_column") &&
                                                                     Contains("organisation.manager_column"));
}

TEST_CASE("a column that is there twice is refused where it would be read, by whichever name") {
  CHECK_THAT(refused(ties, "a,b,a\n1,2,3\n"), Contains("source.csv:1: 2 columns are called “a”, which is to be read"));
  CHECK_THAT(refused(ties, "a,b\n1,2\n", "id,manager,manager\n1,,\n2,1,1\n"),
             Contains("2 columns are called “manager”"));
  CHECK(ties_of(read(ties, "a,b,x,x\n1,2,,\n").organisation).size() == 1);
}

TEST_CASE("dates that nothing needs are said not to be read") {
  CHECK_THAT(read(messages, "from,to,date\n1,2,yesterday\n").said, Contains("column date is not read"));
}

TEST_CASE("a level in words is said not to be read") {
  const Read found = read(ties, "a,b\n0,1\n", "id,manager,level\n0,,Director\n1,0,Staff\n");
  CHECK_THAT(found.said, Contains("column level holds text and is not read"));
}

TEST_CASE("a source of ties that leaves none is an error with its reasons") {
  CHECK_THAT(refused(ties, "a,b\n1,1\n"), Contains("source.csv: leaves no tie at all") && Contains("with themselves"));
  CHECK_THAT(refused(ties, "a,b,weight\n1,2,0\n"), Contains("leaves no tie at all") && Contains("of weight 0"));
  CHECK_THAT(refused(messages, "from,to\nx@y,z@y\n"),
             Contains("leaves no tie at all") && Contains("outside the chart"));
  CHECK_THAT(refused(&OrganisationSettings::graphml,
                     "<graphml><graph edgedefault=\"undirected\"><node id=\"1\"/></graph></graphml>"),
             Contains("leaves no tie at all"));
}

TEST_CASE("an export of an organisation without ties is read again") {
  CHECK(read(ties, "a,b,layer\n").organisation.ties.ties_count() == 0);
  CHECK_THAT(refused(ties, "a,b\n"), Contains("leaves no tie at all"));
}

TEST_CASE("weights of 0 and none are left out and said, other words are no weights") {
  const Read found = read(ties, "a,b,Weight\n1,2,1\n2,3,0\n3,4,NaN\n4,0,\n0,1,0.25\n");
  CHECK(ties_of(found.organisation) == std::set<std::pair<std::string, std::string>>{{"1", "2"}, {"0", "1"}});
  CHECK_THAT(found.said, Contains("left out 3 ties of weight 0 or none"));
  CHECK_THAT(refused(ties, "a,b,weight\n1,2,strong\n2,3,-1\n"),
             Contains("source.csv:2: weight: “strong”") && Contains("source.csv:3: weight: “-1”"));
}

TEST_CASE("weights of ties are read where a column is named, and what is none is said") {
  const Scratch scratch;
  const auto weights = [&](const std::string& text) {
    OrganisationSettings settings = with(scratch, ties, text);
    settings.weight_column = "strength";
    std::map<unsigned, int> of_weight;
    make_organisation(settings, scratch.path(), 1, Workers(1)).ties.for_each_tie([&](const Tie& tie) {
      ++of_weight[tie.weight];
    });
    return of_weight;
  };
  CHECK(weights("a,b,Strength,weight\n1,2,16,x\n2,3,0,0\n3,4,,\n4,0,1,\n1,0,3,1\n0,1,5,1\n") ==
        std::map<unsigned, int>{{0, 1}, {1, 1}, {5, 1}, {16, 1}, {by_layer, 1}});
  const auto refused_for = [&](const std::string& text) -> std::string {
    try {
      weights(text);
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  };
  const std::string wrong = refused_for("a,b,strength\n1,2,17\n2,3,-1\n3,4,0.5\n9,1,x\n");
  for (const char* line : {":2: strength: “17”", ":3: strength: “-1”", ":4: strength: “0.5”", ":5: strength: “x”",
                           "a whole number from 0 to 16", "“9” is not in the chart"})
    CHECK_THAT(wrong, Contains(line));
  CHECK_THAT(refused_for("a,b\n1,2\n"), Contains("organisation.weight_column"));
  OrganisationSettings settings = with(scratch, messages, "from,to\n1,2\n");
  settings.weight_column = "n";
  CHECK_THAT(complaint(settings, scratch.path()), Contains("organisation.weight_column"));
}

TEST_CASE("a log with counts counts them, and addresses are matched as people write them") {
  const char* people = "id,manager\nann@x.org,\nBob@x.org,ann@x.org\ncas@x.org,ann@x.org\n";
  const Scratch scratch;
  OrganisationSettings settings =
      with(scratch, messages, "from,to,count\nann@x.org,Bob@x.org,7\nann@x.org,cas@x.org,2\n", people);
  settings.min_messages = 5;
  CHECK(ties_of(make_organisation(settings, scratch.path(), 1, Workers(1))).size() == 1);
  const std::set<std::pair<std::string, std::string>> both{{"Bob@x.org", "ann@x.org"}, {"ann@x.org", "cas@x.org"}};
  for (const char* log : {"from,to\nANN@x.org,bob@x.org\nann@x.org,Cas <cas@x.org>\n",
                          "from,to\n\"Ann, the first <ann@X.org>\",bob@x.org; cas@x.org\n",
                          "from;to\nann@x.org;\"Bob <bob@x.org>, Cas <cas@x.org>\"\n"}) {
    INFO(log);
    const Read found = read(messages, log, people);
    CHECK(ties_of(found.organisation) == both);
    CHECK(found.said.empty());
  }
  // Two people who differ in capitals alone are two people.
  CHECK_THAT(refused(messages, "from,to\nA@x,c@x\n", "id,manager\nA@x,\na@x,A@x\nc@X,A@x\nC@x,A@x\n"),
             Contains("leaves no tie"));
}

TEST_CASE("a time is read whole or refused") {
  for (const char* good : {"2010-01-02 05:40", "2010-01-02 05:40:10", "2010-01-02T05:40:10.25Z",
                           "2010-01-02 05:40:10 UTC", "2010-01-02 05:40:10+01:00", "2010/01/02 05:40:10 +0100"}) {
    const Scratch scratch;
    OrganisationSettings settings = with(scratch, messages, std::string("from,to,date\n1,2,") + good + "\n");
    settings.half_life = 10;
    INFO(good);
    CHECK(ties_of(make_organisation(settings, scratch.path(), 1, Workers(1))).size() == 1);
  }
  for (const char* bad :
       {"2010-01-02 05:40:10 PM", "2010-01-02 05:40:10 banana", "2010-01-02 05:40:10.", "2010-01-02 05:40:1",
        "2010-01-02 05:40:10+1", "2010-01-02 5:40:10", "2010-01-02 05:40:10Zulu"}) {
    const Scratch scratch;
    OrganisationSettings settings = with(scratch, messages, std::string("from,to,date\n1,2,") + bad + "\n");
    settings.half_life = 10;
    INFO(bad);
    CHECK_THAT(complaint(settings, scratch.path()), Contains("source.csv:2:") && Contains("is not a date"));
  }
}
