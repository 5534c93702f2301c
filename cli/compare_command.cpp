// kantel run, compare, report and check.
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/text_table.hpp"
#include "models/comparison/report.hpp"
#include "models/comparison/tables.hpp"
#include "sim/files.hpp"
#include "version.hpp"

namespace kantel {

namespace {

// What the table on the terminal shows, in order; the rest is in summary.csv.
struct Shown {
  const char *metric, *label;
  int decimals;
  bool percent;
};
constexpr Shown shown[] = {
    {"t50", "half practise on day", 0, false},
    {"practising_60", "practising, day 60", 1, true},
    {"practising_250", "practising, day 250", 1, true},
    {"practising_end", "practising, last day", 1, true},
    {"durable_end", "internalised practice, last day", 1, true},
    {"retained_60", "kept it for 60 days", 1, true},
    {"dip_depth", "deepest loss of output", 1, true},
    {"exits", "departures", 0, false},
    {"hours_per_durable", "leader hours per internalised adopter", 0, false},
};

std::string fixed(double value, const Shown& how) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f%s", how.decimals, how.percent ? 100 * value : value, how.percent ? "%" : "");
  return text;
}

std::string interval_text(const Interval& i, const Shown& how) {
  if (i.n == 0) return "–";
  if (std::isnan(i.low)) return fixed(i.mean, how);
  Shown plain = how;
  plain.percent = false;
  const double scale = how.percent ? 100 : 1;
  return fixed(i.mean, how) + " [" + fixed(i.low * scale, plain) + ", " + fixed(i.high * scale, plain) + "]";
}

const SummaryRow* row_of(const std::vector<SummaryRow>& summary, const std::string& arm, std::string_view metric) {
  for (const SummaryRow& row : summary)
    if (row.arm == arm && row.metric == metric) return &row;
  return nullptr;
}

void print_block(const std::vector<SummaryRow>& summary, const std::vector<std::string>& arms,
                 const std::string& corner) {
  std::vector<TableRow> rows{{corner}};
  rows[0].insert(rows[0].end(), arms.begin(), arms.end());
  for (const Shown& how : shown) {
    TableRow row{how.label};
    for (const std::string& arm : arms)
      if (const SummaryRow* found = row_of(summary, arm, how.metric))
        row.push_back(interval_text(found->interval, how));
    if (row.size() == arms.size() + 1) rows.push_back(row);
  }
  std::cout << text_table(rows, true) << "\n";
}

void print_table(const Comparison& comparison) {
  const std::vector<SummaryRow> summary = summarise(comparison);
  std::vector<std::string> arms, pairs;
  for (const Arm& arm : comparison.scenario.arms) arms.push_back(arm.name);
  for (const Pair& pair : pairs_of(arms.size()))
    if (pair.earlier == 0) pairs.push_back(comparison.pair_name(pair));
  const std::size_t n = comparison.replicates.size();
  std::cout << comparison.scenario.settings.name << ": " << comparison.employees << " employees, "
            << comparison.scenario.settings.days << " days, " << n
            << (n == 1 ? " replicate" : " replicates, mean [95% interval]") << "\n\n";
  print_block(summary, arms, "");
  if (!pairs.empty()) print_block(summary, pairs, "paired difference");
}

nlohmann::ordered_json to_json(double value) {
  return std::isnan(value) ? nlohmann::ordered_json() : nlohmann::ordered_json(value);
}

void print_json(const Comparison& comparison, const std::filesystem::path& out) {
  nlohmann::ordered_json result{
      {"name", comparison.scenario.settings.name},  {"out", out.string()},
      {"report", (out / "report.html").string()},   {"interrupted", comparison.interrupted},
      {"replicates", comparison.replicates.size()}, {"summary", nlohmann::ordered_json::array()}};
  for (const SummaryRow& row : summarise(comparison))
    result["summary"].push_back({{"arm", row.arm},
                                 {"metric", row.metric},
                                 {"unit", row.unit},
                                 {"mean", to_json(row.interval.mean)},
                                 {"low", to_json(row.interval.low)},
                                 {"high", to_json(row.interval.high)},
                                 {"n", row.interval.n}});
  std::cout << result.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
}

std::string host_name() {
  char name[256] = "";
  gethostname(name, sizeof name - 1);
  return name;
}

// `run` keeps one arm.
void keep_arm(Scenario& scenario, const std::string& name) {
  std::vector<std::string_view> names;
  for (const Arm& arm : scenario.arms) names.push_back(arm.name);
  if (name.empty()) {
    if (scenario.arms.size() > 1) throw InputError({{"", 0, "--arm"}, "is missing", "one of " + joined(names), ""});
    return;
  }
  std::erase_if(scenario.arms, [&](const Arm& arm) { return arm.name != name; });
  if (scenario.arms.empty())
    throw InputError({{"", 0, "--arm"},
                      "there is no arm \"" + name.substr(0, 60) + "\"",
                      "one of " + joined(names),
                      nearest_name(name, names)});
}

int compare_command(const std::string& command, const std::string& file, const std::string& arm,
                    const CommonOptions& common) {
  const auto begin = std::chrono::steady_clock::now();
  const CommonOptions::Checked checked = common.checked();
  Scenario scenario = read_scenario(file, checked.overrides);
  if (command == "run") keep_arm(scenario, arm);
  const Workers workers(checked.threads);
  OutputFolder out(common.out.empty() ? std::filesystem::path("results") / scenario.settings.name
                                      : std::filesystem::path(common.out),
                   common.force);
  CompareOptions options;
  options.workers = &workers;
  options.only_replicate = checked.replicate;
  options.stop = &stop_requested;
  const std::string name = scenario.settings.name;
  const Comparison comparison = [&] {
    Progress progress(name, "employee-days", common.quiet);
    options.progress = [&](double done, double all) { progress.at(done, all); };
    return compare(std::move(scenario), options);
  }();
  if (!common.quiet)
    for (const std::string& warning : comparison.warnings) std::cerr << "warning: " << warning << "\n";

  Provenance provenance{command, version, commit, host_name(), workers.threads(), 0};
  provenance.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  write_tables(comparison, provenance, out.path());
  write_report(out.path());
  out.keep();

  if (common.json) {
    print_json(comparison, out.path());
  } else if (!common.quiet) {
    print_table(comparison);
    std::cout << "Report: " << (out.path() / "report.html").string() << "\n";
  }
  if (!comparison.interrupted) return 0;
  std::cerr << "kantel: interrupted; the " << comparison.replicates.size() << " finished replicates were kept\n";
  return 130;
}

int check_command(const std::string& file, const CommonOptions& common) {
  Scenario scenario = read_scenario(file, common.checked().overrides);
  const Workers workers(1);
  make_organisation(scenario, 0, workers);  // files and targets
  for (const std::string& warning : scenario.warnings) std::cerr << "warning: " << warning << "\n";
  std::cout << "# " << file << " is right. With every default filled in:\n" << resolved_toml(scenario);
  return 0;
}

struct ScenarioArguments {
  CommonOptions common;
  std::string scenario, arm;
};

}  // namespace

