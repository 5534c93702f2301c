#include "studies/adoption/tables.hpp"

#include <cmath>

#include "sim/input/csv.hpp"
#include "sim/input/declare.hpp"
#include "sim/input/files.hpp"

namespace kantel::adoption {

namespace {

std::string number(double value, bool known = true) { return known && !std::isnan(value) ? shortest(value) : ""; }

std::string line(std::initializer_list<std::string> fields) {
  std::string text;
  for (const std::string& field : fields) text += (text.empty() ? "" : ",") + csv_field(field);
  return text + "\n";
}

void write_fits(const std::vector<FitRow>& rows, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("training,hazard,parameter,value,low,high,identified,log_likelihood,aic\n");
  for (const FitRow& row : rows)
    file.write(
        line({row.training, std::string(row.hazard), std::string(row.parameter), number(row.value),
              number(row.interval.low, row.interval.has_low()), number(row.interval.high, !row.interval.open_above),
              std::string(row.interval.identified()), number(row.log_likelihood), number(row.aic)}));
  file.finish();
}

void write_errors(const std::vector<ErrorRow>& rows, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("training,testing,hazard,minus,measure,value,low,high\n");
  for (const ErrorRow& row : rows)
    file.write(
        line({row.training, row.testing, std::string(row.hazard), std::string(row.minus), std::string(row.measure),
              number(row.estimate.value), number(row.estimate.low), number(row.estimate.high)}));
  file.finish();
}

void write_predictions(const Study& study, const AdoptionData& data, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("training,hazard,place,month,observed,predicted,low,high\n");
  for (const Tried& tried : study.tried)
    for (std::size_t f = 0; f < hazard_forms().size(); ++f)
      for (std::size_t k = 0; k < tried.split.test.size(); ++k) {
        const std::size_t place = tried.split.test[k];
        const Band& band = tried.predicted[f][k];
        for (std::size_t t = 1; t < band.mean.size(); ++t)
          file.write(
              line({place_names(data, tried.split.train), std::string(hazard_forms()[f].name), data.places[place],
                    std::to_string(t), number(data.observed_share(place, static_cast<int>(t))), number(band.mean[t]),
                    number(band.low[t]), number(band.high[t])}));
      }
  file.finish();
}

}  // namespace

std::string place_names(const AdoptionData& data, const std::vector<std::size_t>& places) {
  std::string text;
  for (const std::size_t place : places) text += (text.empty() ? "" : "+") + data.places[place];
  return text;
}

std::vector<Pairing> pairings() {
  const std::size_t kernel = hazard_form("kernel"), curve = hazard_form("calendar_curve");
  return {{kernel, hazard_form("bass")},
          {kernel, hazard_form("constant")},
          {kernel, hazard_form("calendar")},
          {kernel, curve},
          {hazard_form("kernel_on_calendar"), curve}};
}

std::string_view verdict(const Estimate& difference, Judgement judgement) {
  if (!(difference.low > 0) && !(difference.high < 0)) return "undecided";
  return (difference.low > 0) == (judgement == Judgement::log_likelihood) ? "better" : "worse";
}

std::vector<FitRow> fit_rows(const Study& study, const AdoptionData& data) {
  std::vector<FitRow> rows;
  const auto add = [&](const std::string& training, const std::vector<Fitted>& fitted) {
    for (std::size_t f = 0; f < fitted.size(); ++f) {
      const std::vector<HazardParameter> parameters = parameters_of(hazard_forms()[f]);
      for (std::size_t i = 0; i < parameters.size(); ++i)
        rows.push_back({training, hazard_forms()[f].name, parameters[i].name, fitted[f].fit.values[i],
                        fitted[f].intervals[i], fitted[f].fit.log_likelihood, fitted[f].aic});
    }
  };
  add("all", study.all);
  for (const Tried& tried : study.tried) add(place_names(data, tried.split.train), tried.fitted);
  return rows;
}

std::vector<ErrorRow> error_rows(const Study& study, const AdoptionData& data) {
  static constexpr std::pair<Judgement, std::string_view> measures[] = {
      {Judgement::rmse, "rmse"}, {Judgement::log_likelihood, "log_likelihood"}, {Judgement::covered, "covered"}};
  std::vector<ErrorRow> rows;
  for (int split = -1; split < static_cast<int>(study.tried.size()); ++split) {
    const Split* tried = split < 0 ? nullptr : &study.tried[static_cast<std::size_t>(split)].split;
    const std::string training = tried ? place_names(data, tried->train) : "mean",
                      testing = tried ? place_names(data, tried->test) : "mean";
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
  write_predictions(study, data, folder / "predictions.csv");
  write_errors(error_rows(study, data), folder / "errors.csv");
}

}  // namespace kantel::adoption
