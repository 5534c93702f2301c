#include "studies/sweep/target.hpp"

#include <algorithm>

#include "sim/arithmetic.hpp"
#include "studies/comparison/manifest.hpp"

namespace kantel {

namespace {

// What a part of a key names: a table's member, or a list's by its name or else its number, which the part becomes.
const Value* member_of(const Value& at, std::string& part) {
  const auto* list = at.as<Value::List>();
  if (!list) return at.find(part);
  std::size_t chosen = list->size();
  for (std::size_t i = list->size(); i-- > 0;) {
    const Value* name = (*list)[i].find("name");
    const auto* text = name ? name->as<std::string>() : nullptr;
    if (text && *text == part) chosen = i;
  }
  for (std::size_t i = 0; i < list->size() && chosen == list->size(); ++i)
    if (std::to_string(i + 1) == part) chosen = i;
  if (chosen == list->size()) return nullptr;
  part = "#" + std::to_string(chosen + 1);
  return &(*list)[chosen];
}

}  // namespace

std::vector<std::string> place_of(const Value& document, const std::string& key) {
  std::vector<std::string> place = key_parts(key);
  const Value* at = &document;
  for (std::string& part : place) at = at ? member_of(*at, part) : nullptr;
  return place;
}

const Value* value_at(const Value& document, const std::string& key) {
  const Value* at = &document;
  for (std::string& part : key_parts(key)) at = at ? member_of(*at, part) : nullptr;
  return at;
}

Value with_settings(Value document, const std::vector<Setting>& settings, Problems& problems) {
  for (const Setting& setting : settings)
    apply_setting(document, setting.key, setting.value, {setting.value.file, setting.value.line, setting.key},
                  problems);
  return document;
}

namespace {

void add_series(const Recording& recording, const SeriesOptions& options, std::span<const Measure> measures,
                const std::vector<std::string>& groups, std::vector<SeriesRow>& out) {
  const std::size_t shown = options.groups ? groups.size() : 1;
  for (const std::string& wished : options.measures) {
    const auto m = static_cast<std::size_t>(std::ranges::find(measures, wished, &Measure::name) - measures.begin());
    for (std::size_t g = 0; g < shown; ++g) {
      SeriesRow row{wished, groups[g], options.every, recording.days(), {}};
      for (std::int64_t day = 0; day < recording.days(); day += options.every)
        row.values.push_back(recording.value(day, g, m));
      row.values.push_back(recording.value(recording.days(), g, m));
      out.push_back(std::move(row));
    }
  }
}

class WorldPoint final : public DesignPoint {
 public:
  WorldPoint(std::unique_ptr<World> world, const SeriesOptions& series)
      : world_(std::move(world)), series_(series), metrics_(world_->metrics()) {
    world_->build(alone_);
  }
  const std::vector<Metric>& metrics() const override { return metrics_; }

  RunRecord run(std::size_t arm, std::uint32_t replicate, const std::atomic<bool>* stop) const override {
    const std::unique_ptr<Run> run = world_->start(arm, replicate, alone_);
    const std::unique_ptr<MetricObserver> numbers = world_->metric_observer();
    Observer* const observers[] = {numbers.get()};
    live(*run, alone_, observers, stop);
    RunRecord record{static_cast<std::uint64_t>(world_->settings().seed), numbers->values(*run), {}};
    add_series(run->recording(), series_, world_->model().measures(), world_->groups(), record.series);
    return record;
  }

 private:
  const Workers alone_{1};  // making one asks the machine how many cores it has, which costs as much as a small day
  std::unique_ptr<World> world_;
  SeriesOptions series_;
  std::vector<Metric> metrics_;
};

class ScenarioTarget final : public SweepTarget {
 public:
  ScenarioTarget(Value document, std::string file, const Overrides& overrides,
                 std::shared_ptr<const Organisation> organisation)
      : document_(std::move(document)),
        file_(std::move(file)),
        overrides_(overrides),
        organisation_(std::move(organisation)),
        base_(prepared({}, {}, nullptr)) {}

