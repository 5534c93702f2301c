// Spread: leaders of one policy differ, and some are absent for a part of the time.
//
//   u = clip(u + leader_sd·(√g·z + √(1 − g)·z_lever)) of each lever that is not 0, g = leader_halo
//   u = (1 − B)·u + B·laissez_faire, B ~ Beta(leader_absence)
//   u += L·max(0, policy − u) of AS and RE, L what training in leading has added so far
#include <algorithm>

#include "models/change/leading/leaders.hpp"
#include "models/change/leading/pipeline.hpp"

namespace kantel {

Levers spread_out(const Arm& arm, const Leader& leader, const Levers& levers) {
  const auto sd = static_cast<float>(arm.leader_sd);
  const Levers absent = Policy("laissez_faire")->levers;
  const auto met = [&](float listed, float off, float without) {
    const float led = listed == 0 ? 0.0f : std::clamp(listed + sd * off, 0.0f, 1.0f);
    return (1 - leader.absence) * led + leader.absence * without;
  };
  const auto taught = [&](float listed, float off, float without) {
    const float led = met(listed, off, without);
    return led + leader.learnt * std::max(0.0f, listed - led);
  };
  return {taught(levers.autonomy_support, leader.off[0], absent.autonomy_support),
          met(levers.structure, leader.off[1], absent.structure), taught(levers.care, leader.off[2], absent.care),
          met(levers.pressure, leader.off[3], absent.pressure), met(levers.vision, leader.off[4], absent.vision)};
}

namespace steps {
extern const TeamStep spread;
}
const TeamStep steps::spread{
    .name = "spread",
    .sentence = "leaders differ from the policy, each in a way of the own, and some are absent",
    .is_on = [](const Day& day) { return !day.leaders.empty(); },
    .apply = [](const Day& day, std::uint32_t team,
                const Levers& led) { return spread_out(day.arm, day.leaders[team], led); }};

}  // namespace kantel