void add_compare_commands(CLI::App& app, ChosenCommand& chosen) {
  const auto add = [&](const char* name, const char* sentence, const char* footer) {
    CLI::App* sub = app.add_subcommand(name, sentence);
    auto arguments = std::make_shared<ScenarioArguments>();
    sub->add_option("SCENARIO", arguments->scenario, "Scenario file (TOML)")->required();
    arguments->common.add_to(*sub);
    sub->footer(footer);
    return std::pair{sub, arguments};
  };
  {
    const auto [sub, arguments] =
        add("run", "Runs one arm of a scenario",
            "Example:\n  kantel run scenarios/municipality.toml --arm movement --replicates 5 --out results/one");
    sub->add_option("--arm", arguments->arm, "The arm; may be left out when there is one")->type_name("NAME");
    sub->callback([&chosen, arguments = arguments] {
      chosen = [arguments] { return compare_command("run", arguments->scenario, arguments->arm, arguments->common); };
    });
  }
  {
    const auto [sub, arguments] = add("compare", "Runs all arms as matched pairs, prints a table and writes the report",
                                      "Example:\n  kantel compare scenarios/municipality.toml --set "
                                      "arm.movement.policy=servant --out results/servant");
    sub->callback([&chosen, arguments = arguments] {
      chosen = [arguments] { return compare_command("compare", arguments->scenario, "", arguments->common); };
    });
  }
  {
    const auto [sub, arguments] =
        add("check", "Lists every error of a scenario, or the scenario with every default filled in",
            "Example:\n  kantel check scenarios/municipality.toml");
    sub->callback([&chosen, arguments = arguments] {
      chosen = [arguments] { return check_command(arguments->scenario, arguments->common); };
    });
  }
  CLI::App* report = app.add_subcommand("report", "Rebuilds report.html from a results folder");
  auto folder = std::make_shared<std::string>();
  report->add_option("DIR", *folder, "Results folder")->required();
  report->footer("Example:\n  kantel report results/municipality");
  report->callback([&chosen, folder] {
    chosen = [folder] {
      write_report(*folder);
      std::cout << "Report: " << (std::filesystem::path(*folder) / "report.html").string() << "\n";
      return 0;
    };
  });
}

}  // namespace kantel
