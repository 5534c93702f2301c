// A scenario of a reference model as a World: the networks of its arms, and runs on them.
#include <algorithm>

#include "models/example.hpp"
#include "models/keep_arm.hpp"
#include "models/reference/run.hpp"
#include "models/reference/scenario.hpp"
#include "models/shared_cache.hpp"
#include "sim/input/made.hpp"

namespace kantel {

namespace {

using Networks = SharedCache<ReferenceNetwork>;

// A run and the network it lives on.
struct Held {
  std::shared_ptr<const ReferenceNetwork> network;
};
class HeldRun final : private Held, public ReferenceRun {
 public:
  HeldRun(std::shared_ptr<const ReferenceNetwork> given, const ReferenceScenario& scenario, const ReferenceArm& arm,
          std::uint32_t replicate)
      : Held{std::move(given)},
        ReferenceRun(*scenario.model, arm.parameters, {*network, KeyedRandom(scenario.seed(), replicate)},
                     scenario.settings.days) {}
};

class Numbers final : public MetricObserver {
 public:
  explicit Numbers(const ReferenceModel& model) : model_(model) {}
  std::vector<double> values(const Run& run) const override { return reference_metric_values(model_, run.recording()); }

 private:
  const ReferenceModel& model_;
};

class ReferenceWorld final : public World {
 public:
  ReferenceWorld(ReferenceScenario scenario, const PrepareOptions& options)
      : scenario_(std::move(scenario)),
        networks_(options.beside ? static_cast<const ReferenceWorld*>(options.beside)->networks_
                                 : std::make_shared<Networks>()) {
    if (options.arm) keep_arm(scenario_.arms, *options.arm);
  }

  const Model& model() const override { return *scenario_.model; }
  const ScenarioSettings& settings() const override { return scenario_.settings; }
  std::vector<std::string> arms() const override {
    std::vector<std::string> names;
    for (const ReferenceArm& arm : scenario_.arms) names.push_back(arm.name);
    return names;
  }
  std::vector<Metric> metrics() const override { return scenario_.model->metrics(settings().days); }
  std::string resolved() const override { return resolved_toml(scenario_); }
  std::vector<Input> inputs() const override {
    std::vector<Input> list;
    for (const ReferenceArm& arm : scenario_.arms)
      for (const std::string& path : {arm.network.edges, arm.network.degrees})
        if (!path.empty()) list.push_back({path, (scenario_.folder / path).string()});
    return list;
  }

  void build(const Workers& workers) override {
    if (!first_.empty()) return;
    std::string sizes;
    bool differ = false;
    for (const ReferenceArm& arm : scenario_.arms) {
      auto network = network_of(arm, 0, workers);
      for (const std::string& warning : network->warnings)
        if (std::ranges::find(warnings_, warning) == warnings_.end()) warnings_.push_back(warning);
      differ |= !first_.empty() && network->people != employees_;
      employees_ = std::max(employees_, network->people);
      sizes += (first_.empty() ? "" : ", ") + arm.name + " " + std::to_string(network->people);
      first_.push_back(std::move(network));
    }
    if (differ) warnings_.push_back("the arms differ in people: " + sizes);
  }

  Employee employees() const override { return employees_; }
  const std::vector<std::string>& groups() const override { return everybody().names; }
  std::vector<std::string> warnings() const override { return warnings_; }
  Value about() const override;

  std::unique_ptr<Run> start(std::size_t at, std::uint32_t replicate, const Workers&) const override {
    const ReferenceArm& arm = scenario_.arms[at];
    const bool shared = !arm.network.per_replicate || first_[at]->complete;
    return std::make_unique<HeldRun>(shared ? first_[at] : network_of(arm, replicate, Workers(1)), scenario_, arm,
                                     replicate);
  }
  std::unique_ptr<MetricObserver> metric_observer() const override {
    return std::make_unique<Numbers>(*scenario_.model);
  }

 private:
  std::shared_ptr<const ReferenceNetwork> network_of(const ReferenceArm& arm, std::uint32_t replicate,
                                                     const Workers& workers) const {
    const std::uint64_t seed = scenario_.network_seed(arm, replicate);
    std::string key = std::to_string(seed) + "\n";
    write_keys(key, network_keys(), arm.network);
    return networks_->get(
        key, [&] { return make_network(arm.network, scenario_.folder, seed, workers); },
        [](const ReferenceNetwork& network) { return network.people; });
  }

  ReferenceScenario scenario_;
  std::shared_ptr<Networks> networks_;
  std::vector<std::shared_ptr<const ReferenceNetwork>> first_;  // of replicate 0, by arm
  std::vector<std::string> warnings_;
  Employee employees_ = 0;
};

Value ReferenceWorld::about() const {
  const ReferenceModel& model = *scenario_.model;
  Value::List arms;
  for (const ReferenceArm& arm : scenario_.arms) {
    Value::Table parameters, network;
    for (const auto& [name, value] : model.written(arm.parameters)) parameters.push_back({name, Made(value).value});
    for (const Key<NetworkSettings>& key : network_keys())
      network.push_back({std::string(key.name), Made(written(key, arm.network)).value});
    Value own, ties;
    own.data = std::move(parameters), ties.data = std::move(network);
    arms.push_back(table_of({{"name", arm.name}, {"parameters", std::move(own)}, {"network", std::move(ties)}}));
  }
  return table_of({{"label", model.label},
                   {"equation", model.equation},
                   {"schedule", model.schedule},
                   {"model_source", model.source},
                   {"organisation", table_of({{"employees", std::int64_t{employees_}}})},
                   {"arms", std::move(arms)}});
}

}  // namespace

std::span<const DeclaredTable> ReferenceModel::tables() const { return reference_tables(*this); }

std::unique_ptr<World> ReferenceModel::prepare(const Value& document, const std::string& file,
                                               const PrepareOptions& options, Problems problems) const {
  if (options.organisation)
    throw InputError({{file, 0, "model"}, "is a reference model, which lives on a [network]", "no organisation", ""});
  return std::make_unique<ReferenceWorld>(reference_scenario_of(document, file, options.overrides, std::move(problems)),
                                          options);
}

std::string ReferenceModel::example(const std::string& named) const {
  std::string text = example_opening(*this, named, "What does this model do on another network?");
  text += "\n# " + std::string(label) + ": " + std::string(sentence) + ".\n# " + std::string(equation) +
          "\n[network]\n" + commented(tables(), "network") + "\n[parameters]\n" + commented(tables(), "parameters");
  return text +
         "\n# Arms differ in keys of the model or in their network:\n# [[arm]]\n# name = \"other\"\n"
         "# network = { people = 2000 }\n";
}

}  // namespace kantel
