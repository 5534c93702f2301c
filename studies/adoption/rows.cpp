#include "studies/adoption/rows.hpp"

#include <charconv>
#include <cmath>

#include "sim/input/declare.hpp"

namespace kantel::adoption {

std::vector<int> columns_named(const std::string& file, CsvRow header, std::initializer_list<std::string> wanted) {
  const std::vector<std::string_view> present(header.fields.begin(), header.fields.end());
  Problems problems;
  CsvColumns found(header, file, problems);
  std::vector<int> columns;
  for (const std::string& name : wanted) {
    columns.push_back(found.find(name));
    if (columns.back() < 0)
      problems.add({file, header.line, name}, "there is no column of this name",
                   "columns of the file: " + joined(present), nearest_name(name, present));
  }
  problems.throw_if_any();
  return columns;
}

bool right_length(CsvRow row, std::size_t columns, ProblemsOfAKind& problems) {
  if (row.fields.size() == columns) return true;
  problems.add(row.line, "", "has " + std::to_string(row.fields.size()) + " fields",
               std::to_string(columns) + " as the header has");
  return false;
}

std::optional<int> whole_number(const std::string& text) {
  constexpr int limit = 1'000'000;
  int number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size() || number <= -limit || number >= limit) return {};
  return number;
}

std::string written(double value, bool known) { return known && std::isfinite(value) ? shortest(value) : ""; }

std::string csv_line(std::initializer_list<std::string> fields) {
  std::string text;
  for (const std::string& field : fields) {
    if (!text.empty()) text += ",";
    text += csv_field(field);
  }
  return text + "\n";
}

}  // namespace kantel::adoption
