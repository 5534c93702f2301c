// Ties from GraphML. Boost's read_graphml resolves keys, defaults and edges; it trusts its input, hides nodes' ids and
// knows no lines. So a scan of the tags goes first: it refuses what is not well-formed (Boost's parser would recurse or
// misread), and notes each node's id and line. Boost numbers nodes in the order of the file, and so does the scan.
// Cost: Boost keeps the file as a tree of strings, 55 bytes of memory a byte of file (2.4 GB for 100,000 people with
// eight ties each); hence a limit on the file, above which the same ties are read from CSV. Boost's reader is a
// compiled library, which a page has not.
#include <algorithm>
#include <boost/graph/graphml.hpp>
#include <set>
#include <sstream>
#include <unordered_map>

#include "models/organisation/graphml_scan.hpp"
#include "models/organisation/import.hpp"
#include "sim/input/text.hpp"

namespace kantel {

#if !defined(__EMSCRIPTEN__)

namespace {

// What Boost's reader fills: nodes by number with the name an attribute gives them, and edges with their layer.
struct Read : boost::mutate_graph {
  Read(bool directed, const OrganisationSettings& settings, const TiesRead& reading)
      : directed_(directed),
        id_attribute_(settings.graphml_id),
        weight_attribute_(settings.weight_column),
        reading_(reading) {}
  bool is_directed() const override { return directed_; }
  boost::any do_add_vertex() override {
    names.emplace_back();
    reading_.poll(names.size());
    return names.size() - 1;
  }
  std::pair<boost::any, bool> do_add_edge(boost::any a, boost::any b) override {
    edges.push_back({static_cast<Employee>(boost::any_cast<std::size_t>(a)),
                     static_cast<Employee>(boost::any_cast<std::size_t>(b))});
    reading_.poll(edges.size());
    return {boost::any(edges.size() - 1), true};
  }
  void set_graph_property(const std::string&, const std::string&, const std::string&) override {}
  void set_vertex_property(const std::string& key, boost::any node, const std::string& value,
                           const std::string&) override {
    auto& [id, name] = names[boost::any_cast<std::size_t>(node)];
    if (key == (id_attribute_.empty() ? "id" : id_attribute_)) id = value;
    if (key == "name") name = value;
    attributes.insert(key);
  }
  void set_edge_property(const std::string& key, boost::any edge, const std::string& value,
                         const std::string&) override {
    if (!weight_attribute_.empty() && key == weight_attribute_) {
      const std::optional<std::uint8_t> weight = TiesRead::weight_of(value);
      if (weight)
        edges[boost::any_cast<std::size_t>(edge)].weight = *weight;
      else if (other_weights++ == 0)
        first_other_weight = value;
      weighs = true;
    }
    if (key != "layer") return;
    const auto found = std::find(layer_names.begin(), layer_names.end(), value);
    if (found != layer_names.end())
      edges[boost::any_cast<std::size_t>(edge)].layer = static_cast<Layer>(found - layer_names.begin());
    else if (!value.empty())
      ++other_layers;
  }
  std::vector<std::pair<std::string, std::string>> names;  // attributes id and name
  std::vector<Tie> edges;                                  // between nodes by number
  std::set<std::string> attributes;                        // that nodes have
  std::size_t other_layers = 0, other_weights = 0;
  bool weighs = false;  // some edge has the attribute of weights
  std::string first_other_weight;

 private:
  bool directed_;
  std::string id_attribute_, weight_attribute_;
  const TiesRead& reading_;
};

}  // namespace

std::vector<Tie> ties_from_graphml(const std::filesystem::path& path, const OrganisationSettings& settings,
                                   const Ids& ids, Problems& problems, std::vector<std::string>& warnings,
                                   const Workers& workers) {
  const std::string file = path.string();
  const TiesRead reading{file, problems, warnings, workers};
  std::string text = read_text_file(path, "the ties as CSV (organisation.ties)");  // Boost keeps 55 bytes a byte
  const GraphmlScan scan = scan_graphml(text, file);
  for (const auto& [from, to] : scan.cuts)
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(to), '\1');
  std::erase(text, '\1');
  Read read(scan.directed, settings, reading);
  try {
    std::istringstream in(std::move(text));
    boost::read_graphml(in, read, 0);
  } catch (const Interrupted&) {
    throw;
  } catch (const std::exception& error) {
    throw InputError(
        {{file, 0, ""}, "is not GraphML that can be read: " + std::string(error.what()).substr(0, 300), "", ""});
  }
  if (read.names.size() != scan.node_id.size() || read.edges.size() != scan.edges)
    throw InputError(
        {{file, 0, ""}, "has nodes or edges that are not read", "nodes and edges directly in the graph", ""});

