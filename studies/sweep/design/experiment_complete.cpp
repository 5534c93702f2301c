// What an experiment leaves open is filled in from what its target declares, and checked against it.
#include <algorithm>
#include <cmath>
#include <set>

#include "studies/sweep/design/design.hpp"
#include "studies/sweep/design/experiment.hpp"
#include "studies/sweep/target.hpp"

namespace kantel {

namespace {

// A design and what is known of its runs are held in memory.
constexpr std::int64_t most_values = 10'000'000, most_runs = 100'000'000;
constexpr std::size_t enough_problems = 100;
constexpr double most_whole = 9.2e18;  // of 64 bits

// Fills what a factor leaves open from the declaration of its keys.
void complete_factor(Factor& factor, const SweepTarget& target, Problems& problems) {
  if (factor.keys.size() == 1) factor.meaning = target.meaning(factor.keys[0]).value_or("");
  for (const std::string& key : factor.keys) {
    const std::optional<Bounds> declared = target.bounds(key);
    if (!declared || factor.is_choice()) continue;  // an unknown key is reported by the target, with the nearest name
    using Kind = Bounds::Kind;
    if (declared->kind == Kind::choice || declared->kind == Kind::boolean) {
      if (factor.low || factor.high) {
        problems.add(factor.place, key + " is no number, so it has no low or high",
                     declared->kind == Kind::choice ? "values = [one or more of " + joined(declared->choices) + "]"
                                                    : "values = [true, false]");
        continue;
      }
      if (declared->kind == Kind::boolean) {
        for (const bool value : {false, true}) factor.values.push_back({value, factor.place.file, factor.place.line});
      } else {
        for (const std::string_view word : declared->choices)
          factor.values.push_back({std::string(word), factor.place.file, factor.place.line});
      }
      continue;
    }
    if (declared->kind == Kind::text || declared->kind == Kind::list) {
      problems.add(factor.place, key + " has no range", "values = [ … ]");
      continue;
    }
    factor.whole |= declared->kind == Kind::integer;
    if (factor.unit.empty()) factor.unit = declared->unit;
    if (!factor.low && std::isfinite(declared->low)) factor.low = declared->low;
    if (!factor.high && std::isfinite(declared->high)) factor.high = declared->high;
  }
}

// Two that set one thing, or a table and a key in it: which of them holds would go by their order.
void refuse_overlaps(const Experiment& experiment, const Value& scenario, Problems& problems) {
  struct Setter {
    std::vector<std::string> place;
    std::string key, who;
    Place where;
    bool is_fixed;
  };
  std::vector<Setter> setters;
  for (const Setting& setting : experiment.fixed)
    setters.push_back({place_of(scenario, setting.key),
                       setting.key,
                       "[set] or --set",
                       {setting.value.file, setting.value.line, setting.key},
                       true});
  for (const Factor& factor : experiment.factors)
    for (const std::string& key : factor.keys)
      setters.push_back({place_of(scenario, key), key, "factor " + factor.name, factor.place, false});
  for (std::size_t later = 0; later < setters.size(); ++later)
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const Setter &a = setters[earlier], &b = setters[later];
      const std::size_t shared = std::min(a.place.size(), b.place.size());
      if ((a.is_fixed && b.is_fixed) ||
          !std::equal(a.place.begin(), a.place.begin() + static_cast<std::ptrdiff_t>(shared), b.place.begin()))
        continue;
      problems.add(b.where, b.key + " is set by " + a.who + " too" + (a.key == b.key ? "" : ", as " + a.key),
                   "each key once");
    }
}

// What the target says of a key that nothing declares: its nearest name, or what it is called now.
bool refused(const Factor& factor, const SweepTarget& target, Problems& problems) {
  bool is_wrong = false;
  for (const std::string& key : factor.keys) {
    if (target.bounds(key)) continue;
    try {
      target.metrics({{key, {0.0, factor.place.file, factor.place.line}}});
    } catch (const InputError& error) {
      for (const Problem& problem : error.problems())
        if (problem.message.starts_with("is now called") || problem.message == "unknown key") {
          problems.add(problem.place, problem.message, problem.allowed, problem.nearest);
          is_wrong = true;
        }
    }
  }
  return is_wrong;
}

void check_factor(const Factor& factor, Problems& problems) {
  if (factor.is_choice()) return;
  if (!factor.low || !factor.high || !std::isfinite(*factor.low) || !std::isfinite(*factor.high))
    problems.add(factor.place, std::string("has no ") + (factor.low ? "high" : "low") + ", and none is declared",
                 "low and high, or values");
  else if (!(*factor.low < *factor.high))
    problems.add(factor.place, "low is not below high");
  else if (factor.scale == FactorScale::log && *factor.low <= 0)
    problems.add(factor.place, "low is " + shortest(*factor.low) + " on a log scale", "above 0");
  else if (factor.whole && (*factor.low != std::floor(*factor.low) || *factor.high != std::floor(*factor.high)))
    problems.add(factor.place, "has whole numbers only, but low or high is none", "whole numbers");
  else if (factor.whole && (*factor.low < -most_whole || *factor.high > most_whole))
    problems.add(factor.place, "has whole numbers only, and low or high is beyond them",
                 range_text(-most_whole, most_whole));
}

// How many points and runs of so many arms there are, and whether the baseline is one of the points.
void check_points(const Experiment& experiment, std::size_t arms, const std::string& file, Problems& problems) {
  const double points = points_wanted(experiment);
  const auto factors = static_cast<double>(experiment.factors.size());
  const double runs = points * static_cast<double>(experiment.replicates()) * static_cast<double>(arms);
  if (points * factors > static_cast<double>(most_values))
    problems.add({file, 0, "design"}, "makes " + shortest(points) + " points of " + shortest(factors) + " factors",
                 "points times factors at most " + std::to_string(most_values));
  else if (runs > static_cast<double>(most_runs))
    problems.add({file, 0, "replicates"},
                 "makes " + shortest(runs) + " runs: " + shortest(points) + " points, " +
                     std::to_string(experiment.replicates()) + " replicates, " + std::to_string(arms) + " arms",
                 "at most " + std::to_string(most_runs) + " runs");
  else if (experiment.settings.baseline && static_cast<double>(*experiment.settings.baseline) >= points)
    problems.add({file, 0, "baseline"}, "is no point", "0 to " + shortest(points - 1));
}

// A factor of a key that something else sets, or that decides no result, would give the same runs at every point.
void refuse_idle(const Factor& factor, const Experiment& experiment, const ExperimentOverrides& overrides,
                 Problems& problems) {
  for (const std::string& key : factor.keys) {
    if (key == "seed" && (experiment.settings.seed || overrides.seed))
      problems.add(factor.place, "seed is set for all points by the experiment or by --seed",
                   "a factor without that, or more replicates");
    else if (key == "days" && overrides.days)
      problems.add(factor.place, "days are set by --days", "a factor without that");
    else if (key == "replicates")
      problems.add(factor.place, "replicates are the same at every point",
                   "replicates = N above the tables, or [stop]");
    else if (key == "name" || key == "question" || key == "asks" || key == "source" || key == "factorial")
      problems.add(factor.place, key + " decides no run", "a key that does");
    else if (key.starts_with("record.") && key != "record.follow_day")
      problems.add(factor.place, key + " decides what compare records", "[keep], or a key that decides a run");
  }
}

void check_words(const std::vector<std::string>& words, const std::vector<std::string>& known, const std::string& key,
                 const std::string& file, Problems& problems) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  for (const std::string& word : words)
    if (std::ranges::find(known, word) == known.end())
      problems.add({file, 0, key}, "there is no \"" + word.substr(0, 60) + "\"", "one of " + joined(names),
                   nearest_name(word, names));
}

