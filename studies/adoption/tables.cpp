#include "studies/adoption/tables.hpp"

#include <cmath>
#include <limits>

#include "sim/input/files.hpp"
#include "studies/adoption/rows.hpp"

namespace kantel::adoption {

namespace {

void write_fits(const std::vector<FitRow>& rows, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("training,hazard,parameter,value,low,high,identified,resampled_low,resampled_high,log_likelihood,aic\n");
  for (const FitRow& row : rows) {
    const ProfileInterval* interval = row.interval;
    file.write(csv_line({row.training, std::string(row.hazard), std::string(row.parameter), written(row.value),
                         interval ? written(interval->low, interval->has_low()) : "",
                         interval ? written(interval->high, !interval->open_above) : "",
                         std::string(interval ? interval->identified() : ""), written(row.resampled.low),
                         written(row.resampled.high), written(row.log_likelihood), written(row.aic)}));
  }
  file.finish();
}

void write_errors(const std::vector<ErrorRow>& rows, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("training,testing,hazard,minus,measure,value,low,high\n");
  for (const ErrorRow& row : rows)
    file.write(
        csv_line({row.training, row.testing, std::string(row.hazard), std::string(row.minus), std::string(row.measure),
                  written(row.estimate.value), written(row.estimate.low), written(row.estimate.high)}));
  file.finish();
}

void write_predictions(const Study& study, const AdoptionData& data, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("training,hazard,place,time,observed,predicted,low,high\n");
  for (std::size_t split = 0; split < study.tried.size(); ++split) {
    const Tried& tried = study.tried[split];
    const std::string training = split_names(study, data, split).training;
    for (std::size_t f = 0; f < hazard_forms().size(); ++f)
      for (std::size_t k = 0; k < tried.split.test.size(); ++k) {
        const std::size_t place = tried.split.test[k];
        const Band& band = tried.predicted[f][k];
        for (std::size_t t = 1; t < band.mean.size(); ++t)
          file.write(csv_line({training, std::string(hazard_forms()[f].name), data.places[place],
                               std::to_string(data.time_of(static_cast<int>(t))),
                               written(data.observed_share(place, static_cast<int>(t))), written(band.mean[t]),
                               written(band.low[t]), written(band.high[t])}));
      }
  }
  file.finish();
}

std::string names_of(const AdoptionData& data, const std::vector<std::size_t>& places) {
  std::string text;
  for (const std::size_t place : places) {
    if (!text.empty()) text += "+";
    text += data.places[place];
  }
  return text;
}

}  // namespace

SplitNames split_names(const Study& study, const AdoptionData& data, std::size_t split) {
  constexpr std::size_t longest = 40;
  const Split& tried = study.tried[split].split;
  if (study.settings.splitting == Splitting::leave_one_out)
    return {"without " + data.places[tried.test[0]], data.places[tried.test[0]]};
  SplitNames whole{names_of(data, tried.train), names_of(data, tried.test)};
  if (whole.training.size() <= longest) return whole;
  const std::string number = std::to_string(split + 1);
  return {"half " + number, "rest " + number};
}

std::vector<Pairing> pairings() {
  const std::size_t kernel = hazard_form("kernel"), curve = hazard_form("calendar_curve");
  return {{kernel, hazard_form("bass")},
          {kernel, hazard_form("constant")},
          {kernel, hazard_form("calendar")},
          {kernel, curve},
          {hazard_form("kernel_on_calendar"), curve},
          {hazard_form("kernel_times_calendar"), curve},
          {hazard_form("kernel_and_bass"), hazard_form("bass")},
          {hazard_form("kernel_frailty"), hazard_form("constant_frailty")}};
}

std::string_view verdict(const Estimate& difference, Judgement judgement) {
  if (!(difference.low > 0) && !(difference.high < 0)) return "undecided";
  return (difference.low > 0) == (judgement == Judgement::log_likelihood) ? "better" : "worse";
}

std::vector<FitRow> fit_rows(const Study& study, const AdoptionData& data) {
  std::vector<FitRow> rows;
  const auto add = [&](const std::string& training, std::size_t f, const Fitted& fitted) {
    const HazardForm& form = hazard_forms()[f];
    const std::vector<HazardParameter> parameters = parameters_of(form);
    const std::size_t ratio = contagion_parameter(form);
    const std::vector<double>& values = fitted.fit.values;
    for (std::size_t i = 0; i < parameters.size() + (ratio != no_parameter); ++i) {
      const bool is_ratio = i == parameters.size();
      constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
      rows.push_back({training, form.name, is_ratio ? "q/p" : parameters[i].name,
                      is_ratio ? values[ratio] / values[0] : values[i],
                      fitted.intervals.empty() ? nullptr : &fitted.intervals[i],
                      fitted.resampled.empty() ? Estimate{nothing, nothing, nothing} : parameter_estimate(study, f, i),
                      fitted.fit.log_likelihood, fitted.aic});
    }
  };
  for (std::size_t f = 0; f < study.all.size(); ++f) add("all", f, study.all[f]);
  for (std::size_t split = 0; split < study.tried.size(); ++split)
    for (std::size_t f = 0; f < study.all.size(); ++f)
      add(split_names(study, data, split).training, f, study.tried[split].fitted[f]);
  return rows;
}

std::vector<ErrorRow> error_rows(const Study& study, const AdoptionData& data) {
  static constexpr std::pair<Judgement, std::string_view> measures[] = {
      {Judgement::rmse, "rmse"}, {Judgement::log_likelihood, "log_likelihood"}, {Judgement::covered, "covered"}};
  std::vector<ErrorRow> rows;
  if (study.tried.empty()) return rows;
  for (int split = -1; split < static_cast<int>(study.tried.size()); ++split) {
    const auto [training, testing] =
        split < 0 ? SplitNames{"mean", "mean"} : split_names(study, data, static_cast<std::size_t>(split));
    for (const auto& [judgement, measure] : measures) {
      for (std::size_t f = 0; f < hazard_forms().size(); ++f)
        rows.push_back({training, testing, hazard_forms()[f].name, "", measure, estimate(study, split, judgement, f)});
      if (judgement != Judgement::covered)
        for (const Pairing& pair : pairings())
          rows.push_back({training, testing, hazard_forms()[pair.form].name, hazard_forms()[pair.minus].name, measure,
                          estimate(study, split, judgement, pair.form, pair.minus)});
    }
  }
  return rows;
}

void write_tables(const Study& study, const AdoptionData& data, const std::filesystem::path& folder) {
  write_fits(fit_rows(study, data), folder / "fits.csv");
  if (study.tried.empty()) return;
  write_predictions(study, data, folder / "predictions.csv");
  write_errors(error_rows(study, data), folder / "errors.csv");
}

}  // namespace kantel::adoption
