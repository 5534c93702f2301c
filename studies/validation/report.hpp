// What `kantel validate` leaves behind: validation.json, and validation.html with the plots.
#pragma once
#include <array>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>

#include "studies/comparison/tables.hpp"
#include "studies/validation/patterns/patterns.hpp"
#include "studies/validation/plots.hpp"

namespace kantel {

nlohmann::ordered_json validation_json(std::span<const CaseResult> cases, std::span<const PatternVerdict> patterns);

inline constexpr std::array<std::string_view, 2> validation_files{"validation.html", "validation.json"};
void write_validation_report(std::span<const CaseResult> cases, std::span<const PatternVerdict> patterns,
                             const std::vector<Plot>& plots, const Provenance& provenance,
                             const std::filesystem::path& folder);

}  // namespace kantel
