// kantel._core: the extension's door. Everything public is made of it in python/kantel.
#include <condition_variable>
#include <mutex>
#include <thread>

#include "python/binding/core.hpp"
#include "version.hpp"

namespace kantel::python {

void work_and_listen(const Progress& progress,
                     const std::function<void(const std::atomic<bool>& stop, std::atomic<double>& share)>& work) {
  std::atomic<bool> stop = false, finished = false;
  std::atomic<double> share = 0;
  std::exception_ptr failure, heard;  // of the work; of a signal or of `progress`
  std::mutex guard;
  std::condition_variable done;
  {
    const nb::gil_scoped_release unlocked;
    std::thread worker([&] {
      const OwnArithmetic own;
      try {
        work(stop, share);
      } catch (...) {
        failure = std::current_exception();
      }
      const std::scoped_lock lock(guard);
      finished = true;
      done.notify_one();
    });
    while (!finished) {
      {
        std::unique_lock lock(guard);
        done.wait_for(lock, std::chrono::milliseconds(100), [&] { return finished.load(); });
      }
      if (finished) break;
      const nb::gil_scoped_acquire locked;
      try {
        if (!heard && PyErr_CheckSignals() != 0) throw nb::python_error();
        if (!heard && progress) (*progress)(share);
      } catch (const nb::python_error&) {
        heard = std::current_exception();
        stop = true;
      }
    }
    worker.join();
  }
  if (heard) std::rethrow_exception(heard);  // not what it made of the work
  if (failure) std::rethrow_exception(failure);
}

}  // namespace kantel::python

NB_MODULE(_core, module) {
  using namespace kantel::python;
  module.doc() = "The engine of Kantel. Use the package kantel, which is made of it.";
  module.attr("version") = kantel::version;
  module.attr("commit") = kantel::commit;
  module.attr("parallel") = kantel::parallel_backend();
#ifdef KANTEL_WITHOUT_REPORT
  module.attr("has_report") = false;
#else
  module.attr("has_report") = true;
#endif

  // The exception's class is Python's own, so that it can carry the problems one by one.
  nb::register_exception_translator([](const std::exception_ptr& thrown, void*) {
    try {
      std::rethrow_exception(thrown);
    } catch (const kantel::InputError& error) {
      nb::list problems;
      for (const kantel::Problem& p : error.problems()) {
        nb::dict problem;
        problem["file"] = p.place.file;
        problem["line"] = p.place.line;
        problem["key"] = p.place.key;
        problem["message"] = p.message;
        problem["allowed"] = p.allowed;
        problem["nearest"] = p.nearest;
        problems.append(problem);
      }
      const nb::object kind = nb::module_::import_("kantel.errors").attr("InputError");
      const nb::object made = kind(nb::str(error.what()), problems);
      PyErr_SetObject(kind.ptr(), made.ptr());
    } catch (const kantel::Interrupted&) {
      PyErr_SetNone(PyExc_KeyboardInterrupt);
    }
  });

  nb::class_<ScenarioText>(module, "ScenarioText")
      .def(
          "__init__",
          [](ScenarioText* self, std::string text, std::string file, std::vector<std::string> settings,
             std::optional<std::int64_t> days, std::optional<std::int64_t> replicates, std::optional<std::int64_t> seed,
             std::optional<std::string> arm, const SharedOrganisation* organisation) {
            new (self) ScenarioText{std::move(text),
                                    std::move(file),
                                    {std::move(settings), days, replicates, seed},
                                    std::move(arm),
                                    organisation ? organisation->organisation : nullptr};
          },
          nb::arg("text"), nb::arg("file"), nb::arg("settings"), nb::arg("days").none(), nb::arg("replicates").none(),
          nb::arg("seed").none(), nb::arg("arm").none(), nb::arg("organisation").none());
  bind_declarations(module);
  bind_organisations(module);
  bind_results(module);
  bind_runs(module);
  bind_points(module);
  bind_sweeps(module);
}
