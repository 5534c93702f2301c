// How far behaviour follows intention. Everybody is told of the change on day 0, as in the experiments; nobody presses
// and leaders are participative. Behaviour is practising on days 60, 120 and 249, since published follow-ups run from
// weeks to a year; their mean is fitted. Intention is I = v·G on day 0.
//
//   d: a random half has set points raised so that intentions on day 0 differ by d = .66; d of behaviour between the
//      halves, where people are randomised inside one organisation and contagion reaches both [Webb & Sheeran 2006]
//   r: of intention with behaviour, in the half that is as it was [Sheeran 2002]
#include <algorithm>
#include <array>
#include <cmath>

#include "models/change/rows.hpp"
#include "studies/calibration/effects.hpp"
#include "studies/calibration/experiment.hpp"
#include "studies/calibration/purposes.hpp"
#include "studies/calibration/scores.hpp"

namespace kantel::calibration {

namespace {

constexpr double near = .10, intended = .66;
constexpr std::array<std::int64_t, 3> follow_ups{60, 120, 249};
constexpr std::size_t replicates = 20;
constexpr Employee employees = 1000;

constexpr PublishedEffect d_of(std::string_view name) { return {name, "Webb & Sheeran 2006", .36 - near, .36 + near}; }
constexpr PublishedEffect r_of(std::string_view name) { return {name, "Sheeran 2002", .5 - near, .5 + near}; }
constexpr std::array effects{d_of("d of behaviour where d of intention is .66, mean of three follow-ups"),
                             r_of("r of intention with behaviour, mean of three follow-ups")};
constexpr std::array effects_by_day{d_of("that d on day 60"),  r_of("that r on day 60"),  d_of("that d on day 120"),
                                    r_of("that r on day 120"), d_of("that d on day 249"), r_of("that r on day 249")};
constexpr std::array<std::string_view, 2> parameters{"eta", "attitude_sd"};

double cohens_d(const Scores& treated, const Scores& rest) {
  const double a = sd(treated), b = sd(rest);
  return (mean(treated) - mean(rest)) / std::sqrt((a * a + b * b) / 2);
}

// The traits of a replicate's people that make their intention on day 0.
struct Traits {
  std::vector<float> autonomy, competence, relatedness, attitude;
};
Traits traits_of(const Experiment& experiment, const Arm& arm, std::uint32_t replicate) {
  Experiment first_day(experiment.scenario.parameters, employees, 1);
  Traits traits;
  live(first_day, arm, replicate, Workers(1), [&](std::int64_t day, const Population& people, const Visible&) {
    const auto copied = [](const auto& column) { return std::vector(column.begin(), column.end()); };
    if (day == 0)
      traits = {copied(people.autonomy_set_point), copied(people.competence_set_point),
                copied(people.relatedness_set_point), copied(people.attitude)};
  });
  return traits;
}

float raised(float set_point, double by) { return std::min(1.0f, set_point + static_cast<float>(by)); }

Scores intentions(const Traits& traits, const Parameters& par, double by) {
  Scores out;
  for (std::size_t i = 0; i < traits.attitude.size(); ++i)
    out.push_back(traits.attitude[i] * composite(static_cast<float>(par.w_a), static_cast<float>(par.w_c),
                                                 raised(traits.autonomy[i], by), raised(traits.competence[i], by),
                                                 raised(traits.relatedness[i], by)));
  return out;
}

// By how much set points are raised so that intentions differ by d = .66.
double raise_of(const Traits& traits, const Parameters& par) {
  const Scores as_they_are = intentions(traits, par, 0);
  double low = 0, high = 1;
  for (int halving = 0; halving < 40; ++halving) {
    const double middle = (low + high) / 2;
    (cohens_d(intentions(traits, par, middle), as_they_are) < intended ? low : high) = middle;
  }
  return low;
}

struct Followed {
  Scores treated, rest;  // behaviour, 1 or 0
};
struct Replicate {
  Scores intention_of_rest;
  std::array<Followed, follow_ups.size()> on;
};

Replicate follow(const Experiment& experiment, const Arm& arm, std::uint32_t replicate) {
  const Parameters& par = experiment.scenario.parameters;
  Traits traits = traits_of(experiment, arm, replicate);
  const double by = raise_of(traits, par);
  const Scores intention = intentions(traits, par, 0);
  const KeyedRandom random(experiment.scenario.seed(), replicate);
  std::vector<bool> treated;
  for (std::uint32_t i = 0; i < intention.size(); ++i) {
    treated.push_back((random.draw(i, 0, raised_half) & 1) != 0);
    if (treated.back())
      for (auto* column : {&traits.autonomy, &traits.competence, &traits.relatedness})
        (*column)[i] = raised((*column)[i], by);
  }
  Experiment followed(par, employees, experiment.scenario.settings.days);
  followed.scenario = experiment.scenario;
  followed.ground.given.autonomy = traits.autonomy;
  followed.ground.given.competence = traits.competence;
  followed.ground.given.relatedness = traits.relatedness;
  Replicate out;
  for (std::size_t i = 0; i < intention.size(); ++i)
    if (!treated[i]) out.intention_of_rest.push_back(intention[i]);
  live(followed, arm, replicate, Workers(1), [&](std::int64_t day, const Population&, const Visible& visible) {
    const auto at = std::ranges::find(follow_ups, day);
    if (at == follow_ups.end()) return;
    Followed& found = out.on[static_cast<std::size_t>(at - follow_ups.begin())];
    for (std::size_t i = 0; i < intention.size(); ++i)
      (treated[i] ? found.treated : found.rest).push_back((visible.yesterday()[i] & practising_bit) != 0 ? 1 : 0);
  });
  return out;
}

void append(Scores& to, const Scores& more) { to.insert(to.end(), more.begin(), more.end()); }

// d and r, follow-up by follow-up.
std::vector<double> measure_by_day(const Parameters& par, const Workers& workers) {
  Experiment experiment(par, employees, follow_ups.back());
  experiment.scenario.parameters.p = par.p, experiment.scenario.parameters.q = par.q;
  Arm arm = everyday();
  arm.policy = Policy("participative");
  Event told;
  told.what = interventions::announce;
  arm.events.push_back(told);
  std::vector<Replicate> each(replicates);
  workers.for_each(replicates,
                   [&](std::size_t r) { each[r] = follow(experiment, arm, static_cast<std::uint32_t>(r)); });
  std::vector<double> found;
  for (std::size_t day = 0; day < follow_ups.size(); ++day) {
    Scores intention_of_rest;
    Followed all;
    for (const Replicate& one : each) {
      append(intention_of_rest, one.intention_of_rest);
      append(all.treated, one.on[day].treated);
      append(all.rest, one.on[day].rest);
    }
    found.push_back(cohens_d(all.treated, all.rest));
    found.push_back(correlation(intention_of_rest, all.rest));
  }
  return found;
}

std::vector<double> measure(const Parameters& par, const Workers& workers) {
  const std::vector<double> by_day = measure_by_day(par, workers);
  std::vector<double> means(2);
  for (std::size_t i = 0; i < by_day.size(); ++i) means[i % 2] += by_day[i] / follow_ups.size();
  return means;
}

}  // namespace

const EffectBlock intention{
    "intention",
    "one organisation of 1,000 with 20 draws of its people, who are told on day 0 and led participatively; practising "
    "on days 60, 120 and 249",
    effects, parameters, measure};
const EffectBlock intention_by_day{"intention by day", "the same, day by day", effects_by_day, {}, measure_by_day};

}  // namespace kantel::calibration
