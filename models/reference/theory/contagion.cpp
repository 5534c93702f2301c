// Known answers of simple contagion: one contact suffices, with some probability. Equations stand in the header.
#include <algorithm>
#include <boost/math/special_functions/lambert_w.hpp>
#include <cassert>
#include <cmath>

#include "models/reference/theory/root.hpp"
#include "models/reference/theory/theory.hpp"

namespace kantel::theory {

double bass_share(double p, double q, double day) {
  assert(p > 0 && q >= 0 && day >= 0);
  const double left = std::exp(-(p + q) * day);
  return (1 - left) / (1 + q / p * left);
}

double bass_day(double p, double q, double share) {
  assert(p > 0 && q >= 0 && share >= 0 && share < 1);
  return std::log((1 + share * q / p) / (1 - share)) / (p + q);
}

BassPeak bass_peak(double p, double q) {
  assert(p > 0 && q >= 0);
  if (q <= p) return {0, 0, p};
  return {std::log(q / p) / (p + q), .5 - p / (2 * q), (p + q) * (p + q) / (4 * q)};
}

std::vector<double> bass_days(double p, double q, std::size_t days, double people) {
  assert(p >= 0 && q >= 0 && people >= 2);
  const double others = std::isinf(people) ? 1 : people / (people - 1);
  std::vector<double> shares(days + 1);
  for (std::size_t day = 0; day < days; ++day) {
    const double share = shares[day];
    shares[day + 1] = share - (1 - share) * std::expm1(-(p + q * share * others));
  }
  return shares;
}

std::optional<double> crossing_day(std::span<const double> shares, double share) {
  for (std::size_t day = 0; day < shares.size(); ++day) {
    if (shares[day] < share) continue;
    if (day == 0) return 0;
    const double before = shares[day - 1];
    return static_cast<double>(day - 1) + (share - before) / (shares[day] - before);
  }
  return std::nullopt;
}

double sis_share(double q, double rho) {
  assert(q >= 0 && rho > 0);
  const double ending = -std::expm1(-rho);
  if (q <= ending) return 0;
  // Both sides over x, so that the root x = 0 is gone; what is left falls from q − (1 − e^−ρ) to −(1 − e^−ρ).
  return root([&](double x) { return (x > 0 ? -(1 - x) * std::expm1(-q * x) / x : q) - ending; }, 0, 1);
}

double sis_share_continuous(double q, double rho) {
  assert(q >= 0 && rho > 0);
  return q <= rho ? 0 : 1 - rho / q;
}

double reproduction_number(double q, double rho) {
  assert(q >= 0 && rho > 0);
  return -q / std::expm1(-rho);
}

double final_size(double reproduction, double start_share) {
  assert(reproduction > 0 && start_share >= 0 && start_share < 1);
  if (start_share == 0 && reproduction <= 1) return 0;
  // Rounding must not carry the argument past Lambert's branch point at −1/e (R0 = 1 without a start).
  const double argument = std::max(-std::exp(-1.), (start_share - 1) * reproduction * std::exp(-reproduction));
  return 1 + boost::math::lambert_w0(argument) / reproduction;
}

double transmissibility_threshold(double mean_degree) {
  assert(mean_degree > 0);
  return 1 / mean_degree;
}

double outbreak_size(double mean_degree, double transmissibility) {
  assert(mean_degree > 0 && transmissibility >= 0 && transmissibility <= 1);
  return transmissibility > 0 ? final_size(mean_degree * transmissibility) : 0;
}

double cascade_on_path(std::uint64_t people, double p) {
  assert(people >= 1 && p >= 0 && p <= 1);
  const auto length = static_cast<double>(people);
  return p == 1 ? length : (1 - std::pow(p, length)) / (1 - p);
}

double cascade_on_star(std::uint64_t people, double p) {
  assert(people >= 1 && p >= 0 && p <= 1);
  return 1 + (static_cast<double>(people) - 1) * p;
}

}  // namespace kantel::theory
