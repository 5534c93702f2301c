// What spacing a training is worth: sixteen hours in a block, or two hours a week in eight weeks (and, beside it, an
// hour a day in sixteen days), all ending on the same day; nobody practises. d of skill 120 days later [Donovan &
// Radosevich 1999, d = .46].
//
// Skill is compared without error of a test, and its spread between people is skill_sd: ηc is known in its units alone.
#include <array>
#include <cmath>

#include "studies/calibration/effects.hpp"
#include "studies/calibration/experiment.hpp"
#include "studies/calibration/scores.hpp"

namespace kantel::calibration {

namespace {

constexpr double near = .10;
constexpr std::int64_t last_session = 36, later = 120;

constexpr PublishedEffect d_of(std::string_view name) {
  return {name, "Donovan & Radosevich 1999", .46 - near, .46 + near};
}
constexpr std::array effects{d_of("d of skill, training in eight weeks against a block")},
    effects_daily{d_of("d of skill, training in sixteen days against a block")};
constexpr std::array<std::string_view, 1> parameters{"eta_c"};

Scores skill_after(const Experiment& experiment, double hours, std::int64_t sessions, std::int64_t every,
                   const Workers& workers) {
  Event training;
  training.what = interventions::train;
  training.hours = hours;
  training.sessions = sessions;
  training.every = every;
  training.day = last_session - (sessions - 1) * training.every;
  Arm arm = everyday();
  arm.events.push_back(training);
  Scores skill;
  live(experiment, arm, 0, workers, [&](std::int64_t day, const Population& people, const Visible&) {
    if (day == last_session + later) skill.assign(people.skill.begin(), people.skill.end());
  });
  return skill;
}

std::vector<double> d_against_a_block(std::int64_t sessions, std::int64_t every, const Parameters& par,
                                      const Workers& workers) {
  constexpr double hours = 16, learnt_per_hour = .02;
  const double all_learnt = 1 - std::pow(1 - learnt_per_hour * hours / static_cast<double>(sessions), sessions);
  const Experiment experiment(par, 2000, last_session + later);
  const Scores spaced = skill_after(experiment, hours, sessions, every, workers),
               massed = skill_after(experiment, all_learnt / learnt_per_hour, 1, 1, workers);
  const double a = sd(spaced), b = sd(massed);
  return {(mean(spaced) - mean(massed)) / std::sqrt((a * a + b * b) / 2)};
}

std::vector<double> measure(const Parameters& par, const Workers& workers) {
  return d_against_a_block(8, 5, par, workers);
}
std::vector<double> measure_daily(const Parameters& par, const Workers& workers) {
  return d_against_a_block(16, 1, par, workers);
}

}  // namespace

const EffectBlock spacing{
    "spacing", "2,000 people trained for 16 hours in eight weeks, or in a block that teaches as much; 120 days later",
    effects, parameters, measure};

const EffectBlock spacing_daily{"spacing by day", "the same in sixteen days", effects_daily, {}, measure_daily};

}  // namespace kantel::calibration
