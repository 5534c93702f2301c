// A comparison as files: summary.csv, series.csv, differences.csv, runs.csv and manifest.json (see docs/formats.md).
// Numbers are the shortest that read back the same; undefined ones are empty.
#pragma once
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "studies/comparison/outcome.hpp"

namespace kantel {

struct SummaryRow {
  std::string arm, metric, unit;
  Interval interval;
};
// Arms by metric; then paired differences by replicate, with their contrasts; then effects.
std::vector<SummaryRow> summarise(const Outcome& outcome);

// How a command was run: what the manifest holds beside the comparison.
struct Provenance {
  std::string command, version, commit, host;
  int threads = 1;
  double wall_seconds = 0;
};

// All files of a result. The manifest vouches for the tables: it holds their hashes.
inline constexpr std::array<std::string_view, 9> result_files{"report.html",     "runs.csv",    "differences.csv",
                                                              "uncertainty.csv", "draws.csv",   "draws_summary.csv",
                                                              "series.csv",      "summary.csv", "manifest.json"};

struct Uncertainty;

// Writes every table, each whole or not at all, the manifest last. `uncertainty`: null where no parameters were drawn.
void write_tables(const Outcome& outcome, const std::vector<SummaryRow>& summary, const Provenance& provenance,
                  const std::filesystem::path& folder, const Uncertainty* uncertainty = nullptr);

}  // namespace kantel
