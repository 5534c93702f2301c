// Ties from GraphML, as programs write it.
#include <catch2/catch.hpp>

#include "tests/scratch.hpp"

using namespace kantel;
using namespace kantel::test;
using Catch::Contains;

namespace {
std::string graphml(std::string_view inside, std::string_view kind = "undirected") {
  return "<?xml version=\"1.0\"?>\n<graphml>\n<key id=\"k\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
         "<key id=\"l\" for=\"edge\" attr.name=\"layer\" attr.type=\"string\"/>\n<graph edgedefault=\"" +
         std::string(kind) + "\">\n" + std::string(inside) + "</graph>\n</graphml>\n";
}
}  // namespace

TEST_CASE("GraphML nodes are known by attribute or by their own id") {
  for (const char* kind : {"directed", "undirected"}) {
    const Scratch scratch;
    scratch.write("chart.csv", small_chart);
    scratch.write("g.xml", graphml("<!-- > -->\n<node id=\"n0\"><data key=\"k\">ann</data></node>\n<node "
                                   "id=\"bob\"/>\n<node id='dan'></node>\n"
                                   "<edge source=\"n0\" target=\"bob\"><data key=\"l\">team</data></edge>\n"
                                   "<edge source=\"bob\" target=\"dan\"/><edge source=\"dan\" target=\"dan\"/>\n",
                                   kind));
    OrganisationSettings settings = from_chart("chart.csv");
    settings.graphml = "g.xml";
    const Organisation organisation = read(settings, scratch);
    CHECK(all_ties(organisation) == std::vector<Tie>{{0, 2, Layer::team}, {2, 3, Layer::informal}});
    CHECK(organisation.warnings.size() == 1);
  }
}

TEST_CASE(
    "GraphML is read with a namespace, numbered characters and edges of either kind, and says what it does not read") {
  const Scratch scratch;
  scratch.write("chart.csv", "id,manager\nRené,\nbob,René\ncas,René\n");
  OrganisationSettings settings = from_chart("chart.csv");
  settings.graphml = "g.xml";
  scratch.write(
      "g.xml",
      "<?xml version=\"1.0\"?>\n<g:graphml xmlns:g=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "<g:key id=\"l\" for=\"edge\" attr.name=\"layer\" attr.type=\"string\"/>\n"
      "<g:graph edgedefault=\"undirected\"><g:node id=\"Ren&#233;\"/><g:node id=\"bob\"/><g:node id=\"cas\"/>\n"
      "<g:edge source=\"Ren&#xE9;\" target=\"bob\" directed=\"true\"><g:data key=\"l\">canteen</g:data></g:edge>\n"
      "<g:edge directed='false' source=\"bob\" target=\"cas\"/></g:graph></g:graphml>\n");
  const Organisation organisation = read(settings, scratch);
  CHECK(organisation.ties.ties_count() == 2);
  REQUIRE(organisation.warnings.size() == 1);
  CHECK_THAT(organisation.warnings[0], Contains("1 edges of a layer other than"));

  // What a program that draws keeps beside is its own, whatever it is called.
  scratch.write(
      "g.xml",
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:y=\"http://www.yworks.com/xml/graphml\">\n"
      "<key id=\"d\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
      "<graph edgedefault=\"directed\"><node id=\"Ren&#233;\"><data "
      "key=\"d\"><y:node><y:edge/></y:node></data></node>\n"
      "<node id=\"bob\"/><edge source=\"Ren&#233;\" target=\"bob\"/></graph></graphml>\n");
  CHECK(read(settings, scratch).ties.ties_count() == 1);
}

