// CSV as every reader of tables gets it. What is read and written again, behind a column of one's own as Kantel's
// tables have, reads back the same.
#include "sim/input/csv.hpp"

#include "sim/input/columns.hpp"
#include "tests/fuzz/target.hpp"

using namespace kantel;
using namespace kantel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Rows = std::vector<std::vector<std::string>>;
  const auto read = [](std::string_view text, Rows& rows) {
    const std::filesystem::path file = put("table.csv", text);
    int last_line = 0;
    const auto keep = [&](CsvRow row) {
      demand(row.line > last_line, "a later row has a later line");
      last_line = row.line;
      rows.emplace_back(row.fields.begin(), row.fields.end());
    };
    Problems problems;
    read_csv(
        file,
        [&](CsvRow header) {
          CsvColumns found(header, file.string(), problems);
          found.find(columns::person);
          found.need(columns::manager, "boss", "organisation.manager_column");
          found.unread();
          keep(header);
        },
        keep);
  };
  Rows rows, again;
  if (!takes([&] { read(text_of(data, size), rows); })) return 0;
  std::string written;
  for (const std::vector<std::string>& row : rows) {
    written += "own";
    for (const std::string& field : row) written += "," + csv_field(field);
    written += "\n";
  }
  for (std::vector<std::string>& row : rows) row.insert(row.begin(), "own");
  demand(takes([&] { read(written, again); }), "what is written can be read");
  demand(rows == again, "what is written reads back the same");
  return 0;
}
