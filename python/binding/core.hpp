// What the files of the extension share. The extension is thin: it moves arrays and text; names, defaults and checks
// are the libraries'.
#pragma once
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/function.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <atomic>
#include <functional>
#include <memory>

#include "models/change/scenario/scenario.hpp"
#include "sim/arithmetic.hpp"
#include "studies/comparison/compare.hpp"
#include "studies/sweep/target.hpp"

namespace kantel::python {

namespace nb = nanobind;

// A NumPy array that owns the numbers of a vector.
template <class T>
nb::ndarray<nb::numpy, T> array_of(std::vector<T> numbers, std::initializer_list<std::size_t> shape) {
  auto* kept = new std::vector<T>(std::move(numbers));
  const nb::capsule owner(kept, [](void* at) noexcept { delete static_cast<std::vector<T>*>(at); });
  return nb::ndarray<nb::numpy, T>(kept->data(), shape, owner);
}

// While it lasts other Python threads go on, and numbers are rounded as Kantel promises.
struct Unlocked {
  nb::gil_scoped_release released;
  OwnArithmetic own;
};

// Work on another thread while this one, which alone hears of signals, waits without the interpreter's lock. A signal
// sets `stop`; the work ends within a day and the signal's exception (KeyboardInterrupt) is raised. `progress` is
// called here about ten times a second with the share that is done.
using Progress = std::optional<std::function<void(double)>>;
void work_and_listen(const Progress& progress,
                     const std::function<void(const std::atomic<bool>& stop, std::atomic<double>& share)>& work);

struct SharedOrganisation {
  std::shared_ptr<const Organisation> organisation;
  OrganisationSettings settings;
};

// A scenario as Python holds it: TOML text, the file it stands for, and what overrides it.
struct ScenarioText {
  std::string text, file;
  Overrides overrides;
  std::optional<std::string> arm;
  std::shared_ptr<const Organisation> organisation;

  // Read and checked. Throws InputError.
  std::shared_ptr<World> world() const {
    PrepareOptions options;
    options.overrides = overrides, options.arm = arm, options.organisation = organisation;
    return open_scenario(text, file, options);
  }
  GivenScenario given() const { return {text, file, overrides.settings, organisation}; }
};

Rules rules_of(const nb::object& policy, const nb::object& interventions);

void bind_declarations(nb::module_& module);
void bind_organisations(nb::module_& module);
void bind_results(nb::module_& module);
void bind_runs(nb::module_& module);
void bind_points(nb::module_& module);
void bind_sweeps(nb::module_& module);

}  // namespace kantel::python
