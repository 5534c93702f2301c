// An experiment file (TOML): a scenario, the factors in which its points differ, a design, and what is kept of each
// run. See docs/formats.md.
//
// For other front ends, the path from a file to numbers:
//
//   Opened opened = open_experiment("x.toml");             every error at once, as InputError
//   Design design = design_of(opened.experiment);          its points, in order                    (design.hpp)
//   auto design_point = opened.target->point(design.settings(opened.experiment, point), opened.experiment.keep);
//   RunRecord record = design_point->run(arm, replicate, nullptr);                                        (target.hpp)
//   Store store = …; store.add(…)                          one writer a store                      (store.hpp)
//   sweep(opened, store, options)                          all of it, resumed where it was left    (sweep.hpp)
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "studies/sweep/target.hpp"

namespace kantel {

enum class DesignKind : std::int64_t { grid, list, latin_hypercube, sobol, morris, one_at_a_time };
inline constexpr std::array<std::string_view, 6> design_names{"grid",  "list",   "latin_hypercube",
                                                              "sobol", "morris", "one_at_a_time"};
enum class FactorScale : std::int64_t { linear, log };
inline constexpr std::array<std::string_view, 2> scale_names{"linear", "log"};

// One thing that differs between points: a key, or several keys that get the same value.
struct Factor {
  std::string name;  // its column
  std::optional<double> low, high;
  std::int64_t scale = 0;   // FactorScale
  std::int64_t levels = 5;  // of a range, in a grid and one at a time
  std::vector<std::string> keys;
  std::vector<Value> values;  // instead of a range
  std::optional<Value> base;  // one at a time: while others vary. Default: the scenario's own
  bool whole = false;         // whole numbers only
  std::string unit;
  std::string meaning;  // the declared sentence of its key, once completed
  Place place;

  bool is_choice() const { return !values.empty(); }
  Value within(double u) const;      // u in [0, 1): equal parts for whole numbers and choices
  Value at_share(double t) const;    // t in [0, 1], both ends included, rounded to the nearest
  std::vector<Value> steps() const;  // its levels
};

struct DesignSettings {
  std::int64_t kind = 0;           // DesignKind
  std::int64_t points = 100;       // latin_hypercube
  std::int64_t samples = 64;       // sobol: base samples
  bool second_order = false;       // sobol
  std::int64_t trajectories = 10;  // morris
  std::int64_t levels = 4;         // morris
};

struct StopSettings {
  std::string metric;
  double width = 0;  // of the 95% interval; 0 = no early stop
  std::int64_t batch = 10;
};

struct ExperimentSettings {
  std::string name, question, source, scenario;
  std::optional<std::int64_t> replicates, seed, baseline;
};

// What is kept of a run beside its state.
struct Keep : SeriesOptions {
  std::vector<std::string> metrics;  // empty: all
  std::vector<Metric> described;     // the same, once completed
};

struct Experiment {
  ExperimentSettings settings;
  DesignSettings design;
  StopSettings stop;
  Keep keep;
  std::vector<Factor> factors;
  std::vector<std::vector<std::optional<Value>>> listed;  // [point][factor], of a list design
  std::vector<Setting> fixed;                             // [set]: hold at every point
  std::filesystem::path folder;

  DesignKind kind() const { return static_cast<DesignKind>(design.kind); }
  std::uint32_t replicates() const { return static_cast<std::uint32_t>(*settings.replicates); }
  std::uint64_t seed() const { return static_cast<std::uint64_t>(*settings.seed); }
};

std::span<const Key<ExperimentSettings>> experiment_keys();
std::span<const Key<DesignSettings>> design_keys();
std::span<const Key<Factor>> factor_keys();
std::span<const Key<StopSettings>> stop_keys();
std::span<const Key<SeriesOptions>> keep_keys();

// Reads the file's text alone, with every problem of it.
Experiment parse_experiment(std::string_view text, const std::string& file);

struct Opened {
  Experiment experiment;
  std::shared_ptr<const SweepTarget> target;
};
// The command line may override settings of the scenario, the seed and the number of replicates.
struct ExperimentOverrides {
  std::vector<std::string> settings;  // key=value
  std::optional<std::int64_t> days, replicates, seed;
};
// Completes it by what the target declares (bounds, replicates, seed, metrics) and checks it against that: every
// factor at its ends, one by one. Throws InputError.
void complete(Experiment& experiment, const SweepTarget& target, const ExperimentOverrides& overrides = {});
Opened open_experiment(const std::filesystem::path& file, const ExperimentOverrides& overrides = {});
// The same from text that `file` stands for in messages; about `scenario`, if given, instead of the one it names.
Opened open_experiment(const std::string& text, const std::string& file, const ExperimentOverrides& overrides,
                       const GivenScenario* scenario = nullptr);

// Everything in the experiment that decides numbers, completed, as TOML that parse_experiment reads back. A store keeps
// it, and takes runs of no other.
std::string resolved_toml(const Experiment& experiment);

}  // namespace kantel
