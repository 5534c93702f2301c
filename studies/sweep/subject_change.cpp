// A scenario of the change model as the subject of a sweep.
#include <algorithm>

#include "models/change/measures.hpp"
#include "studies/comparison/manifest.hpp"
#include "studies/comparison/metrics.hpp"
#include "studies/sweep/stage_pool.hpp"
#include "studies/sweep/subjects.hpp"

namespace kantel {

namespace {

class ChangeTrial final : public Trial {
 public:
  ChangeTrial(Scenario scenario, const SeriesOptions& wishes, StagePool& pool)
      : scenario_(std::move(scenario)), wishes_(wishes), pool_(pool) {
    // Groups and barriers cost as much as the day itself, and are recorded only for series that show them. What is
    // recorded of everybody does not depend on it.
    RecordSettings& record = scenario_.record;
    if (!wishes.groups) record.by_unit = record.by_level = record.by_structure = record.by_cohort = false;
    record.every = wishes.measures.empty() ? scenario_.settings.days : wishes.every;
    metrics_ = metrics_of(scenario_.settings.days);
    follow_ = follow_day(scenario_);
    shared_ = pool_.lend(scenario_, 0);
  }

  const std::vector<Metric>& metrics() const override { return metrics_; }

  RunRecord run(std::size_t arm, std::uint32_t replicate, const std::atomic<bool>* stop) const override {
    if (!scenario_.organisation.per_replicate || replicate == 0) return run_on(*shared_, arm, replicate, stop);
    Scenario own = scenario_;
    const StagePool::Loan stage = pool_.lend(own, replicate);
    stage->groups = groups_like(shared_->groups, stage->groups);
    return run_on(*stage, arm, replicate, stop);
  }

 private:
  RunRecord run_on(const Stage& stage, std::size_t arm, std::uint32_t replicate, const std::atomic<bool>* stop) const {
    RunOptions options;
    options.follow_day = follow_;
    options.stop = stop;
    const RunResult result = kantel::run(stage, stage.scenario->arms[arm], replicate, alone_, options);
    RunRecord record{scenario_.seed(), metric_values(result, stage.organisation.employees()), {}};
    add_series(result.recording, wishes_, measures(), stage.groups.names, record.series);
    return record;
  }

  Scenario scenario_;
  SeriesOptions wishes_;
  StagePool& pool_;
  const Workers alone_{1};  // making one asks the machine how many cores it has, which costs as much as a small day
  std::vector<Metric> metrics_;
  std::int64_t follow_ = 0;
  StagePool::Loan shared_;
};

class ChangeSubject final : public Subject {
 public:
  ChangeSubject(Value document, std::string file, const Overrides& overrides,
                std::shared_ptr<const Organisation> organisation)
      : document_(std::move(document)),
        file_(std::move(file)),
        overrides_(overrides),
        base_(scenario_of(document_, file_, overrides_)) {
    base_.given_organisation = std::move(organisation);
  }

  std::string name() const override { return base_.settings.name; }
  std::int64_t replicates() const override { return base_.settings.replicates; }
  std::uint64_t seed() const override { return base_.seed(); }
  std::vector<std::string> arms() const override {
    std::vector<std::string> names;
    for (const Arm& arm : base_.arms) names.push_back(arm.name);
    return names;
  }
  std::vector<std::string> measures() const override {
    std::vector<std::string> names;
    for (const Measure& measure : kantel::measures()) names.emplace_back(measure.name);
    return names;
  }
  std::vector<Metric> metrics(const std::vector<Setting>& settings) const override {
    return metrics_of(with(settings).settings.days);
  }

  std::optional<Bounds> bounds(const std::string& key) const override {
    return in_its_table(key, [](auto keys, const std::string& name) { return bounds_in(keys, name); });
  }
  std::optional<std::string> meaning(const std::string& key) const override {
    return in_its_table(key, [](auto keys, const std::string& name) { return meaning_in(keys, name); });
  }

  std::string text() const override {
    std::string text = resolved_toml(base_);
    for (const auto& [path, hash] : input_hashes(base_)) text += "# " + path + " " + hash + "\n";
    return text;
  }

  std::unique_ptr<Trial> trial(const std::vector<Setting>& settings, const SeriesOptions& wishes) const override {
    return std::make_unique<ChangeTrial>(with(settings), wishes, pool_);
  }

 private:
  // look(the table a key belongs to, the key's name in it)
  template <class Look>
  static auto in_its_table(const std::string& key, const Look& look) -> decltype(look(scenario_keys(), key)) {
    const KeyPath path(key);
    const std::string& last = path.last();
    if (path.is("*")) return look(scenario_keys(), last);
    if (path.is("organisation.*")) return look(organisation_keys(), last);
    if (path.is("change.*")) return look(change_keys(), last);
    if (path.is("parameters.*")) return look(parameter_keys(), last);
    if (path.is("record.*")) return look(record_keys(), last);
    if (path.is("privacy.*")) return look(privacy_keys(), last);
    if (path.is("cohort.*.*")) return look(cohort_keys(), last);
    if (path.is("arm.*.*")) return look(arm_keys(), last);
    if (path.is("arm.*.champions.*")) return look(champion_keys(), last);
    if (path.is("arm.*.mandate.*")) return look(mandate_keys(), last);
    if (path.is("arm.*.event.*.*")) return look(event_keys(), last);
    return std::nullopt;
  }
  Scenario with(const std::vector<Setting>& settings) const {
    if (settings.empty()) return base_;
    Problems problems;
    const Value document = with_settings(document_, settings, problems);
    Scenario scenario = scenario_of(document, file_, overrides_, std::move(problems));
    scenario.given_organisation = base_.given_organisation;
    return scenario;
  }

  Value document_;
  std::string file_;
  Overrides overrides_;
  Scenario base_;
  mutable StagePool pool_;
};

}  // namespace

std::unique_ptr<Subject> change_subject(Value document, const std::string& file, const Overrides& overrides,
                                        std::shared_ptr<const Organisation> organisation) {
  return std::make_unique<ChangeSubject>(std::move(document), file, overrides, std::move(organisation));
}

}  // namespace kantel
