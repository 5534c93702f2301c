#include "studies/comparison/job.hpp"

#include <algorithm>

namespace kantel {

namespace {

// `run` keeps one arm.
template <class SomeArm>
void keep_arm(std::vector<SomeArm>& arms, const std::string& name) {
  std::vector<std::string_view> names;
  for (const SomeArm& arm : arms) names.push_back(arm.name);
  if (name.empty()) {
    if (arms.size() > 1) throw InputError({{"", 0, "--arm"}, "is missing", "one of " + joined(names), ""});
    return;
  }
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    throw InputError({{"", 0, "--arm"},
                      "there is no arm \"" + name.substr(0, 60) + "\"",
                      "one of " + joined(names),
                      nearest_name(name, names)});
  arms = {arms[static_cast<std::size_t>(found - names.begin())]};
}

template <class SomeScenario>
void describe(const SomeScenario& scenario, Job& job) {
  job.settings = scenario.settings;
  for (const auto& arm : scenario.arms) job.arms.push_back(arm.name);
  job.resolved = resolved_toml(scenario);
}

}  // namespace

Job job_of(const std::string& text, const std::string& file, const Overrides& overrides, const JobOptions& wishes) {
  Job job;
  if (const ReferenceModel* model = reference_model_of(text, file, overrides)) {
    if (wishes.organisation)
      throw InputError({{file, 0, "model"}, "is a reference model, which lives on a [network]", "no organisation", ""});
    auto scenario = std::make_shared<ReferenceScenario>(parse_reference_scenario(text, file, overrides));
    if (wishes.arm) keep_arm(scenario->arms, *wishes.arm);
    describe(*scenario, job);
    job.model = model;
    job.metrics = metrics_of(*model);
    job.run = [scenario](const CompareOptions& options) {
      return std::make_shared<Outcome>(compare(*scenario, options));
    };
    job.manifest = [scenario](const Outcome& outcome, const auto&, const Provenance& provenance) {
      return manifest_json(*scenario, outcome, provenance);
    };
    return job;
  }
  auto scenario = std::make_shared<Scenario>(parse_scenario(text, file, overrides));
  scenario->given_organisation = wishes.organisation;
  if (wishes.arm) {
    scenario->record.follow_day = follow_day(*scenario);  // one arm alone gives what it gives among the others
    keep_arm(scenario->arms, *wishes.arm);
  }
  describe(*scenario, job);
  job.metrics = metrics_of(scenario->settings.days);
  job.run = [scenario](const CompareOptions& options) {
    return std::make_shared<Comparison>(compare(*scenario, options));
  };
  job.manifest = [](const Outcome& outcome, const std::vector<SummaryRow>& summary, const Provenance& provenance) {
    return manifest_json(static_cast<const Comparison&>(outcome), summary, provenance);
  };
  return job;
}

}  // namespace kantel
