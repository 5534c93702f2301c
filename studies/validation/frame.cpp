#include "studies/validation/frame.hpp"

#include <algorithm>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>

namespace kantel {

Got mean_over(std::span<const double> values) {
  namespace statistics = boost::math::statistics;
  const auto n = static_cast<double>(values.size());
  const double error = n > 1 ? std::sqrt(statistics::sample_variance(values.begin(), values.end()) / n) : 0;
  return {statistics::mean(values.begin(), values.end()), error, static_cast<int>(values.size())};
}

Outcome outcome_of(const std::string& scenario, const CaseContext& context) {
  CompareOptions options;
  options.workers = &context.workers;
  options.stop = context.stop;
  Outcome outcome = compare(open_scenario(scenario, "case.toml"), options);
  if (outcome.interrupted) throw Interrupted();  // part of the replicates is no answer
  return outcome;
}

std::vector<double> metric_of(const Outcome& outcome, std::string_view metric, std::size_t arm) {
  const auto at =
      static_cast<std::size_t>(std::ranges::find(outcome.metrics, metric, &Metric::name) - outcome.metrics.begin());
  std::vector<double> values;
  for (const std::vector<double>& run : outcome.values[arm]) values.push_back(run.at(at));
  return values;
}

std::vector<double> measure_on(const Outcome& outcome, std::string_view measure, std::int64_t day, std::size_t arm) {
  const auto at =
      static_cast<std::size_t>(std::ranges::find(outcome.measures, measure, &Measure::name) - outcome.measures.begin());
  std::vector<double> values;
  for (const Recording& run : outcome.recordings[arm]) values.push_back(run.value(day, 0, at));
  return values;
}

std::string heading(std::string_view model, int days, int replicates) {
  return "model = \"" + std::string(model) + "\"\ndays = " + std::to_string(days) +
         "\nreplicates = " + std::to_string(replicates) + "\n";
}

CaseResult run_case(const Case& known, const CaseContext& context) {
  CaseResult result{known, known.get(context)};
  result.tolerance = known.tolerance > 0 ? known.tolerance : 3 * result.got.standard_error + known.bias;
  result.passed = std::abs(result.got.value - known.expected) <= result.tolerance;
  return result;
}

std::vector<Case> known_answers() {
  std::vector<Case> all;
  for (const auto part : {diffusion_cases(), threshold_cases(), convention_cases(), opinion_cases(), change_cases()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace kantel
