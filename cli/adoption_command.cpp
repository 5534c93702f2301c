// kantel adoption: the diffusion kernel held against observed adoption times, ties and places.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/adoption.hpp"
#include "cli/progress.hpp"
#include "cli/text_table.hpp"
#include "models/change/run.hpp"
#include "sim/input/output_folder.hpp"
#include "studies/adoption/tables.hpp"

namespace kantel {

namespace {

using namespace adoption;

constexpr std::string_view period_names[] = {"day", "week", "month", "quarter", "year"},
                           splitting_names[] = {"halves", "leave_one_out"}, resampling_names[] = {"people", "places"};

// The place of a word among those there are; a problem where it is none of them.
std::size_t word(const std::string& given, const char* option, std::span<const std::string_view> words,
                 Problems& problems) {
  const auto found = std::find(words.begin(), words.end(), given);
  if (found == words.end())
    problems.add({"", 0, option}, "is " + shown(given), "one of " + joined(words), nearest_name(given, words));
  return static_cast<std::size_t>(found - words.begin());
}

// What was read, and how it was split and resampled.
void print_data(const AdoptionData& data, const Study& study, const std::string& period) {
  std::size_t started = 0, without = 0;
  for (Person i = 0; i < data.size(); ++i) {
    started += data.period[i] <= data.periods;
    without += data.named_by(i).empty();
  }
  std::cout << data.size() << " people in " << data.places.size() << " places; " << started << " started within "
            << data.periods << " " << period << "s, " << data.time_of(1) << " to " << data.time_of(data.periods) << " ("
            << study.person_periods << " person-" << period << "s).\n"
            << data.ties_read << " ties read; " << data.named_outside << " name and " << data.naming_outside
            << " come from somebody outside the sample; " << data.named.size() << " different ones remain; " << without
            << " people name nobody in the sample.\n";
  if (study.settings.resampling == Resampling::places)
    std::cout << "Intervals resample places " << study.settings.resamples
              << " times: people of one place depend on each other.\n"
              << (data.places.size() < many_places ? "So few places can hardly be resampled: look at --resample people "
                                                     "as well.\n"
                                                   : "");
  else
    std::cout << "Intervals resample people within places " << study.settings.resamples
              << " times: people of one place depend on each other, so that uncertainty is larger.\n";
  std::cout << "\n";
}

std::string profile_text(double value, const ProfileInterval& interval) {
  if (interval.identified() == "no") return "not identified";
  return with_interval(value, interval.has_low() ? digits(interval.low) : "–",
                       interval.open_above ? "–" : digits(interval.high));
}

void print_fits(const Study& study, const AdoptionData& data) {
  std::vector<TableRow> rows{{"fitted on all places", "p", "b", "c", "q", "theta", "r", "v", "log likelihood", "AIC"}},
      ratios{{"q/p", "profile",
              study.settings.resampling == Resampling::places ? "places resampled" : "people resampled"}};
  for (const FitRow& fit : fit_rows(study, data)) {
    if (fit.training != "all") break;
    if (fit.parameter == "q/p") {
      ratios.push_back({std::string(fit.hazard), profile_text(fit.value, *fit.interval), with_interval(fit.resampled)});
      continue;
    }
    if (rows.back()[0] != fit.hazard) {
      rows.emplace_back(rows[0].size());
      rows.back().front() = fit.hazard;
      *(rows.back().end() - 2) = digits(fit.log_likelihood, 2);
      rows.back().back() = digits(fit.aic, 2);
    }
    const auto column = std::find(rows[0].begin(), rows[0].end(), fit.parameter) - rows[0].begin();
    rows.back()[static_cast<std::size_t>(column)] = profile_text(fit.value, *fit.interval);
  }
  std::cout << text_table(rows, true) << "\n" << text_table(ratios, true) << "\n";
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
  constexpr std::size_t most = 20;  // splits on the screen; errors.csv has them all
  if (rows.size() > 2 + most) rows.resize(2);
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

nlohmann::ordered_json to_json(const Study& study, const AdoptionData& data, const std::string& period) {
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
                    {"low", row.interval ? number(row.interval->low, row.interval->has_low()) : Json(nullptr)},
                    {"high", row.interval ? number(row.interval->high, !row.interval->open_above) : Json(nullptr)},
                    {"identified", row.interval ? Json(row.interval->identified()) : Json(nullptr)},
                    {"resampled_low", number(row.resampled.low)},
                    {"resampled_high", number(row.resampled.high)},
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
          {"period", period},
          {"first", data.time_of(1)},
          {"last", data.time_of(data.periods)},
          {"person_periods", study.person_periods},
          {"resampled", resampling_names[static_cast<std::size_t>(study.settings.resampling)]},
          {"ties_read", data.ties_read},
          {"named_outside", data.named_outside},
          {"naming_outside", data.naming_outside},
          {"ties_used", data.named.size()},
          {"fits", fits},
          {"errors", errors}};
}

AdoptionFiles files_of(const AdoptionArguments& arguments, Problems& problems) {
  AdoptionFiles files{arguments.times,           arguments.ties,   arguments.place_column,
                      arguments.time_column,     arguments.period, std::nullopt,
                      arguments.never == "none", std::nullopt,     arguments.questions};
  constexpr int far = 1'000'000;
  if (!files.all_started) read_number<int>(arguments.never, "--never", -far, far, files.never, problems);
  read_number<int>(arguments.first, "--first", -far, far, files.first, problems);
  word(arguments.period, "--period", period_names, problems);
  return files;
}

StudySettings settings_of(const AdoptionArguments& arguments, const CommonOptions::Checked& checked,
                          const AdoptionData& data) {
  Problems problems;
  StudySettings settings;
  const bool many = data.places.size() >= many_places;
  settings.splitting = many ? Splitting::leave_one_out : Splitting::halves;
  settings.resampling = many ? Resampling::places : Resampling::people;
  if (!arguments.splits.empty())
    settings.splitting = Splitting(word(arguments.splits, "--splits", splitting_names, problems));
  if (!arguments.resample.empty())
    settings.resampling = Resampling(word(arguments.resample, "--resample", resampling_names, problems));
  settings.seed = static_cast<std::uint64_t>(checked.overrides.seed.value_or(1));
  settings.resamples = resamples_of(checked, settings.resamples, problems);
  std::optional<int> known;
  read_number<int>(arguments.known, "--known-periods", 0, data.periods - 1, known, problems);
  settings.known_periods = known.value_or(settings.known_periods);
  settings.predicts = !arguments.fits_only;
  problems.throw_if_any();
  return settings;
}

void print_study(const Study& study, const AdoptionData& data, const std::string& period) {
  print_data(data, study, period);
  print_fits(study, data);
  if (study.tried.empty()) return;
  print_errors(study, data, "rmse", "rmse of held-out shares", 3);
  print_errors(study, data, "log_likelihood", "log likelihood per person-" + period, 3);
  print_verdicts(study);
}

int run_adoption(const AdoptionArguments& arguments) {
  const CommonOptions& common = arguments.common;
  const auto checked = common.checked();
  Problems problems;
  for (const auto& [option, given] : {std::pair{"--times", &arguments.times}, {"--ties", &arguments.ties}})
    if (given->empty())
      problems.add({"", 0, option}, "is missing", "--times and --ties, or --opportunities and --events");
  const AdoptionFiles files = files_of(arguments, problems);
  problems.throw_if_any();
  const AdoptionData data = read_adoption(files);
  const StudySettings settings = settings_of(arguments, checked, data);

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
  if (common.json)
    std::cout << to_json(study, data, files.period).dump(1) << "\n";
  else if (!common.quiet) {
    print_study(study, data, files.period);
    if (out)
      std::cout << "Written: " << (out->path() / "fits.csv").string()
                << (study.tried.empty() ? "\n" : ", predictions.csv and errors.csv beside it\n");
  }
  if (!study.interrupted) return 0;
  std::cerr << "kantel: interrupted; the fits and the " << study.tried.size() << " finished splits were kept\n";
  return 130;
}

}  // namespace

std::string digits(double value, int decimals) {
  if (!std::isfinite(value)) return "–";
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}
std::string with_interval(double value, const std::string& low, const std::string& high, int decimals) {
  return digits(value, decimals) + " [" + low + ", " + high + "]";
}
std::string with_interval(const Estimate& e, int decimals) {
  return with_interval(e.value, digits(e.low, decimals), digits(e.high, decimals), decimals);
}

int resamples_of(const CommonOptions::Checked& checked, int otherwise, Problems& problems) {
  constexpr int fewest = 50;
  const auto resamples = static_cast<int>(checked.overrides.replicates.value_or(otherwise));
  if (resamples < fewest)
    problems.add({"", 0, "--replicates"}, "is " + std::to_string(resamples) + ", too few for an interval",
                 "50 and more");
  return resamples;
}

void add_adoption_command(CLI::App& app, ChosenCommand& chosen) {
  CLI::App* sub =
      app.add_subcommand("adoption", "Fits the diffusion kernel on observed adoption and predicts held-out places");
  auto arguments = std::make_shared<AdoptionArguments>();
  CommonOptions& common = arguments->common;
  std::vector<CLI::Option*> of_places, of_opportunities;  // options of one study are no options of the other
  const auto places = [&](CLI::Option* option) { of_places.push_back(option); };
  const auto opportunities = [&](CLI::Option* option) { of_opportunities.push_back(option); };
  places(sub->add_option("--times", arguments->times, "CSV: id, place, time of adoption")->type_name("F.csv"));
  sub->add_option("--ties", arguments->ties,
                  "CSV: place, from, to and perhaps question; from names to. With --opportunities: a, b, day")
      ->type_name("T.csv");
  places(sub->add_option("--place-column", arguments->place_column, "Column of places in both files (default city)")
             ->type_name("NAME"));
  places(sub->add_option("--time-column", arguments->time_column, "Column of times (default time_of_adoption)")
             ->type_name("NAME"));
  places(sub->add_option("--period", arguments->period,
                         "What a step of time is: day, week, month, quarter or year (default month)")
             ->type_name("WORD"));
  places(sub->add_option("--first", arguments->first,
                         "First time of the study (default 1, or the first that occurs where that is not 1 to 100)")
             ->type_name("TIME"));
  places(sub->add_option("--never", arguments->never,
                         "This time, like an empty one, means: not within the study; none: every time is a start")
             ->type_name("TIME"));
  places(sub->add_option("--question", arguments->questions,
                         "Only ties that answer this question, or one that begins with it and \"_\" (repeatable)")
             ->type_name("NAME")
             ->allow_extra_args(false));
  places(sub->add_option("--splits", arguments->splits,
                         "halves or leave_one_out: places fitted on and predicted (default halves below eight places)")
             ->type_name("WORD"));
  places(sub->add_option("--known-periods", arguments->known,
                         "Periods of a held-out place that are given to its prediction (default 0)")
             ->type_name("N"));
  places(sub->add_flag("--fits-only", arguments->fits_only, "Fits on all places and predicts nothing"));
  places(sub->add_option("--resample", arguments->resample,
                         "people or places: what intervals draw anew (default people below eight places)")
             ->type_name("WORD"));
  CLI::Option* const one = sub->add_option("--opportunities", arguments->opportunities,
                                           "One organisation instead of places; CSV: person, day, used (0 or 1)")
                               ->type_name("F.csv");
  opportunities(
      sub->add_option("--events", arguments->events, "CSV of what was announced: day, kind")->type_name("F.csv"));
  opportunities(
      sub->add_option("--step", arguments->steps,
                      "An event that may have moved people: its day, or a kind, of which the first (repeatable)")
          ->type_name("EVENT")
          ->allow_extra_args(false));
  opportunities(
      sub->add_option("--gate", arguments->gate, "Column of opportunities: who let it through")->type_name("NAME"));
  opportunities(sub->add_option("--fit-until", arguments->fit_until,
                                "Day from which on opportunities are predicted; without it there are fits only")
                    ->type_name("DAY"));
  opportunities(sub->add_option("--window", arguments->window, "Days predicted before learning from them (default 182)")
                    ->type_name("N"));
  for (CLI::Option* option : of_places) one->excludes(option);
  for (CLI::Option* option : of_opportunities) option->needs(one);
  sub->add_option("--replicates", common.replicates, "Resamples behind each interval (default 200)")->type_name("N");
  sub->add_option("--seed", common.seed, "Of search starts, simulations and resamples (default 1)")->type_name("N");
  sub->add_option("--threads", common.threads, "Workers (default: all cores); results never depend on it")
      ->type_name("N");
  sub->add_option("--out", common.out, "Folder for the tables; new or empty")->type_name("DIR");
  sub->add_flag("--json", common.json, "The result as JSON on standard output");
  sub->add_flag("--quiet", common.quiet, "Errors only");
  sub->add_flag("--force", common.force, "Overwrites an existing result");
  sub->footer(
      "Example:\n  kantel adoption --times adoption.csv --ties ties.csv --never 18 --out results/adoption\n"
      "  kantel adoption --opportunities fixes.csv --events events.csv --step guide --step rule --ties ties.csv "
      "--gate committer");
  sub->callback([&chosen, arguments] {
    chosen = [arguments] {
      return arguments->opportunities.empty() ? run_adoption(*arguments) : run_opportunities(*arguments);
    };
  });
}

}  // namespace kantel
