// What is declared once in the libraries, as Python sees it: keys of each table, policies, measures.
#include "models/change/leading/rules.hpp"
#include "models/change/measures.hpp"
#include "models/reference/reference.hpp"
#include "python/binding/core.hpp"

namespace kantel::python {

namespace {

using Rows = std::vector<KeyRow>;

// Tables of a scenario of the change model, by their name in Python.
template <class Visit>
void for_each_table(const Visit& visit) {
  visit("scenario", scenario_keys()), visit("organisation", organisation_keys()), visit("change", change_keys());
  visit("parameters", parameter_keys()), visit("record", record_keys()), visit("privacy", privacy_keys());
  visit("cohort", cohort_keys()), visit("arm", arm_keys()), visit("champions", champion_keys());
  visit("mandate", mandate_keys()), visit("event", event_keys());
}

template <class Settings>
Rows rows_of(std::span<const Key<Settings>> keys) {
  static const Settings defaults;
  Rows rows;
  for (const Key<Settings>& key : keys) rows.push_back(key_row(key, defaults));
  return rows;
}

std::vector<std::pair<std::string, Rows>> tables() {
  std::vector<std::pair<std::string, Rows>> list;
  for_each_table([&](const char* name, auto keys) { list.emplace_back(name, rows_of(keys)); });
  return list;
}

// The type of each key in Python: {table: {key: type}}.
nb::dict types() {
  nb::dict all;
  for_each_table([&](const char* table, auto keys) {
    nb::dict of_table;
    for (const auto& key : keys) {
      using Kind = Bounds::Kind;
      const Kind kind = bounds_of(key).kind;
      of_table[nb::str(key.name.data(), key.name.size())] = kind == Kind::whole                        ? "int"
                                                            : kind == Kind::word || kind == Kind::text ? "str"
                                                            : kind == Kind::either                     ? "bool"
                                                            : kind == Kind::list                       ? "list[int]"
                                                                                                       : "float";
    }
    all[table] = of_table;
  });
  return all;
}

template <class Measures>
nb::list measure_rows(const Measures& list) {
  nb::list rows;
  for (const auto& m : list)
    rows.append(nb::make_tuple(std::string(m.name), std::string(m.unit), std::string(m.sentence)));
  return rows;
}

}  // namespace

void bind_declarations(nb::module_& module) {
  module.attr("key_columns") = nb::cast(key_row_header);
  module.def("tables", &tables, "The declared keys of each table of a scenario, a row a key.");
  module.def("types", &types, "The type of each of these keys.");
  module.def(
      "reference_models",
      [] {
        nb::dict models;
        for (const ReferenceModel* model : reference_models())
          models[nb::str(model->name.data(), model->name.size())] =
              nb::make_tuple(std::string(model->label), std::string(model->sentence), model->key_rows());
        return models;
      },
      "Name: (label, sentence, declared keys).");
  module.def("network_keys", [] { return rows_of(network_keys()); });
  module.def(
      "measures", [] { return measure_rows(measures()); }, "(name, unit, sentence) of each daily measure.");
  module.def(
      "metrics", [](std::int64_t days) { return measure_rows(models()[0]->metrics(days)); }, nb::arg("days"),
      "(name, unit, sentence) of each number of a run of so many days.");
  module.def("team_measures", [] {
    nb::list rows;
    for (const TeamMeasure& m : team_measures())
      rows.append(nb::make_tuple(std::string(m.name), std::string(m.sentence)));
    return rows;
  });
  module.def(
      "policies",
      [] {
        nb::dict policies;
        for (const PolicyEntry& entry : policy_table()) {
          const Levers& u = entry.levers;
          nb::object levers = nb::none();  // of a rule: it depends on the employee
          if (entry.rule.empty())
            levers = nb::make_tuple(u.autonomy_support, u.structure, u.care, u.pressure, u.vision);
          policies[nb::str(entry.name.data(), entry.name.size())] =
              nb::make_tuple(levers, std::string(entry.rule), std::string(entry.sentence));
        }
        return policies;
      },
      "Name: (levers AS, ST, RE, D, V or None for a rule, rule, sentence).");
}

}  // namespace kantel::python
