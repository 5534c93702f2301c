// What a model is to everything that is done with one: compare, sweep, validate, report, Python, the browser and
// `kantel describe` know this page and no model by name. models.cpp lists the models, a row each.
//
//   Model                       words, declared keys, measures, metrics, the order of a day
//     prepare(document, …)      a scenario, read and checked: every error at once; nothing is built yet
//   World                       what its arms and replicates share: organisation or networks, groups, given traits
//     start(arm, replicate, …)  one run at day 0
//   Run                         advance, day, recording, save, load, and people as named read-only columns
//
// Determinism: what a run gives depends on the scenario, the arm and the replicate alone. A world may be used from any
// thread; a run is one thread's (its workers' while it advances).
#pragma once
#include <atomic>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario_settings.hpp"
#include "sim/input/tables.hpp"
#include "sim/parallel.hpp"
#include "sim/recording.hpp"

namespace kantel {

struct Organisation;
struct Rules;  // own rules of a caller: models/change/leading/rules.hpp
class Run;

// What a run is to take up is no state of it: it ends early, or has another shape.
struct WrongState : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One number a run.
struct Metric {
  std::string name, unit, sentence;
};

// A column of a run's people, read-only: a number an employee, in employee order, or a bit of one.
struct PeopleColumn {
  std::string_view name, symbol, unit, sentence;
  enum class Type { real, byte, small, whole } type = Type::real;  // float, 8, 16 and 32 bits without sign
  const void* data = nullptr;
  std::uint8_t bit = 0;         // of a byte: the flag that is meant; 0: the number itself
  bool seen_by_others = false;  // else private: no other employee may know it
};

struct People {
  Employee employees = 0;
  std::vector<PeopleColumn> columns;
  const PeopleColumn* find(std::string_view name) const;  // null when there is none
};

// Hung on a run by who runs it: called after day 0 and after every day. What it keeps goes into checkpoints.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void after_day(const Run& run) = 0;
  virtual void save(std::ostream&) const {}
  virtual void load(std::istream&) {}  // throws WrongState, as a run
};

// The observer that makes a run's numbers.
class MetricObserver : public Observer {
 public:
  void after_day(const Run&) override {}
  // In the order of World::metrics(); undefined ones are NaN. After the last day.
  virtual std::vector<double> values(const Run& run) const = 0;
};

class Run {
 public:
  virtual ~Run() = default;
  // Lives the next day, on all workers. Not after the last.
  virtual void advance(const Workers& workers) = 0;
  virtual std::int64_t day() const = 0;  // the last that was lived; 0 after the start
  virtual bool finished() const = 0;
  virtual const Recording& recording() const = 0;
  // Everybody as they are now; valid until the run advances.
  virtual People people() const { return {}; }
  // The state between two days. `load` takes what a run of the same world, arm and replicate saved, and throws
  // WrongState for what cannot be that; then the run is of no more use. Both throw std::logic_error where the model
  // cannot (Model::can_save).
  virtual void save(std::ostream& out) const;
  virtual void load(std::istream& in);
};

// Lives what is left of a run, its observers told after every day (day 0 too, of a run that is at its start). Throws
// Interrupted when *stop becomes true, polled once a day.
void live(Run& run, const Workers& workers, std::span<Observer* const> observers = {},
          const std::atomic<bool>* stop = nullptr);

// How the recording of a run may be narrowed by who needs less of it. What is recorded of everybody is the same.
struct RecordOptions {
  bool groups = true;                 // other groups than `all`
  std::optional<std::int64_t> every;  // days between records of groups and of what is costly
};

class Model;
class World;

struct PrepareOptions {
  Overrides overrides;                               // of these only days, replicates and seed are used
  std::optional<std::string> arm;                    // keep this one alone; "" where there is but one
  std::shared_ptr<const Organisation> organisation;  // instead of the scenario's own
  RecordOptions record;
  const World* beside = nullptr;            // of the same model: what is costly to make is shared with it
  const std::atomic<bool>* stop = nullptr;  // ends with Interrupted what start() lives beforehand
};

// A contrast among the same people of two arms: who has `active` and the same `identity` in both, and the columns whose
// means are compared, where they are at least so many. Empty names: the model has no such contrast.
struct SamePeople {
  std::string_view active, identity;
  std::vector<std::string_view> compared;
  std::int64_t least = 1;
};

