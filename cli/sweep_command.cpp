// kantel sweep: experiments into a store; and merge, export, status and report of stores.
#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "sim/input/output_folder.hpp"
#include "studies/sweep/export.hpp"
#include "studies/sweep/report/report.hpp"
#include "studies/sweep/sweep.hpp"
#include "version.hpp"

namespace kantel {

namespace {

namespace fs = std::filesystem;

struct SweepArguments {
  std::string experiment, store, shard, out;
  std::vector<std::string> stores, settings;
  std::string seed, replicates, threads, days;
  bool quiet = false, json = false, retry = false, csv = false, parquet = false, force = false;
};

std::string host_name() {
  char name[256] = "";
  gethostname(name, sizeof name - 1);
  return name;
}

// "3/7": the third of seven.
Shard shard_of(const std::string& text) {
  if (text.empty()) return {};
  Problems problems;
  const std::size_t slash = std::min(text.find('/'), text.size());
  std::optional<std::uint32_t> number, of;
  if (slash < text.size()) {
    read_number<std::uint32_t>(text.substr(slash + 1), "--shard", 1, 1'000'000, of, problems);
    read_number<std::uint32_t>(text.substr(0, slash), "--shard", 1, of.value_or(1'000'000), number, problems);
  }
  problems.throw_if_any();
  if (!number || !of) throw InputError({{"", 0, "--shard"}, "is \"" + text.substr(0, 60) + "\"", "1/7 to 7/7", ""});
  return {*number, *of};
}

int sweep_command(const SweepArguments& given) {
  Problems problems;
  ExperimentOverrides overrides;
  overrides.settings = given.settings;
  std::optional<std::int64_t> threads;
  read_number<std::int64_t>(given.seed, "--seed", 0, 9'200'000'000'000'000'000, overrides.seed, problems);
  read_number<std::int64_t>(given.replicates, "--replicates", 1, 1'000'000, overrides.replicates, problems);
  read_number<std::int64_t>(given.days, "--days", 1, 100'000, overrides.days, problems);
  read_number<std::int64_t>(given.threads, "--threads", 1, 1024, threads, problems);
  if (given.experiment.empty()) problems.add({"", 0, "EXPERIMENT"}, "is missing", "an experiment file");
  if (given.store.empty())
    problems.add({"", 0, "--store"}, "is missing", "a file for the results, new or begun before");
  problems.throw_if_any();
  const Shard shard = shard_of(given.shard);
  const Opened opened = open_experiment(given.experiment, overrides);
  const Workers workers(static_cast<int>(threads.value_or(0)));
  warn_of_refused(workers);
  Store store(given.store, about(opened, version, shard, commit), host_name());
  warn(store.warning());
  SweepOptions options;
  options.workers = &workers;
  options.stop = &stop_requested;
  options.retry_failed = given.retry;
  const SweepResult result = [&] {
    Progress progress(opened.experiment.settings.name, "runs", given.quiet);
    options.progress = [&](double done, double all) { progress.at(done, all); };
    return sweep(opened, shard, store, options);
  }();
  store.close();
  const std::uint64_t finished = result.before + result.done;
  if (given.json) {
    std::cout << nlohmann::ordered_json{{"store", given.store},
                                        {"done", finished},
                                        {"done_before", result.before},
                                        {"failed", result.failed},
                                        {"most", result.all},
                                        {"finished", !result.interrupted},
                                        {"interrupted", result.interrupted}}
                     .dump(1)
              << "\n";
  } else if (!given.quiet) {
    std::cout << given.store << ": " << finished << " runs done, " << result.before << " of them before";
    if (opened.experiment.stop.width > 0) std::cout << ", of at most " << result.all;
    std::cout << ".\n";
  }
  if (result.failed > 0) {
    const std::string first = result.first_failure.empty() ? status_of(StoreReader(given.store)).failures.begin()->first
                                                           : result.first_failure;
    if (finished == 0 && !result.interrupted) {
      std::cerr << "kantel: every run failed; the first: " << first << "\n";
      return 1;
    }
    std::cerr << "warning: " << result.failed << " runs failed; the first: " << first
              << "\nwarning: they are recorded, and `--retry-failed` tries them again\n";
  }
  if (!result.interrupted) return 0;
  std::cerr << "kantel: interrupted; the " << finished << " finished runs were kept, and the same command resumes\n";
  return 130;
}

int status_command(const SweepArguments& given) {
  const StoreReader store(given.store);
  const StoreStatus status = status_of(store);
  if (given.json) {
    std::cout << nlohmann::ordered_json{{"name", store.about().name},
                                        {"hash", store.about().hash()},
                                        {"version", store.about().version},
                                        {"commit", store.about().commit},
                                        {"shard", store.about().shard.number},
                                        {"shards", store.about().shard.of},
                                        {"points", status.points},
                                        {"replicates", status.replicates},
                                        {"arms", status.arms},
                                        {"done", status.done},
                                        {"failed", status.failed},
                                        {"most", status.most},
                                        {"finished", status.finished},
                                        {"seconds_a_run", status.seconds_a_run}}
                     .dump(1)
              << "\n";
    return 0;
  }
  const Shard& shard = store.about().shard;
  std::cout << printable(store.about().name) << " (experiment " << store.about().hash() << ", kantel "
            << store.about().version
            << (shard.of > 1 ? ", shard " + std::to_string(shard.number) + "/" + std::to_string(shard.of) : "") << ")\n"
            << status.points << " points, " << status.arms << " arms, " << (status.stops ? "at most " : "")
            << status.replicates << " replicates\n"
            << (status.finished ? "Finished: " : "Not finished: ") << status.done << " of "
            << (status.stops ? "at most " : "") << status.most << " runs done, " << status.failed << " failed";
  if (status.done > 0) std::cout << "; " << shortest(static_cast<float>(status.seconds_a_run * 1e3)) << " ms a run";
  std::cout << "\n";
  for (const auto& [message, count] : status.failures)
    std::cout << "  " << count << " failed: " << printable(message) << "\n";
  return 0;
}

int export_command(const SweepArguments& given) {
  if (given.parquet)
    throw InputError({{"", 0, "--parquet"},
                      "is written by the Python package",
                      "--csv; or in Python kantel.read_store(FILE), whose tables have to_parquet()",
                      ""});
  if (given.out.empty()) throw InputError({{"", 0, "--out"}, "is missing", "a folder that is new or empty", ""});
  const StoreReader store(given.store);
  OutputFolder out(given.out, given.force, export_files);
  export_csv(store, out.draft());
  out.keep();
  if (!given.quiet) std::cout << "Written: " << out.path().string() << "\n";
  return 0;
}

int merge_command(const SweepArguments& given) {
  std::vector<std::string> warnings;
  const std::uint64_t runs =
      merge_stores({given.stores.begin(), given.stores.end()}, given.store, host_name(), &warnings);
  for (const std::string& warning : warnings) warn(warning);
  if (!given.quiet) std::cout << given.store << ": " << runs << " runs of " << given.stores.size() << " stores.\n";
  return 0;
}

}  // namespace

int store_report(const std::string& store, const std::string& out) {
  const fs::path page = out.empty() ? fs::path(store).replace_extension(".html") : fs::path(out) / "report.html";
  write_sweep_report(StoreReader(store), page, commit);
  std::cout << "Report: " << page.string() << "\n";
  return 0;
}

void add_sweep_command(CLI::App& app, ChosenCommand& chosen) {
  CLI::App* sweep_app = app.add_subcommand("sweep", "Runs a design of experiments into a store; resumes by itself");
  const auto given = std::make_shared<SweepArguments>();
  sweep_app->add_option("EXPERIMENT", given->experiment, "Experiment file (TOML)");
  const auto store_option = [&](CLI::App* to, const char* sentence) {
    return to->add_option("--store", given->store, sentence)->type_name("FILE");
  };
  store_option(sweep_app, "The store: a new file, or one that was begun by the same experiment");
  sweep_app->add_option("--shard", given->shard, "Runs part I of N alone, into a store of its own")->type_name("I/N");
  sweep_app->add_option("--replicates", given->replicates, "Overrides the number of replicates")->type_name("N");
  sweep_app->add_option("--seed", given->seed, "Overrides the seed")->type_name("N");
  sweep_app->add_option("--days", given->days, "Overrides the scenario's number of days")->type_name("N");
  sweep_app->add_option("--threads", given->threads, "Workers (default: all cores); results never depend on it")
      ->type_name("N");
  sweep_app->add_option("--set", given->settings, "Sets a key of the scenario at every point (repeatable)")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  sweep_app->add_flag("--retry-failed", given->retry, "Tries runs again that failed before");
  sweep_app->add_flag("--quiet", given->quiet, "Errors only");
  sweep_app->add_flag("--json", given->json, "The result as JSON on standard output");
  sweep_app->footer(
      "Examples:\n"
      "  kantel sweep scenarios/experiments/leading.toml --store leading.db\n"
      "  kantel sweep scenarios/experiments/leading.toml --store part3.db --shard 3/7\n"
      "  kantel sweep merge --store leading.db part*.db\n"
      "  kantel sweep status --store leading.db\n"
      "  kantel sweep export --store leading.db --csv --out results/leaders\n"
      "  kantel sweep report --store leading.db");
  const auto add = [&](const char* name, const char* sentence, int (*work)(const SweepArguments&)) {
    CLI::App* sub = sweep_app->add_subcommand(name, sentence);
    sub->add_flag("--quiet", given->quiet, "Errors only");
    sub->callback([&chosen, given, work] { chosen = [given, work] { return work(*given); }; });
    return sub;
  };
  CLI::App* merge = add("merge", "Joins stores of one experiment (shards) into a new one", merge_command);
  store_option(merge, "The new store")->required();
  merge->add_option("IN", given->stores, "Stores to join")->required();
  merge->footer("Example:\n  kantel sweep merge --store all.db part1.db part2.db");
  CLI::App* status = add("status", "Says how far a store is", status_command);
  store_option(status, "The store")->required();
  status->add_flag("--json", given->json, "As JSON");
  CLI::App* exported = add("export", "Writes a store's tables", export_command);
  store_option(exported, "The store")->required();
  exported->add_flag("--csv", given->csv, "As CSV (the default)");
  exported->add_flag("--parquet", given->parquet, "As Parquet: see the Python package");
  exported->add_option("--out", given->out, "Folder for the tables; new or empty")->type_name("DIR");
  exported->add_flag("--force", given->force, "Overwrites an existing result");
  exported->footer("Example:\n  kantel sweep export --store all.db --csv --out results/all");
  CLI::App* report = add("report", "Writes a store's report: heat maps, response curves, sensitivity",
                         [](const SweepArguments& all) { return store_report(all.store, all.out); });
  store_option(report, "The store")->required();
  report->add_option("--out", given->out, "Folder for report.html; default: FILE.html beside the store")
      ->type_name("DIR");
  sweep_app->callback([&chosen, sweep_app, given] {
    if (sweep_app->get_subcommands().empty()) chosen = [given] { return sweep_command(*given); };
  });
}

}  // namespace kantel
