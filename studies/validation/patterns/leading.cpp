// Patterns 13 and 14: what trust at the start and the managers' own practising do to the spread of a practice.
#include "studies/validation/patterns/runs.hpp"

namespace kantel::patterns {

// Delay: days of practising that an employee loses by day 249. It is defined whether or not anybody gets half-way.
Judgement distrust_delays_involving_more(Evidence& evidence) {
  const auto with_trust = [&](double trust) {
    Settings settings = evidence.settings;
    settings.parameters.trust_new = trust;
    return Evidence(settings, evidence.seed, evidence.replicates, evidence.errand, false);
  };
  Evidence low = with_trust(.1), high = with_trust(.55);
  const auto delay = [&](Policy policy) {
    return difference(high.of(Approach::rollout, policy), low.of(Approach::rollout, policy), &Outcome::practising_days);
  };
  const Interval participative = delay(Policy("participative")), directive = delay(Policy("directive"));
  Judgement out;
  out.measure = "delay by a start trust of .1 instead of .55, participative minus directive rollout, days";
  out.interval = over_replicates(evidence.replicates, [&](std::size_t r) {
    const auto days = [&](Evidence& at, Policy policy) { return at.of(Approach::rollout, policy)[r].practising_days; };
    return days(high, Policy("participative")) - days(low, Policy("participative")) -
           (days(high, Policy("directive")) - days(low, Policy("directive")));
  });
  out.verdict = judge(out.interval, Side::above);
  out.detail = "Days of practising an employee loses by day 249: participative rollout " + to_text(participative) +
               ", directive rollout " + to_text(directive) + ".";
  return out;
}

// The managers' arm: sixteen hours of training and a mandate for managers alone, on day 1 of a participative movement.
Judgement managers_move_the_floor(Evidence& evidence) {
  constexpr double moved = .05;
  const Arm movement = campaign({Approach::diffusion, Policy("participative")});
  Event training, mandate;
  training.what = interventions::train;
  training.hours = 16;
  mandate.what = interventions::mandate;
  for (Event* event : {&training, &mandate}) {
    event->day = 1;
    event->target_text = "managers";
    event->target = {{{Condition::Kind::managers, "", 0}}};
  }
  Arm trained = movement, both = movement;
  trained.events.insert(trained.events.begin(), training);
  both.events.insert(both.events.begin(), {training, mandate});
  const auto runs = run_arms(evidence.world(), {movement, trained, both}, evidence.replicates, evidence.errand);
  Judgement out;
  out.measure = "practising of who leads nobody on day 120, managers trained and mandated minus neither (bound .05)";
  out.interval = difference(runs[2], runs[0], &Outcome::floor_120);
  out.verdict = judge(out.interval, Side::above, moved);
  out.detail = "Practising on the floor on day 120: " + number(mean_of(runs[0], &Outcome::floor_120).mean) +
               " in a participative movement; managers trained alone " +
               to_text(difference(runs[1], runs[0], &Outcome::floor_120)) + ", trained and mandated " +
               to_text(out.interval) + ".";
  return out;
}

}  // namespace kantel::patterns
