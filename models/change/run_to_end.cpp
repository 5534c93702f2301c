#include "models/change/run_to_end.hpp"

#include <algorithm>
#include <cassert>

#include "models/change/checkpoint.hpp"
#include "models/change/retention.hpp"

namespace kantel {

namespace {

Snapshot snapshot(const ChangeRun& run) {
  const Population& people = run.population();
  const auto kept = [](const auto& column) { return std::vector(column.begin(), column.end()); };
  Snapshot taken{run.day(),
                 {},
                 kept(people.occupant),
                 kept(people.internalisation),
                 kept(people.autonomy),
                 kept(people.competence),
                 kept(people.relatedness)};
  taken.practising.reserve(people.employees());
  for (const std::uint8_t seen : run.visible().yesterday()) taken.practising.push_back((seen & practising_bit) != 0);
  return taken;
}

}  // namespace

RunResult run(const Stage& stage, const Arm& arm, std::uint32_t replicate, const Workers& workers,
              const RunOptions& options) {
  const auto stopped = [&] { return options.stop && *options.stop; };
  const Checkpoints* kept = options.checkpoints;
  assert(!kept || !options.rules);
  std::optional<Resumed> resumed;
  if (kept && !kept->resume.empty()) resumed = read_checkpoint(kept->resume, kept->identity);
  if (stopped()) throw Interrupted();

  RunResult result;
  ChangeRun going(stage, arm, replicate, options.rules, workers);
  Retention retention(options.follow_day);
  const auto tell = [&] {
    retention.after_day(going);
    if (std::ranges::find(options.snapshot_days, going.day()) != options.snapshot_days.end())
      result.snapshots.push_back(snapshot(going));
    if (options.watch) options.watch(going.day(), going.population(), going.visible());
    if (options.on_day) options.on_day(going.day());
  };
  const std::int64_t from = resumed ? resumed->next_day : 0;
  if (resumed) {
    going.load(resumed->state);
    retention.load(resumed->state);
  } else {
    tell();
  }
  while (!going.finished()) {
    const std::int64_t next = going.day() + 1;
    const bool stop = stopped();
    if (kept && kept->every > 0 && next > from && (stop || next % kept->every == 0))
      write_checkpoint(kept->write, kept->identity, next, [&](std::ostream& out) {
        going.save(out);
        retention.save(out);
      });
    if (stop) throw Interrupted();
    going.advance(workers);
    tell();
  }
  result.recording = going.take_recording();
  result.retained_60 = retention.retained().after_60;
  result.retained_120 = retention.retained().after_120;
  return result;
}

}  // namespace kantel
