// A run that is stepped day by day. Columns of its people are NumPy views of the engine's own arrays.
#include "models/change/leading/rules.hpp"
#include "python/binding/core.hpp"

namespace kantel::python {

namespace {

class Stepped {
 public:
  Stepped(std::shared_ptr<World> world, std::uint32_t replicate, int threads, const nb::object& policy,
          const nb::object& interventions)
      : workers_(threads), world_(std::move(world)) {
    if (const Rules own = rules_of(policy, interventions)) world_->use_rules(0, own);
    const Unlocked unlocked;
    world_->build(workers_);
    run_ = world_->start(0, replicate, workers_);
  }

  // As many days as are left, at most.
  void advance(std::int64_t days) {
    work_and_listen({}, [&](const std::atomic<bool>& stop, std::atomic<double>&) {
      for (std::int64_t day = 0; day < days && !run_->finished(); ++day) {
        if (stop) throw Interrupted();
        run_->advance(workers_);
      }
    });
  }
  std::int64_t day() const { return run_->day(); }
  bool finished() const { return run_->finished(); }
  Employee employees() const { return world_->employees(); }

  // Nobody's own row of a real organisation.
  People people() const {
    if (!world_->shows_people())
      throw InputError({{"people", 0, ""},
                        "are those of an imported organisation, of whom nobody is shown alone",
                        "recording, by groups of at least privacy.min_group",
                        ""});
    return run_->people();
  }
  nb::list columns() const {
    nb::list rows;
    for (const PeopleColumn& c : people().columns)
      rows.append(
          nb::make_tuple(std::string(c.name), std::string(c.symbol), std::string(c.unit), std::string(c.sentence)));
    return rows;
  }

  // [day][group][measure] of the days so far; NaN where a group was not recorded.
  nb::ndarray<nb::numpy, float> recording() const {
    const Recording& all = run_->recording();
    const std::size_t groups = world_->groups().size(), measures = world_->model().measures().size();
    std::vector<float> numbers;
    for (std::int64_t day = 0; day <= run_->day(); ++day)
      for (std::size_t g = 0; g < groups; ++g)
        for (std::size_t m = 0; m < measures; ++m)
          numbers.push_back(g == 0 || all.groups_due(day) ? all.value(day, g, m)
                                                          : std::numeric_limits<float>::quiet_NaN());
    return array_of(std::move(numbers), {static_cast<std::size_t>(run_->day()) + 1, groups, measures});
  }
  std::vector<std::string> groups() const { return world_->groups(); }
  std::vector<std::string> measures() const {
    std::vector<std::string> names;
    for (const Measure& m : world_->model().measures()) names.emplace_back(m.name);
    return names;
  }

 private:
  const Workers workers_;
  std::shared_ptr<World> world_;
  std::unique_ptr<Run> run_;
};

template <class Number>
nb::object view(const void* data, std::size_t n, const nb::object& owner) {
  return nb::cast(nb::ndarray<nb::numpy, const Number>(static_cast<const Number*>(data), {n}, owner),
                  nb::rv_policy::reference);
}

nb::object column(const nb::object& self, const std::string& name) {
  const auto& stepped = nb::cast<const Stepped&>(self);
  const People people = stepped.people();
  const PeopleColumn* found = people.find(name);
  if (!found) {
    std::vector<std::string_view> names;
    for (const PeopleColumn& c : people.columns) names.push_back(c.name);
    throw InputError({{"people", 0, ""},
                      "there is no column \"" + name + "\"",
                      "one of " + joined(names),
                      nearest_name(name, names)});
  }
  const std::size_t n = people.employees;
  if (found->bit != 0) {  // a flag among others in a byte: an array of its own
    const auto* bytes = static_cast<const std::uint8_t*>(found->data);
    auto* flags = new bool[n];
    const nb::capsule owner(flags, [](void* at) noexcept { delete[] static_cast<bool*>(at); });
    for (std::size_t i = 0; i < n; ++i) flags[i] = (bytes[i] & found->bit) != 0;
    return nb::cast(nb::ndarray<nb::numpy, bool>(flags, {n}, owner));
  }
  switch (found->type) {
    case PeopleColumn::Type::real: return view<float>(found->data, n, self);
    case PeopleColumn::Type::byte: return view<std::uint8_t>(found->data, n, self);
    case PeopleColumn::Type::small: return view<std::uint16_t>(found->data, n, self);
    case PeopleColumn::Type::whole: return view<std::uint32_t>(found->data, n, self);
  }
  return nb::none();
}

}  // namespace

void bind_runs(nb::module_& module) {
  nb::class_<Stepped>(module, "Stepped")
      .def("advance", &Stepped::advance, nb::arg("days"))
      .def_prop_ro("day", &Stepped::day)
      .def_prop_ro("finished", &Stepped::finished)
      .def_prop_ro("employees", &Stepped::employees)
      .def("columns", &Stepped::columns, "(name, symbol, unit, sentence) of each column of the people.")
      .def("column", [](const nb::object& self, const std::string& name) { return column(self, name); })
      .def("recording", &Stepped::recording)
      .def("groups", &Stepped::groups)
      .def("measures", &Stepped::measures);
  module.def(
      "start",
      [](const ScenarioText& scenario, std::uint32_t replicate, int threads, const nb::object& policy,
         const nb::object& interventions) {
        return new Stepped(scenario.world(), replicate, threads, policy, interventions);
      },
      nb::arg("scenario"), nb::arg("replicate"), nb::arg("threads"), nb::arg("policy").none(),
      nb::arg("interventions").none());
}

}  // namespace kantel::python
