// What the manifests of all models have in common: which program, which scenario, which seed, on what machine.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "studies/comparison/tables.hpp"

namespace kantel {

nlohmann::ordered_json provenance_json(const ScenarioSettings& settings, const Outcome& outcome,
                                       const Provenance& provenance, const std::string& resolved_scenario);
std::string hash_of(std::string_view text);
std::string hash_of_file(const std::filesystem::path& path);
// The files a scenario reads, with their hashes.
std::vector<std::pair<std::string, std::string>> input_hashes(const Scenario& scenario);
nlohmann::ordered_json to_json(const Value& value);

}  // namespace kantel