TEST_CASE("a key chooses the attribute of GraphML that holds the id, and nobody is two nodes") {
  const Scratch scratch;
  scratch.write("chart.csv", small_chart);
  OrganisationSettings settings = from_chart("chart.csv");
  settings.graphml = "g.xml";
  const std::string keyed =
      "<graphml><key id=\"m\" for=\"node\" attr.name=\"mail\" attr.type=\"string\"/>\n"
      "<graph edgedefault=\"undirected\">\n<node id=\"bob\"><data key=\"m\">ann</data></node>\n"
      "<node id=\"x\"><data key=\"m\">eve</data></node>\n<edge source=\"bob\" target=\"x\"/></graph></graphml>";
  scratch.write("g.xml", keyed);
  settings.graphml_id = "mail";
  CHECK(all_ties(read(settings, scratch)) == std::vector<Tie>{{0, 1}});
  settings.graphml_id = "mial";
  CHECK_THAT(complaint(settings, scratch.path()),
             Contains("organisation.graphml_id: no node has an attribute") && Contains("did you mean mail?"));
  CHECK_THAT(complaint_about(&OrganisationSettings::graphml,
                             graphml("<node id=\"ann\"/>\n<node id=\"n2\"><data key=\"k\">ann</data></node>")),
             Contains("source:7: the node “n2” is the same person as “ann” on line 6"));
  CHECK_THAT(complaint_about(&OrganisationSettings::graphml,
                             graphml("<node id=\"ann\"/>\n<hyperedge><endpoint node=\"ann\"/></hyperedge>")),
             Contains("source:7: has a hyperedge"));
}

TEST_CASE("GraphML that is malformed or names strangers is refused with a line") {
  const auto about = [](std::string_view text) { return complaint_about(&OrganisationSettings::graphml, text); };
  CHECK_THAT(about(graphml("<node id=\"an\"/>\n<node id=\"qq\"/>")),
             Contains("source:6: the node “an” is not in the chart; did you mean ann?") && Contains("source:7"));
  CHECK_THAT(about(graphml("<node id=\"ann\"/>\n<edge source=\"ann\" target=\"bob\"/>")),
             Contains("source:7: an edge leads to “bob”"));
  CHECK_THAT(about(graphml("<node id=\"ann\">\n")), Contains("source:7: </graph> closes <node>"));
  CHECK_THAT(about(graphml("<node id=\"ann\"/><node id=\"ann\"/>")), Contains("is on line 6 too"));
  CHECK_THAT(about(graphml("<node id=ann/>")), Contains("without quotes"));
  CHECK_THAT(about(graphml("<node/>")), Contains("a node has no id"));
  CHECK_THAT(about(graphml("<edge source=\"ann\"/>")), Contains("an edge has no target"));
  CHECK_THAT(about(graphml("", "sideways")), Contains("no edgedefault"));
  CHECK_THAT(about("<graphml><graph edgedefault=\"directed\">"), Contains("ends before <graph> is closed"));
  CHECK_THAT(about(graphml("<node id=\"ann\"/>\n<node id=\"Ren&eacute;\"/>")),
             Contains("source:7: has &eacute;, which XML does not know") && Contains("&#233;"));
  CHECK_THAT(about(graphml("<node id=\"ann\"><data key=\"k\">\nR & D</data></node>")),
             Contains("has & D") && Contains("& itself is &amp;"));
  CHECK_THAT(about("<graphml><graph edgedefault=\"directed\"><node id=\"ann\"/></graph>\n<edge source=\"ann\" "
                   "target=\"ann\"/></graphml>"),
             Contains("source:2: <edge> stands in <graphml>; allowed nodes and edges directly in the graph"));
  CHECK_THAT(about(graphml("<node id=\"ann\"/>\n<x:edge source=\"ann\" target=\"ann\"/>")),
             Contains("source:7: <x:edge> has another prefix than <graphml>"));
  CHECK_THAT(about("PK\x03\x04 and more"), Contains("is a zip file"));
  CHECK_THAT(about("\xFF\xFE<\0"), Contains("is UTF-16"));
  CHECK_THAT(about(graphml("<node id=\"Ren\xE9\"/>")),
             Contains("source:6: is not UTF-8") && Contains("iconv -f WINDOWS-1252"));
  CHECK_THAT(about("hello"), Contains("is not GraphML"));
  CHECK_THAT(about("<html></html>"), Contains("is not GraphML"));
  CHECK_THAT(about("<graphml></graphml>"), Contains("has no graph"));
  CHECK_THAT(about(""), Contains("is empty"));
  CHECK_THAT(about("<!DOCTYPE a [<!ENTITY b \"c\">]><graphml/>"), Contains("document type"));
  CHECK_THAT(about("<graphml><key id=\"k\" for=\"nowhere\"/><graph edgedefault=\"directed\"/></graphml>"),
             Contains("is not GraphML that can be read"));
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  CHECK_THAT(about("<graphml>" + deep), Contains("more than 32 deep"));
  CHECK_THAT(about(std::string("<graphml>\n\0</graphml>", 21)), Contains("zero byte"));
}
