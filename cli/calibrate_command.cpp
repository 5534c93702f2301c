// kantel calibrate: published effect sizes next to the model's, and the parameters that are fitted to them.
#include <cmath>
#include <cstdio>
#include <iostream>
#include <optional>

#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/text_table.hpp"
#include "sim/input/document.hpp"
#include "sim/input/output_folder.hpp"
#include "studies/calibration/tables.hpp"

namespace kantel {

namespace {

using namespace calibration;

struct CalibrateArguments {
  CommonOptions common;
  bool effects = false;
};

std::string decimals(double value, int n = 2) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", n, value);
  return text;
}
std::string digits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

// Days are whole numbers, correlations and differences have two decimals.
std::string shown(double value) { return std::isnan(value) ? "–" : decimals(value, value > 10 ? 0 : 2); }

std::string with_mark(double value, const PublishedEffect& effect) {
  return shown(value) + (value >= effect.low && value <= effect.high ? "" : " outside");
}

void print_fits(std::span<const BlockFit> fits, bool fitted) {
  std::vector<TableRow> rows{{"effect", "published", fitted ? "at the start" : "model"}};
  if (fitted) rows[0].emplace_back("fitted");
  rows[0].emplace_back("source");
  for (const BlockFit& fit : fits)
    for (std::size_t i = 0; i < fit.at_start.size(); ++i) {
      const PublishedEffect& effect = fit.block->effects[i];
      TableRow row{std::string(effect.name), shown(effect.low) + " to " + shown(effect.high),
                   with_mark(fit.at_start[i], effect)};
      if (fitted) row.push_back(fit.fitted.empty() ? "" : with_mark(fit.fitted[i], effect));
      row.emplace_back(effect.source);
      rows.push_back(row);
    }
  std::cout << text_table(rows) << "\n";
  for (const BlockFit& fit : fits) std::cout << fit.block->name << ": " << fit.block->set_up << "\n";
}

void print_parameters(std::span<const BlockFit> fits) {
  std::vector<TableRow> rows{{"fitted to", "parameter", "start", "fitted", "interval", "identified"}};
  for (const BlockFit& fit : fits)
    for (const FittedParameter& p : fit.parameters)
      rows.push_back({std::string(fit.block->name), std::string(p.name), digits(p.start), digits(p.value),
                      "[" + (p.open_below ? "–" : digits(p.low)) + ", " + (p.open_above ? "–" : digits(p.high)) + "]",
                      std::string(p.identified())});
  std::cout << "\n" << text_table(rows) << "\n";
}

void print_halo(const Parameters& parameters, const Workers& workers) {
  std::vector<TableRow> rows{{"halo", "RE+V with ST", "RE with ST", "AS with A", "AS with R", "AS with C", "absence",
                              "structure", "consideration"}};
  for (const HaloRow& row : by_halo(parameters, workers)) {
    rows.push_back({decimals(row.halo), decimals(row.inspiring_with_structure), decimals(row.care_with_structure)});
    for (const double effect : row.effects) rows.back().push_back(decimals(effect));
  }
  std::cout
      << "\nThe same effects by how far the levers of one leader go together (published for RE+V with ST: .80):\n\n"
      << text_table(rows, true);
}

// A search in logarithms begins at a number above 0.
void refuse_unsearchable(const Parameters& start, Problems& problems) {
  for (const EffectBlock* block : effect_blocks())
    for (const std::string_view name : block->parameters)
      if (const double value = value_of(name, start); !(value > 0) || !std::isfinite(value))
        problems.add({"--set", 0, "parameters." + std::string(name)},
                     "is " + shortest(value) + ", from which no fit begins",
                     "a number above 0; or --effects, which fits nothing");
}

// Start values: the declared ones, but for --set parameters.NAME=VALUE.
Parameters start_values(const std::vector<std::string>& settings, bool are_fitted) {
  Problems problems;
  Value document = parse_toml("", "--set");
  for (const std::string& setting : settings) apply_setting(document, setting, problems);
  Parameters parameters;
  static constexpr std::string_view known[] = {"parameters"};
  TableReader(document, "", problems).refuse_others(known);
  if (const Value* table = document.find("parameters"))
    read_table(*table, "parameters", parameter_keys(), parameters, problems);
  if (parameters.w_a + parameters.w_c > 1)
    problems.add({"--set", 0, "parameters.w_a"}, "and w_c add to more than 1", "w_a + w_c up to 1");
  if (are_fitted) refuse_unsearchable(parameters, problems);
  problems.throw_if_any();
  return parameters;
}

int calibrate_command(const CalibrateArguments& arguments) {
  const CommonOptions& common = arguments.common;
  const auto checked = common.checked();
  const Parameters start = start_values(common.settings, !arguments.effects);
  std::optional<OutputFolder> out;
  if (!common.out.empty()) out.emplace(common.out, common.force, calibration_files);
  const Workers workers(checked.threads);
  warn_of_refused(workers);
  std::vector<BlockFit> fits;
  {
    Progress progress("calibration", "experiments", common.quiet);
    double begun = 0;
    FitOptions options{&workers, &stop_requested, arguments.effects,
                       [&](std::string_view) { progress.at(begun++, static_cast<double>(effect_blocks().size())); }};
    fits = calibrate(start, options);
  }
  if (out) {
    write_tables(fits, out->draft());
    out->keep();
  }
  if (common.quiet) return 0;
  print_fits(fits, !arguments.effects);
  if (!arguments.effects) print_parameters(fits);
  print_halo(start, workers);
  if (out) std::cout << "Written: " << (out->path() / "effects.csv").string() << ", parameters.csv beside it\n";
  return 0;
}

}  // namespace

void print_effects(const Workers& workers) {
  std::cout << "\n";
  print_fits(calibrate({}, {&workers, &stop_requested, true, {}}), false);
}

void add_calibrate_command(CLI::App& app, ChosenCommand& chosen) {
  CLI::App* sub = app.add_subcommand("calibrate", "Fits parameters of the change model to published effect sizes");
  auto arguments = std::make_shared<CalibrateArguments>();
  CommonOptions& common = arguments->common;
  sub->add_flag("--effects", arguments->effects,
                "Published effects next to the model's at the start values; fits nothing");
  sub->add_option("--set", common.settings, "A start value, for example parameters.eta=2 (repeatable)")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  sub->add_option("--threads", common.threads, "Workers (default: all cores); results never depend on it")
      ->type_name("N");
  sub->add_option("--out", common.out, "Folder for effects.csv and parameters.csv; new or empty")->type_name("DIR");
  sub->add_flag("--quiet", common.quiet, "Errors only");
  sub->add_flag("--force", common.force, "Overwrites an existing result");
  sub->footer(
      "Fitted are alpha_x, alpha_c, upsilon, eta, attitude_sd, eta_c and tau_accustomed, to the effects that bear on\n"
      "them and to nothing else (docs/calibration.md).\nExample:\n  kantel calibrate --out results/calibration");
  sub->callback([&chosen, arguments] { chosen = [arguments] { return calibrate_command(*arguments); }; });
}

}  // namespace kantel
