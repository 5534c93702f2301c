// The front door: parses the command line, runs one command, and turns what goes wrong into messages and exit codes.
#include <poll.h>
#include <unistd.h>

#include <cfenv>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"
#include "models/model.hpp"
#include "sim/input/diagnostics.hpp"
#include "sim/input/files.hpp"
#include "version.hpp"

namespace kantel {

std::atomic<bool> stop_requested = false;
constexpr int done = 0, our_fault = 1, wrong_input = 2, interrupted = 130;

namespace {

// What is inherited as ignored stays so: nohup, and a shell's background jobs.
void listen_to(int signal, void (*heard)(int)) {
  if (std::signal(signal, heard) == SIG_IGN) std::signal(signal, SIG_IGN);
}

void on_signal(int) {
  if (stop_requested.exchange(true)) std::_Exit(interrupted);  // the second time at once
}

// Standard output is a pipe whose reader has gone, as in `kantel describe | head -1`: not an error.
bool nobody_reads() {
  pollfd out{STDOUT_FILENO, POLLOUT, 0};
  return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

// CLI11's complaint, with the nearest command or option.
int refuse(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App* at = &app;
  for (bool deeper = true; deeper;) {
    deeper = false;
    for (const CLI::App* sub : at->get_subcommands()) at = sub, deeper = true;
  }
  std::vector<std::string> names;
  for (const CLI::App* sub : at->get_subcommands({})) names.push_back(sub->get_name());
  for (const CLI::Option* option : at->get_options()) names.push_back(option->get_name());
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  std::string suggestion;
  for (const std::string& word : at->remaining()) {
    suggestion = nearest_name(word, candidates);
    if (!suggestion.empty()) break;
  }
  std::string message = error.what();
  const auto rest = at->remaining();
  if (!at->get_subcommands({}).empty() && !rest.empty() && !rest[0].starts_with("-"))
    message = "there is no command " + rest[0].substr(0, 60);
  if (message.size() > 500) message = message.substr(0, 500) + "...";
  std::cerr << "kantel: " << printable(message) << (suggestion.empty() ? "" : "; did you mean " + suggestion + "?")
            << "\nSee: " << (at == &app ? std::string("kantel") : "kantel " + at->get_name()) << " --help\n";
  return wrong_input;
}

// An option with nothing in it, such as a shell makes of a variable that is not set, is no option that was left out:
// neither as a word of its own nor as "--out=", after which CLI11 would take the next word.
void refuse_empty_words(int argc, char** argv, Problems& problems) {
  for (int i = 1; i < argc; ++i)
    if (const std::string_view word = argv[i]; word.starts_with("--") && word.find('=') == word.size() - 1)
      problems.add({"", 0, std::string(word.substr(0, word.size() - 1))}, "is given and empty",
                   "a value, or leave the option out");
}

void refuse_empty_options(const CLI::App& app, Problems& problems) {
  for (const CLI::Option* option : app.get_options())
    if (option->get_type_size() > 0 && option->count() > 0)
      for (const std::string& value : option->results())
        if (value.empty())
          problems.add({"", 0, option->get_name()}, "is given and empty", "a value, or leave the option out");
  for (const CLI::App* sub : app.get_subcommands()) refuse_empty_options(*sub, problems);
}

int main_of(int argc, char** argv) {
  CLI::App app{
      "Kantel: a wind tunnel for organisational change.\n"
      "Compares how a change spreads through an organisation when it is rolled out from the top, grows from the\n"
      "floor, or both, under different ways of leading."};
  app.name("kantel");
  app.set_version_flag("--version", std::string("kantel ") + version + " (" + commit + ", " + parallel_backend() + ")");
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  kantel compare scenarios/municipality.toml\n"
      "  kantel compare scenarios/municipality.toml --set parameters.q=0.2 --replicates 10 --out results/try\n"
      "  kantel org generate --form sector --employees 1000 --out my-organisation\n"
      "  kantel describe parameters\n\n"
      "Exit codes: 0 done; 2 the input is wrong (every error is listed); 1 our fault; 130 interrupted.");
  ChosenCommand chosen;
  add_compare_commands(app, chosen);
  add_new_command(app, chosen);
  add_org_command(app, chosen);
  add_sweep_command(app, chosen);
  add_validate_command(app, chosen);
  add_calibrate_command(app, chosen);
  add_adoption_command(app, chosen);
  add_spreadsheet_command(app, chosen);
  add_describe_command(app, chosen);
  for (CLI::App* sub : app.get_subcommands({})) sub->set_version_flag("--version", app.version());
  try {
    Problems problems;
    refuse_empty_words(argc, argv, problems);
    problems.throw_if_any();
    app.parse(argc, argv);
    refuse_empty_options(app, problems);
    problems.throw_if_any();
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::CallForAllHelp& help) {
    return app.exit(help);
  } catch (const CLI::CallForVersion& call) {
    return app.exit(call);
  } catch (const CLI::ParseError& error) {
    return refuse(app, error);
  } catch (const InputError& error) {
    std::cerr << error.what() << "\n";
    return wrong_input;
  }

  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) listen_to(signal, on_signal);
  std::fesetenv(FE_DFL_ENV);  // whatever a preloaded library made of it
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a full quota is reported like a full disk
  try {
    const int code = chosen();
    std::cout.flush();
    if (std::cout || nobody_reads()) return code;
    std::cerr << "kantel: standard output could not be written\n";
    return code == done ? our_fault : code;
  } catch (const InputError& error) {
    std::cerr << error.what() << "\n";
    return wrong_input;
  } catch (const Interrupted&) {
    std::cerr << "kantel: interrupted before anything was finished; nothing was written\n";
    return interrupted;
  } catch (const std::bad_alloc&) {
    std::cerr << "kantel: out of memory\n";
    return our_fault;
  } catch (const std::filesystem::filesystem_error& error) {
    std::cerr << printable(error.path1().string()) << ": " << printable(error.code().message())
              << "; allowed a place that can be reached\n";
    return is_of_the_place(error.code().value()) ? wrong_input : our_fault;
  } catch (const std::exception& error) {
    std::cerr << "kantel: " << printable(error.what()) << "\n";
    return our_fault;
  }
}

}  // namespace

