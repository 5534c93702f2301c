// Network as a Boost.Graph: a vertex-list, incidence and adjacency graph, so that Boost's algorithms (components,
// breadth-first search, shortest paths) run on it without a copy. An undirected tie is seen from each end as an
// edge (source, target); edge indices number tie ends.
#pragma once
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <utility>

#include "sim/network.hpp"

namespace kantel {

struct TieEnd {
  Employee from = 0;
  const Employee* to = nullptr;
  friend bool operator==(const TieEnd&, const TieEnd&) = default;
};

class TieEndIterator
    : public boost::iterator_facade<TieEndIterator, TieEnd, boost::random_access_traversal_tag, TieEnd> {
 public:
  TieEndIterator() = default;
  TieEndIterator(Employee from, const Employee* to) : from_(from), to_(to) {}

 private:
  friend class boost::iterator_core_access;
  TieEnd dereference() const { return {from_, to_}; }
  bool equal(const TieEndIterator& other) const { return to_ == other.to_; }
  void increment() { ++to_; }
  void decrement() { --to_; }
  void advance(std::ptrdiff_t n) { to_ += n; }
  std::ptrdiff_t distance_to(const TieEndIterator& other) const { return other.to_ - to_; }
  Employee from_ = 0;
  const Employee* to_ = nullptr;
};

}  // namespace kantel

namespace boost {

template <>
struct graph_traits<kantel::Network> {
  using vertex_descriptor = kantel::Employee;
  using edge_descriptor = kantel::TieEnd;
  using directed_category = undirected_tag;
  using edge_parallel_category = disallow_parallel_edge_tag;
  struct traversal_category : vertex_list_graph_tag, incidence_graph_tag, adjacency_graph_tag {};
  using vertex_iterator = counting_iterator<kantel::Employee>;
  using out_edge_iterator = kantel::TieEndIterator;
  using adjacency_iterator = const kantel::Employee*;
  using vertices_size_type = kantel::Employee;
  using edges_size_type = std::uint64_t;
  using degree_size_type = std::uint32_t;
  static vertex_descriptor null_vertex() { return kantel::nobody; }
};

template <>
struct property_map<kantel::Network, vertex_index_t> {
  using type = typed_identity_property_map<kantel::Employee>;
  using const_type = type;
};

}  // namespace boost

namespace kantel {

using GraphTraits = boost::graph_traits<Network>;

inline std::pair<GraphTraits::vertex_iterator, GraphTraits::vertex_iterator> vertices(const Network& g) {
  return {GraphTraits::vertex_iterator(0), GraphTraits::vertex_iterator(g.employees())};
}
inline Employee num_vertices(const Network& g) { return g.employees(); }
inline std::pair<TieEndIterator, TieEndIterator> out_edges(Employee v, const Network& g) {
  const std::span<const Employee> row = g.ties(v);
  return {TieEndIterator(v, row.data()), TieEndIterator(v, row.data() + row.size())};
}
inline std::uint32_t out_degree(Employee v, const Network& g) { return g.degree(v); }
inline Employee source(const TieEnd& edge, const Network&) { return edge.from; }
inline Employee target(const TieEnd& edge, const Network&) { return *edge.to; }
inline std::pair<const Employee*, const Employee*> adjacent_vertices(Employee v, const Network& g) {
  const std::span<const Employee> row = g.ties(v);
  return {row.data(), row.data() + row.size()};
}
inline boost::typed_identity_property_map<Employee> get(boost::vertex_index_t, const Network&) { return {}; }

}  // namespace kantel
