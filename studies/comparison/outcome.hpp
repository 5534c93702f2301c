// What any model's runs leave behind, arm by arm and replicate by replicate: what tables, sweeps and charts are made
// of. Knows no model.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/model.hpp"
#include "studies/comparison/statistics.hpp"

namespace kantel {

// Two arms compared replicate by replicate: later minus earlier in the scenario.
struct Pair {
  std::size_t later, earlier;
};
std::vector<Pair> pairs_of(std::size_t arms);

// A part of the difference between arms, such as the share of a factor in a factorial.
struct Effect {
  std::string name;  // approach:diffusion-rollout, style:participative-directive, interaction:…
  std::vector<std::vector<double>> values;  // [replicate][metric]
};

struct Outcome {
  std::shared_ptr<const World> world;  // built
  ScenarioSettings settings;
  std::vector<std::string> arms;                            // names
  std::vector<std::pair<std::string, std::string>> inputs;  // files that were read, and their hashes
  Employee employees = 0;
  std::span<const Measure> measures;
  std::vector<std::string_view> paired_measures;  // those whose paired differences are written day by day
  std::vector<std::string> groups;
  std::vector<Metric> metrics, contrasts;                         // contrasts: of pairs only
  std::vector<std::uint32_t> replicates;                          // those finished in every arm
  std::vector<std::vector<Recording>> recordings;                 // [arm][replicate]
  std::vector<std::vector<std::vector<double>>> values;           // [arm][replicate][metric]
  std::vector<std::vector<std::vector<double>>> contrast_values;  // [pair][replicate][contrast]
  std::vector<Effect> effects;
  bool interrupted = false;
  std::vector<std::string> warnings;

  std::string pair_name(const Pair& pair) const { return arms[pair.later] + "-" + arms[pair.earlier]; }
};

}  // namespace kantel
