// The arms of a reference scenario, run replicate by replicate and summed up as any outcome.
#pragma once
#include "models/reference/scenario.hpp"
#include "studies/comparison/compare.hpp"
#include "studies/comparison/tables.hpp"

namespace kantel {

// One run from day 0 to the last. `stop` ends it with Interrupted.
Recording run_reference(const ReferenceModel& model, const std::any& parameters, const Ground& ground,
                        std::int64_t days, const std::atomic<bool>* stop = nullptr);

// One number a run, and its values for one run; undefined ones are NaN.
std::vector<Metric> metrics_of(const ReferenceModel& model);
std::vector<double> metric_values(const ReferenceModel& model, const Recording& recording);

// Throws InputError (files of the network), Interrupted when stopped before any replicate was finished.
Outcome compare(const ReferenceScenario& scenario, const CompareOptions& options);

std::string manifest_json(const ReferenceScenario& scenario, const Outcome& outcome, const Provenance& provenance);

}  // namespace kantel
