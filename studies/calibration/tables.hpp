// effects.csv and parameters.csv of a calibration.
#pragma once
#include <array>
#include <filesystem>

#include "studies/calibration/fit.hpp"

namespace kantel::calibration {

inline constexpr std::array<std::string_view, 2> calibration_files{"effects.csv", "parameters.csv"};

// Throws as WholeFile does.
void write_tables(std::span<const BlockFit> fits, const std::filesystem::path& folder);

}  // namespace kantel::calibration
