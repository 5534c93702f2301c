// A scenario written out with every default filled in.
#include <algorithm>

#include "models/change/scenario/scenario.hpp"

namespace kantel {

namespace {

void write_event(std::string& out, const Event& event) {
  const auto own = keys_of(static_cast<Do>(event.what));
  out += "\n[[arm.event]]\n";
  for (const Key<Event>& key : event_keys()) {
    const bool shared = key.name == "day" || key.name == "do" || key.name == "target";
    if (!shared && std::find(own.begin(), own.end(), key.name) == own.end()) continue;
    const std::string value = written(key, event);
    if (!value.empty()) out += std::string(key.name) + " = " + value + "\n";
  }
}

}  // namespace

std::string resolved_toml(const Scenario& scenario) {
  std::string out;
  ScenarioSettings settings = scenario.settings;
  settings.factorial = false;  // the arms are crossed already
  write_keys(out, scenario_keys(), settings);
  const auto section = [&](const std::string& name, auto keys, const auto& values) {
    out += "\n[" + name + "]\n";
    write_keys(out, keys, values);
  };
  section("organisation", organisation_keys(), scenario.organisation);
  section("change", change_keys(), scenario.change);
  section("parameters", parameter_keys(), scenario.parameters);
  section("record", record_keys(), scenario.record);
  section("privacy", privacy_keys(), scenario.privacy);
  for (const Cohort& cohort : scenario.cohorts) section("[cohort]", cohort_keys(), cohort);
  for (const Arm& arm : scenario.arms) {
    section("[arm]", arm_keys(), arm);
    section("arm.champions", champion_keys(), arm.champions);
    if (arm.led_down()) {
      out += "\n[arm.mandate]\n";
      for (const Key<Mandate>& key : mandate_keys())
        if (!(key.name == "from_day" && arm.mandate.deadline) && !written(key, arm.mandate).empty())
          out += std::string(key.name) + " = " + written(key, arm.mandate) + "\n";
    }
    for (const Event& event : arm.events) write_event(out, event);
  }
  return out;
}

}  // namespace kantel
