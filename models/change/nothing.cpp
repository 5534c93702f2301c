#include "models/change/nothing.hpp"

#include "models/change/measures.hpp"
#include "models/change/run_to_end.hpp"

namespace kantel {

namespace {

double lived(Scenario scenario, const ChangeGround& ground, std::uint32_t replicate, const Workers& workers,
             const std::atomic<bool>* stop) {
  scenario.record.every = scenario.settings.days;  // one number of everybody is wanted
  Arm nothing;
  nothing.name = "nothing";
  nothing.approach = Approach::diffusion;
  RunOptions options;
  options.stop = stop;
  const RunResult result = run(scenario, ground, nothing, replicate, workers, options);
  return result.recording.value(scenario.settings.days, 0, measure_index("durable"));
}

}  // namespace

double DoingNothing::durable_end(const Scenario& scenario, const ChangeGround& ground, std::uint32_t replicate,
                                 const Workers& workers) {
  Entry& entry = [&]() -> Entry& {
    const std::scoped_lock lock(guard_);
    auto& held = of_replicate_[replicate];
    if (!held) held = std::make_unique<Entry>();
    return *held;
  }();
  // Runs of one worker each wait for each other, so that arms side by side live it once. A run of several workers must
  // not hold a lock: while it waits for its pieces its thread may be given a task that asks for the same.
  std::unique_lock living(entry.living, std::defer_lock);
  if (workers.threads() == 1) living.lock();
  {
    const std::scoped_lock lock(entry.guard);
    if (entry.known) return entry.durable;
  }
  const double durable = lived(scenario, ground, replicate, workers, stop_);
  const std::scoped_lock lock(entry.guard);
  entry.known = true;
  return entry.durable = durable;
}

}  // namespace kantel
