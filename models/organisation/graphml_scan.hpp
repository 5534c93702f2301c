// The tags of a GraphML file, checked and with their lines, before Boost's reader sees it.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kantel {

struct GraphmlScan {
  std::vector<std::string> node_id;  // in the order of the file
  std::vector<int> node_line;
  std::size_t edges = 0;
  bool directed = false;
  // Parts of the text that Boost's reader would trip over and that say nothing: prefixes of a namespace, and whether a
  // single edge is directed.
  std::vector<std::pair<std::size_t, std::size_t>> cuts;  // from, to
};

// Throws InputError at the first thing that is not well-formed GraphML with one flat graph, with its line. Linear in
// the text; depth is bounded, so that a hostile file cannot exhaust the stack.
GraphmlScan scan_graphml(std::string_view text, const std::string& file);

}  // namespace kantel
