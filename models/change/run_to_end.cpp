#include "models/change/run_to_end.hpp"

namespace kantel {

namespace {

class Watching final : public Observer {
 public:
  Watching(const RunOptions& options, const ChangeRun& run) : options_(options), run_(run) {}
  void after_day(const Run& run) override {
    if (options_.watch) options_.watch(run.day(), run_.population(), run_.visible());
    if (options_.on_day) options_.on_day(run.day());
  }

 private:
  const RunOptions& options_;
  const ChangeRun& run_;
};

}  // namespace

RunResult run(const Scenario& scenario, const ChangeGround& ground, const Arm& arm, std::uint32_t replicate,
              const Workers& workers, const RunOptions& options) {
  ChangeRun going(scenario, ground, arm, replicate, options.rules, workers);
  Retention retention(options.follow_day, ground.organisation.employees());
  Watching watching(options, going);
  Observer* const observers[] = {&retention, &watching};
  live(going, workers, observers, options.stop);
  return {going.take_recording(), retention.retained()};
}

}  // namespace kantel
