// What is declared once in the libraries, as Python sees it: keys of each table, policies, measures.
#include "models/change/leading/rules.hpp"
#include "models/change/measures.hpp"
#include "models/reference/reference.hpp"
#include "python/binding/core.hpp"

namespace kantel::python {

namespace {

using Rows = std::vector<KeyRow>;

Rows rows_of(std::span<const DeclaredKey> keys) {
  Rows rows;
  for (const DeclaredKey& key : keys) rows.push_back(key.row);
  return rows;
}

const char* type_of(const Bounds& bounds) {
  using Kind = Bounds::Kind;
  switch (bounds.kind) {
    case Kind::integer: return "int";
    case Kind::choice:
    case Kind::text: return "str";
    case Kind::boolean: return "bool";
    case Kind::list: return bounds.choices.empty() ? "list[int]" : "list[str]";
    case Kind::number: break;
  }
  return "float";
}

// A table's name in Python: the last part of its path, without asterisks.
std::string name_of_table(const DeclaredTable& table) {
  std::string path = table.path.ends_with(".*") ? table.path.substr(0, table.path.size() - 2) : table.path;
  return path.empty() ? "scenario" : path.substr(path.rfind('.') + 1);  // npos + 1 is 0
}

std::vector<std::pair<std::string, Rows>> tables() {
  std::vector<std::pair<std::string, Rows>> list;
  for (const DeclaredTable& table : change_tables()) list.emplace_back(name_of_table(table), rows_of(table.keys));
  return list;
}

// What the generator of kantel/tables.py needs: path, sentence, and of each key its row, type and former name.
nb::dict words_of_tables() {
  nb::dict all;
  for (const DeclaredTable& table : change_tables()) {
    nb::list keys;
    for (const DeclaredKey& key : table.keys)
      keys.append(nb::make_tuple(key.row, type_of(key.bounds), std::string(key.formerly)));
    all[name_of_table(table).c_str()] = nb::make_tuple(table.path, table.sentence, keys);
  }
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
  module.def("words_of_tables", &words_of_tables, "Name: (path, sentence, [(row, type, former name) of each key]).");
  module.def(
      "reference_models",
      [] {
        nb::dict models;
        for (const ReferenceModel* model : reference_models())
          models[nb::str(model->name.data(), model->name.size())] =
              nb::make_tuple(std::string(model->label), std::string(model->sentence), rows_of(model->keys()));
        return models;
      },
      "Name: (label, sentence, declared keys).");
  module.def("network_keys", [] { return rows_of(declared_keys(network_keys())); });
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
        for (const PolicyRow& entry : policy_table()) {
          const Levers& u = entry.levers;
          nb::object levers = nb::none();  // of a rule: it depends on the employee
          if (!entry.rule) levers = nb::make_tuple(u.autonomy_support, u.structure, u.care, u.pressure, u.vision);
          policies[nb::str(entry.name.data(), entry.name.size())] =
              nb::make_tuple(levers, std::string(entry.rule_text), std::string(entry.sentence));
        }
        return policies;
      },
      "Name: (levers AS, ST, RE, D, V or None for a rule, rule, sentence).");
}

}  // namespace kantel::python
