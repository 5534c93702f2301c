// The change model as the budgets mean it: one arm rolled out from the top, all daily processes on, a mean degree
// of 10, everybody's numbers recorded daily and those of groups on the last day. (bench_step has rows with daily
// groups.)
#pragma once
#include <chrono>
#include <string>

#include "models/change/run_to_end.hpp"

namespace kantel_bench {

inline kantel::Scenario rollout(std::int64_t employees, std::int64_t days) {
  return kantel::parse_scenario("days = " + std::to_string(days) +
                                    "\nreplicates = 1\nseed = 3\n[record]\nevery = " + std::to_string(days) +
                                    "\n[organisation]\nmean_degree = 10\nemployees = " + std::to_string(employees) +
                                    "\n[[arm]]\nname = \"rollout\"\napproach = \"rollout\"\npolicy = \"directive\"\n"
                                    "champions = { share = 0.01, chosen = \"by_degree\" }\n",
                                "bench.toml");
}

inline double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Seconds a day of a run, its start not counted: from the end of the first day to that of the last.
inline double seconds_a_day(const kantel::ChangeGround& ground, const kantel::Scenario& scenario,
                            const kantel::Workers& workers) {
  double first = 0, last = 0;
  kantel::RunOptions options;
  options.on_day = [&](std::int64_t day) { (day == 1 ? first : last) = now(); };
  run(scenario, ground, scenario.arms[0], 0, workers, options);
  return (last - first) / static_cast<double>(scenario.settings.days - 1);
}

}  // namespace kantel_bench
