// kantel adoption --opportunities: one organisation observed, whose people may use a practice again and again.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/adoption.hpp"
#include "cli/progress.hpp"
#include "cli/text_table.hpp"
#include "sim/input/output_folder.hpp"
#include "studies/adoption/occasions/study.hpp"
#include "studies/adoption/tables.hpp"

namespace kantel {

namespace {

using namespace adoption;

void print_read(const Opportunities& data, const OccasionStudy& study) {
  const std::vector<std::string_view> unread(data.unread.begin(), data.unread.end());
  std::cout << data.rows_read << " rows are " << data.rows.size() << " opportunities, one a person and day, of "
            << data.people.size() << " people; " << study.occasions << " of them lie from the first use, day "
            << data.first_use << ", to day " << data.last_day << ".\n";
  if (!unread.empty()) std::cout << "Columns " << joined(unread) << " are not read.\n";
  if (data.ties_read > 0)
    std::cout << data.ties_read << " ties read; " << data.ties_outside << " of them not between two of these people.\n";
  for (const Step& step : data.steps) std::cout << "Step " << step.name << ": day " << step.day << ".\n";
  std::cout << study.incumbents << " people had an opportunity before the first use and one since; "
            << study.incumbents_before_step << " of them used it before the first step, " << study.incumbents_ever
            << " by the end.\nIntervals resample people.\n\n";
}

// A row a measure, a column an era.
void print_rates(const OccasionStudy& study) {
  std::vector<TableRow> rows{{"share or rate, of how many"}};
  for (const RateRow& rate : study.rates) {
    if (std::ranges::find(rows[0], rate.era) == rows[0].end()) rows[0].push_back(rate.era);
    auto row = std::ranges::find(rows, rate.measure, [](const TableRow& one) { return one[0]; });
    if (row == rows.end()) row = rows.insert(row, {std::string(rate.measure)});
    row->push_back(with_interval(rate.estimate, 2) +
                   (std::isnan(rate.at_risk) ? std::string() : " of " + digits(rate.at_risk, 0)));
  }
  std::cout << text_table(rows) << "\n";
}

void print_terms(const OccasionStudy& study, Uses uses) {
  std::vector<TableRow> rows{{uses == Uses::first ? "ln rate of first use" : "ln rate of using again"}};
  for (const TermRow& term : study.terms)
    if (term.uses == uses && std::ranges::find(rows[0], term.term) == rows[0].end()) rows[0].push_back(term.term);
  rows[0].insert(rows[0].end(), {"log likelihood", "AIC"});
  for (const TermRow& term : study.terms) {
    if (term.uses != uses) continue;
    if (rows.back()[0] != term.form) {
      rows.emplace_back(rows[0].size());
      rows.back()[0] = term.form;
      *(rows.back().end() - 2) = digits(term.log_likelihood, 2);
      rows.back().back() = digits(term.aic, 2);
    }
    const auto column = std::ranges::find(rows[0], term.term) - rows[0].begin();
    rows.back()[static_cast<std::size_t>(column)] = with_interval(term.estimate, 2);
  }
  std::cout << text_table(rows, true) << "\n";
}

// All windows together, and the prediction of everything at once where there is more than one.
void print_scores(const OccasionStudy& study) {
  std::vector<TableRow> rows{{"log score an opportunity, higher is better", "less", "all uses", "", "first uses", ""}};
  for (const ScoreRow& score : study.scores) {
    const bool at_once = score.days.ends_with("at once");
    if ((score.days != "all" && !at_once) || score.minus.empty()) continue;
    const std::string form = std::string(score.form) + (at_once ? ", at once" : "");
    auto row = std::ranges::find_if(rows, [&](const TableRow& one) { return one[0] == form && one[1] == score.minus; });
    if (row == rows.end()) row = rows.insert(row, {form, std::string(score.minus)});
    row->push_back(with_interval(score.estimate, 4));
    row->emplace_back(verdict(score.estimate, Judgement::log_likelihood));
  }
  std::cout << text_table(rows) << "\n";
}

void print_forward(const OccasionStudy& study, std::string_view measure, int decimals) {
  std::vector<TableRow> rows{{std::string(measure) + ", days", "observed"}};
  for (const OccasionForm& form : occasion_forms()) rows[0].emplace_back(form.name);
  for (const ForwardRow& row : study.forward) {
    if (row.measure != measure) continue;
    if (rows.back()[0] != row.days) rows.push_back({row.days, digits(row.observed, decimals)});
    rows.back().push_back(with_interval(row.predicted, decimals));
  }
  std::cout << text_table(rows, true) << "\n";
}

nlohmann::ordered_json to_json(const OccasionStudy& study) {
  using Json = nlohmann::ordered_json;
  const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); };
  const auto with = [&](Json row, const Estimate& e) {
    row["value"] = number(e.value), row["low"] = number(e.low), row["high"] = number(e.high);
    return row;
  };
  Json rates = Json::array(), fits = Json::array(), errors = Json::array(), predictions = Json::array();
  for (const RateRow& row : study.rates)
    rates.push_back(with(
        {{"era", row.era}, {"measure", row.measure}, {"at_risk", number(row.at_risk)}, {"times", number(row.times)}},
        row.estimate));
  for (const TermRow& row : study.terms)
    fits.push_back(with({{"form", row.form},
                         {"uses", name_of(row.uses)},
                         {"term", row.term},
                         {"log_likelihood", row.log_likelihood},
                         {"aic", row.aic}},
                        row.estimate));
  for (const ScoreRow& row : study.scores)
    errors.push_back(
        with({{"days", row.days}, {"form", row.form}, {"minus", row.minus}, {"measure", row.measure}}, row.estimate));
  for (const ForwardRow& row : study.forward)
    predictions.push_back(
        with({{"days", row.days}, {"form", row.form}, {"measure", row.measure}, {"observed", number(row.observed)}},
             row.predicted));
  return {{"opportunities", study.occasions},
          {"incumbents", study.incumbents},
          {"incumbents_before_step", study.incumbents_before_step},
          {"incumbents_ever", study.incumbents_ever},
          {"rates", rates},
          {"fits", fits},
          {"errors", errors},
          {"predictions", predictions}};
}

