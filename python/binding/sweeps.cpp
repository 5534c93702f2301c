// Experiments and their stores. A sweep on this machine is the command line's; elsewhere (Dask) a worker runs a shard
// into a store of its own, and whoever holds the store of the whole joins it.
#include <unistd.h>

#include "python/binding/core.hpp"
#include "sim/input/output_folder.hpp"
#include "studies/sweep/export.hpp"
#include "studies/sweep/report/figures.hpp"
#include "studies/sweep/report/report.hpp"
#include "studies/sweep/store/ledger.hpp"
#include "studies/sweep/sweep.hpp"
#include "version.hpp"

namespace kantel::python {

namespace {

std::string host_name() {
  char name[256] = "";
  gethostname(name, sizeof name - 1);
  return name;
}

nb::dict to_dict(const SweepResult& result, const std::string& warning) {
  nb::dict out;
  out["before"] = result.before;
  out["done"] = result.done;
  out["failed"] = result.failed;
  out["all"] = result.all;
  out["first_failure"] = result.first_failure;
  out["warning"] = warning;
  return out;
}

// What is kept when interrupted is kept; the exception is raised all the same.
nb::dict sweep_here(const Opened& opened, const std::string& path, std::uint32_t number, std::uint32_t of,
                    bool retry_failed, int threads, const Progress& progress) {
  SweepResult result;
  std::string warning;
  work_and_listen(progress, [&](const std::atomic<bool>& stop, std::atomic<double>& share) {
    const Shard shard{number, of};
    const Workers workers(threads);
    Store store(path, about(opened, version, shard, commit), host_name());
    warning = store.warning();
    SweepOptions options;
    options.workers = &workers;
    options.stop = &stop;
    options.retry_failed = retry_failed;
    options.progress = [&](double done, double all) { share = done / all; };
    result = sweep(opened, shard, store, options);
    store.close();
    if (result.interrupted) throw Interrupted();
  });
  return to_dict(result, warning);
}

// The store of the whole while its parts are made elsewhere: the one writer.
class Gathering {
 public:
  Gathering(const Opened& opened, const std::string& path, bool retry_failed)
      : opened_(opened), retry_failed_(retry_failed) {
    store_.emplace(path, about(opened, version, {}, commit), host_name());
  }

  std::uint64_t join(const std::string& part) {
    const Unlocked unlocked;
    return store_.value().merge(part);
  }
  void close() {
    const Unlocked unlocked;
    if (store_) store_->close();
    store_.reset();  // and its lock
  }

  // Shards 1 … of with anything still to run.
  std::vector<std::uint32_t> missing_shards(std::uint32_t of) const {
    Ledger whole(opened_.experiment, opened_.target->arms().size(), {});
    store_.value().for_each_run(whole.stops() ? opened_.experiment.stop.metric : "",
                                [&](std::uint32_t p, std::uint32_t r, std::uint32_t a, RunState state, double value) {
                                  if (state == RunState::done || !retry_failed_)
                                    whole.set(whole.at(p, r, a), state, value);
                                });
    std::vector<std::uint8_t> lacks(of, 0);
    for (std::uint32_t p = 0; p < whole.points(); ++p)
      for (std::uint32_t from = 0, to = 0; from == 0 || !whole.is_finished(p, from); from = to) {
        to = whole.end_of_batch(from);
        for (std::uint32_t r = from; r < to; ++r)
          if (whole.is_missing(p, r)) lacks[whole.dealt_as(p, r) % of] = 1;
      }
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < of; ++i)
      if (lacks[i]) numbers.push_back(i + 1);
    return numbers;
  }

