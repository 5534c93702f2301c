// How cases get their numbers: run a scenario of a reference model, take a metric, average it over replicates.
#pragma once
#include "models/models.hpp"
#include "studies/comparison/compare.hpp"
#include "studies/comparison/statistics.hpp"
#include "studies/validation/cases/cases.hpp"

namespace kantel {

// Theory and fixed crowds: a number that is exact.
inline Got exactly(double value) { return {value, 0, 1}; }
// The mean of replicates with its standard error.
Got mean_over(std::span<const double> values);

// Runs every arm of a scenario given as text.
Outcome outcome_of(const std::string& scenario, const CaseContext& context);
// One metric of one arm, replicate by replicate.
std::vector<double> metric_of(const Outcome& outcome, std::string_view metric, std::size_t arm = 0);
// One measure of one arm on a day, replicate by replicate.
std::vector<double> measure_on(const Outcome& outcome, std::string_view measure, std::int64_t day, std::size_t arm = 0);

// "model = …\ndays = …\nreplicates = …\n"
std::string heading(std::string_view model, int days, int replicates);

}  // namespace kantel
