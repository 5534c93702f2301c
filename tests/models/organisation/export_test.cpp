#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "models/organisation/stats.hpp"
#include "tests/scratch.hpp"

using namespace kantel;
using namespace kantel::test;

namespace {

void check_round_trip(const Organisation& organisation) {
  const Scratch scratch;
  export_organisation(organisation, scratch.path(), Workers(1));
  OrganisationSettings settings = from_chart("chart.csv");
  settings.ties = "ties.csv";
  const Organisation from_list = make_organisation(settings, scratch.path(), 1, Workers(1));
  CHECK(same_organisation(organisation, from_list));
  CHECK(from_list.warnings.empty());
  settings.ties.clear();
  settings.graphml = "org.graphml";
  CHECK(same_organisation(organisation, make_organisation(settings, scratch.path(), 1, Workers(1))));
}

}  // namespace

TEST_CASE("what export writes, import reads back to the same generated organisation") {
  for (const Form form : {Form::sector, Form::directorate})
    for (const std::int64_t people : {1, 2, 10, 700})
      for (const std::int64_t unit_level : {1, 2}) {
        OrganisationSettings settings = of_form(form, people);
        settings.unit_level = unit_level;
        settings.add_manager_ties = true;
        settings.team_ties = people == 700;
        CAPTURE(people, unit_level);
        check_round_trip(make_organisation(settings, "", 3, Workers(1)));
      }
}

TEST_CASE("what export writes, import reads back to the same joined, labelled organisation") {
  const Scratch scratch;
  // Labels that split teams and return: units are ranges all the same, and the numbers survive.
  scratch.write("chart.csv",
                "id,manager,unit,cohort\nx,a,\"R&D, <new>\",young\na,,,\nb,,Works,old\ny,b,\"R&D, "
                "<new>\",young\nz,a,Works,\nq,y,Works,old\nr,x,,old\n");
  scratch.write("ties.csv", "a,b,layer\nx,y,team\na,b,reporting\nq,r,informal\nz,x,\n");
  OrganisationSettings settings = from_chart("chart.csv");
  settings.tops = Tops::join;
  settings.ties = "ties.csv";
  const Organisation organisation = make_organisation(settings, scratch.path(), 1, Workers(1));
  CHECK(organisation.unit_names == std::vector<std::string>{"top", "R&D, <new>", "Works"});
  check_round_trip(organisation);
}

TEST_CASE("what export writes, import reads back to the same weights") {
  const Scratch scratch;
  scratch.write("chart.csv", "id,manager\n0,\n1,0\n2,0\n3,1\n4,1\n");
  scratch.write("ties.csv", "a,b,layer,weight\n0,1,team,4\n1,2,dotted,\n2,3,,0\n3,4,mentoring,16\n0,4,,1\n");
  OrganisationSettings settings = from_chart("chart.csv");
  settings.ties = "ties.csv";
  settings.weight_column = "weight";
  const Organisation organisation = make_organisation(settings, scratch.path(), 1, Workers(1));
  CHECK(organisation.ties.has_weights());
  export_organisation(organisation, scratch.path(), Workers(1));
  CHECK(same_organisation(organisation, make_organisation(settings, scratch.path(), 1, Workers(1))));
  settings.ties.clear();
  settings.graphml = "org.graphml";
  CHECK(same_organisation(organisation, make_organisation(settings, scratch.path(), 1, Workers(1))));
  settings.weight_column = "heft";
  CHECK_THAT(complaint(settings, scratch.path()), Catch::Contains("no edge has an attribute “heft”"));
  settings.weight_column = "layer";
  CHECK_THAT(complaint(settings, scratch.path()), Catch::Contains("“informal” is not a weight; edges with none: 5"));
}

TEST_CASE("what export writes, import reads back to the same manufacturer, without its ids") {
  const std::filesystem::path data = std::filesystem::path(KANTEL_SOURCE_DIR) / "../shared/data/manufacturer";
  if (!std::filesystem::exists(data / "reportsto.csv")) {
    WARN("skipped: ../shared/data/manufacturer is not beside the project");
    return;
  }
  OrganisationSettings settings = from_chart("reportsto.csv");
  settings.messages = "communication.csv";
  settings.min_messages = 10;
  check_round_trip(make_organisation(settings, data, 1, Workers(1)));
}

TEST_CASE("Boost reads the exported GraphML") {
  const Organisation organisation = make_organisation(of_form(Form::sector, 60), "", 1, Workers(1));
  const Scratch scratch;
  export_organisation(organisation, scratch.path(), Workers(1));
  struct Person {
    int level = -1, manager = -1;
    std::string unit;
  };
  struct Link {
    std::string layer;
  };
  boost::adjacency_list<boost::setS, boost::vecS, boost::undirectedS, Person, Link> graph;
  boost::dynamic_properties properties;
  properties.property("level", boost::get(&Person::level, graph));
  properties.property("manager", boost::get(&Person::manager, graph));
  properties.property("unit", boost::get(&Person::unit, graph));
  properties.property("layer", boost::get(&Link::layer, graph));
  std::ifstream in(scratch.path() / "org.graphml");
  boost::read_graphml(in, graph, properties);
  CHECK(boost::num_vertices(graph) == 60);
  CHECK(boost::num_edges(graph) == organisation.ties.ties_count());
  CHECK(graph[0].level == 0);
  CHECK(graph[59].manager == static_cast<int>(organisation.manager[59]));
}

TEST_CASE("facts print as a table and as JSON, with a reason where a target is missed") {
  const Workers workers(1);
  const OrganisationSettings settings = of_form(Form::sector, 40000);
  const OrganisationFacts f = facts(make_organisation(settings, "", 1, workers), workers);
  const std::vector<TargetFact> targets = target_facts(f, settings);
  for (const TargetFact& target : targets) {
    CAPTURE(target.name, target.achieved);
    CHECK((target.met || !target.reason.empty()));
  }
  CHECK_THAT(facts_text(f, targets), Catch::Contains("missed: ties with boss and siblings alone are 0.37"));
  const auto json = nlohmann::json::parse(facts_json(f, targets));
  CHECK(json["employees"] == 40000);
  CHECK(json["targets"].size() == targets.size());
  const OrganisationFacts alone = facts(make_organisation(of_form(Form::sector, 1), "", 1, workers), workers);
  CHECK(nlohmann::json::parse(facts_json(alone, {}))["boss_tied"].is_null());
  CHECK(alone.largest_component == 1);
}

TEST_CASE("facts of a triangle with a tail, by hand") {
  //  0 - 1 - 2 - 0, 2 - 3: six closed ordered pairs of 2 + 2 + 6 + 0
  const Scratch scratch;
  scratch.write("chart.csv", "id,manager\n0,\n1,0\n2,0\n3,1\n");
  scratch.write("ties.csv", "a,b\n0,1\n1,2\n2,0\n2,3\n");
  OrganisationSettings settings = from_chart("chart.csv");
  settings.ties = "ties.csv";
  const Workers workers(1);
  const OrganisationFacts f = facts(make_organisation(settings, scratch.path(), 1, workers), workers);
  CHECK(f.transitivity == Approx(0.6));
  CHECK(f.boss_tied == Approx(2.0 / 3));
  CHECK(f.siblings_tied == 1);
  CHECK(f.mean_degree == 2);
  CHECK(f.degree_min == 1);
  CHECK(f.degree_max == 3);
  CHECK(f.departments == 1);
  CHECK(f.inside_department == 1);
}
