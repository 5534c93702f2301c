// kantel validate: known answers, and with --patterns the patterns of the change model, with verdicts.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/text_table.hpp"
#include "models/model.hpp"
#include "sim/input/output_folder.hpp"
#include "studies/validation/report.hpp"
#include "version.hpp"

namespace kantel {

namespace {

struct ValidateArguments {
  std::vector<std::string> only;
  std::string out, threads;
  bool quick = false, patterns = false, robustness = false, removals = false, effects = false, json = false,
       quiet = false, force = false;
};

std::string digits(double value) {
  if (!std::isfinite(value)) return "";
  char text[32];
  std::snprintf(text, sizeof text, "%.5g", value);
  return text;
}

// Cases whose model is, or whose "model: name" holds, one of the words asked for.
std::vector<Case> chosen_cases(const ValidateArguments& arguments) {
  std::vector<Case> all = known_answers(), chosen;
  std::vector<std::string_view> models;
  for (const Case& known : all)
    if (models.empty() || models.back() != known.model) models.push_back(known.model);
  Problems problems;
  for (const std::string& word : arguments.only) {
    const bool any = std::ranges::any_of(all, [&](const Case& known) {
      return (std::string(known.model) + ": " + std::string(known.name)).find(word) != std::string::npos;
    });
    if (!any)
      problems.add({"", 0, "--case"}, "no case holds \"" + word.substr(0, 60) + "\"",
                   "a model (" + joined(models) + ") or part of a case's name", nearest_name(word, models));
  }
  problems.throw_if_any();
  for (const Case& known : all) {
    const std::string name = std::string(known.model) + ": " + std::string(known.name);
    const bool asked = arguments.only.empty() || std::ranges::any_of(arguments.only, [&](const std::string& word) {
                         return name.find(word) != std::string::npos;
                       });
    if (asked && (known.quick || !arguments.quick)) chosen.push_back(known);
  }
  if (chosen.empty()) throw InputError({{"", 0, "--case"}, "only long cases are meant", "leave out --quick", ""});
  return chosen;
}

void print_case(const CaseResult& r) {
  std::printf("%s  %-19s %s: expected %s, got %s, tolerance %s", r.passed ? "pass" : "FAIL",
              std::string(r.of.model).c_str(), std::string(r.of.name).c_str(), digits(r.of.expected).c_str(),
              digits(r.got.value).c_str(), digits(r.tolerance).c_str());
  if (r.got.replicates > 1) std::printf(", %d replicates", r.got.replicates);
  std::printf("  [%s]\n", std::string(r.of.source).c_str());
}

void print_patterns(const std::vector<PatternVerdict>& patterns) {
  std::vector<TableRow> rows{{"no.", "slopes", "verdict", "measured", "x1.5", "x2", "pattern"}};
  for (const PatternVerdict& p : patterns) {
    const auto share = [](const HoldingShare& h) { return std::isnan(h.share) ? "" : digits(100 * h.share) + "%"; };
    rows.push_back({std::to_string(p.number), p.slopes, p.verdict,
                    std::isfinite(p.mean) ? digits(p.mean) + " [" + digits(p.low) + ", " + digits(p.high) + "]" : "",
                    share(p.holds_15), share(p.holds_20), p.statement});
  }
  std::cout << "\n" << text_table(rows) << "\n";
  for (const PatternVerdict& p : patterns) {
    std::cout << p.number << " (" << p.slopes << "): " << p.detail << "\n";
    if (!p.removed_by.empty()) std::cout << "  taken away, these change the verdict: " << p.removed_by << "\n";
  }
}

int validate(const ValidateArguments& arguments) {
  if (arguments.effects && (arguments.json || arguments.quiet))
    throw InputError({{"", 0, "--effects"}, "is a table on the terminal", "not with --json or --quiet", ""});
  const auto begin = std::chrono::steady_clock::now();
  CommonOptions common;
  common.threads = arguments.threads;
  const Workers workers(common.checked().threads);
  warn_of_refused(workers);
  // Patterns and effect sizes stand by themselves unless known answers are asked for too.
  const bool alone = (arguments.patterns || arguments.robustness || arguments.removals || arguments.effects) &&
                     arguments.only.empty() && !arguments.quick;
  const std::vector<Case> cases = alone ? std::vector<Case>{} : chosen_cases(arguments);
  std::optional<OutputFolder> out;
  if (!arguments.out.empty()) out.emplace(arguments.out, arguments.force, validation_files);
  const bool told = !arguments.json && !arguments.quiet;
  const CaseContext context{workers, arguments.quick, &stop_requested};

  std::vector<CaseResult> results;
  std::vector<PatternVerdict> patterns;
  {
    Progress progress("known answers", "cases", arguments.quiet || told);
    for (const Case& known : cases) {
      if (stop_requested) throw Interrupted();
      results.push_back(run_case(known, context));
      progress.at(static_cast<double>(results.size()), static_cast<double>(cases.size()));
      if (told) print_case(results.back()), std::fflush(stdout);
    }
  }
  if (arguments.patterns || arguments.robustness || arguments.removals) {
    Progress progress("patterns", "runs", arguments.quiet);
    PatternOptions options;
    options.workers = &workers;
    options.robustness = arguments.robustness;
    options.removals = arguments.removals;
    options.stop = &stop_requested;
    options.progress = [&](double done, double all) { progress.at(done, all); };
    patterns = check_patterns(options);
  }
  if (stop_requested) throw Interrupted();
  const auto passed = std::ranges::count(results, true, &CaseResult::passed);
  const auto failed = static_cast<std::ptrdiff_t>(results.size()) - passed;
  if (arguments.json) {
    std::cout << validation_json(results, patterns).dump(1) << "\n";
  } else if (!arguments.quiet) {
    if (arguments.effects) print_effects(workers);
    if (!patterns.empty()) print_patterns(patterns);
    if (!alone) std::cout << "\n" << passed << " of " << results.size() << " cases pass\n";
  }
  if (out) {
    std::vector<std::string_view> models;
    for (const Case& known : cases) models.push_back(known.model);
    const std::vector<Plot> plots = theory_plots(context, models);
    Provenance provenance{"kantel validate", version, commit, "", workers.threads(), 0};
    if (arguments.quick) provenance.command += " --quick";
    if (arguments.patterns) provenance.command += " --patterns";
    if (arguments.robustness) provenance.command += " --robustness";
    if (arguments.removals) provenance.command += " --removals";
    for (const std::string& word : arguments.only) provenance.command += " --case \"" + word + "\"";
    provenance.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    write_validation_report(results, patterns, plots, provenance, out->draft());
    out->keep();
    if (told) std::cout << "Report: " << (out->path() / "validation.html").string() << "\n";
  }
  return failed == 0 ? 0 : 1;
}

}  // namespace

void add_validate_command(CLI::App& app, ChosenCommand& chosen) {
  CLI::App* sub = app.add_subcommand("validate", "Holds the engine against theory and published tables");
  auto arguments = std::make_shared<ValidateArguments>();
  sub->add_option("--case", arguments->only, "Only this model, or cases whose name holds this (repeatable)")
      ->type_name("NAME");
  sub->add_flag("--quick", arguments->quick, "The cases that take a second or two each, with fewer replicates");
  sub->add_flag("--patterns", arguments->patterns,
                "The patterns of the change model (not enforced); alone, unless --case or --quick is given");
  sub->add_flag("--robustness", arguments->robustness,
                "The same, and how often each holds when all parameters are drawn within x1.5 and x2");
  sub->add_flag("--removals", arguments->removals,
                "The same, and which parameters, each taken away in turn, change a verdict");
  sub->add_flag("--effects", arguments->effects, "Published effect sizes next to the model's; see kantel calibrate");
  sub->add_option("--out", arguments->out, "Writes validation.json and validation.html there")->type_name("DIR");
  sub->add_option("--threads", arguments->threads, "Workers; default: all cores")->type_name("N");
  sub->add_flag("--json", arguments->json, "Results as JSON on standard output");
  sub->add_flag("--quiet", arguments->quiet, "No progress and no table");
  sub->add_flag("--force", arguments->force, "Overwrites a folder that holds something");
  sub->footer("Exit code 1 when a case fails.\nExample:\n  kantel validate --case watts --case march");
  sub->callback([&chosen, arguments] { chosen = [arguments] { return validate(*arguments); }; });
}

}  // namespace kantel
