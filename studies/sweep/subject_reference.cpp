// A scenario of a reference model as the subject of a sweep.
#include <map>
#include <mutex>

#include "studies/comparison/manifest.hpp"
#include "studies/comparison/reference_compare.hpp"
#include "studies/sweep/subjects.hpp"

namespace kantel {

namespace {

// The last network made, which points that differ in parameters alone share.
class NetworkCache {
 public:
  std::shared_ptr<const ReferenceNetwork> network(const ReferenceScenario& scenario, const ReferenceArm& arm,
                                                  std::uint32_t replicate) {
    std::string key = std::to_string(scenario.network_seed(arm, replicate)) + "\n";
    write_keys(key, network_keys(), arm.network);
    {
      const std::scoped_lock lock(guard_);
      if (const auto found = made_.find(key); found != made_.end()) return found->second;
    }
    auto made = std::make_shared<const ReferenceNetwork>(
        make_network(arm.network, scenario.folder, scenario.network_seed(arm, replicate), Workers(1)));
    const std::scoped_lock lock(guard_);
    people_ += made->people;
    if (made_.size() >= 256 || people_ > 4'000'000) made_.clear(), people_ = made->people;
    return made_.emplace(std::move(key), std::move(made)).first->second;
  }

 private:
  std::mutex guard_;
  std::map<std::string, std::shared_ptr<const ReferenceNetwork>> made_;
  std::size_t people_ = 0;
};

class ReferenceTrial final : public Trial {
 public:
  ReferenceTrial(ReferenceScenario scenario, const SeriesOptions& wishes, NetworkCache& networks)
      : scenario_(std::move(scenario)), wishes_(wishes), networks_(networks), metrics_(metrics_of(*scenario_.model)) {}

  const std::vector<Metric>& metrics() const override { return metrics_; }

  RunRecord run(std::size_t at, std::uint32_t replicate, const std::atomic<bool>* stop) const override {
    const ReferenceArm& arm = scenario_.arms[at];
    const auto network = networks_.network(scenario_, arm, replicate);
    const Recording recording =
        run_reference(*scenario_.model, arm.parameters, {*network, KeyedRandom(scenario_.seed(), replicate)},
                      scenario_.settings.days, stop);
    RunRecord record{scenario_.seed(), metric_values(*scenario_.model, recording), {}};
    add_series(recording, wishes_, scenario_.model->measures, {"all"}, record.series);
    return record;
  }

 private:
  ReferenceScenario scenario_;
  SeriesOptions wishes_;
  NetworkCache& networks_;
  std::vector<Metric> metrics_;
};

class ReferenceSubject final : public Subject {
 public:
  ReferenceSubject(Value document, std::string file, const Overrides& overrides)
      : document_(std::move(document)),
        file_(std::move(file)),
        overrides_(overrides),
        base_(reference_scenario_of(document_, file_, overrides_)) {}

  std::string name() const override { return base_.settings.name; }
  std::int64_t replicates() const override { return base_.settings.replicates; }
  std::uint64_t seed() const override { return base_.seed(); }
  std::vector<std::string> arms() const override {
    std::vector<std::string> names;
    for (const ReferenceArm& arm : base_.arms) names.push_back(arm.name);
    return names;
  }
  std::vector<std::string> measures() const override {
    std::vector<std::string> names;
    for (const Measure& measure : base_.model->measures) names.emplace_back(measure.name);
    return names;
  }
  std::vector<Metric> metrics(const std::vector<Setting>& settings) const override {
    return metrics_of(*with(settings).model);
  }

  std::optional<Bounds> bounds(const std::string& key) const override {
    const KeyPath path(key);
    const std::string& last = path.last();
    if (path.is("*")) return bounds_in(scenario_keys(), last);
    if (path.is("network.*") || path.is("arm.*.network.*")) return bounds_in(network_keys(), last);
    if (path.is("parameters.*") || path.is("arm.*.*")) return base_.model->bounds(last);
    return std::nullopt;
  }

  std::optional<std::string> meaning(const std::string& key) const override {
    const KeyPath path(key);
    const std::string& last = path.last();
    if (path.is("*")) return meaning_in(scenario_keys(), last);
    if (path.is("network.*") || path.is("arm.*.network.*")) return meaning_in(network_keys(), last);
    for (const KeyRow& row : base_.model->key_rows())
      if (row[0] == last && row.size() == key_row_header.size()) return row[5];
    return std::nullopt;
  }

  std::string text() const override {
    std::string text = resolved_toml(base_);
    for (const ReferenceArm& arm : base_.arms)
      for (const std::string& path : {arm.network.edges, arm.network.degrees})
        if (!path.empty()) text += "# " + path + " " + hash_of_file(base_.folder / path) + "\n";
    return text;
  }

  std::unique_ptr<Trial> trial(const std::vector<Setting>& settings, const SeriesOptions& wishes) const override {
    return std::make_unique<ReferenceTrial>(with(settings), wishes, networks_);
  }

 private:
  ReferenceScenario with(const std::vector<Setting>& settings) const {
    if (settings.empty()) return base_;
    Problems problems;
    const Value document = with_settings(document_, settings, problems);
    return reference_scenario_of(document, file_, overrides_, std::move(problems));
  }

  Value document_;
  std::string file_;
  Overrides overrides_;
  ReferenceScenario base_;
  mutable NetworkCache networks_;
};

}  // namespace

std::unique_ptr<Subject> reference_subject(Value document, const std::string& file, const Overrides& overrides) {
  return std::make_unique<ReferenceSubject>(std::move(document), file, overrides);
}

}  // namespace kantel
