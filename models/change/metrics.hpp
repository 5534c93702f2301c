// One number a run: how far, how fast, how lastingly, at what cost. Declared once in metrics.cpp.
#pragma once
#include <string>
#include <vector>

#include "models/change/retention.hpp"
#include "models/change/scenario/scenario.hpp"

namespace kantel {

// The metrics of runs of so many days, in the order of runs.csv.
std::vector<Metric> change_metrics(std::int64_t days);
// What a recording does not say of its run.
struct BesideRecording {
  Retained retained;
  Employee employees = 0;
  std::int64_t levers_day = 0;
  const Prices& prices;
  double durable_of_nothing = 0;  // internalised practice on the last day where nothing is done; NaN: not asked for
};
// Their values for one run; undefined ones are NaN.
std::vector<double> change_metric_values(const Recording& recording, const BesideRecording& beside);

// The day from which retention is counted, the same in every arm: the day before the first mandate is lifted in any
// arm, else half-time.
std::int64_t follow_day(const Scenario& scenario);
// The day before the arm's leaders first change how they lead, else the last: its morale is judged until then.
std::int64_t levers_day(const Arm& arm, std::int64_t days);

}  // namespace kantel
