// revise_plan: fit += φ^level·(1 − fit): what has been heard from the floor is put right, as far as it comes up.
#include <algorithm>
#include <cmath>

#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

void revise_plan(const Happening& now) {
  const Organisation& chart = now.day.organisation;
  LargeVector<float>& fit = now.people.plan_fit;
  if (fit.empty()) fit.assign(now.people.employees(), 0);
  std::array<float, 256> heard;
  double up = 1;
  for (float& of_level : heard) of_level = static_cast<float>(up), up *= now.day.change.fidelity_up;
  for_target(now, [&](Employee i) {
    const float before = fit_of(now.day, now.people, i);
    fit[i] = before + heard[chart.level[i]] * (1 - before);
  });
}

}  // namespace

const InterventionRow interventions::revise_plan{
    .name = "revise_plan",
    .sentence = "moves the fit of the plan towards 1, by the fidelity of what comes up from the target's level",
    .apply = kantel::revise_plan};

}  // namespace kantel
