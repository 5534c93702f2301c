#include "studies/adoption/study.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "sim/random.hpp"
#include "studies/adoption/purposes.hpp"

namespace kantel::adoption {

namespace {

using Weights = std::vector<int>;  // per person

// People drawn anew within each place: how often each one was.
Weights resampled_people(const AdoptionData& data, std::uint64_t seed, std::uint32_t resample) {
  Weights weights(data.size());
  const KeyedRandom random(seed, resample);
  for (std::size_t place = 0; place < data.places.size(); ++place)
    for (Person i = data.first_of_place[place]; i < data.first_of_place[place + 1]; ++i)
      ++weights[data.first_of_place[place] +
                static_cast<Person>(std::uint64_t{random.draw(i, 0, resampling)} * data.place_size(place) >> 32)];
  return weights;
}

Weights only(const AdoptionData& data, const Weights& weights, const std::vector<std::size_t>& places) {
  Weights kept(weights.size());
  for (const std::size_t place : places)
    std::copy(weights.begin() + data.first_of_place[place], weights.begin() + data.first_of_place[place + 1],
              kept.begin() + data.first_of_place[place]);
  return kept;
}

// What all fits and predictions share.
struct Bench {
  const AdoptionData& data;
  const StudySettings& settings;
  std::vector<Exposure> exposures;  // by kind of contagion

  Bench(const AdoptionData& d, const StudySettings& s) : data(d), settings(s) {
    for (const Contagion contagion : {Contagion::none, Contagion::place, Contagion::named})
      exposures.emplace_back(data, contagion);
  }
  const Exposure& exposure(const HazardForm& form) const { return exposures[static_cast<std::size_t>(form.contagion)]; }
};

// Root mean square over places and months of the share simulated to have started less the share that had, among
// weighted people. `simulated` per place of test.
double error_of_shares(const Bench& bench, const Weights& weights, const std::vector<std::size_t>& test,
                       const std::vector<std::vector<double>>& simulated) {
  const AdoptionData& data = bench.data;
  const int known = bench.settings.known_months;
  const auto columns = static_cast<std::size_t>(data.months) + 1;
  double squares = 0;
  for (std::size_t k = 0; k < test.size(); ++k) {
    const Person begin = data.first_of_place[test[k]], size = data.place_size(test[k]);
    for (int t = known + 1; t <= data.months; ++t) {
      double error = 0;
      for (Person i = 0; i < size; ++i)
        error += weights[begin + i] *
                 (simulated[k][i * columns + static_cast<std::size_t>(t)] - (data.month[begin + i] <= t));
      squares += error / size * (error / size);
    }
  }
  return std::sqrt(squares / (data.months - known) / static_cast<double>(test.size()));
}

Judged judge(const Bench& bench, const HazardForm& form, const Hazard& hazard, int runs, const Weights& everybody,
             const Weights& weights, const std::vector<std::size_t>& test) {
  const int known = bench.settings.known_months;
  std::vector<std::vector<double>> shares;
  for (const std::size_t place : test)
    shares.push_back(started_by(hazard, bench.data, place, bench.settings.seed, runs, known));
  Judged judged;
  judged.rmse = error_of_shares(bench, everybody, test, shares);
  judged.rmse_resampled = error_of_shares(bench, weights, test, shares);
  const Counts counts = bench.exposure(form).counts(only(bench.data, weights, test), known);
  const double months = counts.person_months();  // 0 when everybody had started in the known months
  if (months > 0) judged.log_likelihood = log_likelihood(hazard, bench.exposure(form), counts) / months;
  return judged;
}

Fitted fitted_on(const Bench& bench, const HazardForm& form, const Weights& weights) {
  const Exposure& exposure = bench.exposure(form);
  const Counts counts = exposure.counts(weights);
  Fitted fitted;
  fitted.fit = fit_hazard(form, bench.data.months, exposure, counts, {bench.settings.seed});
  fitted.intervals = profile_intervals(form, bench.data.months, exposure, counts, fitted.fit);
  fitted.aic = 2.0 * static_cast<double>(fitted.fit.values.size()) - 2 * fitted.fit.log_likelihood;
  return fitted;
}

// One form on one split, with its predictions.
void try_form(const Bench& bench, const Weights& everybody, Tried& tried, std::size_t f) {
  const AdoptionData& data = bench.data;
  const HazardForm& form = hazard_forms()[f];
  const auto& test = tried.split.test;
  tried.fitted[f] = fitted_on(bench, form, only(data, everybody, tried.split.train));
  const Hazard hazard(form, tried.fitted[f].fit.values, data.months);
  const int runs = bench.settings.runs, known = bench.settings.known_months;
  tried.judged[f] = judge(bench, form, hazard, runs, everybody, everybody, test);
  int within = 0;
  for (const std::size_t place : test) {
    const auto simulated = simulated_months(hazard, data, place, bench.settings.seed, runs, known);
    tried.predicted[f].push_back(band_of(simulated, data.place_size(place), data.months));
    const Band& band = tried.predicted[f].back();
    for (int t = known + 1; t <= data.months; ++t) {
      const double observed = data.observed_share(place, t);
      const auto at = static_cast<std::size_t>(t);
      within += observed >= band.low[at] - 1e-9 && observed <= band.high[at] + 1e-9;
    }
  }
  tried.judged[f].covered =
      within / static_cast<double>(data.months - bench.settings.known_months) / static_cast<double>(test.size());
}

Judged judged_in_resample(const Bench& bench, const Weights& everybody, const Weights& weights, const Tried& tried,
                          std::size_t f) {
  const HazardForm& form = hazard_forms()[f];
  const Exposure& exposure = bench.exposure(form);
  const Counts counts = exposure.counts(only(bench.data, weights, tried.split.train));
  const Fit fit =
      fit_hazard(form, bench.data.months, exposure, counts, {bench.settings.seed, 1}, tried.fitted[f].fit.values);
  const Hazard hazard(form, fit.values, bench.data.months);
  return judge(bench, form, hazard, bench.settings.resample_runs, everybody, weights, tried.split.test);
}

}  // namespace

std::vector<Split> halves(std::size_t places, int most, std::uint64_t seed) {
  const std::size_t size = (places + 1) / 2;
  const auto split_of = [&](const std::vector<std::size_t>& train) {
    Split split{train, {}};
    for (std::size_t place = 0; place < places; ++place)
      if (!std::binary_search(train.begin(), train.end(), place)) split.test.push_back(place);
    return split;
  };
  std::vector<std::size_t> train(size);
  std::iota(train.begin(), train.end(), std::size_t{0});
  std::vector<Split> splits;
  // In order; given up when there are too many.
  while (splits.size() <= static_cast<std::size_t>(most)) {
    splits.push_back(split_of(train));
    std::size_t i = size;
    while (i > 0 && train[i - 1] == places - size + i - 1) --i;
    if (i == 0) return splits;
    ++train[i - 1];
    for (; i < size; ++i) train[i] = train[i - 1] + 1;
  }
  splits.clear();
  std::set<std::vector<std::size_t>> drawn;
  for (std::uint32_t attempt = 0; splits.size() < static_cast<std::size_t>(most); ++attempt) {
    const KeyedRandom random(seed, attempt);
    std::vector<std::pair<std::uint32_t, std::size_t>> order;
    for (std::size_t place = 0; place < places; ++place)
      order.emplace_back(random.draw(static_cast<std::uint32_t>(place), 0, splitting), place);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < size; ++i) train[i] = order[i].second;
    std::sort(train.begin(), train.end());
    if (drawn.insert(train).second) splits.push_back(split_of(train));
  }
  return splits;
}