// Levels of a factor that the arms cross, in the order they occur.
struct ArmFactor {
  std::string name;                 // approach, style
  std::vector<std::string> levels;  // distinct
  std::vector<std::size_t> of_arm;  // the level of each arm
};

// What arms may differ in although nobody asked about it, told by text or by the mean of a metric.
struct ArmDifference {
  std::string what;
  std::vector<std::string> of_arm;  // told
  std::string metric;               // else: this metric's mean, divided by each of these
  std::vector<double> divisors;
};

// A number nobody knows exactly, as a scenario has it.
struct Assumed {
  std::string key;  // as --set calls it
  std::string_view symbol;
  double value = 0;
  Range plausible;
  bool is_share = false;  // else a rate, a slope, a time: positive
  bool held = false;      // the scenario says what it is, or it cannot change alone
};

class World {
 public:
  virtual ~World() = default;

  virtual const Model& model() const = 0;
  // Known as soon as it is prepared.
  virtual const ScenarioSettings& settings() const = 0;
  virtual std::vector<std::string> arms() const = 0;
  virtual std::vector<Metric> metrics() const = 0;
  virtual std::string resolved() const = 0;  // TOML with every default filled in, which reads back to the same
  // Files it reads: the path as written, and where it is.
  struct Input {
    std::string path;
    std::string file;
  };
  virtual std::vector<Input> inputs() const { return {}; }
  virtual std::vector<Assumed> assumed() const { return {}; }
  virtual std::vector<ArmFactor> factors() const { return {}; }  // of a factorial scenario
  virtual std::vector<std::int64_t> contrast_days() const { return {}; }
  virtual SamePeople same_people() const { return {}; }
  // Own rules for an arm. Throws InputError where the model has nobody to lead.
  virtual void use_rules(std::size_t arm, const Rules& rules);

  // Makes what replicate 0 lives on. Throws InputError: its files, and what they say to the scenario.
  virtual void build(const Workers& workers) = 0;

  // Known once it is built.
  virtual Employee employees() const = 0;
  virtual const std::vector<std::string>& groups() const = 0;
  virtual std::vector<std::string> warnings() const = 0;
  // What the manifest says beside what is common to all models; in this order.
  virtual Value about() const = 0;
  virtual std::vector<ArmDifference> differences() const { return {}; }
  // Whether anybody's own row may be shown: not of a real organisation.
  virtual bool shows_people() const { return true; }

  // One run at day 0, which is recorded. From any thread. Throws InputError.
  virtual std::unique_ptr<Run> start(std::size_t arm, std::uint32_t replicate, const Workers& workers) const = 0;
  virtual std::unique_ptr<MetricObserver> metric_observer() const = 0;
};

// A line of the table that `compare` prints.
struct ShownMetric {
  std::string metric, label;
  int decimals = 0;
  bool percent = false;
  bool optional = false;  // left out where no arm has it
};

// A process, as `describe` shows it.
struct ProcessWords {
  std::string_view name, sentence;
};

class Model {
 public:
  std::string_view name, label, sentence, source;
  std::string_view equation, schedule;  // of a model of one equation; "" elsewhere
  std::string_view person = "person", people = "people";
  bool can_save = false;  // its runs can be kept between two days and taken up again

  virtual ~Model() = default;
  virtual std::span<const Measure> measures() const = 0;  // the first is the main one
  virtual std::vector<std::string_view> paired_measures() const { return {measures()[0].name}; }
  virtual std::vector<Metric> metrics(std::int64_t days) const = 0;
  virtual std::vector<ShownMetric> shown() const = 0;
  virtual std::vector<ProcessWords> order() const { return {}; }
  // All that a scenario of it may hold, the top level first.
  virtual std::span<const DeclaredTable> tables() const = 0;
  // A scenario to begin with, of that name: TOML, every key with its meaning.
  virtual std::string example(const std::string& named) const;
  // Reads and checks a scenario. `problems`: those met so far, thrown with the others as InputError.
  virtual std::unique_ptr<World> prepare(const Value& document, const std::string& file, const PrepareOptions& options,
                                         Problems problems) const = 0;
};

}  // namespace kantel
