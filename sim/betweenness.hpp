// Betweenness centrality: on how many shortest paths between others somebody lies (Brandes 2001, "A faster algorithm
// for betweenness centrality"). Boost.Graph has the exact form only, serial; this one also takes a sample of sources
// and runs on all workers. Tests hold it against Boost's.
#pragma once
#include <cstdint>
#include <vector>

#include "sim/network.hpp"
#include "sim/parallel.hpp"

namespace kantel {

// Scores from the given sources, each tie end walked once a source: O(sources · ties). Sources are taken in 64 fixed
// shares, summed in order, so the same bytes come out on any number of threads.
std::vector<double> betweenness(const Network& ties, const std::vector<Employee>& sources, const Workers& workers);

}  // namespace kantel
