// manifest.json: everything needed to run the comparison again, and what the report says beside the numbers.
#include "studies/comparison/manifest.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "models/asks.hpp"
#include "sim/input/hash.hpp"
#include "studies/comparison/uncertain.hpp"

namespace kantel {

namespace {

using Json = nlohmann::ordered_json;

// "The arms differ in X: a none; b 1% by_degree.", for what they do differ in.
Json differs(const Outcome& outcome, const std::vector<SummaryRow>& summary) {
  Json out = Json::array();
  for (const ArmDifference& difference : outcome.world->differences()) {
    std::vector<std::string> texts = difference.of_arm;
    if (!difference.metric.empty())
      for (const std::string& arm : outcome.arms) {
        const auto row = std::find_if(summary.begin(), summary.end(), [&](const SummaryRow& r) {
          return r.arm == arm && r.metric == difference.metric;
        });
        double value = 100 * row->interval.mean;
        for (const double divisor : difference.divisors) value /= divisor;
        texts.push_back(shortest(std::round(value) / 100));
      }
    if (std::set<std::string>(texts.begin(), texts.end()).size() < 2) continue;
    std::string list;
    for (std::size_t arm = 0; arm < texts.size(); ++arm)
      list += (arm > 0 ? "; " : "") + outcome.arms[arm] + " " + texts[arm];
    out.push_back("The arms differ in " + difference.what + ": " + list + ".");
  }
  return out;
}

Json words_of(std::span<const Measure> measures) {
  Json list = Json::array();
  for (const Measure& m : measures)
    list.push_back({{"name", m.name}, {"label", m.label}, {"unit", m.unit}, {"sentence", m.sentence}});
  return list;
}

void add_words(const std::vector<Metric>& metrics, Json& list) {
  for (const Metric& m : metrics) list.push_back({{"name", m.name}, {"unit", m.unit}, {"sentence", m.sentence}});
}

Json uncertain_json(const Uncertainty& uncertainty) {
  Json drawn = Json::array(), depends = Json::array();
  for (const Assumed& one : uncertainty.drawn)
    drawn.push_back({{"key", one.key},
                     {"symbol", one.symbol},
                     {"value", one.value},
                     {"low", one.plausible.low},
                     {"high", one.plausible.high}});
  for (const Dependence& one : uncertainty.depends)
    depends.push_back(
        {{"arm", one.arm}, {"metric", one.metric}, {"key", one.key}, {"rank_correlation", one.rank_correlation}});
  return {{"draws", uncertainty.asked},
          {"finished_draws", uncertainty.values.size()},
          {"replicates", uncertainty.replicates},
          {"drawn", drawn},
          {"held", uncertainty.held},
          {"depends", depends}};
}

// Of the arms that were run.
Json asks_json(const Outcome& outcome) {
  std::vector<std::string_view> arms(outcome.arms.begin(), outcome.arms.end()), metrics;
  for (const Metric& metric : outcome.metrics) metrics.push_back(metric.name);
  Problems checked_before;
  const Asks asks = parse_asks(outcome.settings.asks, arms, metrics, {}, checked_before);
  return {{"arms", asks.arms}, {"metrics", asks.metrics}};
}

Json provenance_json(const Outcome& outcome, const Provenance& provenance, const std::string& resolved) {
  const ScenarioSettings& settings = outcome.settings;
  return {
      {"kantel", provenance.version},
      {"commit", provenance.commit},
      {"command", provenance.command},
      {"name", settings.name},
      {"question", settings.question},
      {"source", settings.source},
      {"model", settings.model},
      {"seed", static_cast<std::uint64_t>(settings.seed)},
      {"days", settings.days},
      {"replicates", settings.replicates},
      {"finished_replicates", outcome.replicates.size()},
      {"replicate_numbers", outcome.replicates},
      {"interrupted", outcome.interrupted},
      {"threads", provenance.threads},
      {"wall_seconds", provenance.wall_seconds},
      {"host", provenance.host},
      {"scenario_hash", hash_of(resolved)},
  };
}

}  // namespace

std::vector<std::pair<std::string, std::string>> input_hashes(const World& world) {
  std::vector<std::pair<std::string, std::string>> list;
  for (const World::Input& input : world.inputs()) list.emplace_back(input.path, hash_of_file(input.file));
  return list;
}

Json to_json(const Value& value) {
  if (const auto* boolean = value.as<bool>()) return *boolean;
  if (const auto* integer = value.as<std::int64_t>()) return *integer;
  if (const auto* real = value.as<double>()) return std::isfinite(*real) ? Json(*real) : Json(shortest(*real));
  if (const auto* text = value.as<std::string>()) return *text;
  if (const auto* list = value.as<Value::List>()) {
    Json out = Json::array();
    for (const Value& item : *list) out.push_back(to_json(item));
    return out;
  }
  Json out = Json::object();
  for (const auto& [key, member] : *value.as<Value::Table>()) out[key] = to_json(member);
  return out;
}

std::string manifest_json(const Outcome& outcome, const std::vector<SummaryRow>& summary, const Provenance& provenance,
                          const TableHashes& tables, const Uncertainty* uncertainty) {
  const World& world = *outcome.world;
  const std::string resolved = world.resolved();
  Json manifest = provenance_json(outcome, provenance, resolved);
  Json inputs = Json::array(), metrics = Json::array();
  for (const auto& [path, hash] : outcome.inputs) inputs.push_back({{"path", path}, {"hash", hash}});
  add_words(outcome.metrics, metrics);
  add_words(outcome.contrasts, metrics);
  manifest["inputs"] = inputs;
  manifest["tables"] = Json::object();
  for (const auto& [name, hash] : tables) manifest["tables"][name] = hash;
  manifest.update(to_json(world.about()));
  if (!outcome.settings.asks.empty()) manifest["asks"] = asks_json(outcome);
  if (!world.differences().empty()) manifest["differs"] = differs(outcome, summary);
  manifest["warnings"] = outcome.warnings;
  manifest["measures"] = words_of(outcome.measures);
  manifest["metrics"] = metrics;
  manifest["scenario"] = to_json(parse_toml(resolved, "resolved"));
  manifest["scenario_toml"] = uncertainty ? left_open(resolved, uncertainty->drawn) : resolved;
  if (uncertainty) manifest["uncertain"] = uncertain_json(*uncertainty);
  return manifest.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kantel
