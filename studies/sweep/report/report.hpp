// The report of a store: one HTML file with heat maps, response curves with intervals and, for Sobol' and Morris
// designs, bars of indices; the same frame and chart grammar as a comparison's.
#pragma once
#include <filesystem>
#include <string>

#include "studies/sweep/export.hpp"

namespace kantel {

// Writes the page, whole or not at all. Its bytes depend on the store's experiment and runs alone.
void write_sweep_report(const StoreReader& store, const std::filesystem::path& page, const std::string& commit);

}  // namespace kantel
