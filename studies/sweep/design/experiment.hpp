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

enum class DesignKind { grid, list, latin_hypercube, sobol, morris, one_at_a_time };
inline constexpr std::array<std::string_view, 6> design_names{"grid",  "list",   "latin_hypercube",
                                                              "sobol", "morris", "one_at_a_time"};
constexpr std::span<const std::string_view> names_of(DesignKind) { return design_names; }
enum class FactorScale { linear, log };
inline constexpr std::array<std::string_view, 2> scale_names{"linear", "log"};
constexpr std::span<const std::string_view> names_of(FactorScale) { return scale_names; }

// One thing that differs between points: a key, or several keys that get the same value.
struct Factor {
  std::string name;  // its column
  std::optional<double> low, high;
  FactorScale scale = FactorScale::linear;
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

inline std::span<const Key<Factor>> factor_keys() {
  using S = Factor;
  static const auto keys = declare<S, 5>({
      // key, values and base are lists or of any kind; meaning and place are not read
      {.name = "name", .member = &S::name, .sentence = "its column; default: the last part of its key"},
      {.name = "unit", .member = &S::unit, .sentence = "for axes; default: the key's declared one"},
      {.name = "whole", .member = &S::whole, .sentence = "whole numbers only; default: as the key is declared"},
      {.name = "low", .member = &S::low, .sentence = "lower end; default: the key's declared one"},
      {.name = "high", .member = &S::high, .sentence = "upper end; default: the key's declared one"},
      {.name = "scale", .member = &S::scale, .sentence = "linear, or log: equal ratios are equally likely"},
      {.name = "levels",
       .member = &S::levels,
       .low = 2,
       .high = 100'000,
       .sentence = "of a range, in a grid and one at a time; equally spaced, both ends included"},
  });
  return keys;
}

struct DesignSettings {
  DesignKind kind = DesignKind::grid;
  std::int64_t points = 100;       // latin_hypercube
  std::int64_t samples = 64;       // sobol: base samples
  bool second_order = false;       // sobol
  std::int64_t trajectories = 10;  // morris
  std::int64_t levels = 4;         // morris
};

inline std::span<const Key<DesignSettings>> design_keys() {
  using S = DesignSettings;
  static const auto keys = declare<S>({
      {.name = "kind", .member = &S::kind, .sentence = "how the points are chosen"},
      {.name = "points",
       .member = &S::points,
       .low = 2,
       .high = 10'000'000,
       .sentence = "latin_hypercube: how many points"},
      {.name = "samples",
       .member = &S::samples,
       .low = 2,
       .high = 1'000'000,
       .sentence = "sobol: base samples n, a power of two; makes n(k+2) points of k factors, n(2k+2) with second_order",
       .source = "Saltelli et al. 2010"},
      {.name = "second_order",
       .member = &S::second_order,
       .sentence = "sobol: adds the points that indices of pairs need"},
      {.name = "trajectories",
       .member = &S::trajectories,
       .low = 2,
       .high = 100'000,
       .sentence = "morris: how many; makes k+1 points each",
       .source = "Morris 1991"},
      {.name = "levels",
       .member = &S::levels,
       .low = 2,
       .high = 100,
       .sentence = "morris: levels of each factor, an even number",
       .source = "Morris 1991"},
  });
  return keys;
}

struct StopSettings {
  std::string metric;
  double width = 0;  // of the 95% interval; 0 = no early stop
  std::int64_t batch = 10;
};

inline std::span<const Key<StopSettings>> stop_keys() {
  using S = StopSettings;
  static const auto keys = declare<S>({
      {.name = "metric", .member = &S::metric, .sentence = "whose interval is watched; needed"},
      {.name = "width",
       .member = &S::width,
       .low = 0,
       .sentence = "a point is finished when the 95% intervals of the mean of every arm and of every paired difference "
                   "are no wider"},
      {.name = "batch",
       .member = &S::batch,
       .low = 2,
       .high = 1'000'000,
       .sentence = "replicates between two looks at it"},
  });
  return keys;
}

struct ExperimentSettings {
  std::string name, question, source, scenario;
  std::optional<std::int64_t> replicates, seed, baseline;
};

inline std::span<const Key<ExperimentSettings>> experiment_keys() {
  using S = ExperimentSettings;
  static const auto keys = declare<S>({
      {.name = "name", .member = &S::name, .sentence = "names the experiment; default: the file's name"},
      {.name = "question", .member = &S::question, .sentence = "what the experiment should answer; opens the report"},
      {.name = "source", .member = &S::source, .sentence = "where the question comes from"},
      {.name = "scenario",
       .member = &S::scenario,
       .sentence = "the scenario's file, relative to the experiment's; needed"},
      {.name = "replicates",
       .member = &S::replicates,
       .low = 1,
       .high = 1'000'000,
       .sentence = "runs per arm and point, or the most of them with [stop]; default: the scenario's"},
      {.name = "seed",
       .member = &S::seed,
       .low = 0,
       .high = 9.2e18,
       .sentence = "decides every draw, those of the design too; default: the scenario's"},
      {.name = "baseline",
       .member = &S::baseline,
       .low = 0,
       .high = 1e9,
       .sentence = "the point from which differences of the others are taken, replicate by replicate; default: none, "
                   "and 0 for one_at_a_time"},
  });
  return keys;
}

// What is kept of a run beside its state.
struct Keep : SeriesOptions {
  std::vector<std::string> metrics;  // empty: all
  std::vector<Metric> described;     // the same, once completed
};

inline std::span<const Key<SeriesOptions>> keep_keys() {
  using S = SeriesOptions;
  static const auto keys = declare<S, 1>({
      // measures: the list `series`
      {.name = "groups", .member = &S::groups, .sentence = "series of every group, not of all alone"},
      {.name = "every",
       .member = &S::every,
       .low = 1,
       .high = 100'000,
       .unit = "days",
       .sentence = "days between values of series; the last day is always one"},
  });
  return keys;
}

struct Experiment {
  ExperimentSettings settings;
  DesignSettings design;
  StopSettings stop;
  Keep keep;
  std::vector<Factor> factors;
  std::vector<std::vector<std::optional<Value>>> listed;   // [point][factor], of a list design
  std::vector<Setting> fixed;                              // [set]: hold at every point
  std::vector<std::pair<std::string, std::string>> files;  // that values name, with their hashes, once completed
  std::filesystem::path folder;

  DesignKind kind() const { return design.kind; }
  std::uint32_t replicates() const { return static_cast<std::uint32_t>(*settings.replicates); }
  std::uint64_t seed() const { return static_cast<std::uint64_t>(*settings.seed); }
};

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
// Throws InputError where something is open that complete() fills in, or wrong that it refuses: of one that a store
// holds, there is no target to complete it by.
void demand_completed(const Experiment& experiment, const std::string& file);
Opened open_experiment(const std::filesystem::path& file, const ExperimentOverrides& overrides = {});
// The same from text that `file` stands for in messages; about `scenario`, if given, instead of the one it names.
Opened open_experiment(const std::string& text, const std::string& file, const ExperimentOverrides& overrides,
                       const GivenScenario* scenario = nullptr);

// Everything in the experiment that decides numbers, completed, as TOML that parse_experiment reads back. A store keeps
// it, and takes runs of no other.
std::string resolved_toml(const Experiment& experiment);

}  // namespace kantel
