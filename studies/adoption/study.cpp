#include "studies/adoption/study.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

namespace kantel::adoption {

namespace {

// What all fits and predictions share.
struct Bench {
  const AdoptionData& data;
  const StudySettings& settings;
  std::vector<Exposure> exposures;  // by what one looks at

  Bench(const AdoptionData& d, const StudySettings& s) : data(d), settings(s) {
    for (const bool place : {false, true})
      for (const bool ties : {false, true}) exposures.emplace_back(data, ties, place);
  }
  static std::size_t index(const HazardForm& form) { return form.ties + 2u * form.place; }
  const Exposure& exposure(const HazardForm& form) const { return exposures[index(form)]; }
  // Per exposure.
  std::vector<Counts> counts(const std::vector<int>& weights, int after = 0) const {
    std::vector<Counts> all;
    for (const Exposure& exposure : exposures) all.push_back(exposure.counts(weights, after));
    return all;
  }
  Fit fit(const HazardForm& form, const std::vector<Counts>& counts, int starts, std::span<const double> begin) const {
    return fit_hazard({form, data.periods, exposure(form), counts[index(form)]}, {settings.seed, starts}, begin);
  }
};

// Root mean square over places and periods of the share simulated to have started less the share that had, among
// weighted people. `simulated` per place of test.
double error_of_shares(const Bench& bench, const std::vector<int>& people, const Resample& resample,
                       const std::vector<std::size_t>& test, const std::vector<std::vector<double>>& simulated) {
  const AdoptionData& data = bench.data;
  const int known = bench.settings.known_periods;
  const auto columns = static_cast<std::size_t>(data.periods) + 1;
  double squares = 0;
  int places = 0;
  for (std::size_t k = 0; k < test.size(); ++k) {
    const int weight = resample.places[test[k]];
    if (weight == 0) continue;
    places += weight;
    const Person begin = data.first_of_place[test[k]], size = data.place_size(test[k]);
    for (int t = known + 1; t <= data.periods; ++t) {
      double error = 0;
      for (Person i = 0; i < size; ++i)
        error += people[begin + i] *
                 (simulated[k][i * columns + static_cast<std::size_t>(t)] - (data.period[begin + i] <= t));
      squares += weight * (error / size * (error / size));
    }
  }
  return std::sqrt(squares / (data.periods - known) / places);
}

using Simulated = std::vector<std::uint16_t>;

// `unseen`: the counts of the places of test, after the known periods. `simulated`: of each of them.
Judged judge(const Bench& bench, const Hazard& hazard, const Resample& resample, const std::vector<std::size_t>& test,
             const std::vector<Stage>& stages, const std::vector<Simulated>& simulated,
             const std::vector<Counts>& unseen) {
  std::vector<std::vector<double>> shares(test.size());
  Judged judged;
  for (std::size_t k = 0; k < test.size(); ++k) {
    judged.places += resample.places[test[k]];
    if (resample.places[test[k]] > 0) shares[k] = stages[k].started_by(hazard, simulated[k]);
  }
  const std::vector<int> once(bench.data.size(), 1);
  judged.rmse = error_of_shares(bench, once, resample, test, shares);
  judged.rmse_resampled =
      resample.of == Resampling::places ? judged.rmse : error_of_shares(bench, resample.people, resample, test, shares);
  const Counts& counts = unseen[Bench::index(hazard.form())];
  const double periods = counts.person_periods();  // 0 when everybody had started in the known ones
  if (periods > 0) judged.log_likelihood = log_likelihood(hazard, bench.exposure(hazard.form()), counts) / periods;
  return judged;
}

double covered_by(const Bench& bench, const std::vector<std::size_t>& test, const std::vector<Band>& bands) {
  const int known = bench.settings.known_periods;
  int within = 0;
  for (std::size_t k = 0; k < test.size(); ++k)
    for (int t = known + 1; t <= bench.data.periods; ++t) {
      const double observed = bench.data.observed_share(test[k], t);
      const auto at = static_cast<std::size_t>(t);
      within += observed >= bands[k].low[at] - 1e-9 && observed <= bands[k].high[at] + 1e-9;
    }
  return within / static_cast<double>(bench.data.periods - known) / static_cast<double>(test.size());
}

void set_aic(Fitted& fitted) {
  fitted.aic = 2.0 * static_cast<double>(fitted.fit.values.size()) - 2 * fitted.fit.log_likelihood;
}

// One form on all places, and on every resample of them.
Fitted fitted_on_all(const Bench& bench, const HazardForm& form) {
  const Exposure& exposure = bench.exposure(form);
  const Counts counts = exposure.counts(everybody(bench.data).people);
  const Sample sample{form, bench.data.periods, exposure, counts};
  Fitted fitted;
  fitted.fit = fit_hazard(sample, {bench.settings.seed});
  fitted.intervals = profile_intervals(sample, fitted.fit);
  set_aic(fitted);
  for (int number = 0; number < bench.settings.resamples; ++number) {
    const Resample resample =
        resampled(bench.data, bench.settings.resampling, bench.settings.seed, static_cast<std::uint32_t>(number));
    const Counts again = exposure.counts(resample.people);
    fitted.resampled.push_back(
        fit_hazard({form, bench.data.periods, exposure, again}, {bench.settings.seed, 2}, fitted.fit.values).values);
  }
  return fitted;
}

// One split: its fits and predictions, and the same in each resample.
Tried tried_split(const Bench& bench, const Split& split, const std::vector<Fitted>& all, const Workers& workers,
                  const std::function<void()>& poll) {
  const StudySettings& settings = bench.settings;
  const std::size_t forms = hazard_forms().size();
  const Resample whole = everybody(bench.data);
  std::vector<Stage> stages;
  for (const std::size_t place : split.test)
    stages.emplace_back(bench.data, place, settings.seed, settings.runs, settings.known_periods);
  Tried tried{split,
              std::vector<Fitted>(forms),
              std::vector<std::vector<Band>>(forms),
              std::vector<Judged>(forms),
              {static_cast<std::size_t>(settings.resamples), std::vector<Judged>(forms)}};
  const std::vector<Counts> seen = bench.counts(whole.people_of(bench.data, split.train)),
                            unseen = bench.counts(whole.people_of(bench.data, split.test), settings.known_periods);
  workers.for_each(forms, [&](std::size_t f) {
    poll();
    tried.fitted[f].fit = bench.fit(hazard_forms()[f], seen, 6, all[f].fit.values);
    set_aic(tried.fitted[f]);
    const Hazard hazard(hazard_forms()[f], tried.fitted[f].fit.values, bench.data.periods);
    std::vector<Simulated> simulated;
    for (std::size_t k = 0; k < stages.size(); ++k) {
      simulated.push_back(stages[k].simulated(hazard, settings.runs));
      tried.predicted[f].push_back(band_of(simulated[k], bench.data.place_size(split.test[k]), bench.data.periods));
    }
    tried.judged[f] = judge(bench, hazard, whole, split.test, stages, simulated, unseen);
    tried.judged[f].covered = covered_by(bench, split.test, tried.predicted[f]);
  });
  workers.for_each(tried.resampled.size(), [&](std::size_t number) {
    poll();
    const Resample resample =
        resampled(bench.data, settings.resampling, settings.seed, static_cast<std::uint32_t>(number));
    const std::vector<int> test = resample.people_of(bench.data, split.test),
                           train = resample.people_of(bench.data, split.train);
    const auto anybody = [](const std::vector<int>& weights) {
      return std::ranges::any_of(weights, [](int weight) { return weight > 0; });
    };
    if (!anybody(test) || !anybody(train)) return;
    const std::vector<Counts> fitted_on = bench.counts(train), predicted = bench.counts(test, settings.known_periods);
    for (std::size_t f = 0; f < forms; ++f) {
      // The same resample with every place in it is a good place to start.
      const Fit fit = bench.fit(hazard_forms()[f], fitted_on, 0, all[f].resampled[number]);
      const Hazard hazard(hazard_forms()[f], fit.values, bench.data.periods);
      std::vector<Simulated> simulated(stages.size());
      for (std::size_t k = 0; k < stages.size() && hazard.form().looks(); ++k)
        if (resample.places[split.test[k]] > 0) simulated[k] = stages[k].simulated(hazard, settings.resample_runs);
      tried.resampled[number][f] = judge(bench, hazard, resample, split.test, stages, simulated, predicted);
    }
  });
  return tried;
}

}  // namespace

Study run_study(const AdoptionData& data, const StudySettings& settings, const Workers& workers,
                const std::function<void(double done)>& progress) {
  const Bench bench(data, settings);
  const std::size_t forms = hazard_forms().size();
  Study study;
  study.settings = settings;
  study.all.resize(forms);
  study.person_periods = bench.exposures[0].counts(everybody(data).people).person_periods();
  std::vector<Split> splits;
  if (settings.predicts)
    splits = settings.splitting == Splitting::leave_one_out
                 ? leave_one_out(data.places.size())
                 : halves(data.places.size(), settings.most_splits, settings.seed);
  // In pieces of a form fitted or a resample predicted, which take about as long.
  const double per_split = static_cast<double>(forms) + settings.resamples;
  const double work = 20.0 * static_cast<double>(forms) + per_split * static_cast<double>(splits.size());
  std::atomic<int> done{0};
  const auto piece_done = [&](int pieces) {
    done += pieces;
    if (progress) progress(done / work);
  };
  workers.for_each(forms, [&](std::size_t f) {
    if (progress) progress(done / work);
    study.all[f] = fitted_on_all(bench, hazard_forms()[f]);
    piece_done(20);
  });
  try {
    for (const Split& split : splits)
      study.tried.push_back(tried_split(bench, split, study.all, workers, [&] { piece_done(1); }));
  } catch (const Interrupted&) {
    study.interrupted = true;
  }
  return study;
}

Estimate resampled_estimate(double value, std::vector<double> resampled) {
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  if (resampled.size() < 2) return {value, nothing, nothing};
  std::sort(resampled.begin(), resampled.end());
  const std::size_t tail = (resampled.size() - 1) * 25 / 1000;
  return {value, resampled[tail], resampled[resampled.size() - 1 - tail]};
}

Estimate estimate(const Study& study, int split, Judgement judgement, std::size_t form, std::size_t minus) {
  const std::size_t begin = split < 0 ? 0 : static_cast<std::size_t>(split);
  const std::size_t end = split < 0 ? study.tried.size() : begin + 1;
  const auto value_of = [&](const Judged& judged, bool resampled) {
    if (judgement == Judgement::covered) return judged.covered;
    if (judgement == Judgement::log_likelihood) return judged.log_likelihood;
    return resampled && minus != no_form ? judged.rmse_resampled : judged.rmse;
  };
  // Over splits, each as often as its places were predicted; NaN where none was.
  const auto mean = [&](bool resampled, auto&& judged_of) {
    double sum = 0;
    int places = 0;
    for (std::size_t s = begin; s < end; ++s) {
      const std::vector<Judged>& judged = judged_of(study.tried[s]);
      if (judged[form].places == 0) continue;
      places += judged[form].places;
      sum += judged[form].places *
             (value_of(judged[form], resampled) - (minus == no_form ? 0 : value_of(judged[minus], resampled)));
    }
    return sum / places;
  };
  const double value = mean(
      false, [](const Tried& tried) -> const auto& { return tried.judged; });
  std::vector<double> values;
  if (judgement != Judgement::covered)
    for (std::size_t b = 0; b < study.tried.front().resampled.size(); ++b)
      if (const double one = mean(
              true, [&](const Tried& tried) -> const auto& { return tried.resampled[b]; });
          !std::isnan(one))
        values.push_back(one);
  return resampled_estimate(value, std::move(values));
}

Estimate parameter_estimate(const Study& study, std::size_t form, std::size_t parameter) {
  const Fitted& fitted = study.all[form];
  const auto value_of = [&](const std::vector<double>& values) {
    return parameter < values.size() ? values[parameter]
                                     : values[contagion_parameter(hazard_forms()[form])] / values[0];
  };
  std::vector<double> values;
  for (const std::vector<double>& resampled : fitted.resampled) values.push_back(value_of(resampled));
  return resampled_estimate(value_of(fitted.fit.values), std::move(values));
}

}  // namespace kantel::adoption
