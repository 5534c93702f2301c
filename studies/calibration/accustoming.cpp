// How long a change for the better is felt: leading turns from neutral to participative on day 50. Morale rises above
// what the needs say and comes back; days from the peak of mean(morale − N̄) until half of it is gone. Honeymoon and
// hangover after a change of job are nearly over within a year [Boswell, Boudreau & Tichy 2005, who asked once a year];
// that it is half gone after 80 working days, an eighth left after 240, is our reading.
#include <algorithm>
#include <array>

#include "studies/calibration/effects.hpp"
#include "studies/calibration/experiment.hpp"
#include "studies/comparison/statistics.hpp"

namespace kantel::calibration {

namespace {

constexpr std::int64_t days = 600, turned = 50;

constexpr std::array<PublishedEffect, 1> effects{{
    {"days until half of the overshoot of morale is gone", "read from Boswell et al. 2005", 60, 100},
}};
constexpr std::array<std::string_view, 1> parameters{"tau_accustomed"};

std::vector<double> measure(const Parameters& par, const Workers& workers) {
  const Experiment experiment(par, 1000, days);
  Event turn;
  turn.what = interventions::set_policy;
  turn.policy = Policy("participative");
  turn.day = turned;
  Arm arm = everyday();
  arm.events.push_back(turn);
  std::vector<double> overshoot;
  live(experiment, arm, 0, workers, [&](std::int64_t, const Population& people, const Visible&) {
    double sum = 0;
    for (std::size_t i = 0; i < people.morale.size(); ++i)
      sum += people.morale[i] - (par.w_a * people.autonomy[i] + par.w_c * people.competence[i] +
                                 (1 - par.w_a - par.w_c) * people.relatedness[i]);
    overshoot.push_back(sum / static_cast<double>(people.morale.size()));
  });
  constexpr double felt = 1e-4;
  const auto peak = std::max_element(overshoot.begin() + turned, overshoot.end());
  const auto half = std::find_if(peak, overshoot.end(), [&](double x) { return x <= *peak / 2; });
  if (*peak < felt || half == overshoot.end()) return {undefined};
  // Between two days, so that the search meets no steps.
  const double into_day = (*(half - 1) - *peak / 2) / (*(half - 1) - *half);
  return {static_cast<double>(half - peak) - 1 + into_day};
}

}  // namespace

const EffectBlock accustoming{"accustoming", "1,000 people whose leaders turn from neutral to participative", effects,
                              parameters, measure};

}  // namespace kantel::calibration
