#include "sim/input/csv.hpp"

#include <csv.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <utility>

#include "sim/input/declare.hpp"
#include "sim/input/text.hpp"

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

// Whether quotes enclose whole fields, line by line. libcsv takes any: an unclosed quote would swallow the lines that
// follow, in silence.
class Quotes {
 public:
  Quotes(std::string file, char delimiter) : file_(std::move(file)), delimiter_(delimiter) {}
  void read(std::string_view line, int number) {
    if (at_ != At::quoted && line.find('"') == std::string_view::npos) return;  // as most lines
    for (const char c : line) {
      const bool ends = c == delimiter_ || c == '\n' || c == '\r';
      if (at_ == At::quoted) {
        if (c == '"') at_ = At::after;
      } else if (at_ == At::after && c == '"' && !blank_) {  // the second of two
        at_ = At::quoted;
      } else if (ends) {
        at_ = At::begin;
      } else if (at_ == At::after && c != ' ' && c != '\t') {
        throw InputError({{file_, opened_, ""},
                          "a quoted field that opens here is followed by text" +
                              (number == opened_ ? std::string() : " on line " + std::to_string(number)),
                          "a separator or a line end after the closing quote; a quote inside is written twice",
                          ""});
      } else if (at_ == At::begin && c != ' ' && c != '\t') {
        at_ = c == '"' ? At::quoted : At::plain;
        opened_ = number;
      }
      blank_ = at_ == At::after && (c == ' ' || c == '\t');
    }
  }
  void end() const {
    if (at_ == At::quoted)
      throw InputError({{file_, opened_, ""}, "a quote that opens here is not closed", "a closing quote", ""});
  }

 private:
  enum class At { begin, plain, quoted, after } at_ = At::begin;
  std::string file_;
  char delimiter_;
  int opened_ = 0;
  bool blank_ = false;
};

// Excel's first line "sep=;", or the one of , ; and tab that the first line has most of.
char delimiter_of(std::string_view line, bool& is_said) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  is_said = line.size() == 5 && (line.starts_with("sep=") || line.starts_with("SEP="));
  if (is_said) return line[4];
  constexpr std::string_view all = ",;\t";
  std::array<int, all.size()> count{};  // outside of quotes
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (const std::size_t which = all.find(c); which != std::string_view::npos && !quoted) ++count[which];
  }
  return all[static_cast<std::size_t>(std::ranges::max_element(count) - count.begin())];
}

// The physical lines of a file, each with its end. They end in LF or in CR LF; in CR where the file begins with such
// lines and no LF, as old spreadsheets write. Refuses lines beyond the limit.
class Lines {
 public:
  explicit Lines(const std::filesystem::path& path) : file_(path.string()), in_(path, std::ios::binary) {
    if (!in_) throw InputError({{file_, 0, ""}, "cannot be read", "", ""});
  }
  // Valid until the next one.
  std::optional<std::string_view> next() {
    ++number_;
    for (std::size_t looked = at_;;) {
      const std::size_t end = end_ ? held_.find(end_, looked) : std::string::npos;
      const std::size_t length = (end == std::string::npos ? held_.size() : end + 1) - at_;
      if (length > longest_line + 1)
        throw InputError({{file_, number_, ""}, "the line is longer than 1 MiB", "lines up to 1 MiB", ""});
      if (end == std::string::npos && read_more()) {
        looked = length;
        continue;
      }
      if (length == 0) return std::nullopt;
      const std::string_view line = std::string_view(held_).substr(at_, length);
      at_ += length;
      return line;
    }
  }
  int number() const { return number_; }

 private:
  bool read_more() {
    held_.erase(0, std::exchange(at_, 0));
    const std::size_t before = held_.size();
    constexpr std::size_t chunk = 1 << 16;
    held_.resize(before + chunk);
    in_.read(held_.data() + before, chunk);
    held_.resize(before + static_cast<std::size_t>(in_.gcount()));
    if (in_.bad()) throw InputError({{file_, number_, ""}, "cannot be read to its end", "", ""});
    if (!end_) end_ = held_.find('\n') == std::string::npos && held_.find('\r') != std::string::npos ? '\r' : '\n';
    return held_.size() > before;
  }
  std::string file_, held_;
  std::ifstream in_;
  std::size_t at_ = 0;
  char end_ = '\0';  // not known yet
  int number_ = 0;
};

}  // namespace

void read_csv(const std::filesystem::path& path, const std::function<void(CsvRow)>& header,
              const std::function<void(CsvRow)>& row) {
  const std::string file = path.string();
  std::error_code error;
  if (!std::filesystem::exists(path, error)) throw InputError({{file, 0, ""}, "no such file", "", ""});
  if (std::filesystem::is_directory(path, error)) throw InputError({{file, 0, ""}, "is a folder, not a file", "", ""});
  Lines lines(path);
  csv_parser parser;
  if (csv_init(&parser, CSV_APPEND_NULL) != 0) throw std::runtime_error("libcsv could not start");
  struct Release {
    csv_parser* held;
    ~Release() { csv_free(held); }
  } release{&parser};

  Collector collected;
  bool in_header = true;
  Quotes quotes(file, ',');
  int begins = 1;
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
  while (const std::optional<std::string_view> next = lines.next()) {
    std::string_view line = *next;
    const int number = lines.number();
    refuse_other_than_text(line, file, number);
    if (number == 1) {
      if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      bool is_said = false;
      const char delimiter = delimiter_of(line, is_said);
      csv_set_delim(&parser, static_cast<unsigned char>(delimiter));
      quotes = Quotes(file, delimiter);
      if (is_said) {
        begins = 2;
        continue;
      }
    }
    quotes.read(line, number);
    if (csv_parse(&parser, line.data(), line.size(), on_field, on_row, &collected) != line.size())
      throw InputError({{file, number, ""}, csv_strerror(csv_error(&parser)), "", ""});
    if (collected.complete) {
      finish_row();
      begins = number + 1;
    } else if (line == "\n" || line == "\r\n" || line == "\r") {
      begins = number + 1;
    }
  }
  quotes.end();
  csv_fini(&parser, on_field, on_row, &collected);
  if (collected.complete || !collected.fields.empty()) finish_row();
  if (in_header) throw InputError({{file, 0, ""}, "is empty", "a header line and rows", ""});
}

std::string csv_field(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  const bool bare =
      text.empty() || (!blank(text.front()) && !blank(text.back()));  // blanks at the ends would be dropped
  if (bare && text.find_first_of(",;\t\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

int csv_column(std::span<const std::string> header, std::string_view name) {
  const auto found = std::find(header.begin(), header.end(), name);
  return found == header.end() ? -1 : static_cast<int>(found - header.begin());
}

std::string csv_number(double value) { return std::isnan(value) ? std::string() : shortest(value); }
std::string csv_number(float value) { return std::isnan(value) ? std::string() : shortest(value); }

}  // namespace kantel
