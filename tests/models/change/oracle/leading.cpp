// The oracle's leaders: who leads, how each differs from the policy, is absent, follows, grips, comes to lead otherwise
// and has how many to lead.
#include <algorithm>
#include <cmath>

#include "models/change/purposes.hpp"
#include "tests/models/change/oracle/day.hpp"

namespace kantel::testing {

namespace {

// Marsaglia and Tsang's draw of a gamma, from uniforms that are asked for one by one.
template <class Uniform>
double gamma_from(double shape, Uniform& uniform) {
  double factor = 1;
  if (shape < 1) factor = std::pow(uniform(), 1 / shape), shape += 1;
  const double d = shape - 1.0 / 3;
  while (true) {
    const double x = normal_quantile(uniform()), v = std::pow(1 + x / std::sqrt(9 * d), 3), u = uniform();
    if (v > 0 && std::log(u) < .5 * x * x + d * (1 - v + std::log(v))) return d * v * factor;
  }
}

}  // namespace

bool OracleLeading::follows(Employee leader) const {
  const Employee above = organisation.manager[leader];
  if (above == nobody) return true;
  const KeyedRandom random(scenario.seed(), replicate);
  const double drawn = open_unit_interval(random.draw(leader, yesterday[leader].occupant, kantel::backing));
  if (drawn >= arm.backing.share) return false;
  if (arm.backing.cut_at == organisation.level[leader]) return false;
  return !arm.backing.cascading || follows(above);
}

OracleLevers OracleLeading::meant(OracleLevers u, Employee leader) const {
  const OracleLevers policy = u;
  const KeyedRandom random(scenario.seed(), replicate);
  const std::uint32_t occupant = yesterday[leader].occupant;
  const auto uniform = [&](std::uint32_t purpose) {
    return open_unit_interval(random.draw(leader, occupant, purpose));
  };
  const double common = normal_quantile(uniform(leading_common));
  for (std::uint32_t lever = 0; lever < 5; ++lever) {
    if (u[lever] == 0) continue;
    double z = std::sqrt(1 - arm.leader_halo) * normal_quantile(uniform(leading_lever + lever));
    if (lever != pressure) z += std::sqrt(arm.leader_halo) * common;
    u[lever] = std::clamp(u[lever] + arm.leader_sd * z, 0.0, 1.0);
  }
  if (arm.leader_absence) {
    const double m = arm.leader_absence->mean, variance = arm.leader_absence->sd * arm.leader_absence->sd;
    const double both = m * (1 - m) / variance - 1;
    std::uint32_t next = absence;
    const auto following = [&] { return uniform(next++); };
    const double a = gamma_from(m * both, following), b = gamma_from((1 - m) * both, following);
    const OracleLevers absent{.3, 0, 0, 0, .05};
    for (std::size_t lever = 0; lever < 5; ++lever) u[lever] += a / (a + b) * (absent[lever] - u[lever]);
  }
  for (const Lever lever : {autonomy_support, care})
    if (policy[lever] > u[lever]) u[lever] += yesterday[leader].leading_learnt * (policy[lever] - u[lever]);
  if (!follows(leader)) u = {.5, .5, .5, 0, 0};
  return u;
}

OracleLevers OracleLeading::shared_out(OracleLevers u, Employee manager) const {
  double people = 0;
  for (const Employee other : organisation.manager) people += other == manager;
  for (double& lever : u) lever *= std::min(1.0, arm.span_full / people);
  return u;
}

// Who leads each from today on.
void Oracle::appoint() {
  if (arm_.rotation && !org_.nobody_leads() && day_ % 20 == 0)
    for (Employee v = 0; v < people_; ++v) {
      Employee best = v;
      for (Employee other = 0; other < people_; ++other) {
        if (org_.manager[other] != org_.manager[v] || other == best) continue;
        const auto luck = [&](Employee of) { return random(of, rotating); };
        const bool wins = now_[other].skill != now_[best].skill ? now_[other].skill > now_[best].skill
                          : luck(other) != luck(best)           ? luck(other) > luck(best)
                                                                : other < best;
        if (wins) best = other;
      }
      lead_[v] = best;
    }
  for (Employee v = 0; v < people_; ++v) {
    const std::pair<Employee, std::uint32_t> who{lead_[v], now_[lead_[v]].occupant};
    if (led_before_[v] != who) realised_[v] = {.5, .5, .5, 0, .2};
    led_before_[v] = who;
  }
}

OracleLevers Oracle::led(Employee v, const std::vector<OraclePerson>& y) {
  const Employee leader = lead_[v];
  const OracleLeading leading{scenario_, org_, arm_, replicate_, y};
  OracleLevers u = oracle_levers(listed(led_by_[v], y[v]), led_by_[v].effort);
  if (org_.nobody_leads()) return met(v, u);  // the policy itself, of nobody in person
  u = leading.meant(u, leader);
  if (crisis_since_[org_.unit[leader]] >= 0) u[autonomy_support] = 0, u[pressure] = 1;
  if (arm_.inertia > 0) {
    double tau = arm_.inertia;
    for (const Coaching& coaching : coachings_)
      if (coaching.met[leader] && day_ < coaching.event.day + coaching.event.days) tau = arm_.inertia / 3;
    OracleLevers& does = realised_[v];
    for (const Course& course : courses_)
      for (std::int64_t session = 0; session < course.event.sessions; ++session)
        if (course.event.develops == Develops::leading && course.met[leader] &&
            course.event.day + session * course.event.every == day_)
          for (const Lever lever : {autonomy_support, care})
            does[lever] += std::min(1.0, .02 * course.hours / static_cast<double>(course.event.sessions)) *
                           std::max(0.0, u[lever] - does[lever]);
    for (std::size_t lever = 0; lever < u.size(); ++lever) does[lever] += (u[lever] - does[lever]) / std::max(1.0, tau);
    u = does;
  }
  return met(v, leading.shared_out(u, org_.manager[v]));
}

// What is done for the person, whoever leads.
OracleLevers Oracle::met(Employee v, OracleLevers u) const {
  if (day_ <= supported_until_[v]) u[structure] = std::max(u[structure], .8);
  int sprints = 0;
  for (const Coaching& sprint : sprints_)
    if (sprint.met[v] && day_ < sprint.event.day + 20) sprints += day_ < sprint.event.day + 10 ? 1 : -1;
  if (sprints != 0)
    for (const Lever lever : {care, vision}) u[lever] = clipped(u[lever] + .2 * sprints);
  return u;
}

// What leaders of a unit feel tomorrow.
void Oracle::look_for_crises() {
  if (!arm_.crisis) return;
  const double bound = arm_.crisis->bound.value_or(arm_.crisis->on == CrisisOf::morale ? .45 : .95);
  for (std::size_t unit = 0; unit < crisis_since_.size(); ++unit) {
    double sum = 0, people = 0;
    for (Employee v = 0; v < people_; ++v)
      if (org_.unit[v] == unit) ++people, sum += arm_.crisis->on == CrisisOf::morale ? now_[v].morale : now_[v].output;
    if (people == 0) continue;
    std::int64_t& since = crisis_since_[unit];
    if (since < 0 && sum / people < bound)
      since = day_ + 1;
    else if (since >= 0 && day_ + 1 >= since + 20 && sum / people >= bound + .03)
      since = -1;
  }
}

}  // namespace kantel::testing
