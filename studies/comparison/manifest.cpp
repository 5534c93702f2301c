// manifest.json: everything needed to run the comparison again, and what the report says beside the numbers.
#include "studies/comparison/manifest.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "models/change/measures.hpp"
#include "sim/input/files.hpp"

namespace kantel {

namespace {

using Json = nlohmann::ordered_json;

// FNV-1a, 64 bits: tells two scenarios or files apart, no more.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  }
  std::string text() const {
    char buffer[17];
    std::snprintf(buffer, sizeof buffer, "%016llx", static_cast<unsigned long long>(hash_));
    return buffer;
  }

 private:
  std::uint64_t hash_ = 0xCBF29CE484222325;
};

// Σu of a policy as an arm uses it; the rules' own sums where it depends on the employee.
double effort_of(const Arm& arm) {
  if (arm.effort) return *arm.effort;
  const Policy policy = arm.policy;
  if (policy == Policy::responsive || policy == Policy::situational) return 2.5;
  const Levers u = levers_of(policy, std::nullopt, {});
  return std::round(100 * (static_cast<double>(u.autonomy_support) + u.structure + u.care + u.pressure + u.vision)) /
         100;
}

std::string described(const Event& event) {
  std::string text(event.what->name);
  if (event.what->more) text += " " + event.what->more(event);
  if (event.target.kind != Target::Kind::all) text += " (" + to_string(event.target) + ")";
  return text;
}

// Events from a day until before another: what happens on the way, and what the arms end in.
std::string happenings(const Arm& arm, std::int64_t from, std::int64_t until, bool with_mandate) {
  std::string text;
  for (const Event& event : arm.events) {
    if (event.day < from || event.day >= until) continue;
    if (!with_mandate && event.what->ends_mandate) continue;
    text += (text.empty() ? "day " : ", day ") + std::to_string(event.day) + ": " + described(event);
  }
  return text.empty() ? "none" : text;
}

std::string champions_text(const Arm& arm) {
  if (arm.champions.share == 0) return "none";
  return shortest(std::round(arm.champions.share * 1e6) / 1e4) + "% " + std::string(name_of(arm.champions.chosen));
}

std::string mandate_text(const Arm& arm) {
  if (!arm.led_down()) return "none";
  std::string text = arm.mandate.deadline ? "for laggards on day " + std::to_string(*arm.mandate.deadline)
                                          : "from day " + std::to_string(arm.mandate.from_day);
  if (arm.mandate.delay_per_level > 0)
    text += ", " + std::to_string(arm.mandate.delay_per_level) + " days later a level";
  return text;
}

// "The arms differ in X: a none; b 1% by_degree." or nothing.
template <class Text>
void add_difference(Json& out, const Comparison& comparison, const std::string& what, Text text) {
  std::set<std::string> distinct;
  std::string list;
  for (const Arm& arm : comparison.scenario.arms) {
    const std::string one = text(arm);
    distinct.insert(one);
    list += (list.empty() ? "" : "; ") + arm.name + " " + one;
  }
  if (distinct.size() > 1) out.push_back("The arms differ in " + what + ": " + list + ".");
}

Json differs(const Comparison& comparison, const std::vector<SummaryRow>& summary) {
  Json out = Json::array();
  const std::int64_t from = follow_day(comparison.scenario) + 1;
  add_difference(out, comparison, "champions", champions_text);
  add_difference(out, comparison, "effort (the sum of the five levers)",
                 [](const Arm& arm) { return shortest(effort_of(arm)); });
  const std::int64_t end = comparison.scenario.settings.days + 1;
  add_difference(out, comparison, "what happens on the way",
                 [&](const Arm& arm) { return happenings(arm, 0, from, true); });
  add_difference(out, comparison, "the aftermath", [&](const Arm& arm) { return happenings(arm, from, end, false); });
  add_difference(out, comparison, "leader hours per employee and week, on average over the run", [&](const Arm& arm) {
    const auto row = std::find_if(summary.begin(), summary.end(), [&](const SummaryRow& r) {
      return r.arm == arm.name && r.metric == "leader_hours_total";
    });
    const double weeks = static_cast<double>(comparison.scenario.settings.days) / 5;
    return shortest(std::round(100 * row->interval.mean / comparison.employees / weeks) / 100);
  });
  add_difference(out, comparison, "training hours per employee over the run", [&](const Arm& arm) {
    const auto row = std::find_if(summary.begin(), summary.end(), [&](const SummaryRow& r) {
      return r.arm == arm.name && r.metric == "training_hours_total";
    });
    return shortest(std::round(100 * row->interval.mean / comparison.employees) / 100);
  });
  return out;
}

// What is put in, next to what emerges: the parameter that, set to zero (or as said), removes the effect.
Json wired_in() {
  const std::pair<const char*, std::array<const char*, 2>> effects[] = {
      {"Pressure costs autonomy", {"omega", "With omega = 0 a mandate leaves autonomy alone."}},
      {"A mandate makes people start", {"delta", "With delta = 0 nobody starts by compliance."}},
      {"What is not one's own lapses", {"rho0", "With rho0 = 0 nobody lapses."}},
      {"Social proof", {"q", "With q = 0 nobody is moved by how many others practise."}},
      {"Room given by the leader opens the gate may",
       {"gamma", "With gamma = 0 autonomy support does not help to start."}},
      {"Trust opens the gate dare", {"psi", "With psi = 0 trust does not help to start."}},
      {"Leading feeds the needs",
       {"alpha_a, alpha_c, alpha_r", "With the three slopes at 0 the levers leave the needs alone."}},
      {"Freedom without a frame costs relatedness", {"chi", "With chi = 0 it costs nothing."}},
      {"Central plans miss what did not reach the top", {"local_variety", "With local_variety = 0 every plan fits."}},
      {"A rationale helps to internalise", {"rationale", "With rationale = 0 vision does not speed internalisation."}},
      {"Unhappy people leave", {"kappa", "With kappa = 0 departures do not depend on need satisfaction."}},
      {"New practice costs output at first",
       {"disruption", "With disruption = 0 practising without skill costs less."}},
  };
  Json out = Json::array();
  for (const auto& [effect, how] : effects)
    out.push_back({{"effect", effect}, {"parameter", how[0]}, {"sentence", how[1]}});
  return out;
}

Json inputs(const Scenario& scenario) {
  Json out = Json::array();
  for (const auto& [path, hash] : input_hashes(scenario)) out.push_back({{"path", path}, {"hash", hash}});
  return out;
}

Json arms(const Comparison& comparison) {
  Json out = Json::array();
  const std::int64_t from = follow_day(comparison.scenario) + 1;
  for (const Arm& arm : comparison.scenario.arms)
    out.push_back(
        {{"name", arm.name},
         {"approach", name_of(arm.approach)},
         {"policy", name_of(arm.policy)},
         {"effort", effort_of(arm)},
         {"champions", static_cast<std::int64_t>(std::ceil(arm.champions.share * comparison.employees * (1 - 1e-12)))},
         {"chosen", name_of(arm.champions.chosen)},
         {"mandate", mandate_text(arm)},
         {"on_the_way", happenings(arm, 0, from, true)},
         {"aftermath", happenings(arm, from, comparison.scenario.settings.days + 1, true)}});
  return out;
}

}  // namespace

