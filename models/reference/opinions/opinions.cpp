#include "models/reference/opinions/opinions.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "sim/mathematics.hpp"

namespace kantel {

std::vector<double> starting_opinions(const OpinionStart& start, const Ground& ground) {
  if (!start.opinions.empty()) {
    assert(start.opinions.size() == ground.network.people);
    return start.opinions;
  }
  std::vector<double> opinions(ground.network.people);
  for (Employee v = 0; v < ground.network.people; ++v) {
    const double u = open_unit_interval(ground.random.draw(v, 0, draw_trait));
    const bool normal = start.start == StartForm::normal;
    opinions[v] = normal ? start.mean + start.sd * normal_quantile(u) : u;
  }
  return opinions;
}

double mean_of(std::span<const double> opinions) {
  if (opinions.empty()) return 0;
  return std::accumulate(opinions.begin(), opinions.end(), 0.0) / static_cast<double>(opinions.size());
}

double sd_of(std::span<const double> opinions) {
  if (opinions.empty()) return 0;
  const double mean = mean_of(opinions);
  double squares = 0;
  for (const double x : opinions) squares += (x - mean) * (x - mean);
  return std::sqrt(squares / static_cast<double>(opinions.size()));
}

Clusters clusters_of(std::vector<double> opinions, double gap, double least) {
  std::sort(opinions.begin(), opinions.end());
  const auto n = static_cast<double>(opinions.size());
  Clusters found{0, 0};
  std::size_t begin = 0;
  for (std::size_t end = 1; end <= opinions.size(); ++end) {
    if (end < opinions.size() && opinions[end] - opinions[end - 1] < gap) continue;
    const double share = static_cast<double>(end - begin) / n;
    if (share >= least) ++found.count;
    found.largest = std::max(found.largest, share);
    begin = end;
  }
  return found;
}

void BoundedConfidence::sums(std::span<double> out) const {
  const auto n = static_cast<double>(opinions_.size());
  const Clusters found = clusters_of(opinions_, gap_, least_);
  out[0] = 1, out[1] = n, out[2] = found.largest * n, out[3] = found.count, out[4] = sd_of(opinions_);
  out[5] = std::accumulate(opinions_.begin(), opinions_.end(), 0.0);
}

std::span<const Measure> bounded_measures() {
  static constexpr Measure measures[] = {
      {"largest_cluster", "Largest cluster", "share of people", "is in the largest cluster of opinions", 2, 1},
      {"clusters", "Clusters", "clusters", "clusters of opinions, tiny ones not counted", 3, 0},
      {"spread", "Spread", "opinion", "standard deviation of opinions", 4, 0},
      {"mean_opinion", "Mean opinion", "opinion", "mean of opinions", 5, 1},
  };
  return measures;
}

}  // namespace kantel
