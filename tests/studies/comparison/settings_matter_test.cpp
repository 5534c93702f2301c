// A parameter that is accepted but used nowhere would be swept in vain: each one declared must change what is recorded
// in some scenario.
#include <algorithm>
#include <catch2/catch.hpp>

#include "models/change/scenario/scenario.hpp"
#include "models/models.hpp"
#include "studies/comparison/compare.hpp"

using namespace kantel;

namespace {

// Everything is switched on: two plans, a mandate with a delay, training, a celebration, departures, voiced intentions.
const std::string busy = R"(
days = 60
replicates = 1
[organisation]
form = "sector"
employees = 400
[parameters]
p = 0.01
susceptibility = 0.2
turnover = 1
grudging = 0.2
interdependence = 0.2
copy_misfit = 0.3
[change]
social_proof = "F"
[[arm]]
name = "led"
approach = "hybrid"
policy = "directive"
champions = { share = 0.05 }
[[arm.event]]
day = 40
do = "lift_mandate"
[[arm.event]]
day = 50
do = "set_policy"
policy = "transactional"
[[arm]]
name = "local"
approach = "hybrid"
plan = "local"
policy = "delegating"
champions = { share = 0.05 }
[[arm.event]]
day = 5
do = "train"
hours = 8
[[arm.event]]
day = 45
do = "set_policy"
policy = "directive"
explained = false
)";

// All that a comparison records.
std::vector<float> recorded(const std::string& f, const std::string& setting) {
  std::string text = busy;
  text.replace(text.find("\"F\""), 3, "\"" + f + "\"");
  PrepareOptions prepare;
  if (!setting.empty()) prepare.overrides.settings = {setting};
  const Workers workers(1);
  CompareOptions options;
  options.workers = &workers;
  const Outcome made = compare(open_scenario(text, "busy.toml", prepare), options);
  std::vector<float> values;
  for (const auto& arm : made.recordings)
    for (std::int64_t day = 0; day <= 60; ++day)
      for (std::size_t m = 0; m < made.measures.size(); ++m) {
        const float value = arm[0].value(day, 0, m);
        values.push_back(value == value ? value : -1);  // undefined
      }
  return values;
}

// Another value within the range, or another word of the list.
template <class Settings>
std::string other_value(const Key<Settings>& key, const Settings& defaults) {
  const std::string value = written(key, defaults);
  if (const auto choices = bounds_of(key).choices; !choices.empty()) return std::string(choices.back());
  const double now = std::stod(value);
  return shortest(now + .3 * std::max(.5, now) <= key.high ? now + .3 * std::max(.5, now) : now * .5);
}

template <class Settings>
void each_matters(const std::string& table, std::span<const Key<Settings>> keys) {
  for (const Key<Settings>& key : keys) {
    // Two keys belong to a form of social proof that is not the default.
    const std::string f = key.name == "transmission" ? "independent" : key.name == "ties_needed" ? "absolute" : "hill";
    const std::string setting = table + "." + std::string(key.name) + "=" + other_value<Settings>(key, {});
    CAPTURE(setting);
    CHECK(recorded(f, setting) != recorded(f, ""));
  }
}

}  // namespace

TEST_CASE("every parameter of the change model changes what is recorded") {
  each_matters("parameters", parameter_keys());
  each_matters("change", change_keys());
}
