// A scenario of a reference model: `model = "watts"` at its top, a [network], [parameters] shared by all arms, and
// [[arm]] tables that each change some of them (and, in arm.network, the network). Without an arm there is one, named
// after the model. Arms are matched: the same seed, so the same luck, and where they share a network, the same network.
#pragma once
#include "models/change/scenario/scenario.hpp"
#include "models/reference/reference.hpp"

namespace kantel {

struct ReferenceArm {
  std::string name;
  std::any parameters;
  NetworkSettings network;
};

struct ReferenceScenario {
  ScenarioSettings settings;
  const ReferenceModel* model = nullptr;
  std::vector<ReferenceArm> arms;
  std::filesystem::path folder;

  std::uint64_t seed() const { return static_cast<std::uint64_t>(settings.seed); }
  std::uint64_t network_seed(const ReferenceArm& arm, std::uint32_t replicate) const;
};

// The reference model a scenario is about, null for the change model. Throws InputError for a name there is none of.
const ReferenceModel* reference_model_of(std::string_view text, const std::string& file,
                                         const Overrides& overrides = {});

const ReferenceModel* reference_model_of(const Value& document);

// Reads and checks. Throws InputError with every problem.
ReferenceScenario parse_reference_scenario(std::string_view text, const std::string& file,
                                           const Overrides& overrides = {});

// The same from a document that has been read; of the overrides only days, replicates and seed are used. `problems`:
// those met so far, thrown with the others.
ReferenceScenario reference_scenario_of(const Value& document, const std::string& file, const Overrides& overrides = {},
                                        Problems problems = {});

// All that a scenario of the model may hold, the top level first.
std::span<const DeclaredTable> reference_tables(const ReferenceModel& model);

// With every default filled in, as TOML that reads back to the same scenario.
std::string resolved_toml(const ReferenceScenario& scenario);

}  // namespace kantel