std::string hash_of(std::string_view text) {
  Hash hash;
  hash.add(text);
  return hash.text();
}

std::string hash_of_file(const std::filesystem::path& path) {
  Hash hash;
  std::ifstream in(path, std::ios::binary);
  std::vector<char> chunk(1 << 16);
  while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())), in.gcount() > 0)
    hash.add({chunk.data(), static_cast<std::size_t>(in.gcount())});
  return hash.text();
}

std::vector<std::pair<std::string, std::string>> input_hashes(const Scenario& scenario) {
  std::vector<std::pair<std::string, std::string>> list;
  if (scenario.given_organisation) return list;  // its settings name it by its hash
  const OrganisationSettings& made = scenario.organisation;
  for (const std::string& path : {made.chart, made.messages, made.ties, made.graphml, made.traits})
    if (!path.empty()) list.emplace_back(path, hash_of_file(scenario.folder / path));
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

Json provenance_json(const ScenarioSettings& settings, const Outcome& outcome, const Provenance& provenance,
                     const std::string& resolved_scenario) {
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
      {"scenario_hash", hash_of(resolved_scenario)},
  };
}

std::string manifest_json(const Comparison& comparison, const std::vector<SummaryRow>& summary,
                          const Provenance& provenance) {
  const Scenario& scenario = comparison.scenario;
  const std::string resolved = resolved_toml(scenario);
  Json units = Json::array();
  for (const auto& [name, size] : comparison.units) units.push_back({{"name", name}, {"employees", size}});
  Json declared = Json::array();
  for (const Measure& m : measures())
    declared.push_back({{"name", m.name}, {"label", m.label}, {"unit", m.unit}, {"sentence", m.sentence}});
  Json metrics = Json::array();
  for (const Metric& m : comparison.metrics)
    metrics.push_back({{"name", m.name}, {"unit", m.unit}, {"sentence", m.sentence}});
  for (const Metric& m : comparison.contrasts)
    metrics.push_back({{"name", m.name}, {"unit", m.unit}, {"sentence", m.sentence}});
  Json manifest = provenance_json(scenario.settings, comparison, provenance, resolved);
  manifest.update(Json{
      {"inputs", inputs(scenario)},
      {"organisation",
       {{"form", name_of(scenario.organisation.form)},
        {"imported", comparison.imported},
        {"employees", comparison.employees},
        {"managers", comparison.managers},
        {"levels", comparison.levels},
        {"units", units},
        {"ties", comparison.ties},
        {"mean_degree", comparison.mean_degree}}},
      {"arms", arms(comparison)},
      {"follow_day", follow_day(scenario)},
      {"differs", differs(comparison, summary)},
      {"wired_in", wired_in()},
      {"warnings", comparison.warnings},
      {"measures", declared},
      {"metrics", metrics},
      {"scenario", to_json(parse_toml(resolved, "resolved"))},
      {"scenario_toml", resolved},
  });
  return manifest.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kantel
