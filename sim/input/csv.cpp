#include "sim/input/csv.hpp"

#include <csv.h>
#include <utf8.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace kantel {

namespace {

constexpr std::size_t longest_line = 1 << 20;

struct Collector {
  std::vector<std::string> fields;
  bool complete = false;
};

void on_field(void* text, std::size_t length, void* collector) {
  static_cast<Collector*>(collector)->fields.emplace_back(static_cast<const char*>(text), length);
}
void on_row(int, void* collector) { static_cast<Collector*>(collector)->complete = true; }

// One physical line with its end, or false at the end of the file; refuses lines beyond the limit.
bool next_line(std::istream& in, std::string& line, const std::string& file, int number) {
  line.clear();
  char buffer[1 << 14];
  while (true) {
    in.getline(buffer, sizeof buffer);  // fails with failbit when the buffer fills up before the line ends
    const auto got = static_cast<std::size_t>(in.gcount());
    const bool ended = !in.fail() && !in.eof();
    line.append(buffer, got - (ended ? 1 : 0));
    if (line.size() > longest_line)
      throw InputError({{file, number, ""}, "the line is longer than 1 MiB", "lines up to 1 MiB", ""});
    if (ended) {
      line += '\n';
      return true;
    }
    if (in.eof()) return !line.empty();
    in.clear();
  }
}

}  // namespace

void read_csv(const std::filesystem::path& path, const std::function<void(CsvRow)>& header,
              const std::function<void(CsvRow)>& row) {
  const std::string file = path.string();
  std::error_code error;
  if (!std::filesystem::exists(path, error)) throw InputError({{file, 0, ""}, "no such file", "", ""});
  if (std::filesystem::is_directory(path, error)) throw InputError({{file, 0, ""}, "is a folder, not a file", "", ""});
  std::ifstream in(path, std::ios::binary);
  if (!in) throw InputError({{file, 0, ""}, "cannot be read", "", ""});

  csv_parser parser;
  if (csv_init(&parser, CSV_APPEND_NULL) != 0) throw std::runtime_error("libcsv could not start");
  struct Release {
    csv_parser* held;
    ~Release() { csv_free(held); }
  } release{&parser};

  Collector collected;
  std::string line;
  bool in_header = true;
  int number = 0, begins = 1;
  const auto finish_row = [&] {
    const bool blank = std::all_of(collected.fields.begin(), collected.fields.end(),
                                   [](const std::string& field) { return field.empty(); });
    if (!blank) {
      (in_header ? header : row)({begins, collected.fields});
      in_header = false;
    }
    collected.fields.clear();
    collected.complete = false;
  };
  while (next_line(in, line, file, number + 1)) {
    ++number;
    if (line.find('\0') != std::string::npos)
      throw InputError({{file, number, ""}, "is not a text file (it has a zero byte)", "", ""});
    if (!utf8::is_valid(line.begin(), line.end()))
      throw InputError(
          {{file, number, ""}, "is not UTF-8 text", "a file saved as UTF-8 (a spreadsheet's \"CSV UTF-8\")", ""});
    if (number == 1) {
      if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
      if (std::count(line.begin(), line.end(), ';') > std::count(line.begin(), line.end(), ','))
        csv_set_delim(&parser, ';');
    }
    if (csv_parse(&parser, line.data(), line.size(), on_field, on_row, &collected) != line.size())
      throw InputError({{file, number, ""}, csv_strerror(csv_error(&parser)), "", ""});
    if (collected.complete) {
      finish_row();
      begins = number + 1;
    } else if (line == "\n" || line == "\r\n") {
      begins = number + 1;
    }
  }
  csv_fini(&parser, on_field, on_row, &collected);
  if (collected.complete || !collected.fields.empty()) finish_row();
  if (in_header) throw InputError({{file, 0, ""}, "is empty", "a header line and rows", ""});
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",;\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

int csv_column(std::span<const std::string> header, std::string_view name) {
  const auto found = std::find(header.begin(), header.end(), name);
  return found == header.end() ? -1 : static_cast<int>(found - header.begin());
}

}  // namespace kantel
