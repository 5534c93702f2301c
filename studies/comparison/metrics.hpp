// One number a run: how far, how fast, how lastingly, at what cost. Declared once in metrics.cpp.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "models/change/run.hpp"
#include "studies/comparison/outcome.hpp"

namespace kantel {

// The metrics of runs of so many days, in the order of runs.csv.
std::vector<Metric> metrics_of(std::int64_t days);
// Their values for one run; undefined ones are NaN.
std::vector<double> metric_values(const RunResult& run, Employee employees);

// The day from which retention is counted, the same in every arm: the day before the first mandate is lifted in any
// arm, else half-time.
std::int64_t follow_day(const Scenario& scenario);

}  // namespace kantel
