// The study: fit on some places, predict the others, over many such splits, with every form of hazard.
//
// A prediction is judged twice. Forward: places it has never seen are simulated from period 0 (or from a known state)
// and the mean cumulative share is held against the observed one (rmse over places and periods). One step ahead: the
// log probability of what each held-out person did in each period, given what those they look at had done before (per
// person-period).
//
// Intervals come from resamples, of those fitted on and those predicted, with the same resample for every hazard and
// split, so that differences are paired. People of one place depend on each other, so places are resampled where there
// are enough. Where there are few, people within each place are: such an interval is a lower bound on the uncertainty,
// and one that holds 0 is the safer half of its message.
#pragma once
#include <functional>

#include "sim/parallel.hpp"
#include "studies/adoption/fit.hpp"
#include "studies/adoption/predict.hpp"
#include "studies/adoption/splits.hpp"

namespace kantel::adoption {

struct StudySettings {
  std::uint64_t seed = 1;
  int resamples = 200;
  int runs = 2000;          // of a prediction
  int resample_runs = 200;  // of a prediction within a resample
  int known_periods = 0;    // of a held-out place; 0: nothing but its people and ties
  int most_splits = 20;     // in halves: more are not tried, this many are drawn
  Splitting splitting = Splitting::halves;
  Resampling resampling = Resampling::people;
  bool predicts = true;
};

// How a hazard does on places it was not fitted on. Resampling the predicted people adds their sampling error to every
// rmse alike: the interval of one rmse then holds the uncertainty of the fit alone (the curve stays as observed), that
// of a difference between two holds both. Where places are resampled the two are the same.
struct Judged {
  double rmse = 0;
  double rmse_resampled = 0;  // against the curve of the resampled people
  double log_likelihood = 0;  // per person-period
  double covered = 0;         // share of periods observed within the band; not resampled
  int places = 0;             // predicted, as often as the resample holds them; 0: there is no judgement
};
enum class Judgement { rmse, log_likelihood, covered };

struct Fitted {
  Fit fit;
  double aic = 0;
  std::vector<ProfileInterval> intervals;      // of profile_intervals; on all places only
  std::vector<std::vector<double>> resampled;  // per resample, the parameters; on all places only
};

struct Tried {
  Split split;
  std::vector<Fitted> fitted;                  // per form
  std::vector<std::vector<Band>> predicted;    // per form, per place of test
  std::vector<Judged> judged;                  // per form
  std::vector<std::vector<Judged>> resampled;  // per resample, per form
};

struct Study {
  StudySettings settings;
  std::vector<Fitted> all;  // per form, fitted on all places
  double person_periods = 0;
  std::vector<Tried> tried;
  bool interrupted = false;  // what is here was finished before
};

// The same at any number of workers. `progress` may throw Interrupted to stop: once everything is fitted on all places,
// what is finished is given back.
Study run_study(const AdoptionData& data, const StudySettings& settings, const Workers& workers,
                const std::function<void(double done)>& progress = {});

// A value with the interval that holds 95% of its resamples; NaN where there is none.
struct Estimate {
  double value, low, high;
};
Estimate resampled_estimate(double value, std::vector<double> resampled);
constexpr std::size_t no_form = static_cast<std::size_t>(-1);
// A judgement of one form, or its difference from another one; of one split, or the mean over all (split < 0).
Estimate estimate(const Study& study, int split, Judgement judgement, std::size_t form, std::size_t minus = no_form);
// A parameter of a form fitted on all places; one past the last is q/p.
Estimate parameter_estimate(const Study& study, std::size_t form, std::size_t parameter);

}  // namespace kantel::adoption
