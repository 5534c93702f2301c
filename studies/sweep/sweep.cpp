#include "studies/sweep/sweep.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <mutex>
#include <numeric>

#include "models/model.hpp"
#include "sim/mathematics.hpp"
#include "studies/sweep/store/ledger.hpp"
#include "studies/sweep/store/writer.hpp"

namespace kantel {

namespace {

struct Task {
  std::uint32_t point, replicate;
};

std::string one_line(std::string text) {
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) text.replace(at, 1, "; ");
  return text;
}

// Points in work: made by the first worker who needs one, gone with the last.
class LivePoints {
 public:
  struct Live {
    std::once_flag made;
    std::unique_ptr<DesignPoint> design_point;
    std::vector<std::size_t> columns;  // which of the design_point's metrics are kept, or none
    std::string error;
  };
  LivePoints(const Opened& opened, const Design& design) : opened_(opened), design_(design) {}

  std::shared_ptr<Live> of(std::uint32_t point) {
    std::shared_ptr<Live> live;
    {
      const std::scoped_lock lock(guard_);
      std::weak_ptr<Live>& known = live_[point];
      live = known.lock();
      if (!live) known = live = std::make_shared<Live>();
      if (live_.size() > 1024) std::erase_if(live_, [](const auto& entry) { return entry.second.expired(); });
    }
    std::call_once(live->made, [&] { make(point, *live); });
    return live;
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  void make(std::uint32_t point, Live& live) const {
    try {
      live.design_point = opened_.target->point(design_.settings(opened_.experiment, point), opened_.experiment.keep);
      const std::vector<Metric>& given = live.design_point->metrics();
      for (const std::string& name : opened_.experiment.keep.metrics) {
        const auto found = std::ranges::find(given, name, &Metric::name);
        live.columns.push_back(found == given.end() ? none : static_cast<std::size_t>(found - given.begin()));
      }
    } catch (const std::bad_alloc&) {  // the machine's fault, not the point's: the sweep ends, and can be resumed
      throw;
    } catch (const std::exception& error) {
      live.error = one_line(error.what());
      if (live.error.empty()) live.error = "failed without a reason";
      live.design_point.reset();
    }
  }

  const Opened& opened_;
  const Design& design_;
  std::mutex guard_;
  std::map<std::uint32_t, std::weak_ptr<Live>> live_;
};

StoredRun one_run(const LivePoints::Live& live, const Task& task, std::uint32_t arm, std::uint64_t seed,
                  const std::atomic<bool>* stop) {
  StoredRun out{task.point, task.replicate, arm, live.error, 0, {}};
  out.record.seed = seed;
  if (!live.design_point) return out;
  const auto begin = std::chrono::steady_clock::now();
  try {
    RunRecord record = live.design_point->run(arm, task.replicate, stop);
    std::vector<double> kept;
    for (const std::size_t column : live.columns)
      kept.push_back(column < record.metrics.size() ? record.metrics[column] : undefined);
    record.metrics = std::move(kept);
    out.record = std::move(record);
  } catch (const Interrupted&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    out.error = one_line(error.what());
    if (out.error.empty()) out.error = "failed without a reason";
  }
  out.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return out;
}

}  // namespace

SweepResult sweep(const Opened& opened, const Shard& shard, Store& store, const SweepOptions& options) {
  const Experiment& experiment = opened.experiment;
  const Design design = design_of(experiment);
  Ledger ledger(experiment, opened.target->arms().size(), shard);
  SweepResult result;
  result.all = ledger.most();
  const std::string watched = ledger.stops() ? experiment.stop.metric : "";
  const std::size_t watched_column =
      static_cast<std::size_t>(std::ranges::find(experiment.keep.metrics, watched) - experiment.keep.metrics.begin());
  store.for_each_run(watched, [&](std::uint32_t p, std::uint32_t r, std::uint32_t a, RunState state, double value) {
    if (state == RunState::failed && options.retry_failed) return;
    ledger.set(ledger.at(p, r, a), state, value);
    ++(state == RunState::failed ? result.failed : result.before);
  });

  LivePoints points(opened, design);
  Writer writer(store);
  std::mutex guard;
  const auto work = [&](const Task& task, std::shared_ptr<LivePoints::Live>& live) {
    for (std::uint32_t arm = 0; arm < ledger.arms(); ++arm) {
      const std::size_t at = ledger.at(task.point, task.replicate, arm);
      if (ledger.state(at) != RunState::missing) continue;
      if ((options.stop && *options.stop) || writer.has_failed()) return;
      live = points.of(task.point);
      StoredRun run = one_run(*live, task, arm, experiment.seed(), options.stop);
      {
        const std::scoped_lock lock(guard);
        const bool failed = !run.error.empty();
        ledger.set(
            at, failed ? RunState::failed : RunState::done,
            failed || watched_column >= run.record.metrics.size() ? undefined : run.record.metrics[watched_column]);
        if (failed && result.first_failure.empty()) result.first_failure = run.error;
        ++(failed ? result.failed : result.done);
        if (options.progress)
          options.progress(static_cast<double>(result.before + result.done + result.failed),
                           static_cast<double>(result.all));
      }
      writer.push(std::move(run));
    }
  };

  // Round by round: the next batch of every point that goes on.
  std::vector<std::uint32_t> going(ledger.points());
  std::iota(going.begin(), going.end(), 0);
  for (std::uint32_t from = 0, to = 0; !going.empty(); from = to) {
    to = ledger.end_of_batch(from);
    std::vector<Task> tasks;
    for (const std::uint32_t p : going)
      for (std::uint32_t r = from; r < to; ++r)
        if (ledger.is_missing(p, r)) tasks.push_back({p, r});
    // Taken in order, so that few points are in work at a time and rows come nearly sorted.
    std::atomic<std::size_t> next = 0;
    options.workers->for_each(static_cast<std::size_t>(options.workers->threads()), [&](std::size_t) {
      std::shared_ptr<LivePoints::Live> live;  // held until the next: tasks of a point follow each other
      try {
        for (std::size_t i = next++; i < tasks.size() && !(options.stop && *options.stop) && !writer.has_failed();
             i = next++)
          work(tasks[i], live);
      } catch (const Interrupted&) {
      }
    });
    if ((options.stop && *options.stop) || writer.has_failed()) break;
    std::erase_if(going, [&](std::uint32_t p) { return ledger.is_finished(p, to); });
  }
  writer.finish();
  result.interrupted = options.stop && *options.stop;
  return result;
}

}  // namespace kantel
