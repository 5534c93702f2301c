// kantel adoption: the diffusion kernel held against observed adoption times, ties and places.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/text_table.hpp"
#include "models/change/run.hpp"
#include "sim/input/output_folder.hpp"
#include "studies/adoption/tables.hpp"

namespace kantel {

namespace {

using namespace adoption;

struct AdoptionArguments {
  CommonOptions common;
  std::string times, ties, place_column = "city", time_column = "time_of_adoption", never, known_months;
  std::vector<std::string> questions;
};

std::string digits(double value, int decimals = 3) {
  if (std::isnan(value)) return "–";
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}
std::string with_interval(double value, const std::string& low, const std::string& high, int decimals = 3) {
  return digits(value, decimals) + " [" + low + ", " + high + "]";
}
std::string with_interval(const Estimate& e, int decimals = 3) {
  return with_interval(e.value, digits(e.low, decimals), digits(e.high, decimals), decimals);
}

void print_data(const AdoptionData& data, const Study& study) {
  std::size_t started = 0, without = 0;
  for (Person i = 0; i < data.size(); ++i) {
    started += data.month[i] <= data.months;
    without += data.named_by(i).empty();
  }
  std::cout << data.size() << " people in " << data.places.size() << " places; " << started << " started within "
            << data.months << " months (" << study.person_months << " person-months).\n"
            << data.ties_read << " ties read; " << data.named_outside << " name and " << data.naming_outside
            << " come from somebody outside the sample; " << data.named.size() << " different ones remain; " << without
            << " people name nobody in the sample.\n\n";
}

void print_fits(const Study& study, const AdoptionData& data) {
  std::vector<TableRow> rows{{"fitted on all places", "p", "b", "c", "q", "theta", "log likelihood", "AIC"}};
  for (const FitRow& fit : fit_rows(study, data)) {
    if (fit.training != "all") break;
    if (rows.back()[0] != fit.hazard)
      rows.push_back({std::string(fit.hazard), "", "", "", "", "", digits(fit.log_likelihood, 2), digits(fit.aic, 2)});
    const auto column = std::find(rows[0].begin(), rows[0].end(), fit.parameter) - rows[0].begin();
    const ProfileInterval& interval = fit.interval;
    rows.back()[static_cast<std::size_t>(column)] =
        interval.identified() == "no" ? "not identified"
                                      : with_interval(fit.value, interval.has_low() ? digits(interval.low) : "–",
                                                      interval.open_above ? "–" : digits(interval.high));
  }
  std::cout << text_table(rows, true) << "\n";
}

void print_errors(const Study& study, const AdoptionData& data, const std::string& measure, const std::string& title,
                  int decimals) {
  std::vector<TableRow> rows{{title}};
  for (const HazardForm& form : hazard_forms()) rows[0].emplace_back(form.name);
  for (const ErrorRow& row : error_rows(study, data)) {
    if (row.measure != measure || !row.minus.empty()) continue;
    if (row.hazard == hazard_forms()[0].name)
      rows.push_back({row.training == "mean" ? "mean" : row.training + " → " + row.testing});
    rows.back().push_back(with_interval(row.estimate, decimals));
  }
  std::rotate(rows.begin() + 1, rows.begin() + 2, rows.end());  // the mean stands last
  std::cout << text_table(rows, true) << "\n";
}

void print_verdicts(const Study& study) {
  std::vector<TableRow> rows{
      {"mean over splits", "less", "rmse, lower is better", "", "log likelihood, higher is better", ""}};
  for (const Pairing& pair : pairings()) {
    rows.push_back({std::string(hazard_forms()[pair.form].name), std::string(hazard_forms()[pair.minus].name)});
    for (const auto& [judgement, decimals] : {std::pair{Judgement::rmse, 3}, {Judgement::log_likelihood, 4}}) {
      const Estimate difference = estimate(study, -1, judgement, pair.form, pair.minus);
      rows.back().push_back(with_interval(difference, decimals));
      rows.back().emplace_back(verdict(difference, judgement));
    }
  }
  std::cout << text_table(rows) << "\n";
}

nlohmann::ordered_json to_json(const Study& study, const AdoptionData& data) {
  using Json = nlohmann::ordered_json;
  const auto number = [](double value, bool known = true) {
    return known && !std::isnan(value) ? Json(value) : Json(nullptr);
  };
  Json fits = Json::array(), errors = Json::array();
  for (const FitRow& row : fit_rows(study, data))
    fits.push_back({{"training", row.training},
                    {"hazard", row.hazard},
                    {"parameter", row.parameter},
                    {"value", row.value},
                    {"low", number(row.interval.low, row.interval.has_low())},
                    {"high", number(row.interval.high, !row.interval.open_above)},
                    {"identified", row.interval.identified()},
                    {"log_likelihood", row.log_likelihood},
                    {"aic", row.aic}});
  for (const ErrorRow& row : error_rows(study, data))
    errors.push_back({{"training", row.training},
                      {"testing", row.testing},
                      {"hazard", row.hazard},
                      {"minus", row.minus},
                      {"measure", row.measure},
                      {"value", number(row.estimate.value)},
                      {"low", number(row.estimate.low)},
                      {"high", number(row.estimate.high)}});
  return {{"people", data.size()},
          {"places", data.places},
          {"months", data.months},
          {"person_months", study.person_months},
          {"ties_read", data.ties_read},
          {"named_outside", data.named_outside},
          {"naming_outside", data.naming_outside},
          {"ties_used", data.named.size()},
          {"fits", fits},
          {"errors", errors}};
}

int run_adoption(const AdoptionArguments& arguments) {
  const CommonOptions& common = arguments.common;
  const auto checked = common.checked();
  Problems problems;
  AdoptionFiles files{arguments.times,       arguments.ties, arguments.place_column,
                      arguments.time_column, std::nullopt,   arguments.questions};
  read_number<int>(arguments.never, "--never", 3, 1001, files.never, problems);
  problems.throw_if_any();
  const AdoptionData data = read_adoption(files);
  StudySettings settings;
  settings.seed = static_cast<std::uint64_t>(checked.overrides.seed.value_or(1));
  settings.resamples = static_cast<int>(checked.overrides.replicates.value_or(settings.resamples));
  if (settings.resamples < 50)
    problems.add({"", 0, "--replicates"}, "is " + std::to_string(settings.resamples) + ", too few for an interval",
                 "50 and more");
  std::optional<int> known_months;
  read_number<int>(arguments.known_months, "--known-months", 0, data.months - 1, known_months, problems);
  settings.known_months = known_months.value_or(settings.known_months);
  problems.throw_if_any();

  std::optional<OutputFolder> out;
  if (!common.out.empty()) out.emplace(common.out, common.force, adoption::study_files);
  const Study study = [&] {
    const Workers workers(checked.threads);
    warn_of_refused(workers);
    Progress progress("adoption", "per cent", common.quiet);
    return run_study(data, settings, workers, [&](double done) {
      if (stop_requested) throw Interrupted();
      progress.at(100 * done, 100);
    });
  }();
  if (out) {
    write_tables(study, data, out->draft());
    out->keep();
  }
  if (common.quiet) return 0;
  if (common.json) {
    std::cout << to_json(study, data).dump(1) << "\n";
    return 0;
  }
  print_data(data, study);
  print_fits(study, data);
  print_errors(study, data, "rmse", "rmse of held-out shares", 3);
  print_errors(study, data, "log_likelihood", "log likelihood per person-month", 3);
  print_verdicts(study);
  if (out)
    std::cout << "Written: " << (out->path() / "fits.csv").string() << ", predictions.csv and errors.csv beside it\n";
  return 0;
}

}  // namespace

void add_adoption_command(CLI::App& app, ChosenCommand& chosen) {
  CLI::App* sub =
      app.add_subcommand("adoption", "Fits the diffusion kernel on observed adoption and predicts held-out places");
  auto arguments = std::make_shared<AdoptionArguments>();
  CommonOptions& common = arguments->common;
  sub->add_option("--times", arguments->times, "CSV: id, place, month of adoption")->type_name("F.csv")->required();
  sub->add_option("--ties", arguments->ties, "CSV: place, from, to and perhaps question; from names to")
      ->type_name("T.csv")
      ->required();
  sub->add_option("--place-column", arguments->place_column, "Column of places in both files (default city)")
      ->type_name("NAME");
  sub->add_option("--time-column", arguments->time_column, "Column of months (default time_of_adoption)")
      ->type_name("NAME");
  sub->add_option("--never", arguments->never, "This month, like an empty one, means: not within the study")
      ->type_name("MONTH");
  sub->add_option("--question", arguments->questions,
                  "Only ties that answer this question, or one that begins with it and \"_\" (repeatable)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  sub->add_option("--known-months", arguments->known_months,
                  "Months of a held-out place that are given to its prediction (default 0)")
      ->type_name("N");
  sub->add_option("--replicates", common.replicates, "Resamples of people behind each interval (default 200)")
      ->type_name("N");
  sub->add_option("--seed", common.seed, "Of search starts, simulations and resamples (default 1)")->type_name("N");
  sub->add_option("--threads", common.threads, "Workers (default: all cores); results never depend on it")
      ->type_name("N");
  sub->add_option("--out", common.out, "Folder for fits.csv, predictions.csv and errors.csv; new or empty")
      ->type_name("DIR");
  sub->add_flag("--json", common.json, "The result as JSON on standard output");
  sub->add_flag("--quiet", common.quiet, "Errors only");
  sub->add_flag("--force", common.force, "Overwrites an existing result");
  sub->footer("Example:\n  kantel adoption --times adoption.csv --ties ties.csv --never 18 --out results/adoption");
  sub->callback([&chosen, arguments] { chosen = [arguments] { return run_adoption(*arguments); }; });
}

}  // namespace kantel
