// A study as tables: one row a number, for CSV, JSON and the terminal alike.
#pragma once
#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "studies/adoption/study.hpp"

namespace kantel::adoption {

struct FitRow {
  std::string training;
  std::string_view hazard, parameter;  // "q/p" is a parameter too
  double value;
  const ProfileInterval* interval;  // none of a split
  Estimate resampled;               // its interval is not set in a split
  double log_likelihood, aic;
};
std::vector<FitRow> fit_rows(const Study& study, const AdoptionData& data);

struct ErrorRow {
  std::string training, testing;   // both "mean" for the mean over splits
  std::string_view hazard, minus;  // minus: the row is hazard's value less this one's; or empty
  std::string_view measure;        // rmse, log_likelihood, covered
  Estimate estimate;
};
std::vector<ErrorRow> error_rows(const Study& study, const AdoptionData& data);

// What is held against what: the kernel against each form without ties, and the kernel on top of a calendar against
// that calendar.
struct Pairing {
  std::size_t form, minus;
};
std::vector<Pairing> pairings();

// "better", "worse" or "undecided", as the interval of a difference says.
std::string_view verdict(const Estimate& difference, Judgement judgement);

// What a split is called: short and unique. "1+2" → "3+4"; "without 7" → "7"; "half 3" → "rest 3" where names are many.
struct SplitNames {
  std::string training, testing;
};
SplitNames split_names(const Study& study, const AdoptionData& data, std::size_t split);

// fits.csv, and predictions.csv and errors.csv where anything was predicted. A bound the data do not set is an empty
// field.
inline constexpr std::array<std::string_view, 3> study_files{"errors.csv", "predictions.csv", "fits.csv"};
void write_tables(const Study& study, const AdoptionData& data, const std::filesystem::path& folder);

}  // namespace kantel::adoption
