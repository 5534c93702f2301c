// Reading CSV as people write it: quoted fields, byte-order mark, CRLF, and the separator of the first line (, ; tab,
// or as Excel's "sep=;" says). The parsing is libcsv's; this adds line numbers, limits, whether quotes enclose whole
// fields, and the user's kind of error. Writing needs only csv_field, and reads back the same.
#pragma once
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input/diagnostics.hpp"

namespace kantel {

struct CsvRow {
  int line;                             // where the row begins, from 1
  std::span<const std::string> fields;  // valid during the call
};

// Calls header once with the first row's fields (trimmed), then row for each later one that is not blank. Throws
// InputError: missing, a folder, empty, not UTF-8, a quote that is not closed, a line above 1 MiB. Rows of another
// length than the header are the caller's to judge.
void read_csv(const std::filesystem::path& path, const std::function<void(CsvRow)>& header,
              const std::function<void(CsvRow)>& row);

// A field as CSV: quoted when it holds a separator, a quote or a line end, or has a blank at an end.
std::string csv_field(std::string_view text);

// A number as a field: the shortest text that reads back to it; empty where undefined.
std::string csv_number(double value);
std::string csv_number(float value);

// The position of a wanted column, or -1.
int csv_column(std::span<const std::string> header, std::string_view name);

}  // namespace kantel
