// One organisation observed: what announcements, gatekeepers, newcomers and ties did to the use of a practice, and
// whether any of it would have been foreseen.
//
// An era lasts from one step to the next; the first begins with the first use. Predictions roll: fitted on what lay
// before a window, a form predicts the window, then learns from it. One step ahead it knows what everybody has done
// before; forward it knows who has an opportunity when and through which gate, and simulates the rest. One prediction
// more runs from the first window's begin to the end at once. Intervals resample people.
#pragma once
#include <array>
#include <filesystem>
#include <functional>

#include "sim/parallel.hpp"
#include "studies/adoption/occasions/model.hpp"
#include "studies/adoption/study.hpp"

namespace kantel::adoption {

struct OccasionSettings {
  std::uint64_t seed = 1;
  int resamples = 200;
  int runs = 500;
  std::optional<int> fit_until;  // the begin of the first window; none: nothing is predicted
  int window = 182;              // days
};

// What is observed of an era. At risk: opportunities; for ratios and rates nothing is counted.
struct RateRow {
  std::string era;
  std::string_view measure;
  double at_risk, times;  // NaN where nothing is counted
  Estimate estimate;
};
struct TermRow {
  std::string_view form;
  Uses uses;
  std::string term;
  Estimate estimate;
  double log_likelihood, aic;
};
// days: "1095 to 1276", or "all" windows together; minus: as in ErrorRow.
struct ScoreRow {
  std::string days;
  std::string_view form, minus, measure;
  Estimate estimate;
};
// The interval holds 95% of the runs.
struct ForwardRow {
  std::string days;
  std::string_view form, measure;
  double observed;
  Estimate predicted;
};
struct OccasionStudy {
  // People with an opportunity before the first use and one since: how many, used before the first step, ever.
  int incumbents = 0, incumbents_before_step = 0, incumbents_ever = 0;
  std::size_t occasions = 0;
  std::vector<RateRow> rates;
  std::vector<TermRow> terms;
  std::vector<ScoreRow> scores;
  std::vector<ForwardRow> forward;
};

// How often each person stands in a resample.
std::vector<int> resampled_persons(std::size_t people, std::uint64_t seed, std::uint32_t number);

// Rates and incumbents, from how often each person stands in each resample.
void set_rates(OccasionStudy& study, const Opportunities& data, std::span<const Occasion> occasions,
               std::span<const std::vector<int>> resamples);

// The same at any number of workers. `progress` may throw Interrupted.
OccasionStudy study_occasions(const Opportunities& data, const OccasionSettings& settings, const Workers& workers,
                              const std::function<void(double done)>& progress = {});

// rates.csv and fits.csv; errors.csv and predictions.csv where anything was predicted.
inline constexpr std::array<std::string_view, 4> occasion_files{"rates.csv", "errors.csv", "predictions.csv",
                                                                "fits.csv"};
std::string_view name_of(Uses uses);  // first, again
void write_tables(const OccasionStudy& study, const std::filesystem::path& folder);

}  // namespace kantel::adoption