// A factor's end is wrong when the target complains about that very value; complaints about other places concern
// combinations, and become failed runs.
void add_own(const InputError& error, const Factor& factor, Problems& problems) {
  for (const Problem& problem : error.problems())
    if (problem.place.file == factor.place.file && std::ranges::none_of(problems.list(), [&](const Problem& known) {
          return to_string(known) == to_string(problem);
        }))
      problems.add(problem.place, problem.message, problem.allowed, problem.nearest);
}

}  // namespace

void complete(Experiment& experiment, const SweepTarget& target, const ExperimentOverrides& overrides) {
  Problems problems;
  for (const Factor& factor : experiment.factors) refuse_idle(factor, experiment, overrides, problems);
  if (!experiment.settings.replicates) experiment.settings.replicates = target.replicates();
  if (!experiment.settings.seed) experiment.settings.seed = static_cast<std::int64_t>(target.seed());
  if (!experiment.settings.baseline && experiment.kind() == DesignKind::one_at_a_time) experiment.settings.baseline = 0;
  const Value scenario = parse_toml(target.text() + "\n", "scenario");
  refuse_overlaps(experiment, scenario, problems);
  Problems unknown;  // told together with what the ends of the other factors meet
  std::set<const Factor*> told;
  for (Factor& factor : experiment.factors) {
    if (refused(factor, target, unknown)) {
      told.insert(&factor);
      continue;
    }
    complete_factor(factor, target, problems);
    if (experiment.kind() != DesignKind::list) check_factor(factor, problems);
    if (factor.base || experiment.kind() != DesignKind::one_at_a_time) continue;
    std::set<std::string> found;
    for (const std::string& key : factor.keys) {
      const Value* value = value_at(scenario, key);
      found.insert(value ? toml_text(*value) : "");
      if (value) factor.base = *value;
    }
    if (found.size() != 1) factor.base.reset();
  }
  if (problems.any())
    for (const Problem& problem : unknown.list())
      problems.add(problem.place, problem.message, problem.allowed, problem.nearest);
  problems.throw_if_any();
  problems = unknown;

  std::vector<Metric> metrics;
  const auto meet = [&](const std::vector<Setting>& settings, const Factor& factor) {
    try {
      for (const Metric& metric : target.metrics(settings))
        if (std::ranges::find(metrics, metric.name, &Metric::name) == metrics.end()) metrics.push_back(metric);
    } catch (const InputError& error) {
      add_own(error, factor, problems);
    }
  };
  meet({}, {});
  std::vector<std::pair<std::string, std::string>> known = target.inputs({});
  for (const Factor& factor : experiment.factors) {
    if (told.contains(&factor)) continue;
    std::vector<Value> ends = factor.values;
    if (!factor.is_choice()) ends = {factor.at_share(0), factor.at_share(1)};
    for (Value& end : ends) {
      if (problems.list().size() >= enough_problems) break;  // each value is a scenario to read
      std::vector<Setting> settings;
      if (end.file.empty()) end.file = factor.place.file, end.line = factor.place.line;
      for (const std::string& key : factor.keys) settings.push_back({key, end});
      meet(settings, factor);
      const std::optional<Bounds> declared = target.bounds(factor.keys[0]);
      if (problems.any() || !end.as<std::string>() || !declared || declared->kind != Bounds::Kind::text) continue;
      try {
        for (const auto& file : target.inputs(settings))  // a value may name one
          if (std::ranges::find(known, file) == known.end()) known.push_back(file), experiment.files.push_back(file);
      } catch (const InputError& error) {
        for (const Problem& problem : error.problems())
          problems.add({end.file, end.line, factor.keys[0]}, problem.place.file + " " + problem.message,
                       problem.allowed);
      }
    }
  }
  std::vector<std::string> names;
  for (const Metric& metric : metrics) names.push_back(metric.name);
  const std::string file = experiment.factors.empty() ? "" : experiment.factors[0].place.file;
  if (experiment.keep.metrics.empty())
    experiment.keep.metrics = names;  // in their own order
  else
    check_words(experiment.keep.metrics, names, "keep.metrics", file, problems);
  for (const Metric& metric : metrics)
    if (std::ranges::find(experiment.keep.metrics, metric.name) != experiment.keep.metrics.end())
      experiment.keep.described.push_back(metric);
  // In the target's order, whichever they were written in: a store's columns go by it.
  if (experiment.keep.metrics.size() == experiment.keep.described.size())
    std::ranges::transform(experiment.keep.described, experiment.keep.metrics.begin(), &Metric::name);
  check_words(experiment.keep.measures, target.measures(), "keep.series", file, problems);
  if (experiment.stop.width > 0)
    check_words({experiment.stop.metric}, experiment.keep.metrics, "stop.metric", file, problems);
  if (!told.empty()) problems.throw_if_any();  // a factor of an unknown key has no range to count points in
  check_points(experiment, target.arms().size(), file, problems);
  problems.throw_if_any();
}

