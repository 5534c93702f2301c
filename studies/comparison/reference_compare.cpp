#include "studies/comparison/reference_compare.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "studies/comparison/manifest.hpp"

namespace kantel {

namespace {

constexpr std::array<int, 4> shares{10, 50, 90, 100};

const GroupPlan& everybody() {
  static const GroupPlan plan = [] {
    GroupPlan all;
    all.names = {"all"};
    return all;
  }();
  return plan;
}

}  // namespace

std::vector<Metric> metrics_of(const ReferenceModel& model) {
  std::vector<Metric> list;
  const Measure& main = model.measures[0];
  if (main.unit == "share of people")
    for (const int share : shares) {
      const std::string t = "t" + std::to_string(share);
      list.push_back({t, "day", "first day with " + std::to_string(share) + "% " + std::string(main.name)});
      list.push_back({t + "_reached", "share of runs", "whether that day came"});
    }
  for (const Measure& measure : model.measures)
    list.push_back({std::string(measure.name) + "_end", std::string(measure.unit),
                    std::string(measure.sentence) + ", on the last day"});
  return list;
}

std::vector<double> metric_values(const ReferenceModel& model, const Recording& recording) {
  std::vector<double> values;
  if (model.measures[0].unit == "share of people")
    for (const int share : shares) {
      double day = undefined;
      for (std::int64_t d = recording.days(); d >= 0; --d)
        if (recording.value(d, 0, 0) >= static_cast<float>(share / 100.)) day = static_cast<double>(d);
      values.push_back(day);
      values.push_back(std::isnan(day) ? 0 : 1);
    }
  for (std::size_t m = 0; m < model.measures.size(); ++m) values.push_back(recording.value(recording.days(), 0, m));
  return values;
}

Recording run_reference(const ReferenceModel& model, const std::any& parameters, const Ground& ground,
                        std::int64_t days, const std::atomic<bool>* stop) {
  Recording recording(everybody(), model.measures, days);
  const std::unique_ptr<Simulation> simulation = model.start(parameters, ground);
  std::vector<double> sums(static_cast<std::size_t>(model.sums), 0);
  for (std::int64_t day = 0; day <= days; ++day) {
    if (stop && *stop) throw Interrupted();
    const bool moves = day > 0 && !simulation->at_rest();
    if (moves) simulation->advance(static_cast<std::uint32_t>(day));
    if (moves || day == 0) simulation->sums(sums);
    recording.record(day, sums, model.sums);
  }
  return recording;
}

Outcome compare(const ReferenceScenario& scenario, const CompareOptions& options) {
  Outcome out;
  const ReferenceModel& model = *scenario.model;
  out.settings = scenario.settings;
  out.measures = model.measures;
  out.paired_measures = {model.measures[0].name};
  out.groups = everybody().names;
  out.metrics = metrics_of(model);
  for (const ReferenceArm& arm : scenario.arms) out.arms.push_back(arm.name);

  const std::vector<std::uint32_t> replicates = replicates_to_run(scenario.settings, options);
  const std::size_t arms = scenario.arms.size();

  // A network that replicates share is made once; another is made by each run for itself.
  std::vector<std::optional<ReferenceNetwork>> shared(arms);
  bool differ = false;
  std::string sizes;
  for (std::size_t a = 0; a < arms; ++a) {
    const ReferenceArm& arm = scenario.arms[a];
    ReferenceNetwork first =
        make_network(arm.network, scenario.folder, scenario.network_seed(arm, 0), *options.workers);
    for (const std::string& warning : first.warnings)
      if (std::ranges::find(out.warnings, warning) == out.warnings.end()) out.warnings.push_back(warning);
    differ |= a > 0 && first.people != out.employees;
    out.employees = std::max(out.employees, first.people);
    sizes += (a > 0 ? ", " : "") + arm.name + " " + std::to_string(first.people);
    if (!arm.network.per_replicate || first.complete) shared[a] = std::move(first);
  }
  if (differ) out.warnings.push_back("the arms differ in people: " + sizes);

  const Workers alone(1);
  std::vector<std::vector<std::optional<Recording>>> runs(arms,
                                                          std::vector<std::optional<Recording>>(replicates.size()));
  std::atomic<double> done = 0;
  options.workers->for_each(replicates.size() * arms, [&](std::size_t task) {
    const std::size_t at = task / arms, a = task % arms;
    const ReferenceArm& arm = scenario.arms[a];
    if (options.stop && *options.stop) return;
    try {
      std::optional<ReferenceNetwork> own;
      if (!shared[a])
        own = make_network(arm.network, scenario.folder, scenario.network_seed(arm, replicates[at]), alone);
      const Ground ground{own ? *own : *shared[a], KeyedRandom(scenario.seed(), replicates[at])};
      runs[a][at] = run_reference(model, arm.parameters, ground, scenario.settings.days, options.stop);
      if (options.progress) options.progress(done += 1, static_cast<double>(replicates.size() * arms));
    } catch (const Interrupted&) {
    }
  });

  out.recordings.resize(arms);
  out.values.resize(arms);
  out.contrast_values.resize(pairs_of(arms).size());
  for (std::size_t at = 0; at < replicates.size(); ++at) {
    if (!std::ranges::all_of(runs, [&](const auto& of_arm) { return of_arm[at].has_value(); })) {
      out.interrupted = true;
      continue;
    }
    out.replicates.push_back(replicates[at]);
    for (std::size_t a = 0; a < arms; ++a) {
      out.values[a].push_back(metric_values(model, *runs[a][at]));
      out.recordings[a].push_back(std::move(*runs[a][at]));
    }
  }
  if (out.replicates.empty()) throw Interrupted();
  return out;
}

std::string manifest_json(const ReferenceScenario& scenario, const Outcome& outcome, const Provenance& provenance) {
  using Json = nlohmann::ordered_json;
  const ReferenceModel& model = *scenario.model;
  const std::string resolved = resolved_toml(scenario);
  Json measures = Json::array(), metrics = Json::array(), arms = Json::array();
  for (const Measure& m : model.measures)
    measures.push_back({{"name", m.name}, {"label", m.label}, {"unit", m.unit}, {"sentence", m.sentence}});
  for (const Metric& m : outcome.metrics)
    metrics.push_back({{"name", m.name}, {"unit", m.unit}, {"sentence", m.sentence}});
  for (const ReferenceArm& arm : scenario.arms) {
    Json parameters = Json::object(), network = Json::object();
    for (const auto& [name, value] : model.written(arm.parameters)) parameters[name] = value;
    for (const Key<NetworkSettings>& key : network_keys()) network[std::string(key.name)] = written(key, arm.network);
    arms.push_back({{"name", arm.name}, {"parameters", parameters}, {"network", network}});
  }
  Json manifest = provenance_json(scenario.settings, outcome, provenance, resolved);
  manifest["label"] = model.label;
  manifest["equation"] = model.equation;
  manifest["schedule"] = model.schedule;
  manifest["model_source"] = model.source;
  manifest["organisation"] = {{"employees", outcome.employees}};
  manifest["arms"] = arms;
  Json inputs = Json::array();
  for (const ReferenceArm& arm : scenario.arms)
    for (const std::string& path : {arm.network.edges, arm.network.degrees})
      if (!path.empty()) inputs.push_back({{"path", path}, {"hash", hash_of_file(scenario.folder / path)}});
  manifest["inputs"] = inputs;
  manifest["warnings"] = outcome.warnings;
  manifest["measures"] = measures;
  manifest["metrics"] = metrics;
  manifest["scenario"] = to_json(parse_toml(resolved, "resolved"));
  manifest["scenario_toml"] = resolved;
  return manifest.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kantel
