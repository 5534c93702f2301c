// Organisations as arrays and back.
#include "models/organisation/stats.hpp"
#include "python/binding/core.hpp"
#include "sim/input/hash.hpp"
#include "sim/input/output_folder.hpp"

namespace kantel::python {

namespace {

// `table` is the TOML of an [organisation] table; `folder` is what its paths are relative to.
SharedOrganisation make(const std::string& table, const std::string& folder, std::uint64_t seed, int threads) {
  const OwnArithmetic arithmetic;
  Problems problems;
  const Value document = parse_toml(table, "organisation");
  SharedOrganisation made;
  read_table(document, "organisation", organisation_keys(), made.settings, problems);
  problems.throw_if_any();
  work_and_listen(std::nullopt, [&](const std::atomic<bool>& stop, std::atomic<double>&) {
    const Workers workers(threads, [&stop] { return stop.load(); });
    made.organisation = std::make_shared<const Organisation>(make_organisation(
        made.settings, folder, made.settings.seed ? static_cast<std::uint64_t>(*made.settings.seed) : seed, workers));
  });
  return made;
}

// Tells two organisations apart: chart, units and ties.
std::string hash_of(const Organisation& o) {
  std::string parts;
  const auto add = [&](const auto* data, std::size_t count) {
    parts += kantel::hash_of({reinterpret_cast<const char*>(data), count * sizeof *data});
  };
  add(o.manager.data(), o.manager.size());
  add(o.unit.data(), o.unit.size());
  add(o.cohort.data(), o.cohort.size());
  if (!o.dotted.empty()) add(o.dotted.data(), o.dotted.size());
  if (!o.work.empty()) add(o.work.data(), o.work.size());
  if (o.mandates_from_top) parts += "mandates from the top\n";
  std::vector<Employee> ties;
  o.ties.for_each_tie([&](const Tie& tie) {
    ties.insert(ties.end(),
                {tie.a, tie.b, static_cast<Employee>(tie.layer) | static_cast<Employee>(tie.weight + 1) % 256 << 8});
  });
  add(ties.data(), ties.size());
  for (const std::string& name : o.unit_names) parts += name + "\n";
  return kantel::hash_of(parts);
}

nb::dict chart(const SharedOrganisation& self) {
  const Organisation& o = *self.organisation;
  std::vector<std::int64_t> manager, level, unit, cohort, dotted;
  for (Employee i = 0; i < o.employees(); ++i) {
    manager.push_back(o.manager[i] == nobody ? -1 : std::int64_t{o.manager[i]});
    level.push_back(o.level[i]);
    unit.push_back(o.unit[i]);
    if (!o.cohort.empty()) cohort.push_back(o.cohort[i]);
    if (!o.dotted.empty()) dotted.push_back(o.dotted[i] == nobody ? -1 : std::int64_t{o.dotted[i]});
  }
  nb::dict columns;
  const std::size_t n = o.employees();
  columns["manager"] = array_of(std::move(manager), {n});
  columns["level"] = array_of(std::move(level), {n});
  columns["unit"] = array_of(std::move(unit), {n});
  if (!cohort.empty()) columns["cohort"] = array_of(std::move(cohort), {n});
  if (!dotted.empty()) columns["dotted"] = array_of(std::move(dotted), {n});
  return columns;
}

nb::tuple ties(const SharedOrganisation& self) {
  std::vector<std::int64_t> a, b, layer;
  self.organisation->ties.for_each_tie([&](const Tie& tie) {
    a.push_back(tie.a), b.push_back(tie.b), layer.push_back(static_cast<std::int64_t>(tie.layer));
  });
  const std::size_t n = a.size();
  return nb::make_tuple(array_of(std::move(a), {n}), array_of(std::move(b), {n}), array_of(std::move(layer), {n}));
}

}  // namespace

void bind_organisations(nb::module_& module) {
  module.def("make_organisation", &make, nb::arg("table"), nb::arg("folder"), nb::arg("seed"), nb::arg("threads"));
  module.attr("layers") = nb::cast(std::vector<std::string>(layer_names.begin(), layer_names.end()));
  nb::class_<SharedOrganisation>(module, "Organisation")
      .def_prop_ro("employees", [](const SharedOrganisation& o) { return o.organisation->employees(); })
      .def_prop_ro("unit_names", [](const SharedOrganisation& o) { return o.organisation->unit_names; })
      .def_prop_ro("cohort_names", [](const SharedOrganisation& o) { return o.organisation->cohort_names; })
      .def_prop_ro("warnings", [](const SharedOrganisation& o) { return o.organisation->warnings; })
      .def_prop_ro("imported", [](const SharedOrganisation& o) { return o.organisation->imported; })
      .def_prop_ro("hash", [](const SharedOrganisation& o) { return hash_of(*o.organisation); })
      .def("chart", &chart)
      .def("ties", &ties)
      .def("facts",
           [](const SharedOrganisation& o, int threads) {
             std::string text;
             work_and_listen(std::nullopt, [&](const std::atomic<bool>& stop, std::atomic<double>&) {
               const OrganisationFacts found =
                   facts(*o.organisation, Workers(threads, [&stop] { return stop.load(); }));
               text = facts_json(found, target_facts(found, o.settings));
             });
             return text;
           })
      .def("export", [](const SharedOrganisation& o, const std::string& folder, bool force) {
        work_and_listen(std::nullopt, [&](const std::atomic<bool>& stop, std::atomic<double>&) {
          OutputFolder out(folder, force, organisation_files);
          export_organisation(*o.organisation, out.draft(), Workers(1, [&stop] { return stop.load(); }));
          out.keep();
        });
      });
}

}  // namespace kantel::python
