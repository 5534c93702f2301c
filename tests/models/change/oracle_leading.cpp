// The oracle's leaders: how each differs from the policy, is absent, follows, and has how many to lead.
#include <algorithm>
#include <cmath>

#include "models/change/purposes.hpp"
#include "tests/models/change/oracle.hpp"

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

OracleLevers OracleLeading::met(OracleLevers u, Employee leader, bool leads_itself) const {
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
  if (!follows(leader)) u = {.5, .5, .5, 0, 0};
  double people = 0;
  for (const Employee manager : organisation.manager) people += manager == leader;
  if (leads_itself) people = 1;
  for (double& lever : u) lever *= std::min(1.0, arm.span_full / people);
  return u;
}

}  // namespace kantel::testing