 private:
  const Opened& opened_;
  bool retry_failed_;
  std::optional<Store> store_;
};

nb::dict about_store(const StoreReader& store) {
  const StoredExperiment& about = store.about();
  const StoreStatus status = status_of(store);
  nb::dict out;
  out["name"] = about.name;
  out["question"] = about.question;
  out["source"] = about.source;
  out["experiment"] = about.text;
  out["scenario"] = about.scenario;
  out["hash"] = about.hash();
  out["version"] = about.version;
  out["commit"] = about.commit;
  out["seed"] = about.experiment().seed();
  out["arms"] = about.arms;
  nb::list metrics;
  for (const Metric& m : about.metrics) metrics.append(nb::make_tuple(m.name, m.unit, m.sentence));
  out["metrics"] = metrics;
  out["design"] = std::string(design_names[static_cast<std::size_t>(about.experiment().kind())]);
  nb::list factors;
  for (const Factor& factor : about.experiment().factors)
    factors.append(nb::make_tuple(factor.name, factor.low, factor.high, factor.scale == FactorScale::log));
  out["factors"] = factors;
  out["points"] = status.points;
  out["replicates"] = status.replicates;
  out["done"] = status.done;
  out["failed"] = status.failed;
  out["most"] = status.most;
  out["finished"] = status.finished;
  out["seconds_a_run"] = status.seconds_a_run;
  nb::dict failures;
  for (const auto& [message, count] : status.failures) failures[nb::str(message.c_str())] = count;
  out["failures"] = failures;
  return out;
}

// The report's panels about one metric, by figure; a heat map over the factors x and y, if there are any.
std::string sweep_panels(const std::string& path, const std::string& metric,
                         const std::optional<std::pair<std::string, std::string>>& axes) {
  const SweepResults results{StoreReader(path)};
  const std::vector<Factor>& factors = results.experiment().factors;
  const auto at = [](const auto& list, const std::string& name, auto member) {
    return static_cast<std::size_t>(std::ranges::find(list, name, member) - list.begin());
  };
  SweepDrawing drawing{{at(results.about().metrics, metric, &Metric::name)}, drawing_of(results).heat};
  if (axes) drawing.heat = {at(factors, axes->first, &Factor::name), at(factors, axes->second, &Factor::name)};
  return sweep_figures(results, drawing).data.dump();
}

}  // namespace

void bind_sweeps(nb::module_& module) {
  nb::class_<Opened>(module, "Experiment")
      .def(
          "__init__",
          [](Opened* self, const std::string& text, const std::string& file, std::vector<std::string> settings,
             std::optional<std::int64_t> days, std::optional<std::int64_t> replicates, std::optional<std::int64_t> seed,
             const ScenarioText* scenario) {
            const GivenScenario given = scenario ? scenario->given() : GivenScenario{};
            new (self) Opened(open_experiment(text, file, {std::move(settings), days, replicates, seed},
                                              scenario ? &given : nullptr));
          },
          nb::arg("text"), nb::arg("file"), nb::arg("settings"), nb::arg("days").none(), nb::arg("replicates").none(),
          nb::arg("seed").none(), nb::arg("scenario").none(),
          "`file` stands for the text in messages; `scenario`: instead of the one it names.")
      .def_prop_ro("scenario_file",
                   [](const Opened& o) { return (o.experiment.folder / o.experiment.settings.scenario).string(); })
      .def_prop_ro("name", [](const Opened& o) { return o.experiment.settings.name; })
      .def_prop_ro("points", [](const Opened& o) { return design_of(o.experiment).points.size(); })
      .def_prop_ro("replicates", [](const Opened& o) { return o.experiment.replicates(); })
      .def_prop_ro("arms", [](const Opened& o) { return o.target->arms(); })
      .def_prop_ro("stops", [](const Opened& o) { return o.experiment.stop.width > 0; })
      .def_prop_ro("hash", [](const Opened& o) { return about(o, version, {}).hash(); });
  module.def("sweep", &sweep_here, nb::arg("experiment"), nb::arg("store"), nb::arg("shard"), nb::arg("of"),
             nb::arg("retry_failed"), nb::arg("threads"), nb::arg("progress").none());
  nb::class_<Gathering>(module, "Gathering")
      .def(nb::init<const Opened&, const std::string&, bool>(), nb::arg("experiment"), nb::arg("store"),
           nb::arg("retry_failed"), nb::keep_alive<1, 2>())
      .def("join", &Gathering::join)
      .def("missing_shards", &Gathering::missing_shards)
      .def("close", &Gathering::close);
  module.def("merge_stores", [](const std::vector<std::string>& from, const std::string& to) {
    const Unlocked unlocked;
    return merge_stores({from.begin(), from.end()}, to, host_name());
  });
  module.def("about_store", [](const std::string& path) { return about_store(StoreReader(path)); });
  module.def("export_store", [](const std::string& path, const std::string& folder, bool force) {
    const Unlocked unlocked;
    const StoreReader store(path);
    OutputFolder out(folder, force, export_files);
    export_csv(store, out.draft());
    out.keep();
  });
  module.def(
      "sweep_panels",
      [](const std::string& path, const std::string& metric,
         const std::optional<std::pair<std::string, std::string>>& axes) {
        const Unlocked unlocked;
        return sweep_panels(path, metric, axes);
      },
      nb::arg("store"), nb::arg("metric"), nb::arg("axes").none(), "As JSON; metric and factors must be there.");
  module.def("sweep_report", [](const std::string& path, const std::string& page) {
    const Unlocked unlocked;
    write_sweep_report(StoreReader(path), page, commit);
  });
}

}  // namespace kantel::python
