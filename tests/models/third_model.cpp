// A model that is there for tests alone: people who are on or off and switch by themselves. It is added to the list of
// models in one place, the last line, and then goes through compare, sweep, report and Python like any other.
//
//   P(off → on) = up, P(on → off) = down
//
// After t days from all off the expected share is up/(up + down)·(1 − (1 − up − down)^t).
#include <numeric>

#include "models/keep_arm.hpp"
#include "models/models.hpp"
#include "models/scenario_settings.hpp"
#include "sim/input/made.hpp"
#include "sim/random.hpp"

namespace kantel {

namespace {

struct SwitchArm {
  std::string name = "switches";
  std::int64_t people = 100;
  double up = .1, down = .1;
};
std::span<const Key<SwitchArm>> arm_keys_of_switches() {
  using S = SwitchArm;
  static const auto keys = declare<S>({
      {.name = "name", .member = &S::name, .sentence = "what tables call the arm"},
      {.name = "people", .member = &S::people, .low = 1, .high = 1e6, .sentence = "how many there are"},
      {.name = "up", .member = &S::up, .low = 0, .high = 1, .unit = "1/day", .sentence = "chance of switching on"},
      {.name = "down", .member = &S::down, .low = 0, .high = 1, .unit = "1/day", .sentence = "and off"},
  });
  return keys;
}

constexpr Measure measure_list[] = {{.name = "on",
                                     .label = "On",
                                     .unit = "share of people",
                                     .sentence = "who is on",
                                     .numerator = 1,
                                     .denominator = 0}};

const GroupPlan& all_people() {
  static const GroupPlan plan = [] {
    GroupPlan one;
    one.names = {"all"};
    return one;
  }();
  return plan;
}

class SwitchRun final : public Run {
 public:
  SwitchRun(const SwitchArm& arm, KeyedRandom random, std::int64_t days)
      : arm_(arm),
        random_(random),
        on_(static_cast<std::size_t>(arm.people), 0),
        recording_(all_people(), measure_list, days) {
    record();
  }
  void advance(const Workers&) override {
    ++day_;
    for (Employee v = 0; v < on_.size(); ++v)
      if (unit_interval(random_.draw(v, static_cast<std::uint32_t>(day_), 0)) < (on_[v] ? arm_.down : arm_.up))
        on_[v] ^= 1;
    record();
  }
  std::int64_t day() const override { return day_; }
  bool finished() const override { return day_ == recording_.days(); }
  const Recording& recording() const override { return recording_; }
  People people() const override {
    return {static_cast<Employee>(on_.size()),
            {{"on", "", "", "whether one is on", PeopleColumn::Type::byte, on_.data(), 1, true}}};
  }

 private:
  void record() {
    const double on = std::accumulate(on_.begin(), on_.end(), 0.0);
    recording_.record(day_, {static_cast<double>(on_.size()), on}, 2);
  }
  SwitchArm arm_;
  KeyedRandom random_;
  std::vector<std::uint8_t> on_;
  Recording recording_;
  std::int64_t day_ = 0;
};

class SwitchNumbers final : public MetricObserver {
 public:
  std::vector<double> values(const Run& run) const override {
    return {run.recording().value(run.recording().days(), 0, 0)};
  }
};

class SwitchWorld final : public World {
 public:
  SwitchWorld(const Model& model, ScenarioSettings settings, std::vector<SwitchArm> arms)
      : model_(model), settings_(std::move(settings)), arms_(std::move(arms)) {}
  const Model& model() const override { return model_; }
  const ScenarioSettings& settings() const override { return settings_; }
  std::vector<std::string> arms() const override {
    std::vector<std::string> names;
    for (const SwitchArm& arm : arms_) names.push_back(arm.name);
    return names;
  }
  std::vector<Metric> metrics() const override { return model_.metrics(settings_.days); }
  std::string resolved() const override {
    std::string text;
    write_keys(text, scenario_keys(), settings_);
    for (const SwitchArm& arm : arms_) {
      text += "\n[[arm]]\n";
      write_keys(text, arm_keys_of_switches(), arm);
    }
    return text;
  }
  void build(const Workers&) override {}
  Employee employees() const override { return static_cast<Employee>(arms_[0].people); }
  const std::vector<std::string>& groups() const override { return all_people().names; }
  std::vector<std::string> warnings() const override { return {}; }
  Value about() const override {
    Value::List arms;
    for (const SwitchArm& arm : arms_) arms.push_back(table_of({{"name", arm.name}}));
    return table_of({{"label", model_.label},
                     {"equation", model_.equation},
                     {"schedule", model_.schedule},
                     {"model_source", model_.source},
                     {"organisation", table_of({{"employees", std::int64_t{employees()}}})},
                     {"arms", std::move(arms)}});
  }
  std::unique_ptr<Run> start(std::size_t arm, std::uint32_t replicate, const Workers&) const override {
    return std::make_unique<SwitchRun>(arms_[arm], KeyedRandom(static_cast<std::uint64_t>(settings_.seed), replicate),
                                       settings_.days);
  }
  std::unique_ptr<MetricObserver> metric_observer() const override { return std::make_unique<SwitchNumbers>(); }

 private:
  const Model& model_;
  ScenarioSettings settings_;
  std::vector<SwitchArm> arms_;
};

class SwitchModel final : public Model {
 public:
  SwitchModel() {
    name = "switches", label = "Switches", sentence = "people who switch on and off by themselves";
    equation = "P(off → on) = up, P(on → off) = down", schedule = "synchronous", source = "for tests";
  }
  std::span<const Measure> measures() const override { return measure_list; }
  std::vector<Metric> metrics(std::int64_t) const override {
    return {{"on_end", "share of people", "on, on the last day"}};
  }
  std::vector<ShownMetric> shown() const override { return {{"on_end", "on, last day", 1, true}}; }
  std::span<const DeclaredTable> tables() const override {
    static const std::array all{DeclaredTable{"", "Top level", "", declared_keys(scenario_keys())},
                                DeclaredTable{"arm.*", "[[arm]]", "", declared_keys(arm_keys_of_switches())}};
    return all;
  }
  std::unique_ptr<World> prepare(const Value& document, const std::string& file, const PrepareOptions& options,
                                 Problems problems) const override {
    ScenarioSettings settings;
    settings.name = "switches";
    constexpr std::array<std::string_view, 1> tables{"arm"};
    read_table(document, "", scenario_keys(), settings, problems, tables);
    std::vector<SwitchArm> arms;
    if (const Value* list = document.find("arm"))
      for (const Value& table : *list->as<Value::List>())
        read_table(table, "arm", arm_keys_of_switches(), arms.emplace_back(), problems);
    if (arms.empty()) problems.add({file, 0, "arm"}, "there is no arm", "one or more [[arm]] tables");
    problems.throw_if_any();
    if (options.arm) keep_arm(arms, *options.arm);
    if (options.overrides.days) settings.days = *options.overrides.days;
    if (options.overrides.replicates) settings.replicates = *options.overrides.replicates;
    if (options.overrides.seed) settings.seed = *options.overrides.seed;
    return std::make_unique<SwitchWorld>(*this, std::move(settings), std::move(arms));
  }
};

const SwitchModel model;
const bool added = (add_model(model), true);

}  // namespace

}  // namespace kantel
