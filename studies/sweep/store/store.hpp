// Where the runs of a sweep are kept: one SQLite file, which any tool reads. The database stays behind store*.cpp.
//
//   experiment   one row: the experiment and its scenario as text, their hash, version, commit, shard
//   factor       a row a factor
//   point        a row a point, a column a factor (NULL: the scenario's own value)
//   arm, host    numbers and names
//   definition   name, unit and sentence of each metric
//   run          (point, replicate, arm): failed or not, seed, host, wall time, error, seal
//   metric       (point, replicate, arm): a column a metric (NULL: undefined)
//   series       (point, replicate, arm, measure, grp): 32-bit floats, little-endian, of days 0, every, …, last_day;
//   seal
//
// A seal is a hash of what a run, a series or the experiment says. A store is not trusted: whoever reads rows checks
// them against their seal and against the experiment's points, replicates and arms.
// Invariants: one process writes a store at a time (a lock file beside it); the rows of a run appear in one transaction
// or not at all, so a store that was killed at any moment resumes; a store takes runs of one experiment only.
// Write-ahead log while it is written, folded into the file every few seconds; a single plain file afterwards.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "studies/sweep/design/design.hpp"

namespace kantel {

// Part i of n, i from 1: which runs a store holds.
struct Shard {
  std::uint32_t number = 1, of = 1;
  friend bool operator==(const Shard&, const Shard&) = default;
};

struct StoredRun {
  std::uint32_t point = 0, replicate = 0, arm = 0;
  std::string error;  // not empty: the run failed
  double wall_seconds = 0;
  RunRecord record;
};

enum class RunState : std::uint8_t { missing, done, failed };

// What a store is about.
struct StoredExperiment {
  std::string name, question, source;
  std::string text;      // resolved_toml(experiment)
  std::string scenario;  // SweepTarget::text()
  std::string version;   // of the program
  std::string commit;    // the same; "" where it is not known
  std::vector<std::string> arms;
  std::vector<Metric> metrics;        // those kept, in order
  std::vector<std::string> meanings;  // of the factors: the declared sentence of their key, or ""
  Shard shard;

  std::string hash() const;  // of text and scenario
  // The experiment, without its target.
  Experiment experiment() const;
};

// Within what the rows of a store must lie.
struct StoreLimits {
  std::uint32_t points = 0, replicates = 0, arms = 0;
};
StoreLimits limits_of(const StoredExperiment& about);
StoredExperiment about(const Opened& opened, const std::string& version, const Shard& shard,
                       const std::string& commit = "");

class Store {
 public:
  // Opens a store for writing, or makes it. Throws InputError: another experiment (with the lines that differ), another
  // version, no store at all, damaged, cannot be written, in use; std::runtime_error when the disk is full. More
  // replicates than it was begun with are no other experiment: runs 0 … n-1 are the same, so the store grows. Not a
  // shard: there more replicates are dealt out otherwise.
  Store(const std::filesystem::path& path, const StoredExperiment& about, const std::string& host);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // "" or what may be wrong all the same: it was begun by another commit of the same version.
  const std::string& warning() const;
  // All of them in one transaction; a failed run that is there is replaced. From one thread at a time.
  void add(std::span<const StoredRun> runs);
  // What is there, in the order of (point, replicate, arm). `metric`: its value is given too, else NaN.
  using Visit = std::function<void(std::uint32_t point, std::uint32_t replicate, std::uint32_t arm, RunState, double)>;
  void for_each_run(const std::string& metric, const Visit& visit) const;
  // Adds what another store of the same experiment holds. Throws InputError when it is about another, or when both
  // hold a run with different numbers. Returns the number of runs that were new.
  std::uint64_t merge(const std::filesystem::path& other);
  // Ends the log: the file is then whole by itself. Done by the destructor too, but errors are thrown here.
  void close();

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

// A store to read from.
class StoreReader {
 public:
  explicit StoreReader(const std::filesystem::path& path);  // throws InputError
  ~StoreReader();
  StoreReader(const StoreReader&) = delete;
  StoreReader& operator=(const StoreReader&) = delete;

  const StoredExperiment& about() const { return about_; }
  const std::filesystem::path& path() const { return path_; }

  struct Row {
    std::uint32_t point = 0, replicate = 0, arm = 0;
    bool failed = false;
    std::uint64_t seed = 0;
    std::int64_t wall_us = 0;
    std::string host, error;
    std::vector<double> metrics;  // as about().metrics; NaN where undefined or failed
  };
  // In order. Throws InputError naming the first row that is not as it was written.
  void for_each_run(const std::function<void(const Row&)>& visit) const;
  void for_each_series(const std::function<void(std::uint32_t point, std::uint32_t replicate, std::uint32_t arm,
                                                const SeriesRow&)>& visit) const;
  void verify() const;  // reads all of it

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
  std::filesystem::path path_;
  StoredExperiment about_;
  StoreLimits limits_;
  int format_ = 0;
};

// Joins stores of one experiment into a new one, whole or not at all. Throws InputError. Returns the number of runs.
std::uint64_t merge_stores(const std::vector<std::filesystem::path>& from, const std::filesystem::path& to,
                           const std::string& host, std::vector<std::string>* warnings = nullptr);

}  // namespace kantel
