// A key that is accepted but used nowhere would be swept in vain: each one declared must change what is recorded in
// some scenario. Tried are its other words or values, one after the other, in a scenario in which everything happens.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "models/change/scenario/scenario.hpp"
#include "models/models.hpp"
#include "studies/comparison/compare.hpp"

using namespace kantel;

namespace {

const std::string file = std::string(KANTEL_SOURCE_DIR) + "/tests/studies/comparison/busy.toml";

// Everything is switched on: two plans, waves, a mandate with a delay, departures, voiced intentions, an arm for every
// intervention.
std::string busy(const std::string& social_proof) {
  std::ifstream in(file);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  return text.replace(text.find("\"F\""), 3, "\"" + social_proof + "\"");
}

// All that a comparison of one arm records of everybody and of the groups, and its metrics; nothing where it is
// refused.
std::string recorded(Value document, const std::string& arm, const std::string& path, const std::string& value) {
  Problems problems;
  if (!path.empty())
    apply_setting(document, path, *parse_toml("value = " + value, "value.toml").find("value"), {file, 0, path},
                  problems);
  if (problems.any()) return "";
  PrepareOptions prepare;
  prepare.arm = arm;
  const Workers workers(1);
  CompareOptions options;
  options.workers = &workers;
  try {
    std::shared_ptr<World> world = model_of(document).prepare(document, file, prepare, {});
    const Outcome made = compare(world, options);
    std::string text;
    const auto add = [&](double number) { text += shortest(number) + " "; };
    const Recording& lived = made.recordings[0].back();
    for (std::size_t m = 0; m < made.measures.size(); ++m) {
      for (std::int64_t day = 0; day <= lived.days(); ++day) add(static_cast<double>(lived.value(day, 0, m)));
      for (std::size_t g = 1; g < lived.groups(); ++g) add(static_cast<double>(lived.value(lived.days(), g, m)));
    }
    for (const double metric : made.values[0].back()) add(metric);
    for (const std::string& group : made.groups) text += group + " ";
    return text;
  } catch (const InputError&) {
    return "";
  }
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

// Words or values that a key may have, as TOML.
std::vector<std::string> candidates(const Bounds& bounds) {
  using Kind = Bounds::Kind;
  std::vector<std::string> list;
  switch (bounds.kind) {
    case Kind::choice:
      for (const std::string_view choice : bounds.choices) list.push_back(quoted(choice));
      return list;
    case Kind::boolean: return {"true", "false"};
    case Kind::text: return {quoted("managers"), quoted("level=3"), quoted("trying & managers & level=1")};
    case Kind::list:
      if (bounds.choices.empty()) return {"[4, 40]"};
      return {"[" + quoted(bounds.choices.back()) + "]"};
    case Kind::integer:
      for (const double number : {bounds.low, 1.0, 2.0, 3.0, 9.0, 25.0, 120.0, bounds.high})
        if (number >= bounds.low && number <= bounds.high && number < 1e5) list.push_back(shortest(number));
      return list;
    case Kind::number:
      for (const double number : {bounds.low, .05, .3, .9, 1.7, 12.0, bounds.high})
        if (number >= bounds.low && number <= bounds.high && std::abs(number) < 1e5) list.push_back(shortest(number));
      return list;
  }
  return list;
}

// What names, words for people and files change is not a measure; files have tests of their own.
const std::set<std::string_view> not_numbers{
    "name",          "question",     "source",         "model",         "edition",       "replicates",
    "factorial",     "form",         "chart",          "messages",      "ties",          "graphml",
    "graphml_id",    "id_column",    "unit_column",    "from_column",   "to_column",     "date_column",
    "count_column",  "half_life",    "manager_column", "min_messages",  "tops",          "traits",
    "cohort_column", "departments",  "leaders",        "dotted_column", "weight_column", "units",
    "survey",        "survey_scale", "cohorts",        "dotted",        "asks"};  // dotted: ties of a file

// The arm in which a key of this path matters, where that is not the one that has everything.
std::string arm_for(const std::string& path) {
  if (path == "parameters.copy_misfit") return "local";
  if (path.starts_with("arm.*.waves")) return "pilot";
  if (path == "tie_weights.mentoring") return "reverse_mentoring";
  return path.starts_with("arm.*.levers") ? "own" : "led";
}

// Keys of [organisation] that belong to one form.
std::string form_for(std::string_view key) {
  if (key == "programmes" || key == "programme_share") return "context";
  return key == "smallest_team" || key == "largest_team" ? "network" : "";
}

void matters(const std::string& arm, const std::string& path, const DeclaredKey& key, const std::string& social_proof) {
  Value document = parse_toml(busy(social_proof), file);
  if (path == "organisation.levels") {
    Problems none;
    for (const char* setting : {"organisation.form=directorate", "organisation.levels=[5, 20]"})
      apply_setting(document, setting, none);
  }
  if (const std::string form = form_for(key.name); !form.empty()) {
    Problems none;
    apply_setting(document, "organisation.form=" + form, none);
  }
  const std::string before = recorded(document, arm, "", "");
  REQUIRE(before != "");
  for (const std::string& value : candidates(key.bounds)) {
    const std::string now = recorded(document, arm, path, value);
    if (now != "" && now != before) return;
  }
  FAIL_CHECK(path << " changes nothing that is recorded");
}

// Two keys belong to a form of social proof that is not the default.
std::string proof_for(std::string_view key) {
  return key == "transmission" ? "independent" : key == "ties_needed" ? "absolute" : "hill";
}

}  // namespace

TEST_CASE("every key that a scenario may have changes what is recorded") {
  for (const DeclaredTable& table : change_tables()) {
    if (table.path == "arm.*.event.*") continue;  // below
    for (const DeclaredKey& key : table.keys) {
      std::string path = table.path.empty() ? std::string(key.name) : table.path + "." + std::string(key.name);
      if (not_numbers.contains(key.name)) continue;
      const std::string arm = arm_for(path);
      for (const auto& [any, one] : {std::pair<std::string, std::string>{"arm.*", "arm." + arm}, {".*", ".1"}})
        for (std::size_t at; (at = path.find(any)) != std::string::npos;) path.replace(at, any.size(), one);
      matters(arm, path, key, proof_for(key.name));
    }
  }
}

TEST_CASE("every key that an event may have changes what is recorded") {
  const DeclaredTable& table = *find_table(change_tables(), "arm.*.event.*");
  for (const InterventionRow* row : intervention_list()) {
    const std::string arm(row->name);
    for (const DeclaredKey& key : table.keys) {
      const bool own = std::ranges::find(row->keys, key.name) != row->keys.end();
      if (!own && key.name != "day" && key.name != "target") continue;
      if (key.name == "hours_total" || key.name == "chart") continue;  // instead of hours; a file
      if (key.name == "target" && row->for_all) continue;
      matters(arm, "arm." + arm + ".event.1." + std::string(key.name), key, "hill");
    }
  }
  matters("train_together", "arm.train_together.event.1.hours_total",
          *find_key(change_tables(), "arm.train_together.event.1.hours_total"), "hill");
}
