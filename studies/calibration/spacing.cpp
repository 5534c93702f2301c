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

Scores skill_after(const Experiment& experiment, std::int64_t sessions, std::int64_t every, const Workers& workers) {
  Event training;
  training.what = interventions::train;
  training.hours = 16;
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
  const Experiment experiment(par, 2000, last_session + later);
  const Scores spaced = skill_after(experiment, sessions, every, workers),
               massed = skill_after(experiment, 1, 1, workers);
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

const EffectBlock spacing{"spacing", "2,000 people trained for 16 hours at once or in eight weeks; 120 days later",
                          effects, parameters, measure};

const EffectBlock spacing_daily{"spacing by day", "the same in sixteen days", effects_daily, {}, measure_daily};

}  // namespace kantel::calibration