  if (!settings.graphml_id.empty() && !read.attributes.contains(settings.graphml_id)) {
    const std::vector<std::string_view> present(read.attributes.begin(), read.attributes.end());
    problems.add({file, 0, "organisation.graphml_id"}, "no node has an attribute " + shown(settings.graphml_id),
                 present.empty() ? "no attribute: nodes have none" : "one of " + joined(present),
                 nearest_name(settings.graphml_id, present));
    return {};
  }
  if (read.other_weights > 0)
    problems.add(
        {file, 0, settings.weight_column},
        shown(read.first_other_weight) + " is not a weight; edges with none: " + std::to_string(read.other_weights),
        allowed_weights);
  else if (!settings.weight_column.empty() && !read.weighs && !read.edges.empty())
    problems.add({file, 0, "organisation.weight_column"}, "no edge has an attribute " + shown(settings.weight_column));
  std::vector<Employee> person(read.names.size());
  std::unordered_map<Employee, std::size_t> node_of;
  {
    ProblemsOfAKind unknown(problems, file, "nodes that are not in the chart"),
        doubles(problems, file, "people who are two nodes");
    for (std::size_t n = 0; n < person.size(); ++n) {
      const auto& [id, name] = read.names[n];
      person[n] = nobody;
      for (const std::string* text_id : {&id, &name, &scan.node_id[n]})
        if (person[n] == nobody && !text_id->empty() && (text_id == &id || settings.graphml_id.empty()))
          person[n] = ids.find(*text_id);
      const std::string& own = !id.empty() ? id : !name.empty() ? name : scan.node_id[n];
      if (person[n] == nobody)
        unknown.add(scan.node_line[n], "", "the node " + shown(own) + " is not in the chart", "",
                    unknown.full() ? "" : ids.nearest(own));
      else if (const auto [known, fresh] = node_of.emplace(person[n], n); !fresh)
        doubles.add(scan.node_line[n], "",
                    "the node " + shown(scan.node_id[n]) + " is the same person as " +
                        shown(scan.node_id[known->second]) + " on line " +
                        std::to_string(scan.node_line[known->second]),
                    "a node a person, or organisation.graphml_id = the attribute that holds the id");
    }
  }
  std::vector<Tie> ties;
  std::size_t selves = 0;
  for (const Tie& edge : read.edges) {
    const Tie tie{person[edge.a], person[edge.b], edge.layer, edge.weight};
    if (tie.a == nobody || tie.b == nobody) continue;
    if (tie.a == tie.b)
      ++selves;
    else
      ties.push_back(tie);
  }
  if (read.other_layers > 0)
    warnings.push_back(file + ": " + std::to_string(read.other_layers) + " edges of a layer other than " +
                       joined(layer_names) + " read as informal");
  if (selves > 0)
    warnings.push_back(file + ": left out " + std::to_string(selves) + (selves == 1 ? " tie" : " ties") +
                       " of somebody with themselves");
  // What we export of an organisation without ties.
  const bool is_empty_export =
      read.edges.empty() && read.attributes.contains("level") && read.attributes.contains("unit");
  if (!is_empty_export) reading.demand_some(ties, ids, "edges between people of the chart");
  return ties;
}

#else

std::vector<Tie> ties_from_graphml(const std::filesystem::path& path, const OrganisationSettings&, const Ids&,
                                   Problems&, std::vector<std::string>&, const Workers&) {
  throw InputError({{path.string(), 0, ""},
                    "is GraphML, which the program reads and a page does not",
                    "the ties as CSV (organisation.ties)",
                    ""});
}

#endif

}  // namespace kantel
