// What the two studies of kantel adoption share: its options, and numbers as they are shown.
#pragma once
#include "cli/commands.hpp"
#include "studies/adoption/study.hpp"

namespace kantel {

struct AdoptionArguments {
  CommonOptions common;
  std::string times, ties, place_column = "city", time_column = "time_of_adoption", never, first, known;
  std::string period = "month", splits, resample;
  std::vector<std::string> questions;
  bool fits_only = false;
  std::string opportunities, events, gate, fit_until, window;
  std::vector<std::string> steps;
};

// Number of resamples that is asked for, or this one; fewer than fifty are a problem.
int resamples_of(const CommonOptions::Checked& checked, int otherwise, Problems& problems);

std::string digits(double value, int decimals = 3);
std::string with_interval(double value, const std::string& low, const std::string& high, int decimals = 3);
std::string with_interval(const adoption::Estimate& e, int decimals = 3);

int run_opportunities(const AdoptionArguments& arguments);

}  // namespace kantel
