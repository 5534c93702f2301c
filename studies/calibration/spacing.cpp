// What spacing a training is worth: sixteen hours in a block, or two hours a week in eight weeks, both ending on the
// same day; nobody practises. d of skill 120 days later [Donovan & Radosevich 1999, d = .46].
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

constexpr std::array<PublishedEffect, 1> effects{{
    {"d of skill, spaced against massed training", "Donovan & Radosevich 1999", .46 - near, .46 + near},
}};
constexpr std::array<std::string_view, 1> parameters{"eta_c"};

Scores skill_after(const Experiment& experiment, std::int64_t sessions, const Workers& workers) {
  Event training;
  training.what = interventions::train;
  training.hours = 16;
  training.sessions = sessions;
  training.every = 5;
  training.day = last_session - (sessions - 1) * training.every;
  Arm arm = everyday();
  arm.events.push_back(training);
  Scores skill;
  live(experiment, arm, 0, workers, [&](std::int64_t day, const Population& people, const Visible&) {
    if (day == last_session + later) skill.assign(people.skill.begin(), people.skill.end());
  });
  return skill;
}

std::vector<double> measure(const Parameters& par, const Workers& workers) {
  const Experiment experiment(par, 2000, last_session + later);
  const Scores spaced = skill_after(experiment, 8, workers), massed = skill_after(experiment, 1, workers);
  const double a = sd(spaced), b = sd(massed);
  return {(mean(spaced) - mean(massed)) / std::sqrt((a * a + b * b) / 2)};
}

}  // namespace

const EffectBlock spacing{"spacing", "2,000 people trained for 16 hours at once or in eight weeks; 120 days later",
                          effects, parameters, measure};

}  // namespace kantel::calibration
