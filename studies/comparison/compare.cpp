#include "studies/comparison/compare.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>

#include "sim/arithmetic.hpp"
#include "sim/memory.hpp"
#include "studies/comparison/factorial.hpp"
#include "studies/comparison/manifest.hpp"
#include "studies/comparison/same_people.hpp"

namespace kantel {

namespace {

// From here on one run keeps every worker busy by itself.
constexpr Employee large = 400'000;

// Tells a progress bar of every day that was lived.
class Told final : public Observer {
 public:
  Told(const std::function<void(double, double)>& progress, std::atomic<double>& done, double a_day, double all)
      : progress_(progress), done_(done), a_day_(a_day), all_(all) {}
  void after_day(const Run& run) override {
    if (run.day() == 0) return;
    double before = done_.load();
    while (!done_.compare_exchange_weak(before, before + a_day_)) {
    }
    progress_(before + a_day_, all_);
  }

 private:
  const std::function<void(double, double)>& progress_;
  std::atomic<double>& done_;
  double a_day_, all_;
};

// What is kept of a run.
struct Lived {
  Recording recording;
  std::vector<double> values;
  std::vector<Snapshot> snapshots;
};

// One replicate, while its arms are being run.
struct Matched {
  std::vector<std::optional<Lived>> runs;  // by arm; empty before the first is finished
  std::vector<std::vector<double>> contrasts;
  bool is_whole() const {
    return !runs.empty() && std::ranges::all_of(runs, [](const auto& one) { return one.has_value(); });
  }
};

// What the arms of one scenario share while they are run.
struct Plan {
  const World& world;
  const CompareOptions& options;
  SamePeople contrast;
  std::vector<std::int64_t> contrast_days;  // none where there is nothing to contrast
  std::optional<Checkpoints> kept;
  double all_days = 0;  // days of people
  std::atomic<double> done = 0;
};

Lived lived(Plan& plan, std::size_t arm, std::uint32_t replicate, const Workers& workers) {
  const World& world = plan.world;
  const std::unique_ptr<Run> run = world.start(arm, replicate, workers);
  const std::unique_ptr<MetricObserver> numbers = world.metric_observer();
  SnapshotTaker snapshots(plan.contrast, plan.contrast_days);
  Told told(plan.options.progress, plan.done, static_cast<double>(world.employees()), plan.all_days);
  std::vector<Observer*> observers{numbers.get(), &snapshots};
  if (plan.options.progress) observers.push_back(&told);
  if (plan.kept)
    live_with_checkpoints(*run, workers, observers, {numbers.get()}, *plan.kept, plan.options.stop);
  else
    live(*run, workers, observers, plan.options.stop);
  return {run->recording(), numbers->values(*run), snapshots.taken()};
}

// Every run's days of everybody are kept until the end.
void refuse_beyond_memory(const Outcome& out, std::size_t replicates) {
  const double a_replicate = static_cast<double>(out.arms.size() * out.measures.size() * sizeof(float)) *
                             static_cast<double>(out.settings.days + 1);
  const double bytes = a_replicate * static_cast<double>(replicates), there = memory_of_machine();
  if (bytes <= there) return;
  const auto gigabytes = [](double number) { return std::to_string(std::llround(number / 1e9)); };
  throw InputError(
      {{"", 0, "replicates"},
       std::to_string(replicates) + " need about " + gigabytes(bytes) + " GB of memory, and this machine has " +
           gigabytes(there),
       "up to " + std::to_string(std::llround(there / a_replicate)) + " here, or a sweep, which keeps metrics",
       ""});
}

}  // namespace

std::vector<Pair> pairs_of(std::size_t arms) {
  std::vector<Pair> pairs;
  for (std::size_t later = 1; later < arms; ++later)
    for (std::size_t earlier = 0; earlier < later; ++earlier) pairs.push_back({later, earlier});
  return pairs;
}

std::vector<std::uint32_t> replicates_to_run(const ScenarioSettings& settings, const CompareOptions& options) {
  if (options.only_replicate) return {*options.only_replicate};
  const auto [from, to] = options.range.value_or(std::pair{0u, static_cast<std::uint32_t>(settings.replicates)});
  std::vector<std::uint32_t> all(to - from);
  std::iota(all.begin(), all.end(), from);
  return all;
}

Outcome compare(const std::shared_ptr<World>& world, const CompareOptions& options) {
  const OwnArithmetic arithmetic;
  const Workers& workers = *options.workers;
  world->build(workers);
  Outcome out;
  out.world = world;
  out.settings = world->settings();
  out.arms = world->arms();
  out.inputs = input_hashes(*world);
  out.employees = world->employees();
  out.measures = world->model().measures();
  out.paired_measures = world->model().paired_measures();
  out.groups = world->groups();
  out.metrics = world->metrics();
  out.warnings = world->warnings();

  const std::vector<std::uint32_t> replicates = replicates_to_run(out.settings, options);
  refuse_beyond_memory(out, replicates.size());
  const std::size_t arms = out.arms.size();
  const std::vector<Pair> pairs = pairs_of(arms);
  Plan plan{.world = *world, .options = options, .contrast = {}, .contrast_days = {}, .kept = {}};
  plan.all_days = static_cast<double>(replicates.size() * arms) * static_cast<double>(out.settings.days) *
                  static_cast<double>(out.employees);
  if (arms > 1) {
    plan.contrast = world->same_people();
    plan.contrast_days = world->contrast_days();
    out.contrasts = contrasts_on(plan.contrast, plan.contrast_days);
  }
  if (options.checkpoints) {
    plan.kept = *options.checkpoints;
    plan.kept->identity += "\n" + world->resolved() + "replicate = " + std::to_string(replicates.at(0)) + "\n";
    for (const auto& [path, hash] : out.inputs) plan.kept->identity += path + " " + hash + "\n";
  }

  // Small runs side by side, one worker each; large ones in turn, all workers on one.
  const Workers alone(1);
  const bool side_by_side = out.employees < large && workers.threads() > 1 && replicates.size() * arms > 1;
  const Workers& outer = side_by_side ? workers : alone;
  const Workers& inner = side_by_side ? alone : workers;
  std::vector<Matched> matched(replicates.size());
  std::mutex guard;
  outer.for_each(replicates.size() * arms, [&](std::size_t task) {
    const std::size_t at = task / arms, arm = task % arms;
    if (options.stop && *options.stop) return;
    try {
      Lived result = lived(plan, arm, replicates[at], inner);
      const std::scoped_lock lock(guard);
      Matched& own = matched[at];
      own.runs.resize(arms);
      own.runs[arm] = std::move(result);
      if (!own.is_whole()) return;
      for (const Pair& pair : pairs)
        own.contrasts.push_back(
            contrast_of(plan.contrast, own.runs[pair.earlier]->snapshots, own.runs[pair.later]->snapshots));
      for (auto& one : own.runs) one->snapshots.clear();
    } catch (const Interrupted&) {
    }
  });

  out.recordings.resize(arms);
  out.values.resize(arms);
  out.contrast_values.resize(pairs.size());
  for (std::size_t at = 0; at < replicates.size(); ++at) {
    if (!matched[at].is_whole()) {
      out.interrupted = true;
      continue;
    }
    out.replicates.push_back(replicates[at]);
    for (std::size_t arm = 0; arm < arms; ++arm) {
      out.values[arm].push_back(std::move(matched[at].runs[arm]->values));
      out.recordings[arm].push_back(std::move(matched[at].runs[arm]->recording));
    }
    for (std::size_t pair = 0; pair < pairs.size(); ++pair)
      out.contrast_values[pair].push_back(std::move(matched[at].contrasts[pair]));
  }
  if (out.replicates.empty()) throw Interrupted();
  out.effects = factorial_effects(out);
  return out;
}

}  // namespace kantel
