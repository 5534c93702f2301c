// A comparison as files: summary.csv, series.csv, differences.csv, runs.csv and manifest.json (see docs/formats.md).
// Numbers are the shortest that read back the same; undefined ones are empty.
#pragma once
#include <filesystem>
#include <string>
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

// Writes every table, each whole or not at all, the manifest last.
void write_tables(const Outcome& outcome, const std::vector<SummaryRow>& summary, const std::string& manifest,
                  const std::filesystem::path& folder);

}  // namespace kantel
