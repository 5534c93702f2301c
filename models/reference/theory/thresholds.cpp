// Known answers of complex contagion: a number or share of the others must act first. Equations stand in the header.
#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cassert>
#include <cmath>

#include "models/reference/theory/root.hpp"
#include "models/reference/theory/theory.hpp"

namespace kantel::theory {

namespace {

const boost::math::normal standard_normal;

// A monotone map from its start to where it rests; slow, never wrong, beside a tangent.
template <class Map>
double at_rest(double start, Map&& map) {
  double now = start;
  for (int step = 0; step < 10'000'000; ++step) {
    const double next = map(now);
    if (std::abs(next - now) <= 1e-14 * std::abs(next)) return next;
    now = next;
  }
  return now;
}

// Poisson degrees 0..last, last far enough out for what is beyond to be below a double's rounding.
std::vector<double> poisson_degrees(double mean) {
  const boost::math::poisson degree(mean);
  std::vector<double> chance(static_cast<std::size_t>(mean + 12 * std::sqrt(mean) + 30));
  for (std::size_t k = 0; k < chance.size(); ++k) chance[k] = pdf(degree, static_cast<double>(k));
  return chance;
}

// Ties that must act before somebody of this degree does: at least φk, and at least one.
double ties_needed(double threshold, std::size_t degree) {
  return std::max(1., std::ceil(threshold * static_cast<double>(degree) - 1e-9));
}

// P(Bin(n, q) >= m), m >= 1.
double at_least(double m, std::size_t n, double q) {
  const auto trials = static_cast<double>(n);
  return m > trials ? 0 : boost::math::ibeta(m, trials - m + 1, q);
}

}  // namespace

std::uint64_t crowd_at_rest(std::span<const double> thresholds) {
  std::vector<double> sorted(thresholds.begin(), thresholds.end());
  std::ranges::sort(sorted);
  std::uint64_t active = 0;
  while (active < sorted.size() && sorted[active] <= static_cast<double>(active)) ++active;
  return active;
}

double crowd_at_rest(double people, double mean, double sd) {
  assert(people > 0 && sd > 0);
  return at_rest(0, [&](double x) { return people * cdf(standard_normal, (x - mean) / sd); });
}

double critical_sd(double people, double mean) {
  assert(mean > 0 && mean < people / 2);
  // Φ(u) − u φ(u) is ½ > mean/N at u = 0, and nothing at −30.
  const double u =
      root([&](double at) { return cdf(standard_normal, at) - at * pdf(standard_normal, at) - mean / people; }, -30, 0);
  return people * pdf(standard_normal, u);
}

std::uint32_t vulnerable_degree(double threshold) {
  assert(threshold > 0 && threshold <= 1);
  return static_cast<std::uint32_t>(std::floor(1 / threshold + 1e-9));
}

std::optional<Window> cascade_window(std::uint32_t vulnerable_degree) {
  if (vulnerable_degree < 2) return std::nullopt;
  const double shape = vulnerable_degree - 1;  // P(Pois(z) <= K − 2) = Q(K − 1, z)
  const auto ease = [&](double z) { return z * boost::math::gamma_q(shape, z) - 1; };
  // z·Q turns where z times the hazard of Gamma(K − 1) is 1. That hazard never falls, so there is one such place.
  const double best =
      root([&](double z) { return boost::math::gamma_q(shape, z) - z * boost::math::gamma_p_derivative(shape, z); }, 0,
           shape + 1);
  if (ease(best) <= 0) return std::nullopt;
  double beyond = 2 * best;
  while (ease(beyond) > 0) beyond *= 2;
  return Window{root(ease, 0, best), root(ease, best, beyond)};
}

double cascade_chance(double mean_degree, double threshold) {
  assert(mean_degree > 0);
  const std::vector<double> degrees = poisson_degrees(mean_degree);
  const std::size_t most = std::min<std::size_t>(vulnerable_degree(threshold), degrees.size());
  const double hit = at_rest(1, [&](double h) {
    double sum = 0;
    for (std::size_t k = 2; k <= most; ++k)
      sum -= degrees[k - 1] * std::expm1(static_cast<double>(k - 1) * std::log1p(-h));
    return sum;
  });
  return -std::expm1(-mean_degree * hit);
}

double seeded_cascade(double mean_degree, double threshold, double seed_share) {
  assert(mean_degree > 0 && threshold > 0 && threshold <= 1 && seed_share >= 0 && seed_share <= 1);
  const std::vector<double> degrees = poisson_degrees(mean_degree);
  // The active share of random people (unseen = 0), or of those met along a tie that counts for one of theirs, but from
  // which nothing has come yet (unseen = 1).
  const auto active = [&](std::size_t unseen, double q) {
    double sum = 0;
    for (std::size_t ties = 0; ties < degrees.size(); ++ties)
      sum += degrees[ties] * at_least(ties_needed(threshold, ties + unseen), ties, q);
    return std::min(1., seed_share + (1 - seed_share) * sum);  // the sum rounds
  };
  const double along_a_tie = at_rest(seed_share, [&](double q) { return active(1, q); });
  return active(0, along_a_tie);
}

}  // namespace kantel::theory
