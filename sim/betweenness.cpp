#include "sim/betweenness.hpp"

#include <algorithm>

namespace kantel {

namespace {

struct Search {
  explicit Search(Employee n) : depth(n), paths(n), passed(n), order() { order.reserve(n); }
  std::vector<std::uint32_t> depth;  // hops from the source + 1, 0 = not reached
  std::vector<double> paths, passed;
  std::vector<Employee> order;

  void from(const Network& ties, Employee source, std::vector<double>& score) {
    std::fill(depth.begin(), depth.end(), 0);
    order.clear();
    order.push_back(source);
    depth[source] = 1;
    paths[source] = 1;
    for (std::size_t at = 0; at < order.size(); ++at) {
      const Employee v = order[at];
      passed[v] = 0;
      for (const Employee w : ties.ties(v)) {
        if (depth[w] == 0) {
          depth[w] = depth[v] + 1;
          paths[w] = 0;
          order.push_back(w);
        }
        if (depth[w] == depth[v] + 1) paths[w] += paths[v];
      }
    }
    for (std::size_t at = order.size(); at-- > 1;) {
      const Employee w = order[at];
      for (const Employee v : ties.ties(w))
        if (depth[v] + 1 == depth[w]) passed[v] += paths[v] / paths[w] * (1 + passed[w]);
      score[w] += passed[w];
    }
  }
};

}  // namespace

std::vector<double> betweenness(const Network& ties, const std::vector<Employee>& sources, const Workers& workers) {
  constexpr std::size_t shares = 64;
  const Employee n = ties.employees();
  std::vector<std::vector<double>> scores(shares);
  workers.for_each(shares, [&](std::size_t share) {
    if (share >= sources.size()) return;
    scores[share].assign(n, 0);
    Search search(n);
    for (std::size_t s = share; s < sources.size(); s += shares) search.from(ties, sources[s], scores[share]);
  });
  std::vector<double> total(n, 0);
  for (const std::vector<double>& score : scores)
    for (std::size_t v = 0; v < score.size(); ++v) total[v] += score[v];
  return total;
}

}  // namespace kantel
