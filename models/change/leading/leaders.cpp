#include "models/change/leading/leaders.hpp"

#include <algorithm>
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
  Leader leader;
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

namespace {

// Who of yesterday's leaders is not today's.
void compare_leads(Day& day) {
  const bool first = day.known_leads.empty();
  day.known_leads.resize(day.teams.count()), day.lead_is_new.resize(day.teams.count());
  for (std::size_t team = 0; team < day.known_leads.size(); ++team) {
    if (day.led_by_nobody(team)) continue;
    const Lead now{day.lead_of_team[team], day.occupant[day.lead_of_team[team]]};
    day.lead_is_new[team] = first || now != day.known_leads[team];
    day.known_leads[team] = now;
  }
}

void draw_leaders(Day& day, const Population& people) {
  const bool all = day.leaders.empty();  // so too where a run is taken up
  day.leaders.resize(day.teams.count());
  for (std::size_t team = 0; team < day.leaders.size(); ++team) {
    if (day.led_by_nobody(team)) continue;  // the policy itself, of nobody in person
    const auto [position, occupant] = day.known_leads[team];
    if (all || day.lead_is_new[team]) day.leaders[team] = leader_drawn(day.arm, day.random, position, occupant);
    day.leaders[team].learnt = people.leading_learnt.empty() ? 0.0f : people.leading_learnt[position];
  }
}

// Of each team, by its leader and by the manager on the chart, whom mandates come through.
void see_who_follows(Day& day) {
  const auto teams = static_cast<std::uint32_t>(day.teams.count());
  day.team_follows.resize(teams), day.mandate_passes.resize(teams);
  for (std::uint32_t team = 0; team < teams; ++team) {
    const Employee manager = team == 0 ? day.teams.top : day.teams.manager[team], lead = day.lead_of_team[team];
    day.mandate_passes[team] = follows(day, manager);
    if (day.led_by_nobody(team)) {
      day.team_follows[team] = 1;
      continue;
    }
    day.team_follows[team] = lead == manager ? day.mandate_passes[team] : follows(day, lead);
  }
  const auto& dotted = day.organisation.dotted;
  if (dotted.empty()) return;
  if (day.second_managers.empty()) {
    day.second_managers.assign(dotted.begin(), dotted.end());
    std::ranges::sort(day.second_managers);
    day.second_managers.erase(std::unique(day.second_managers.begin(), day.second_managers.end()),
                              day.second_managers.end());
    if (day.second_managers.back() == nobody) day.second_managers.pop_back();
  }
  day.second_follows.resize(dotted.size());
  for (const Employee second : day.second_managers) day.second_follows[second] = follows(day, second);
}

}  // namespace

void meet_leaders(Day& day, const Population& people) {
  rotate(day, people);
  const bool differ = day.arm.leader_sd > 0 || day.arm.leader_absence;
  if (differ || day.arm.inertia > 0) compare_leads(day);
  if (differ) draw_leaders(day, people);
  if (day.arm.backing.share < 1 || day.arm.backing.cut_at) see_who_follows(day);
}

}  // namespace kantel
