// manifest.json: which program, which scenario, which seed, on what machine; everything needed to run the comparison
// again, and what the report says beside the numbers. One for all models, each of which adds what it has to say
// (World::about).
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "studies/comparison/tables.hpp"

namespace kantel {

using TableHashes = std::vector<std::pair<std::string, std::string>>;  // a file's name, and its hash
std::string manifest_json(const Outcome& outcome, const std::vector<SummaryRow>& summary, const Provenance& provenance,
                          const TableHashes& tables = {}, const Uncertainty* uncertainty = nullptr);
// The files a scenario reads, with their hashes.
std::vector<std::pair<std::string, std::string>> input_hashes(const World& world);
nlohmann::ordered_json to_json(const Value& value);

}  // namespace kantel
