// kantel run, compare, report and check.
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/text_table.hpp"
#include "models/models.hpp"
#include "sim/input/output_folder.hpp"
#include "studies/comparison/manifest.hpp"
#include "studies/comparison/tables.hpp"
#include "studies/comparison/until.hpp"
#include "studies/report/report.hpp"
#include "version.hpp"

namespace kantel {

namespace {

enum class As { value, difference };  // the difference of two shares is in points

std::string fixed(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  const bool is_zero = std::string_view(text).find_first_of("123456789") == std::string_view::npos;
  return is_zero && text[0] == '-' ? text + 1 : text;  // never "-0.0"
}

std::string interval_text(const Interval& i, const ShownMetric& how, As as) {
  if (i.n == 0) return "–";
  const double scale = how.percent ? 100 : 1;
  const auto part = [&](double value) { return fixed(value * scale, how.decimals); };
  const std::string mean = part(i.mean) + (!how.percent ? "" : as == As::difference ? " points" : "%");
  return std::isnan(i.low) ? mean : mean + " [" + part(i.low) + ", " + part(i.high) + "]";
}

const SummaryRow* row_of(const std::vector<SummaryRow>& summary, const std::string& arm, std::string_view metric) {
  for (const SummaryRow& row : summary)
    if (row.arm == arm && row.metric == metric) return &row;
  return nullptr;
}

void print_block(const std::vector<SummaryRow>& summary, const std::vector<ShownMetric>& shown,
                 const std::vector<std::string>& arms, const std::string& corner, As as) {
  std::vector<TableRow> rows{{corner}};
  rows[0].insert(rows[0].end(), arms.begin(), arms.end());
  for (const ShownMetric& how : shown) {
    TableRow row{how.label};
    bool known = !how.optional;
    for (const std::string& arm : arms)
      if (const SummaryRow* found = row_of(summary, arm, how.metric)) {
        row.push_back(interval_text(found->interval, how, as));
        known |= found->interval.n > 0;
      }
    if (known && row.size() == arms.size() + 1) rows.push_back(row);
  }
  std::cout << text_table(rows, true) << "\n";
}

void print_table(const Outcome& outcome, const std::vector<SummaryRow>& summary) {
  const Model& model = outcome.world->model();
  const std::vector<ShownMetric> shown = model.shown();
  std::vector<std::string> pairs;
  for (const Pair& pair : pairs_of(outcome.arms.size()))
    if (pair.earlier == 0) pairs.push_back(outcome.pair_name(pair));
  const std::size_t n = outcome.replicates.size();
  std::cout << printable(outcome.settings.name) << ": " << outcome.employees << " " << model.people << ", "
            << outcome.settings.days << " days, " << n << (n == 1 ? " replicate" : " replicates, mean [95% interval]")
            << "\n\n";
  print_block(summary, shown, outcome.arms, "", As::value);
  if (!pairs.empty()) print_block(summary, shown, pairs, "paired difference", As::difference);
}

nlohmann::ordered_json to_json(double value) {
  return std::isnan(value) ? nlohmann::ordered_json() : nlohmann::ordered_json(value);
}

void print_json(const Outcome& outcome, const std::vector<SummaryRow>& summary, const std::filesystem::path& out) {
  nlohmann::ordered_json result{{"name", outcome.settings.name},
                                {"out", out.string()},
                                {"report", (out / "report.html").string()},
                                {"interrupted", outcome.interrupted},
                                {"replicates", outcome.replicates.size()},
                                {"summary", nlohmann::ordered_json::array()}};
  for (const SummaryRow& row : summary)
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

struct ScenarioArguments {
  CommonOptions common;
  std::string scenario, arm, until, until_metric, checkpoint_every, resume;
  bool fix = false;  // check
};

// --until WIDTH --until-metric NAME
std::optional<Until> until_of(const ScenarioArguments& given, const World& world) {
  if (given.until.empty() && given.until_metric.empty()) return std::nullopt;
  Problems problems;
  std::optional<double> width;
  if (given.until.empty()) problems.add({"", 0, "--until"}, "is missing beside --until-metric", "a width above 0");
  read_number<double>(given.until, "--until", 0, 1e300, width, problems);
  if (!given.common.replicate.empty()) problems.add({"", 0, "--until"}, "stands beside --replicate", "one of the two");
  const std::vector<Metric> metrics = world.metrics();
  std::vector<std::string_view> names;
  for (const Metric& metric : metrics) names.push_back(metric.name);
  Until until{given.until_metric, width.value_or(0)};
  if (until.metric.empty())  // what is left on the last day
    for (const Metric& metric : metrics)
      if (metric.name == "durable_end" || (until.metric.empty() && metric.name.ends_with("_end")))
        until.metric = metric.name;
  if (std::ranges::find(names, until.metric) == names.end())
    problems.add({"", 0, "--until-metric"}, "there is no metric \"" + until.metric.substr(0, 60) + "\"",
                 "one of " + joined(names), nearest_name(until.metric, names));
  problems.throw_if_any();
  return until;
}

// --checkpoint-every D and --resume FILE of a single run; the file stands beside the results' folder.
std::optional<Checkpoints> checkpoints_of(const ScenarioArguments& given, const World& world,
                                          const std::filesystem::path& out) {
  if (given.checkpoint_every.empty() && given.resume.empty()) return std::nullopt;
  const char* option = given.resume.empty() ? "--checkpoint-every" : "--resume";
  Problems problems;
  std::optional<std::int64_t> every;
  read_number<std::int64_t>(given.checkpoint_every, "--checkpoint-every", 1, 100'000, every, problems);
  if (!world.model().can_save)
    problems.add({"", 0, option}, "is not for the model " + std::string(world.model().name) + ", whose runs are short");
  if (given.common.replicate.empty() && world.settings().replicates != 1)
    problems.add({"", 0, option}, "is for a single run", "--replicate R beside it, or --replicates 1");
  problems.throw_if_any();
  Checkpoints kept;
  kept.write = out.string() + ".checkpoint";
  kept.resume = given.resume;
  kept.every = every.value_or(0);
  std::error_code error;
  if (kept.every > 0 && !given.common.force && std::filesystem::exists(kept.write, error) &&
      !std::filesystem::equivalent(kept.write, kept.resume, error))
    throw InputError({{kept.write.string(), 0, option},
                      "is the checkpoint of an earlier run, which this one would replace",
                      "--resume " + kept.write.string() + ", another --out, or --force to overwrite",
                      ""});
  kept.identity = std::string("kantel ") + version;
  return kept;
}

int compare_command(const std::string& command, const ScenarioArguments& given) {
  const CommonOptions& common = given.common;
  const auto begin = std::chrono::steady_clock::now();
  const CommonOptions::Checked checked = common.checked();
  PrepareOptions prepare;
  prepare.stop = &stop_requested;
  prepare.overrides = checked.overrides;
  if (command == "run") prepare.arm = given.arm;
  const std::shared_ptr<World> world = open_scenario(read_text_file(given.scenario), given.scenario, prepare);
  const std::string& name = world->settings().name;
  const std::optional<Until> until = until_of(given, *world);
  const Workers workers(checked.threads);
  warn_of_refused(workers);
  const std::filesystem::path folder =
      common.out.empty() ? std::filesystem::path("results") / name : std::filesystem::path(common.out);
  OutputFolder out(folder, common.force, result_files);
  const std::optional<Checkpoints> kept = checkpoints_of(given, *world, folder);  // its file is of who holds the folder
  CompareOptions options;
  options.workers = &workers;
  options.only_replicate = checked.replicate;
  options.stop = &stop_requested;
  options.checkpoints = kept ? &*kept : nullptr;
  const std::optional<Outcome> outcome = [&]() -> std::optional<Outcome> {
    Progress progress(name, std::string(world->model().person) + "-days", common.quiet);
    options.progress = [&](double done, double all) { progress.at(done, all); };
    try {
      return until ? compare_until(world, *until, options) : compare(world, options);
    } catch (const Interrupted&) {
      if (!kept || !std::filesystem::exists(kept->write)) throw;
      return std::nullopt;
    }
  }();
  if (!outcome) {
    std::cerr << "kantel: interrupted; the same command with --resume " << kept->write.string() << " goes on\n";
    return 130;
  }
  if (!common.quiet)
    for (const std::string& warning : outcome->warnings) warn(warning);

  const auto elapsed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); };
  if (!common.quiet && elapsed() > 10) std::cerr << name << ": writing tables and report\n";
  Provenance provenance{command, version, commit, host_name(), workers.threads(), 0};
  provenance.wall_seconds = elapsed();
  const std::vector<SummaryRow> summary = summarise(*outcome);
  write_tables(*outcome, summary, provenance, out.draft());
  write_report(out.draft());
  out.keep();
  if (kept && kept->every > 0) std::filesystem::remove(kept->write);

  if (common.json) {
    print_json(*outcome, summary, out.path());
  } else if (!common.quiet) {
    print_table(*outcome, summary);
    std::cout << "Report: " << (out.path() / "report.html").string() << "\n";
  }
  if (!outcome->interrupted) return 0;
  std::cerr << "kantel: interrupted; the " << outcome->replicates.size() << " finished replicates were kept\n";
  return 130;
}

int check_command(const std::string& file, const CommonOptions& common) {
  PrepareOptions prepare;
  prepare.stop = &stop_requested;
  prepare.overrides = common.checked().overrides;
  const Workers workers(1, [] { return stop_requested.load(); });
  const std::unique_ptr<World> world = open_scenario(read_text_file(file), file, prepare);
  world->build(workers);  // files, and what they say to the scenario
  for (std::size_t arm = 0; arm < world->arms().size(); ++arm) world->start(arm, 0, workers);
  for (const std::string& warning : world->warnings()) warn(warning);
  const std::string resolved = world->resolved();
  if (common.json)
    std::cout << to_json(parse_toml(resolved, file)).dump(1) << "\n";
  else if (!common.quiet)
    std::cout << "# " + file + " is right. With every default filled in:\n" << resolved;
  return 0;
}

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
    sub->add_option("--checkpoint-every", arguments->checkpoint_every,
                    "A single run: keeps its state every so many days in OUT.checkpoint, and when interrupted")
        ->type_name("D");
    sub->add_option("--resume", arguments->resume, "Goes on from a checkpoint of the same run")->type_name("FILE");
    sub->callback(
        [&chosen, arguments = arguments] { chosen = [arguments] { return compare_command("run", *arguments); }; });
  }
  {
    const auto [sub, arguments] =
        add("compare", "Runs all arms as matched pairs, prints a table and writes the report",
            "Example:\n  kantel compare scenarios/municipality.toml --set "
            "arm.movement.policy=servant --out results/servant\n"
            "  kantel compare scenarios/municipality.toml --until 0.02 --until-metric t50_reached");
    sub->add_option("--until", arguments->until,
                    "Stops, after tens of replicates, when no 95% interval of an arm's mean or a paired difference is "
                    "wider; --replicates is the most")
        ->type_name("WIDTH");
    sub->add_option("--until-metric", arguments->until_metric, "Whose interval; default durable_end")
        ->type_name("METRIC");
    sub->callback(
        [&chosen, arguments = arguments] { chosen = [arguments] { return compare_command("compare", *arguments); }; });
  }
  {
    const auto [sub, arguments] =
        add("check", "Lists every error of a scenario, or the scenario with every default filled in",
            "Example:\n  kantel check scenarios/municipality.toml");
    sub->add_flag(
        "--fix", arguments->fix,
        "First gives keys of an earlier version their present names, in the file itself; of an experiment too");
    sub->callback([&chosen, arguments = arguments] {
      chosen = [arguments] {
        if (arguments->fix && fix_names(arguments->scenario)) return 0;
        return check_command(arguments->scenario, arguments->common);
      };
    });
  }
  CLI::App* verify = app.add_subcommand("verify", "Whether a results folder holds the tables it was written with");
  auto verified = std::make_shared<std::string>();
  verify->add_option("DIR", *verified, "Results folder")->required();
  verify->footer("Example:\n  kantel verify results/municipality");
  verify->callback([&chosen, verified] {
    chosen = [verified] {
      const std::vector<std::string> names = verified_tables(*verified);
      const std::vector<std::string_view> tables(names.begin(), names.end());
      std::cout << *verified << ": " << joined(tables) << " are as they were written\n";
      return 0;
    };
  });
  CLI::App* report = app.add_subcommand("report", "Rebuilds the report of a results folder or of a sweep's store");
  auto folder = std::make_shared<std::string>();
  report->add_option("DIR_OR_STORE", *folder, "Results folder, or the store of a sweep")->required();
  report->footer("Example:\n  kantel report results/municipality");
  report->callback([&chosen, folder] {
    chosen = [folder] {
      if (std::filesystem::is_regular_file(*folder)) return store_report(*folder, "");
      remake_report(*folder);
      std::cout << "Report: " << (std::filesystem::path(*folder) / "report.html").string() << "\n";
      return 0;
    };
  });
}

}  // namespace kantel