Study run_study(const AdoptionData& data, const StudySettings& settings, const Workers& workers,
                const std::function<void(double done)>& progress) {
  const Bench bench(data, settings);
  const std::size_t forms = hazard_forms().size();
  const Weights everybody(data.size(), 1);
  Study study;
  study.all.resize(forms);
  study.person_months = bench.exposures[0].counts(everybody).person_months();
  for (Split& split : halves(data.places.size(), settings.most_splits, settings.seed)) {
    Tried tried{std::move(split), {}, {}, {}, {}};
    tried.fitted.resize(forms);
    tried.predicted.resize(forms);
    tried.judged.resize(forms);
    tried.resampled.assign(static_cast<std::size_t>(settings.resamples), std::vector<Judged>(forms));
    study.tried.push_back(std::move(tried));
  }
  // A resample of one split costs about a hundredth of its profiles.
  const std::size_t profiles = forms * (study.tried.size() + 1);
  const auto resamples = static_cast<std::size_t>(settings.resamples);
  const double work = static_cast<double>(profiles) + .06 * static_cast<double>(resamples * study.tried.size());
  std::atomic<std::size_t> done_profiles{0}, done_resamples{0};
  const auto tell = [&] {
    if (progress)
      progress((static_cast<double>(done_profiles) + .06 * static_cast<double>(done_resamples * study.tried.size())) /
               work);
  };
  workers.for_each(profiles, [&](std::size_t piece) {
    const std::size_t f = piece % forms, split = piece / forms;
    if (split == study.tried.size())
      study.all[f] = fitted_on(bench, hazard_forms()[f], everybody);
    else
      try_form(bench, everybody, study.tried[split], f);
    ++done_profiles;
    tell();
  });
  workers.for_each(resamples, [&](std::size_t resample) {
    const Weights weights = resampled_people(data, settings.seed, static_cast<std::uint32_t>(resample));
    for (Tried& tried : study.tried)
      for (std::size_t f = 0; f < forms; ++f)
        tried.resampled[resample][f] = judged_in_resample(bench, everybody, weights, tried, f);
    ++done_resamples;
    tell();
  });
  return study;
}

Estimate estimate(const Study& study, int split, Judgement judgement, std::size_t form, std::size_t minus) {
  const std::size_t begin = split < 0 ? 0 : static_cast<std::size_t>(split);
  const std::size_t end = split < 0 ? study.tried.size() : begin + 1;
  const auto value_of = [&](const Judged& judged, bool resampled) {
    if (judgement == Judgement::covered) return judged.covered;
    if (judgement == Judgement::log_likelihood) return judged.log_likelihood;
    return resampled && minus != no_form ? judged.rmse_resampled : judged.rmse;
  };
  const auto mean = [&](bool resampled, auto&& judged_of) {
    double sum = 0;
    for (std::size_t s = begin; s < end; ++s) {
      const std::vector<Judged>& judged = judged_of(study.tried[s]);
      sum += value_of(judged[form], resampled) - (minus == no_form ? 0 : value_of(judged[minus], resampled));
    }
    return sum / static_cast<double>(end - begin);
  };
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  Estimate out{mean(
                   false, [](const Tried& tried) -> const auto& { return tried.judged; }),
               nothing, nothing};
  const std::size_t resamples = study.tried.front().resampled.size();
  if (resamples < 2 || judgement == Judgement::covered) return out;
  std::vector<double> values;
  for (std::size_t b = 0; b < resamples; ++b)
    values.push_back(mean(
        true, [&](const Tried& tried) -> const auto& { return tried.resampled[b]; }));
  std::sort(values.begin(), values.end());
  const std::size_t tail = (values.size() - 1) * 25 / 1000;
  out.low = values[tail];
  out.high = values[values.size() - 1 - tail];
  return out;
}

}  // namespace kantel::adoption
