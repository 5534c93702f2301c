// A study as tables: one row a number, for CSV, JSON and the terminal alike.
#pragma once
#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "studies/adoption/study.hpp"

namespace kantel::adoption {

struct FitRow {
  std::string training;  // "all", or places with "+" between
  std::string_view hazard, parameter;
  double value;
  ProfileInterval interval;
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

std::string place_names(const AdoptionData& data, const std::vector<std::size_t>& places);

// fits.csv, predictions.csv and errors.csv. A bound the data do not set is an empty field.
inline constexpr std::array<std::string_view, 3> study_files{"errors.csv", "predictions.csv", "fits.csv"};
void write_tables(const Study& study, const AdoptionData& data, const std::filesystem::path& folder);

}  // namespace kantel::adoption