  std::string name() const override { return base_->settings().name; }
  std::int64_t replicates() const override { return base_->settings().replicates; }
  std::uint64_t seed() const override { return static_cast<std::uint64_t>(base_->settings().seed); }
  std::vector<std::string> arms() const override { return base_->arms(); }
  std::vector<std::string> measures() const override {
    std::vector<std::string> names;
    for (const Measure& measure : base_->model().measures()) names.emplace_back(measure.name);
    return names;
  }
  std::vector<Metric> metrics(const std::vector<Setting>& settings) const override {
    return settings.empty() ? base_->metrics() : prepared(settings, {}, base_.get())->metrics();
  }
  std::optional<Bounds> bounds(const std::string& key) const override {
    const DeclaredKey* declared = find_key(base_->model().tables(), key);
    return declared ? std::optional(declared->bounds) : std::nullopt;
  }
  std::optional<std::string> meaning(const std::string& key) const override {
    const DeclaredKey* declared = find_key(base_->model().tables(), key);
    return declared ? std::optional(std::string(declared->sentence)) : std::nullopt;
  }
  std::vector<std::pair<std::string, std::string>> inputs(const std::vector<Setting>& settings) const override {
    return input_hashes(*prepared(settings, {}, base_.get()));
  }
  std::string text() const override {
    std::string text = base_->resolved();
    for (const auto& [path, hash] : input_hashes(*base_)) text += "# " + path + " " + hash + "\n";
    return text;
  }

  std::unique_ptr<DesignPoint> point(const std::vector<Setting>& settings, const SeriesOptions& series) const override {
    // Groups and what is costly are recorded only for series that show them. What is recorded of everybody does not
    // depend on it.
    RecordOptions record;
    record.groups = series.groups;
    record.every = series.measures.empty() ? base_->settings().days : series.every;
    return std::make_unique<WorldPoint>(prepared(settings, record, base_.get()), series);
  }

 private:
  std::unique_ptr<World> prepared(const std::vector<Setting>& settings, const RecordOptions& record,
                                  const World* beside) const {
    Problems problems;
    Value document = document_;
    for (const Setting& setting : settings)
      apply_setting(document, setting.key, setting.value, {setting.value.file, setting.value.line, setting.key},
                    problems);
    PrepareOptions options;
    options.overrides = overrides_;
    options.organisation = organisation_;
    options.record = record;
    const Model& model = model_of(document);
    if (beside && &beside->model() == &model) options.beside = beside;
    return model.prepare(document, file_, options, std::move(problems));
  }

  Value document_;
  std::string file_;
  Overrides overrides_;
  std::shared_ptr<const Organisation> organisation_;
  std::unique_ptr<World> base_;
};

}  // namespace

std::vector<Setting> read_settings(const std::vector<std::string>& texts, Problems& problems) {
  std::vector<Setting> settings;
  for (const std::string& text : texts) {
    Value table;
    table.data = Value::Table{};
    apply_setting(table, text, problems);
    std::string key = text.substr(0, text.find('='));
    if (const Value* value = value_at(table, key)) settings.push_back({std::move(key), *value});
  }
  return settings;
}

std::unique_ptr<SweepTarget> open_target(const GivenScenario& scenario, const std::vector<Setting>& fixed,
                                         const Overrides& overrides) {
  const OwnArithmetic arithmetic;
  Problems problems;
  Value document = parse_toml(scenario.text, scenario.file);
  for (const std::string& setting : scenario.settings) apply_setting(document, setting, problems);
  for (const Setting& setting : fixed)
    apply_setting(document, setting.key, setting.value, {setting.value.file, setting.value.line, setting.key},
                  problems);
  problems.throw_if_any();
  return std::make_unique<ScenarioTarget>(std::move(document), scenario.file, overrides, scenario.organisation);
}

std::unique_ptr<SweepTarget> open_target(const std::filesystem::path& file, const std::vector<Setting>& fixed,
                                         const Overrides& overrides) {
  return open_target({read_text_file(file), file.string()}, fixed, overrides);
}

}  // namespace kantel
