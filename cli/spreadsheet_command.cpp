// kantel spreadsheet: copies of tables in which no cell is a formula to a spreadsheet.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "sim/input/csv.hpp"
#include "sim/input/files.hpp"
#include "sim/input/output_folder.hpp"

namespace kantel {

namespace {

namespace fs = std::filesystem;

bool is_finite_number(std::string_view text) {
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && std::isfinite(number);
}

// Text that begins with one of these would be computed; with an apostrophe in front it is shown.
std::string cell(const std::string& field) {
  constexpr std::string_view begins = "=+-@\t\r";
  const bool computes = !field.empty() && begins.find(field[0]) != std::string_view::npos && !is_finite_number(field);
  return csv_field(computes ? "'" + field : field);
}

void copy_table(const fs::path& from, const fs::path& to) {
  WholeFile out(to);
  const auto copy = [&](CsvRow row) {
    if (stop_requested) throw Interrupted();
    std::string line;
    for (const std::string& field : row.fields) line += cell(field) + ",";
    line.back() = '\n';
    out.write(line);
  };
  read_csv(from, copy, copy);
  out.finish();
}

int spreadsheet_command(const fs::path& folder, const fs::path& to, bool force) {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator at(folder, error); !error && at != fs::directory_iterator(); at.increment(error))
    if (at->path().extension() == ".csv" && fs::is_regular_file(at->path(), error) && fs::file_size(at->path()) > 0)
      names.push_back(at->path().filename().string());
  Problems problems;
  if (error) problems.add({folder.string(), 0, ""}, "is no folder that can be read", "a folder with tables (CSV)");
  if (!error && names.empty()) problems.add({folder.string(), 0, ""}, "holds no table", "a folder with tables (CSV)");
  if (fs::equivalent(folder, to, error))
    problems.add({to.string(), 0, "--out"}, "is the folder of the tables themselves", "another folder");
  problems.throw_if_any();
  std::ranges::sort(names);
  const std::vector<std::string_view> files(names.begin(), names.end());
  OutputFolder out(to, force, files);
  for (const std::string& name : names) copy_table(folder / name, out.draft() / name);
  out.keep();
  std::cout << "Written: " << joined(files) << " in " << printable(to.string()) << "\n";
  return 0;
}

}  // namespace

void add_spreadsheet_command(CLI::App& app, ChosenCommand& chosen) {
  CLI::App* sub = app.add_subcommand("spreadsheet",
                                     "Copies tables so that no text in them is taken for a formula by a spreadsheet");
  struct Arguments {
    std::string folder, out;
    bool force = false;
  };
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("DIR", arguments->folder, "Folder with tables (CSV): results, an exported sweep or organisation")
      ->required();
  sub->add_option("--out", arguments->out, "Folder for the copies; new or empty")->type_name("DIR")->required();
  sub->add_flag("--force", arguments->force, "Overwrites an existing result");
  sub->footer("Example:\n  kantel spreadsheet results/municipality --out results/municipality-for-excel");
  sub->callback([&chosen, arguments] {
    chosen = [arguments] { return spreadsheet_command(arguments->folder, arguments->out, arguments->force); };
  });
}

}  // namespace kantel
