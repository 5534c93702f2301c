// Units that differ, from files: units.csv, a row a unit with keys of [[unit]] as columns, and the answers of a survey,
// a row a unit and item. A row becomes a [[unit]] with its line, so that it is checked as one.
#include <charconv>
#include <set>

#include "models/change/scenario/scenario.hpp"
#include "sim/input/columns.hpp"

namespace kantel {

namespace {

std::optional<double> number_in(const std::string& text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc{} && read.ptr == end ? std::optional(number) : std::nullopt;
}

void refuse_unread(const CsvColumns& found, std::span<const std::string_view> known, const Place& place,
                   Problems& problems) {
  std::set<std::string> told;  // columns without a name may be many
  for (const std::string& name : found.unread_names())
    if (told.insert(name).second)
      problems.add({place.file, place.line, name.substr(0, 60)}, "unknown column", "one of " + joined(known),
                   nearest_name(lower_case(name), known));
}

bool has_its_fields(const CsvRow& row, std::size_t columns, const std::string& file, Problems& problems) {
  if (row.fields.size() == columns) return true;
  problems.add({file, row.line, ""}, "has " + std::to_string(row.fields.size()) + " fields",
               std::to_string(columns) + " as in the header");
  return false;
}

constexpr std::size_t most_problems = 50;

// A file on its own: one that cannot be read leaves the other to be read.
template <class Read>
void apart(Problems& problems, Read read) {
  try {
    read();
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems())
      problems.add(problem.place, problem.message, problem.allowed, problem.nearest);
  }
}

void read_table_of_units(const std::filesystem::path& path, std::vector<Unit>& units, Problems& all) {
  const std::string file = path.string();
  Problems problems;
  struct Column {
    std::string_view name;
    bool is_text;
    std::size_t at;
  };
  std::vector<Column> columns;
  std::set<std::string> names;
  std::size_t unit_at = 0, width = 0;
  read_csv(
      path,
      [&](CsvRow row) {
        CsvColumns found(row, file, problems);
        width = row.fields.size();
        const int unit = found.need(columns::unit);
        std::vector<std::string_view> known{"unit"};
        for (const Key<Difference>& key : difference_keys()) {
          known.push_back(key.name);
          const int at = found.find(key.name);
          if (at >= 0)
            columns.push_back({key.name, key.member.type().kind == Bounds::Kind::choice, static_cast<std::size_t>(at)});
        }
        refuse_unread(found, known, {file, row.line, ""}, problems);
        problems.throw_if_any();
        unit_at = static_cast<std::size_t>(unit);
      },
      [&](CsvRow row) {
        if (problems.list().size() > most_problems || !has_its_fields(row, width, file, problems)) return;
        const auto value = [&](auto data) { return Value{{std::move(data)}, file, row.line}; };
        Value::Table table{{"name", value(row.fields[unit_at])}};
        for (const Column& column : columns) {
          const std::string& text = row.fields[column.at];
          if (text.empty()) continue;
          const auto number = column.is_text ? std::nullopt : number_in(text);
          table.push_back({std::string(column.name), number ? value(*number) : value(text)});
        }
        units.push_back(read_unit(value(std::move(table)), "unit", problems));
        if (!units.back().name.empty() && !names.insert(units.back().name).second)
          problems.add({file, row.line, "unit"}, shown(units.back().name) + " stands twice");
      });
  for (const Problem& problem : problems.list())
    all.add(problem.place, problem.message, problem.allowed, problem.nearest);
}

constexpr WantedColumn item_column{"what was asked", {"item", "question", "scale"}};
constexpr WantedColumn mean_column{"the mean answer", {"mean", "score", "average"}};
constexpr WantedColumn count_column{"how many answered", {"n", "count", "answers", "respondents"}};

// What a survey may have asked, and what it sets.
struct Item {
  std::string_view name;
  std::optional<double> Difference::*sets;
};
constexpr Item items[]{{"autonomy", &Difference::autonomy},
                       {"competence", &Difference::competence},
                       {"relatedness", &Difference::relatedness},
                       {"trust", &Difference::trust},
                       {"skill", &Difference::skill},
                       {"structure", &Difference::structure}};

void read_survey(const std::filesystem::path& path, SurveyScale scale, std::int64_t min_group, std::vector<Unit>& units,
                 Problems& all) {
  const std::string file = path.string();
  const ScaleEnds ends = survey_scale_ends[static_cast<std::size_t>(scale)];
  std::vector<std::string_view> known;
  for (const Item& item : items) known.push_back(item.name);
  Problems problems;
  std::size_t unit_at = 0, item_at = 0, mean_at = 0, count_at = 0, width = 0;
  std::set<std::pair<std::string, const Item*>> met;
  read_csv(
      path,
      [&](CsvRow row) {
        CsvColumns found(row, file, problems);
        width = row.fields.size();
        const int at[]{found.need(columns::unit), found.need(item_column), found.need(mean_column),
                       found.need(count_column)};
        refuse_unread(found, std::array<std::string_view, 4>{"unit", "item", "mean", "n"}, {file, row.line, ""},
                      problems);
        problems.throw_if_any();
        unit_at = static_cast<std::size_t>(at[0]), item_at = static_cast<std::size_t>(at[1]);
        mean_at = static_cast<std::size_t>(at[2]), count_at = static_cast<std::size_t>(at[3]);
      },
      [&](CsvRow row) {
        if (problems.list().size() > most_problems || !has_its_fields(row, width, file, problems)) return;
        Unit unit{row.fields[unit_at], {}, {file, row.line, "unit"}};
        if (unit.name.empty()) problems.add(unit.place, "is missing", "a unit's name or a pattern");
        const std::string word = lower_case(row.fields[item_at]);
        const auto item = std::ranges::find(items, word, &Item::name);
        if (item == std::end(items))
          problems.add({file, row.line, "item"}, "is " + shown(row.fields[item_at]) + ", which is unknown",
                       "one of " + joined(known), nearest_name(word, known));
        else if (!met.insert({unit.name, item}).second)
          problems.add({file, row.line, "item"}, shown(word) + " of unit " + shown(unit.name) + " stands twice");
        const auto mean = number_in(row.fields[mean_at]), count = number_in(row.fields[count_at]);
        if (!mean || !(*mean >= ends.low && *mean <= ends.high))
          problems.add({file, row.line, "mean"}, "is " + shown(row.fields[mean_at]),
                       range_text(ends.low, ends.high) + " on this scale");
        const auto least = static_cast<double>(min_group);
        if (!count || !(*count >= least) ||
            *count != static_cast<double>(static_cast<std::int64_t>(std::min(*count, 1e15))))
          problems.add({file, row.line, "n"},
                       "is " + shown(row.fields[count_at]) +
                           (count && *count < least ? ": the mean of so few may show what one of them is like" : ""),
                       "a whole number of at least " + std::to_string(min_group) + " (privacy.min_group)");
        if (item != std::end(items) && mean) unit.differs.*item->sets = (*mean - ends.low) / (ends.high - ends.low);
        units.push_back(std::move(unit));
      });
  for (const Problem& problem : problems.list())
    all.add(problem.place, problem.message, problem.allowed, problem.nearest);
}

}  // namespace

std::vector<Unit> read_unit_files(const Scenario& scenario, Problems& problems) {
  const Differences& from = scenario.differences;
  std::vector<Unit> units;
  if (!from.survey.empty())
    apart(problems, [&] {
      read_survey(scenario.folder / from.survey, from.survey_scale, scenario.privacy.min_group, units, problems);
    });
  if (!from.units.empty()) apart(problems, [&] { read_table_of_units(scenario.folder / from.units, units, problems); });
  return units;
}

}  // namespace kantel