OccasionSettings settings_of(const AdoptionArguments& arguments, const CommonOptions::Checked& checked,
                             const Opportunities& data) {
  Problems problems;
  OccasionSettings settings;
  settings.seed = static_cast<std::uint64_t>(checked.overrides.seed.value_or(1));
  settings.resamples = resamples_of(checked, settings.resamples, problems);
  read_number<int>(arguments.fit_until, "--fit-until", data.first_use + 1, data.last_day, settings.fit_until, problems);
  std::optional<int> window;
  constexpr int longest = 100'000;
  read_number<int>(arguments.window, "--window", 1, longest, window, problems);
  settings.window = window.value_or(settings.window);
  if (window && arguments.fit_until.empty())
    problems.add({"", 0, "--window"}, "is of predictions", "--fit-until beside it");
  problems.throw_if_any();
  return settings;
}

}  // namespace

int run_opportunities(const AdoptionArguments& arguments) {
  const CommonOptions& common = arguments.common;
  const auto checked = common.checked();
  if (arguments.events.empty() || arguments.steps.empty())
    throw InputError({{"", 0, arguments.events.empty() ? "--events" : "--step"},
                      "is missing",
                      "--events FILE and at least one --step of it",
                      ""});
  const Opportunities data =
      read_opportunities({arguments.opportunities, arguments.events, arguments.ties, arguments.gate, arguments.steps});
  const OccasionSettings settings = settings_of(arguments, checked, data);
  std::optional<OutputFolder> out;
  if (!common.out.empty()) out.emplace(common.out, common.force, occasion_files);
  const OccasionStudy study = [&] {
    const Workers workers(checked.threads);
    warn_of_refused(workers);
    Progress progress("adoption", "per cent", common.quiet);
    return study_occasions(data, settings, workers, [&](double done) {
      if (stop_requested) throw Interrupted();
      progress.at(100 * done, 100);
    });
  }();
  if (out) {
    write_tables(study, out->draft());
    out->keep();
  }
  if (common.json) {
    std::cout << to_json(study).dump(1) << "\n";
    return 0;
  }
  if (common.quiet) return 0;
  print_read(data, study);
  print_rates(study);
  print_terms(study, Uses::first);
  print_terms(study, Uses::again);
  if (!study.scores.empty()) {
    print_scores(study);
    print_forward(study, "share used", 3);
    print_forward(study, "first uses", 0);
    print_forward(study, "lapse", 3);
  }
  if (out)
    std::cout << "Written: " << (out->path() / "rates.csv").string() << " and fits.csv beside it"
              << (study.scores.empty() ? "\n" : ", errors.csv and predictions.csv too\n");
  return 0;
}

}  // namespace kantel
