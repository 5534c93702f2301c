#include "models/change/leading/leaders.hpp"

#include <cmath>

#include "models/change/purposes.hpp"

namespace kantel {

namespace {

// Uniforms of one person for one draw, one after the other.
struct Stream {
  const KeyedRandom& random;
  Employee position;
  std::uint32_t occupant, next = absence;
  double operator()() { return open_unit_interval(random.draw(position, occupant, next++)); }
};

// Gamma(shape, 1) [Marsaglia & Tsang 2000].
double gamma(double shape, Stream& uniform) {
  if (shape < 1) {
    const double power = exponential(logarithm(uniform()) / shape);
    return gamma(shape + 1, uniform) * power;
  }
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal_quantile(uniform()), v = (1 + c * x) * (1 + c * x) * (1 + c * x), u = uniform();
    if (v > 0 && logarithm(u) < x * x / 2 + d - d * v + d * logarithm(v)) return d * v;
  }
}

// Beta of a mean and a spread, as one gamma over two.
double absent_share(const Absence& of, Stream uniform) {
  const double size = of.mean * (1 - of.mean) / (of.sd * of.sd) - 1;
  const double a = gamma(of.mean * size, uniform), b = gamma((1 - of.mean) * size, uniform);
  return a + b > 0 ? a / (a + b) : of.mean;
}

// The top leads itself.
Employee leader_of(const Day& day, std::uint32_t team) { return team == 0 ? 0 : day.teams.manager[team]; }

bool follows_alone(const Day& day, Employee manager) {
  const Backing& backing = day.arm.backing;
  if (backing.cut_at && day.organisation.level[manager] == *backing.cut_at) return false;
  return backing.share == 1 ||
         open_unit_interval(day.random.draw(manager, day.occupant[manager], kantel::backing)) < backing.share;
}
// The top follows; with `cascading` others only where all above do.
bool follows(const Day& day, Employee manager) {
  const auto& above = day.organisation.manager;
  for (Employee at = manager; above[at] != nobody; at = above[at]) {
    if (!follows_alone(day, at)) return false;
    if (!day.arm.backing.cascading) break;
  }
  return true;
}

}  // namespace

Leader leader_drawn(const Arm& arm, const KeyedRandom& random, Employee position, std::uint32_t occupant) {
  const auto normal = [&](std::uint32_t purpose) {
    return normal_quantile(open_unit_interval(random.draw(position, occupant, purpose)));
  };
  Leader leader{occupant, {}, 0};
  const double common = std::sqrt(arm.leader_halo) * normal(leading_common);
  for (std::uint32_t lever = 0; lever < leader.off.size(); ++lever) {
    constexpr std::uint32_t pressure = 3;
    const double own = std::sqrt(1 - arm.leader_halo) * normal(leading_lever + lever);
    leader.off[lever] = static_cast<float>(own + (lever == pressure ? 0 : common));
  }
  if (arm.leader_absence)
    leader.absence = static_cast<float>(absent_share(*arm.leader_absence, {random, position, occupant}));
  return leader;
}

void meet_leaders(Day& day) {
  const auto teams = static_cast<std::uint32_t>(day.teams.count());
  if (day.arm.leader_sd > 0 || day.arm.leader_absence) {
    day.leaders.resize(teams);
    for (std::uint32_t team = 0; team < teams; ++team) {
      const Employee leader = leader_of(day, team);
      if (const std::uint32_t occupant = day.occupant[leader]; day.leaders[team].occupant != occupant)
        day.leaders[team] = leader_drawn(day.arm, day.random, leader, occupant);
    }
  }
  if (day.arm.backing.share == 1 && !day.arm.backing.cut_at) return;
  day.team_follows.resize(teams);
  for (std::uint32_t team = 0; team < teams; ++team) day.team_follows[team] = follows(day, leader_of(day, team));
}

}  // namespace kantel
