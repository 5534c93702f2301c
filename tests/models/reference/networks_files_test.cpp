// Networks from files: labels, directions and weights, and everything that can be wrong, with its line.
#include <catch2/catch.hpp>

#include "tests/models/reference/networks_made.hpp"

using namespace kantel;
using namespace kantel::test;
using Catch::Contains;

namespace {

ReferenceNetwork from_edges(std::string_view text, bool directed = false) {
  const Scratch scratch;
  scratch.write("edges.csv", text);
  NetworkSettings settings = of(NetworkForm::edges, 1000);
  settings.edges = "edges.csv";
  settings.directed = directed;
  return made(settings, 1, 1, scratch.path());
}
std::string complaint_about_edges(std::string_view text, bool directed = false) {
  try {
    from_edges(text, directed);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}
}  // namespace

TEST_CASE("people are numbered as they first stand in the file, and repeats and ties with oneself are counted") {
  const ReferenceNetwork network = from_edges("a,b\nann,bob\nbob,cas\ncas,bob\ndan,dan\n");
  CHECK(network.people == 4);
  CHECK(ties_of(network.ties) == std::vector<Tie>{{0, 1}, {1, 2}});
  CHECK_FALSE(network.weighted);
  REQUIRE(network.warnings.size() == 2);
  CHECK_THAT(network.warnings[0], Contains("left out 1 tie of somebody with themselves"));
  CHECK_THAT(network.warnings[1], Contains("left out 1 tie written before"));
}

TEST_CASE("people called 0 to N-1 keep these numbers") {
  const ReferenceNetwork network = from_edges("a;b\n2;1\n0;2\n");
  CHECK(ties_of(network.ties) == std::vector<Tie>{{0, 2}, {1, 2}});
  // "00" is not one of these numbers, so people are numbered as they come.
  CHECK(ties_of(from_edges("a,b\n2,1\n00,2\n").ties) == std::vector<Tie>{{0, 1}, {0, 2}});
}

TEST_CASE("directed and weighted edges are rows of whom each listens to") {
  const ReferenceNetwork directed = from_edges("a,b,weight\n0,2,.5\n0,1,.5\n1,0,1\n2,1,1\n2,2,0\n", true);
  REQUIRE(directed.weighted);
  CHECK(directed.ties.tie_ends() == 0);
  CHECK(directed.weighted->people() == 3);
  CHECK(listed(directed.weighted->targets_of(0)) == Row{1, 2});
  CHECK(listed(directed.weighted->targets_of(1)) == Row{0});
  CHECK(listed(directed.weighted->targets_of(2)) == Row{1});
  CHECK(directed.weighted->weights_of(0)[1] == .5);
  REQUIRE(directed.warnings.size() == 1);
  CHECK_THAT(directed.warnings[0], Contains("left out 1 edge of weight 0"));

  const ReferenceNetwork both = from_edges("weight,a,b\n2.5,0,1\n3,1,1\n");
  REQUIRE(both.weighted);
  CHECK(listed(both.weighted->targets_of(0)) == Row{1});
  CHECK(listed(both.weighted->targets_of(1)) == Row{0, 1});
  CHECK(both.weighted->weights_of(1)[0] == 2.5);
  CHECK(both.weighted->weights_of(1)[1] == 3);

  const ReferenceNetwork unweighted = from_edges("a,b\n0,1\n0,1\n1,0\n", true);
  REQUIRE(unweighted.weighted);
  CHECK(unweighted.weighted->targets.size() == 2);
  CHECK(unweighted.warnings.size() == 1);
}

TEST_CASE("every error of an edge file is reported at once, with its line") {
  const std::string text = complaint_about_edges("a,b,weight\n1,2,1\n1,,1\n2,1,heavy\n2,3,-1\n1,2\n3,2,inf\n1,2,2\n");
  CHECK_THAT(text, Contains("edges.csv:3: b: is empty; allowed an id"));
  CHECK_THAT(text, Contains("edges.csv:4: weight: “heavy” is not a weight; allowed 0 to 1000000000000"));
  CHECK_THAT(text, Contains("edges.csv:5: weight: “-1”"));
  CHECK_THAT(text, Contains("edges.csv:6: has 2 fields; allowed 3 as the header has"));
  CHECK_THAT(text, Contains("edges.csv:7: weight: “inf”"));
  CHECK_THAT(text, Contains("edges.csv:8: the same pair as on line 2"));
  CHECK_THAT(complaint_about_edges("1,2\n2,3\n"),
             Contains("edges.csv:1: has no column that is known to hold one end of a tie; it has 1, 2"));
  CHECK_THAT(complaint_about_edges("a,b\n"), Contains("has no edges"));
  CHECK_THAT(complaint_about_edges("a,b,weight\n1,2,1\n2,1,1\n"), Contains("edges.csv:3: the same pair as on line 2"));
  CHECK(complaint_about_edges("a,b,weight\n1,2,1\n2,1,1\n", true) == "");
  NetworkSettings missing = of(NetworkForm::edges, 1000);
  CHECK_THAT(complaint(missing), Contains("network.edges: is missing"));
  missing.edges = "nowhere.csv";
  CHECK_THAT(complaint(missing), Contains("nowhere.csv: no such file"));
}

TEST_CASE("every error of a degree file is reported at once, with its line") {
  const Scratch scratch;
  const auto about = [&](std::string_view text) { return complaint(configuration(scratch, text), scratch.path()); };
  CHECK_THAT(about("degree\n1\nmany\n-1\n"), Contains("degrees.csv:3: degree: “many” is not a degree") &&
                                                 Contains("degrees.csv:4: degree: “-1” is not a degree"));
  CHECK_THAT(about("1\n3\n2\n"), Contains("degrees.csv:2: degree: is 3 among 3 people"));
  CHECK_THAT(about("person,ties\n1,2\n"), Contains("degrees.csv:1: is neither a degree nor a header"));
  CHECK_THAT(about("degree\n"), Contains("has no degrees"));
  CHECK_THAT(complaint(of(NetworkForm::configuration, 10)), Contains("network.degrees: is missing"));
}