void demand_completed(const Experiment& experiment, const std::string& file) {
  Problems problems;
  for (const auto& [key, value] :
       {std::pair{"replicates", experiment.settings.replicates}, {"seed", experiment.settings.seed}})
    if (!value) problems.add({file, 0, key}, "is missing", "an experiment that was completed");
  if (experiment.kind() != DesignKind::list)
    for (const Factor& factor : experiment.factors) check_factor(factor, problems);
  problems.throw_if_any();
  check_points(experiment, 1, file, problems);
  problems.throw_if_any();
}

Opened open_experiment(const std::string& text, const std::string& file, const ExperimentOverrides& overrides,
                       const GivenScenario* scenario) {
  Opened opened{parse_experiment(text, file), nullptr};
  Experiment& experiment = opened.experiment;
  if (experiment.settings.scenario.empty() && !scenario)
    throw InputError({{file, 0, "scenario"}, "is missing", "the path of a scenario file", ""});
  Problems problems;
  for (Setting& setting : read_settings(overrides.settings, problems)) experiment.fixed.push_back(std::move(setting));
  problems.throw_if_any();
  if (overrides.replicates) experiment.settings.replicates = overrides.replicates;
  if (overrides.seed) experiment.settings.seed = overrides.seed;
  Overrides of_scenario;
  of_scenario.seed = experiment.settings.seed;
  of_scenario.days = overrides.days;  // a shorter run drops later events, as elsewhere
  opened.target = scenario
                      ? open_target(*scenario, experiment.fixed, of_scenario)
                      : open_target(experiment.folder / experiment.settings.scenario, experiment.fixed, of_scenario);
  complete(experiment, *opened.target, overrides);
  return opened;
}

Opened open_experiment(const std::filesystem::path& file, const ExperimentOverrides& overrides) {
  return open_experiment(read_text_file(file), file.string(), overrides);
}

}  // namespace kantel
