// The commands behind `kantel`, each adding itself to the parser. A command returns its exit code: 0 done, 130
// interrupted; InputError (2) and other exceptions (1) are turned into messages in main.cpp.
#pragma once
#include <CLI/CLI.hpp>
#include <atomic>
#include <charconv>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "models/model.hpp"

namespace kantel {

// A whole number in [low, high], or a problem.
template <class Number>
void read_number(const std::string& text, const char* option, Number low, Number high, std::optional<Number>& out,
                 Problems& problems) {
  if (text.empty()) return;
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number < low || number > high)
    problems.add({"", 0, option}, "is \"" + text.substr(0, 60) + "\"",
                 std::to_string(low) + " to " + std::to_string(high));
  else
    out = number;
}

// Options most commands share. Numbers are text until checked, so that a wrong one gets our kind of message.
struct CommonOptions {
  std::string out;
  std::string seed, replicates, replicate, threads, days;
  std::vector<std::string> settings;
  bool quiet = false, json = false, force = false;

  void add_to(CLI::App& app);
  // The checked numbers. Throws InputError with every wrong one.
  struct Checked {
    Overrides overrides;
    std::optional<std::uint32_t> replicate;
    int threads = 0;
  };
  Checked checked() const;
};

void warn(const std::string& warning);  // "" is none
// Says so when the system gives fewer threads than were asked for.
void warn_of_refused(const Workers& workers);

// The chosen command's work, run after parsing.
using ChosenCommand = std::function<int()>;

void add_compare_commands(CLI::App& app, ChosenCommand& chosen);  // run, compare, report, check
// Keys of an earlier version get their present names in the file itself, which is said on stderr. An experiment is then
// checked and true given back; a scenario is left to `check`.
bool fix_names(const std::string& file);
void add_new_command(CLI::App& app, ChosenCommand& chosen);
void add_describe_command(CLI::App& app, ChosenCommand& chosen);
void add_org_command(CLI::App& app, ChosenCommand& chosen);
void add_sweep_command(CLI::App& app, ChosenCommand& chosen);
int store_report(const std::string& store, const std::string& out);  // `kantel report STORE`
void add_validate_command(CLI::App& app, ChosenCommand& chosen);
void add_calibrate_command(CLI::App& app, ChosenCommand& chosen);
void print_effects(const Workers& workers);  // published effects next to the model's: `validate --effects` too
void add_adoption_command(CLI::App& app, ChosenCommand& chosen);
void add_spreadsheet_command(CLI::App& app, ChosenCommand& chosen);

// Set by Ctrl-C and by a request to end.
extern std::atomic<bool> stop_requested;

}  // namespace kantel
