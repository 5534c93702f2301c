// kantel run, compare, report and check.
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/compare_print.hpp"
#include "cli/progress.hpp"
#include "models/models.hpp"
#include "sim/input/output_folder.hpp"
#include "studies/comparison/manifest.hpp"
#include "studies/comparison/tables.hpp"
#include "studies/comparison/uncertain.hpp"
#include "studies/comparison/until.hpp"
#include "studies/report/report.hpp"
#include "version.hpp"

namespace kantel {

namespace {

std::string host_name() {
  char name[256] = "";
  gethostname(name, sizeof name - 1);
  return name;
}

struct ScenarioArguments {
  CommonOptions common;
  std::string scenario, arm, until, until_metric, uncertain, checkpoint_every, resume;
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

// --uncertain, --uncertain=DRAWS; 0: not asked for.
std::size_t draws_of(const ScenarioArguments& given, const World& world) {
  if (given.uncertain.empty()) return 0;
  Problems problems;
  std::optional<std::int64_t> draws;
  read_number<std::int64_t>(given.uncertain, "--uncertain", 16, 4096, draws, problems);
  if (!given.common.replicate.empty())
    problems.add({"", 0, "--uncertain"}, "stands beside --replicate: one run does not tell luck from parameters",
                 "one of the two");
  problems.throw_if_any();
  left_to_draw(world);  // refuses where there is nothing
  return static_cast<std::size_t>(*draws);
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
  const std::string text = read_text_file(given.scenario);
  const std::shared_ptr<World> world = open_scenario(text, given.scenario, prepare);
  const std::string& name = world->settings().name;
  const std::optional<Until> until = until_of(given, *world);
  const std::size_t draws = draws_of(given, *world);
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

  const std::vector<SummaryRow> summary = summarise(*outcome);
  std::optional<Uncertainty> uncertainty;
  if (draws > 0 && !outcome->interrupted) {
    Progress progress(name + ", other parameters", std::string(world->model().person) + "-days", common.quiet);
    options.progress = [&](double done, double all) { progress.at(done, all); };
    const auto open = [&](const std::vector<std::string>& settings) -> std::shared_ptr<World> {
      PrepareOptions other = prepare;
      other.overrides.settings.insert(other.overrides.settings.end(), settings.begin(), settings.end());
      other.record = {false, world->settings().days};  // metrics need no groups
      other.beside = world.get();
      return open_scenario(text, given.scenario, other);
    };
    uncertainty = draw_parameters(*outcome, summary, draws, open, options);
  }
  const Uncertainty* drawn = uncertainty && !uncertainty->values.empty() ? &*uncertainty : nullptr;
  const bool interrupted = outcome->interrupted || (uncertainty && uncertainty->interrupted);

  const auto elapsed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); };
  if (!common.quiet && elapsed() > 10) std::cerr << name << ": writing tables and report\n";
  Provenance provenance{command, version, commit, host_name(), workers.threads(), 0};
  provenance.wall_seconds = elapsed();
  write_tables(*outcome, summary, provenance, out.draft(), drawn);
  write_report(out.draft());
  out.keep();
  if (kept && kept->every > 0) std::filesystem::remove(kept->write);

  if (common.json) {
    print_json(*outcome, summary, drawn, out.path());
  } else if (!common.quiet) {
    print_table(*outcome, summary);
    if (drawn) print_uncertainty(*outcome, summary, *drawn);
    std::cout << "Report: " << (out.path() / "report.html").string() << "\n";
  }
  if (!interrupted) return 0;
  std::cerr << "kantel: interrupted; the " << outcome->replicates.size() << " finished replicates";
  if (uncertainty) std::cerr << " and " << uncertainty->values.size() << " of " << draws << " draws";
  std::cerr << " were kept\n";
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
            "  kantel compare scenarios/municipality.toml --until 0.02 --until-metric t50_reached\n"
            "  kantel compare scenarios/two_roads.toml --uncertain");
    sub->add_option("--until", arguments->until,
                    "Stops, after tens of replicates, when no 95% interval of an arm's mean or a paired difference is "
                    "wider; --replicates is the most")
        ->type_name("WIDTH");
    sub->add_option("--until-metric", arguments->until_metric, "Whose interval; default durable_end")
        ->type_name("METRIC");
    sub->add_flag("--uncertain{64}", arguments->uncertain,
                  "Also draws every number that nobody knows exactly, and that the scenario leaves alone, from its "
                  "plausible range, all at once and 64 times, or as many as --uncertain=DRAWS says: how far each "
                  "difference holds");
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
  auto language = std::make_shared<std::string>("en");
  auto handout = std::make_shared<bool>(false);
  report->add_option("--language", *language, "en or nl: the language of a results folder's report")
      ->check(CLI::IsMember({"en", "nl"}));
  report->add_flag("--handout", *handout, "Writes handout.html: one sheet of A4, in both languages");
  report->footer(
      "Examples:\n  kantel report results/municipality --language nl\n  kantel report results/municipality --handout");
  report->callback([&chosen, folder, language, handout] {
    chosen = [folder, language, handout] {
      if (std::filesystem::is_regular_file(*folder)) {
        if (*handout || *language != "en")
          throw InputError({{*folder, 0, ""},
                            "is a sweep's store, whose report has no hand-out and is in English",
                            "the results folder of a comparison",
                            ""});
        return store_report(*folder, "");
      }
      remake_report(*folder, *report::language_of(*language), *handout);
      std::cout << (*handout ? "Hand-out: " : "Report: ")
                << (std::filesystem::path(*folder) / (*handout ? "handout.html" : "report.html")).string() << "\n";
      return 0;
    };
  });
}

}  // namespace kantel
