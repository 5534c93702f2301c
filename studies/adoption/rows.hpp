// Rows of a study's files, read and written: columns by name, rows of the right length, numbers, lines.
#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "sim/input/columns.hpp"

namespace kantel::adoption {

// The columns asked for, by name. Throws InputError with each that is absent.
std::vector<int> columns_named(const std::string& file, CsvRow header, std::initializer_list<std::string> wanted);

// As long as the header, or a problem.
bool right_length(CsvRow row, std::size_t columns, ProblemsOfAKind& problems);

// Of at most six digits; none if it is anything else.
std::optional<int> whole_number(const std::string& text);

// A number as it is written; what is not defined or not known is an empty field.
std::string written(double value, bool known = true);
std::string csv_line(std::initializer_list<std::string> fields);

}  // namespace kantel::adoption
