// The study: fit on half of the places, predict the other half, over all such splits, with every form of hazard.
//
// A prediction is judged twice. Forward: places it has never seen are simulated from month 0 (or from a known state)
// and the mean cumulative share is held against the observed one (rmse over places and months). One step ahead: the log
// probability of what each held-out person did in each month, given what those they look at had done before (per
// person-month).
//
// Intervals come from resampling people within each place, those fitted on and those predicted, with the same resample
// for every hazard and split, so that differences are paired. People of one place depend on each other and the places
// are few: an interval from resampled people is a lower bound on the uncertainty, and an interval that holds 0 is the
// safer half of its message.
#pragma once
#include <functional>

#include "sim/parallel.hpp"
#include "studies/adoption/fit.hpp"
#include "studies/adoption/predict.hpp"

namespace kantel::adoption {

struct StudySettings {
  std::uint64_t seed = 1;
  int resamples = 200;
  int runs = 2000;          // of a prediction
  int resample_runs = 200;  // of a prediction within a resample
  int known_months = 0;     // of a held-out place; 0: nothing but its people and ties
  int most_splits = 20;     // more are not tried: this many are drawn
};

// How a hazard does on places it was not fitted on. Resampling the predicted people adds their sampling error to every
// rmse alike: the interval of one rmse holds the uncertainty of the fit alone (the curve stays as observed), that of a
// difference between two holds both.
struct Judged {
  double rmse = 0;
  double rmse_resampled = 0;  // against the curve of the resampled people
  double log_likelihood = 0;  // per person-month
  double covered = 0;         // share of months observed within the band; not resampled
};
enum class Judgement { rmse, log_likelihood, covered };

struct Fitted {
  Fit fit;
  std::vector<ProfileInterval> intervals;
  double aic = 0;
};

struct Split {
  std::vector<std::size_t> train, test;
};

struct Tried {
  Split split;
  std::vector<Fitted> fitted;                  // per form
  std::vector<std::vector<Band>> predicted;    // per form, per place of test
  std::vector<Judged> judged;                  // per form
  std::vector<std::vector<Judged>> resampled;  // per resample, per form
};

struct Study {
  std::vector<Fitted> all;  // per form, fitted on all places
  double person_months = 0;
  std::vector<Tried> tried;
};

// Training halves, the larger half where the places are odd in number.
std::vector<Split> halves(std::size_t places, int most, std::uint64_t seed);

// The same at any number of workers. `progress` may throw to stop.
Study run_study(const AdoptionData& data, const StudySettings& settings, const Workers& workers,
                const std::function<void(double done)>& progress = {});

// A value with the interval that holds 95% of its resamples.
struct Estimate {
  double value, low, high;
};
constexpr std::size_t no_form = static_cast<std::size_t>(-1);
// A judgement of one form, or its difference from another one; of one split, or the mean over all (split < 0).
Estimate estimate(const Study& study, int split, Judgement judgement, std::size_t form, std::size_t minus = no_form);

}  // namespace kantel::adoption
