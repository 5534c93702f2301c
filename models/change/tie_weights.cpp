// The weight of a pair:
//
//   what a file gives it, else the largest of what its layers count for;  × own_cohort_weight inside one cohort
#include "models/change/tie_weights.hpp"

#include <algorithm>

namespace kantel {

namespace {

std::array<std::int64_t, layer_names.size()> by_layers(const TieWeights& weights) {
  return {weights.informal, weights.reporting, weights.team, weights.dotted, weights.mentoring};
}

}  // namespace

std::int32_t weight_of_pair(const TieWeights& weights, const Organisation& organisation, Employee a, Employee b,
                            std::int64_t weight) {
  const bool own = !organisation.cohort.empty() && organisation.cohort[a] == organisation.cohort[b];
  return static_cast<std::int32_t>(weight * (own ? weights.own_cohort_weight : 1));
}

LargeVector<TieWeight> weigh_ties(const TieWeights& weights, const Organisation& organisation, const Workers& workers) {
  const Network& ties = organisation.ties;
  const auto of_layer = by_layers(weights);
  const bool alike = std::ranges::all_of(of_layer, [](std::int64_t weight) { return weight == 1; });
  const bool by_cohort = weights.own_cohort_weight != 1 && !organisation.cohort.empty();
  if (alike && !by_cohort && !ties.has_weights()) return {};

  std::array<std::int64_t, 1u << layer_names.size()> of_layers{};  // the largest
  for (std::size_t layers = 1; layers < of_layers.size(); ++layers)
    for (const Layer layer : all_layers)
      if (layers & bit_of(layer))
        of_layers[layers] = std::max(of_layers[layers], of_layer[static_cast<std::size_t>(layer)]);
  LargeVector<TieWeight> list(ties.tie_ends());
  constexpr std::size_t piece = 4096;
  workers.for_each((ties.employees() + piece - 1) / piece, [&](std::size_t p) {
    const std::size_t end = std::min<std::size_t>((p + 1) * piece, ties.employees());
    for (auto v = static_cast<Employee>(p * piece); v < end; ++v) {
      TieWeight* at = list.data() + ties.row_begin(v);
      ties.for_each_end(v, [&](Employee other, Layers layers, std::uint8_t given) {
        const std::int64_t weight = given == by_layer ? of_layers[layers] : given;
        *at++ = static_cast<TieWeight>(weight_of_pair(weights, organisation, v, other, weight));
      });
    }
  });
  if (std::ranges::all_of(list, [](TieWeight weight) { return weight == 1; })) return {};
  return list;
}

}  // namespace kantel
