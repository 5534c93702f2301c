// What a sweep sweeps: something with settings that can be run, arm by arm and replicate by replicate, and leaves
// numbers. A scenario of any model is one (open_target); a test's plain function is another. The rest of studies/sweep
// knows targets only.
//
//   SweepTarget            one scenario, of which points differ in some keys
//     point(settings)      a DesignPoint: the scenario with these settings, checked, its world built (or InputError)
//       run(arm, r)        one run: its metrics, and the series that are kept
//
// Determinism: what a run gives depends on the settings, the arm and the replicate alone. Luck is keyed by seed and
// replicate, so replicate r of every arm and of every point has the same.
#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/models.hpp"

namespace kantel {

// A key as `--set` takes it, with the value a point gives it. The value knows the file and line it was written in.
struct Setting {
  std::string key;
  Value value;
};

// The daily series that are kept of every run, as 32-bit floats: on days 0, every, 2·every, … and the last.
struct SeriesOptions {
  std::vector<std::string> measures;  // none: no series
  bool groups = false;                // of every group, not of `all` alone
  std::int64_t every = 1;
};

struct SeriesRow {
  std::string measure, group;
  std::int64_t every = 1, last_day = 0;
  std::vector<float> values;
};

struct RunRecord {
  std::uint64_t seed = 0;
  std::vector<double> metrics;  // in the order of the point's metrics(); undefined ones are NaN
  std::vector<SeriesRow> series;
};

class DesignPoint {
 public:
  virtual ~DesignPoint() = default;
  virtual const std::vector<Metric>& metrics() const = 0;
  // From any thread, several at once. Throws Interrupted when *stop becomes true, InputError or another exception when
  // the run cannot be done.
  virtual RunRecord run(std::size_t arm, std::uint32_t replicate, const std::atomic<bool>* stop) const = 0;
};

class SweepTarget {
 public:
  virtual ~SweepTarget() = default;
  virtual std::string name() const = 0;
  virtual std::vector<std::string> arms() const = 0;
  // With these settings, checked but for what an organisation says to them. Throws InputError.
  virtual std::vector<Metric> metrics(const std::vector<Setting>& settings) const = 0;
  virtual std::vector<std::string> measures() const = 0;
  virtual std::int64_t replicates() const = 0;  // its own wish
  virtual std::uint64_t seed() const = 0;
  // Range and kind of a key; nothing when it is not declared.
  virtual std::optional<Bounds> bounds(const std::string& key) const = 0;
  // Its declared sentence; nothing when it is not declared.
  virtual std::optional<std::string> meaning(const std::string& key) const = 0;
  // The files that it reads with these settings: path as written, and hash.
  virtual std::vector<std::pair<std::string, std::string>> inputs(const std::vector<Setting>&) const { return {}; }
  // Everything but settings that decides results, as text: two targets with the same text give the same numbers.
  virtual std::string text() const = 0;
  // From any thread. Throws InputError with every problem of the settings.
  virtual std::unique_ptr<DesignPoint> point(const std::vector<Setting>& settings,
                                             const SeriesOptions& series) const = 0;
};

// The parts of a key with the members of lists by number, so that arm.rollout.policy and arm.1.policy are one place.
std::vector<std::string> place_of(const Value& document, const std::string& key);
// The value a key has in a document, or null.
const Value* value_at(const Value& document, const std::string& key);
// "key=value", read as --set reads it.
std::vector<Setting> read_settings(const std::vector<std::string>& texts, Problems& problems);

// A scenario that is at hand as text. `file` names it in messages, and its folder is what paths are relative to.
struct GivenScenario {
  std::string text, file;
  std::vector<std::string> settings = {};                      // its own: applied before those of points
  std::shared_ptr<const Organisation> organisation = nullptr;  // instead of its own
};

// A scenario of any model, with settings that hold at every point, and perhaps another seed or fewer days. Throws
// InputError.
std::unique_ptr<SweepTarget> open_target(const GivenScenario& scenario, const std::vector<Setting>& fixed,
                                         const Overrides& overrides = {});
std::unique_ptr<SweepTarget> open_target(const std::filesystem::path& file, const std::vector<Setting>& fixed,
                                         const Overrides& overrides = {});

}  // namespace kantel
