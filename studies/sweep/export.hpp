// A store as tables: points.csv, runs.csv, summary.csv, differences.csv (with a baseline), series.csv, indices.csv
// (Sobol' and Morris designs), failures.csv and experiment.toml; see docs/formats.md. The bytes of all but failures.csv
// depend on the experiment alone, not on threads, shards, hosts or interruptions.
#pragma once
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "studies/comparison/statistics.hpp"
#include "studies/sweep/store/store.hpp"

namespace kantel {

inline constexpr std::array<std::string_view, 9> export_files{"scenario.toml", "experiment.toml", "points.csv",
                                                              "failures.csv",  "summary.csv",     "differences.csv",
                                                              "series.csv",    "indices.csv",     "runs.csv"};
void export_csv(const StoreReader& store, const std::filesystem::path& folder);

struct StoreStatus {
  std::uint64_t points = 0, replicates = 0, arms = 0, done = 0, failed = 0;
  std::uint64_t most = 0;  // runs of this shard when every point has all its replicates
  bool stops = false;      // early
  bool finished = false;   // nothing is left to run
  double seconds_a_run = 0;
  std::map<std::string, std::uint64_t> failures;  // by message
};
StoreStatus status_of(const StoreReader& store);

// What is looked at in a run: an arm, or one arm minus another; either as it is, or minus the same at another point.
// Differences are taken replicate by replicate.
struct Side {
  std::string name;
  std::size_t arm = 0;
  std::optional<std::size_t> minus = {};     // another arm
  std::optional<std::size_t> baseline = {};  // a point
  bool is_difference() const { return minus || baseline; }
};

// The metrics of every run, [point][arm][replicate][metric]; replicates that are missing or failed are left out where
// they are so in every arm, and NaN elsewhere, so that arms stay paired.
class SweepResults {
 public:
  explicit SweepResults(const StoreReader& store);
  const StoredExperiment& about() const { return about_; }
  const Experiment& experiment() const { return experiment_; }
  const Design& design() const { return design_; }
  std::size_t points() const { return design_.points.size(); }
  // Points lie in the unit cube, not on levels.
  bool is_random() const { return !design_.unit.empty(); }
  // Every other factor is at its base here (point 0).
  bool only_varies(std::size_t point, std::size_t factor) const;

  std::vector<Side> arms() const;
  std::vector<Side> pairs() const;             // "later-earlier"
  std::vector<Side> against_baseline() const;  // every arm; none without a baseline

  std::vector<std::uint32_t> replicates(std::size_t point) const;
  // Values of one metric, as replicates(point); NaN where undefined.
  std::vector<double> values(std::size_t point, const Side& side, std::size_t metric) const;
  Sample sample_of(const Side& side, std::size_t metric) const;
  // Mean over replicates of every point; NaN where there is none.
  std::vector<double> means(const Side& side, std::size_t metric) const;

 private:
  double at(const Side& side, std::size_t replicate, std::size_t metric) const;
  StoredExperiment about_;
  Experiment experiment_;
  Design design_;
  std::vector<std::size_t> first_;        // of each point, in replicates; and one past the last
  std::vector<std::uint32_t> replicate_;  // numbers
  std::vector<double> values_;            // [replicate of point][arm][metric]
};

}  // namespace kantel