void CommonOptions::add_to(CLI::App& app) {
  app.add_option("--out", out, "Folder for the results (default results/NAME); new or empty")->type_name("DIR");
  app.add_option("--seed", seed, "Overrides the scenario's seed")->type_name("N");
  app.add_option("--replicates", replicates, "Overrides the number of replicates")->type_name("N");
  app.add_option("--replicate", replicate, "Runs this one replicate alone (counted from 0)")->type_name("R");
  app.add_option("--threads", threads, "Workers (default: all cores); results never depend on it")->type_name("N");
  app.add_option("--days", days, "Overrides the number of days; later events are dropped with a warning")
      ->type_name("N");
  app.add_option("--set", settings, "Sets a key of the scenario, for example parameters.p=0.002 (repeatable)")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  app.add_flag("--quiet", quiet, "Errors only");
  app.add_flag("--json", json, "The result as JSON on standard output");
  app.add_flag("--force", force, "Overwrites an existing result");
}

void warn(const std::string& warning) {
  if (!warning.empty()) std::cerr << "warning: " << printable(warning) << "\n";
}

void warn_of_refused(const Workers& workers) {
  if (workers.refused() > 0)
    warn("the system refused " + std::to_string(workers.refused()) + " of " +
         std::to_string(workers.threads() + workers.refused()) + " threads; results are the same, and take longer");
}

CommonOptions::Checked CommonOptions::checked() const {
  Problems problems;
  Checked checked;
  checked.overrides.settings = settings;
  std::optional<std::int64_t> number;
  constexpr std::int64_t largest = 9'200'000'000'000'000'000;
  read_number<std::int64_t>(seed, "--seed", 0, largest, checked.overrides.seed, problems);
  read_number<std::int64_t>(replicates, "--replicates", 1, 1'000'000, checked.overrides.replicates, problems);
  read_number<std::int64_t>(days, "--days", 1, 100'000, checked.overrides.days, problems);
  read_number<std::int64_t>(replicate, "--replicate", 0, 999'999, number, problems);
  if (number) checked.replicate = static_cast<std::uint32_t>(*number);
  number.reset();
  read_number<std::int64_t>(threads, "--threads", 1, 1024, number, problems);
  if (number) checked.threads = static_cast<int>(*number);
  problems.throw_if_any();
  return checked;
}

}  // namespace kantel

namespace {

// Where nobody can catch it: before main, and in threads of libraries.
[[noreturn]] void end_with_words() {
  const char* words = "kantel: ended unexpectedly\n";
  try {
    if (std::current_exception()) throw;
  } catch (const std::bad_alloc&) {
    words = "kantel: out of memory\n";
  } catch (...) {
  }
  std::fputs(words, stderr);
  std::_Exit(kantel::our_fault);
}
[[gnu::constructor(101)]] void before_all() { std::set_terminate(end_with_words); }

}  // namespace

int main(int argc, char** argv) {
  try {
    return kantel::main_of(argc, argv);
  } catch (...) {
    end_with_words();
  }
}
