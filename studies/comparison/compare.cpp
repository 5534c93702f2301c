#include "studies/comparison/compare.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>

#include "models/change/measures.hpp"
#include "studies/comparison/factorial.hpp"
#include "studies/comparison/manifest.hpp"

namespace kantel {

namespace {

// From here on one run keeps every worker busy by itself.
constexpr Employee large = 400'000;

// Who practises in both arms and is the same person: their means, later arm minus earlier. Selection is then no
// explanation of a difference.
std::vector<double> same_people(const Snapshot& earlier, const Snapshot& later) {
  double both = 0, m = 0, a = 0, c = 0, r = 0;
  for (std::size_t i = 0; i < earlier.practising.size(); ++i) {
    if (!earlier.practising[i] || !later.practising[i] || earlier.occupant[i] != later.occupant[i]) continue;
    ++both;
    m += static_cast<double>(later.internalisation[i]) - earlier.internalisation[i];
    a += static_cast<double>(later.autonomy[i]) - earlier.autonomy[i];
    c += static_cast<double>(later.competence[i]) - earlier.competence[i];
    r += static_cast<double>(later.relatedness[i]) - earlier.relatedness[i];
  }
  const auto mean = [both](double sum) { return both > 0 ? sum / both : undefined; };
  return {both / static_cast<double>(earlier.practising.size()), mean(m), mean(a), mean(c), mean(r)};
}

std::vector<Metric> contrasts_on(const std::vector<std::int64_t>& days) {
  std::vector<Metric> list;
  for (const std::int64_t day : days) {
    const std::string on = "_" + std::to_string(day),
                      who = " among those who practise in both arms on day " + std::to_string(day);
    list.push_back(
        {"same_people_share" + on, "share of employees", "who practises in both arms on day " + std::to_string(day)});
    for (const std::string what : {"internalisation", "autonomy", "competence", "relatedness"})
      list.push_back({"same_people_" + what + on, "difference of levels", "difference in " + what + who});
  }
  return list;
}

void describe_organisation(const Organisation& organisation, Comparison& out) {
  out.employees = organisation.employees();
  out.ties = organisation.ties.ties_count();
  out.mean_degree = static_cast<double>(organisation.ties.tie_ends()) / organisation.employees();
  out.imported = organisation.imported;
  for (const std::uint32_t span : spans(organisation)) out.managers += span > 0;
  for (const std::uint8_t level : organisation.level) {
    if (level >= out.levels.size()) out.levels.resize(level + 1u, 0);
    ++out.levels[level];
  }
  for (const std::string& name : organisation.unit_names) out.units.emplace_back(name, 0);
  for (const std::uint16_t unit : organisation.unit) ++out.units[unit].second;
  if (out.imported) {  // small units of a real organisation are not listed one by one
    const auto least = static_cast<std::uint64_t>(out.scenario.privacy.min_group);
    std::uint64_t people = 0;
    std::erase_if(out.units, [&](const auto& unit) {
      if (unit.second >= least) return false;
      people += unit.second;
      return true;
    });
    if (people > 0) out.units.emplace_back("units of fewer than " + std::to_string(least), people);
  }
  out.warnings.insert(out.warnings.end(), organisation.warnings.begin(), organisation.warnings.end());
}

// One replicate's results, while its arms are being run.
struct Matched {
  std::unique_ptr<Stage> stage;  // of its own when the organisation is drawn per replicate
  std::vector<std::optional<RunResult>> runs;
};

}  // namespace

std::vector<Pair> pairs_of(std::size_t arms) {
  std::vector<Pair> pairs;
  for (std::size_t later = 1; later < arms; ++later)
    for (std::size_t earlier = 0; earlier < later; ++earlier) pairs.push_back({later, earlier});
  return pairs;
}

std::vector<std::uint32_t> replicates_to_run(const ScenarioSettings& settings, const CompareOptions& options) {
  if (options.only_replicate) return {*options.only_replicate};
  const auto [from, to] = options.range.value_or(std::pair{0u, static_cast<std::uint32_t>(settings.replicates)});
  std::vector<std::uint32_t> all(to - from);
  std::iota(all.begin(), all.end(), from);
  return all;
}

Comparison compare(Scenario given, const CompareOptions& options) {
  Comparison out;
  out.scenario = std::move(given);
  Scenario& scenario = out.scenario;
  out.settings = scenario.settings;
  for (const Arm& arm : scenario.arms) out.arms.push_back(arm.name);
  out.measures = measures();
  out.paired_measures = {"practising", "durable", "morale", "output", "need_satisfaction", "internalisation"};
  const Workers& workers = *options.workers;
  const Stage shared = make_stage(scenario, make_organisation(scenario, 0, workers), workers);
  describe_organisation(shared.organisation, out);
  out.warnings.insert(out.warnings.end(), scenario.warnings.begin(), scenario.warnings.end());
  out.groups = shared.groups.names;

  const std::vector<std::uint32_t> replicates = replicates_to_run(scenario.settings, options);
  const std::size_t arms = scenario.arms.size();
  const std::int64_t days = scenario.settings.days, from = follow_day(scenario);
  const std::vector<Pair> pairs = pairs_of(arms);
  std::vector<std::int64_t> contrast_days{from};
  if (days != from) contrast_days.push_back(days);

  // Small runs side by side, one worker each; large ones in turn, all workers on one.
  const Workers alone(1);
  const bool side_by_side =
      shared.organisation.employees() < large && workers.threads() > 1 && replicates.size() * arms > 1;
  const Workers& outer = side_by_side ? workers : alone;
  const Workers& inner = side_by_side ? alone : workers;

  Checkpoints kept;
  if (options.checkpoints) {
    kept = *options.checkpoints;
    kept.identity += "\n" + resolved_toml(scenario) + "replicate = " + std::to_string(replicates.at(0)) + "\n";
    for (const auto& [path, hash] : input_hashes(scenario)) kept.identity += path + " " + hash + "\n";
  }
  std::vector<Matched> matched(replicates.size());
  std::vector<std::vector<std::vector<double>>> contrasts(replicates.size());
  std::mutex guard;
  std::atomic<double> done = 0;
  const double all =
      static_cast<double>(replicates.size() * arms) * static_cast<double>(days) * shared.organisation.employees();
  const auto stage_of = [&](std::size_t at) -> const Stage& {
    if (!scenario.organisation.per_replicate || replicates[at] == 0) return shared;
    const std::scoped_lock lock(guard);
    if (!matched[at].stage) {
      Scenario own = scenario;
      matched[at].stage =
          std::make_unique<Stage>(make_stage(scenario, make_organisation(own, replicates[at], alone), alone));
      matched[at].stage->groups = groups_like(shared.groups, matched[at].stage->groups);
    }
    return *matched[at].stage;
  };

  outer.for_each(replicates.size() * arms, [&](std::size_t task) {
    const std::size_t at = task / arms, arm = task % arms;
    if (options.stop && *options.stop) return;
    RunOptions run_options;
    run_options.follow_day = from;
    if (!options.rules.empty()) run_options.rules = &options.rules[arm];
    if (arms > 1) run_options.snapshot_days = contrast_days;
    run_options.stop = options.stop;
    if (options.checkpoints) run_options.checkpoints = &kept;
    if (options.progress)
      run_options.on_day = [&](std::int64_t day) {
        if (day > 0) options.progress(done += static_cast<double>(shared.organisation.employees()), all);
      };
    try {
      RunResult result = run(stage_of(at), scenario.arms[arm], replicates[at], inner, run_options);
      const std::scoped_lock lock(guard);
      Matched& own = matched[at];
      own.runs.resize(arms);
      own.runs[arm] = std::move(result);
      if (!std::all_of(own.runs.begin(), own.runs.end(), [](const auto& one) { return one.has_value(); })) return;
      for (const Pair& pair : pairs) {
        std::vector<double> values;
        for (std::size_t d = 0; d < contrast_days.size(); ++d) {
          const auto part = same_people(own.runs[pair.earlier]->snapshots[d], own.runs[pair.later]->snapshots[d]);
          values.insert(values.end(), part.begin(), part.end());
        }
        contrasts[at].push_back(std::move(values));
      }
      for (auto& one : own.runs) one->snapshots.clear();
      own.stage.reset();
    } catch (const Interrupted&) {
    }
  });

  out.metrics = metrics_of(days);
  if (arms > 1) out.contrasts = contrasts_on(contrast_days);
  out.recordings.resize(arms);
  out.values.resize(arms);
  out.contrast_values.resize(pairs.size());
  for (std::size_t at = 0; at < replicates.size(); ++at) {
    const auto& runs = matched[at].runs;
    if (runs.empty() || !std::all_of(runs.begin(), runs.end(), [](const auto& one) { return one.has_value(); })) {
      out.interrupted = true;
      continue;
    }
    out.replicates.push_back(replicates[at]);
    for (std::size_t arm = 0; arm < arms; ++arm) {
      out.values[arm].push_back(metric_values(*runs[arm], out.employees));
      out.recordings[arm].push_back(std::move(matched[at].runs[arm]->recording));
    }
    for (std::size_t pair = 0; pair < pairs.size(); ++pair) out.contrast_values[pair].push_back(contrasts[at][pair]);
  }
  if (out.replicates.empty()) throw Interrupted();
  out.effects = factorial_effects(out);
  return out;
}

}  // namespace kantel
