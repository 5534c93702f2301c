// A scenario of any model, read and ready: what the command line and other front ends run, whichever model it is about.
#pragma once
#include <functional>
#include <memory>
#include <optional>

#include "studies/comparison/reference_compare.hpp"
#include "studies/comparison/until.hpp"

namespace kantel {

struct Job {
  ScenarioSettings settings;
  const ReferenceModel* model = nullptr;  // null: the change model
  std::vector<std::string> arms;
  std::vector<Metric> metrics;
  std::string resolved;  // the scenario with every default filled in
  RunOutcome run;
  std::function<std::string(const Outcome&, const std::vector<SummaryRow>&, const Provenance&)> manifest;
};

struct JobOptions {
  std::optional<std::string> arm;                    // keep this one alone; "" where there is but one
  std::shared_ptr<const Organisation> organisation;  // instead of the scenario's own (change model)
};

// `file` names the text in messages, and its folder is what relative paths are relative to. Throws InputError.
Job job_of(const std::string& text, const std::string& file, const Overrides& overrides, const JobOptions& wishes = {});

}  // namespace kantel
