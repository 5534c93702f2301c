// Per-person traits from a CSV: a column id and any of theta, s, autonomy, competence, relatedness, structure; a row
// for everybody.
#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "models/change/scenario/scenario.hpp"
#include "sim/input/columns.hpp"

namespace kantel {

GivenTraits read_traits(const Scenario& scenario, const Organisation& organisation) {
  GivenTraits traits;
  if (scenario.organisation.traits.empty()) return traits;
  const std::filesystem::path path = scenario.folder / scenario.organisation.traits;
  const std::string file = path.string();
  struct Trait {
    std::string_view name;
    std::vector<float> GivenTraits::*column;
    double low, high;
    int at = -1;
  };
  std::array columns{Trait{"theta", &GivenTraits::threshold, 0, 1e6},
                     Trait{"s", &GivenTraits::susceptibility, 0, 1},
                     Trait{"autonomy", &GivenTraits::autonomy, 0, 1},
                     Trait{"competence", &GivenTraits::competence, 0, 1},
                     Trait{"relatedness", &GivenTraits::relatedness, 0, 1},
                     Trait{"structure", &GivenTraits::need_for_structure, 0, 1}};
  Problems problems;
  std::vector<std::string> header;
  int id_at = -1;
  std::vector<std::uint8_t> met(organisation.employees(), 0);
  std::vector<std::pair<std::string, Employee>> numbers;
  for (Employee i = 0; i < organisation.employees(); ++i)
    numbers.emplace_back(organisation.ids.empty() ? std::to_string(i) : organisation.ids[i], i);
  std::sort(numbers.begin(), numbers.end());
  read_csv(
      path,
      [&](CsvRow row) {
        header.assign(row.fields.begin(), row.fields.end());
        CsvColumns found(row, file, problems);
        id_at = found.need(columns::person, scenario.organisation.id_column, "organisation.id_column");
        std::vector<std::string_view> known{"id"};
        for (Trait& trait : columns) {
          known.push_back(trait.name);
          trait.at = found.find(trait.name);
          if (trait.at >= 0) (traits.*trait.column).assign(organisation.employees(), 0);
        }
        std::set<std::string> told;  // columns without a name may be many
        for (const std::string& name : found.unread_names())
          if (told.insert(name).second)
            problems.add({file, row.line, name.substr(0, 60)}, "unknown column", "one of " + joined(known),
                         nearest_name(lower_case(name), known));
        if (id_at < 0) problems.throw_if_any();
      },
      [&](CsvRow row) {
        if (problems.list().size() > 50) return;
        if (row.fields.size() != header.size()) {
          problems.add({file, row.line, ""}, "has " + std::to_string(row.fields.size()) + " fields",
                       std::to_string(header.size()) + " as in the header");
          return;
        }
        const std::string& id = row.fields[static_cast<std::size_t>(id_at)];
        const auto who = std::lower_bound(numbers.begin(), numbers.end(), std::pair<std::string, Employee>{id, 0});
        if (who == numbers.end() || who->first != id) {
          problems.add({file, row.line, "id"}, "\"" + id.substr(0, 60) + "\" is not in the organisation");
          return;
        }
        if (met[who->second]++) problems.add({file, row.line, "id"}, "\"" + id + "\" stands twice");
        for (const Trait& trait : columns) {
          if (trait.at < 0) continue;
          const std::string& text = row.fields[static_cast<std::size_t>(trait.at)];
          double number = 0;
          const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
          if (read.ec != std::errc{} || read.ptr != text.data() + text.size() ||
              !(number >= trait.low && number <= trait.high))
            problems.add({file, row.line, std::string(trait.name)}, "is \"" + text.substr(0, 60) + "\"",
                         range_text(trait.low, trait.high));
          (traits.*trait.column)[who->second] = static_cast<float>(number);
        }
      });
  if (!problems.any() && std::find(met.begin(), met.end(), 0) != met.end())
    problems.add({file, 0, ""}, "does not name everybody",
                 "a row for each of the " + std::to_string(met.size()) + " employees");
  problems.throw_if_any();
  return traits;
}

}  // namespace kantel
