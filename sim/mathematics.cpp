#include "sim/mathematics.hpp"

#include <array>
#include <cassert>

namespace kantel {

double exponential(double x) {
  if (x < -708) return 0;
  if (x > 709) x = 709;
  // x = n ln2 + r, |r| <= ln2/2; Taylor to r^13 leaves 1e-16 relative.
  const double shifted = x * 1.4426950408889634 + 6755399441055744.0;
  const double n = shifted - 6755399441055744.0;
  const double r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
  double y = 1;
  for (int term = 13; term >= 1; --term) y = 1 + y * r / term;
  return y * std::bit_cast<double>((static_cast<std::int64_t>(n) + 1023) << 52);
}

double logarithm(double x) {
  const auto bits = std::bit_cast<std::int64_t>(x);
  const std::int64_t shifted = bits - 0x3FE6A09E667F3BCD;  // sqrt(1/2)
  const std::int64_t e = shifted >> 52;
  const double m = std::bit_cast<double>((shifted & 0x000FFFFFFFFFFFFF) + 0x3FE6A09E667F3BCD);
  // ln m = 2 artanh(s), s = (m-1)/(m+1), |s| < 0.1716: 12 odd terms.
  const double s = (m - 1) / (m + 1), s2 = s * s;
  double sum = 0;
  for (int k = 23; k >= 1; k -= 2) sum = sum * s2 + 1.0 / k;
  return 2 * s * sum + static_cast<double>(e) * 0.69314718055994530942;
}

namespace {

template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) {
  double y = 0;
  for (std::size_t i = N; i-- > 0;) y = y * x + coefficients[i];
  return y;
}

}  // namespace

double normal_quantile(double u) {
  // Wichura 1988, algorithm AS 241, routine PPND16.
  constexpr std::array a{3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
                         45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727};
  constexpr std::array b{1.0,
                         42.313330701600911252,
                         687.18700749205790830,
                         5394.1960214247511077,
                         21213.794301586595867,
                         39307.895800092710610,
                         28729.085735721942674,
                         5226.4952788528545610};
  constexpr std::array c{1.42343711074968357734,  4.63033784615654529590,   5.76949722146069140550,
                         3.64784832476320460504,  1.27045825245236838258,   .241780725177450611770,
                         .0227238449892691845833, 7.74545014278341407640e-4};
  constexpr std::array d{1.0,
                         2.05319162663775882187,
                         1.67638483018380384940,
                         .689767334985100004550,
                         .148103976427480074590,
                         .0151986665636164571966,
                         5.47593808499534494600e-4,
                         1.05075007164441684324e-9};
  constexpr std::array e{6.65790464350110377720,    5.46378491116411436990,   1.78482653991729133580,
                         .296560571828504891230,    .0265321895265761230930,  1.24266094738807843860e-3,
                         2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr std::array f{1.0,
                         .599832206555887937690,
                         .136929880922735805310,
                         .0148753612908506148525,
                         7.86869131145613259100e-4,
                         1.84631831751005468180e-5,
                         1.42151175831644588870e-7,
                         2.04426310338993978564e-15};
  const double q = u - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double r = std::sqrt(-logarithm(q < 0 ? u : 1 - u));
  const double tail =
      r <= 5 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6) : polynomial(e, r - 5) / polynomial(f, r - 5);
  return q < 0 ? -tail : tail;
}

namespace {

double whole_power(double base, int exponent) {
  double result = 1;
  for (; exponent > 0; exponent >>= 1, base *= base)
    if (exponent & 1) result *= base;
  return result;
}

// P(0 < t < limit) by Simpson's rule; the density's powers are whole or half, so sqrt is all it needs.
double student_area(double limit, int nu, double constant) {
  const auto density = [&](double t) {
    const double base = 1 / (1 + t * t / nu);
    return constant * whole_power(base, (nu + 1) / 2) * (nu % 2 == 0 ? std::sqrt(base) : 1.0);
  };
  const int steps = 2 * (200 + static_cast<int>(limit * 40));
  const double h = limit / steps;
  double sum = density(0) + density(limit);
  for (int i = 1; i < steps; ++i) sum += density(i * h) * (i % 2 ? 4 : 2);
  return sum * h / 3;
}

}  // namespace

double student_quantile(double p, int degrees_of_freedom) {
  assert(p > 0.5 && p < 1 && degrees_of_freedom >= 1);
  const double z = normal_quantile(p);
  const double nu = degrees_of_freedom;
  if (degrees_of_freedom > 2000)
    return z + (z * z * z + z) / (4 * nu) + (5 * z * z * z * z * z + 16 * z * z * z + 3 * z) / (96 * nu * nu);
  // Gamma((nu+1)/2) / Gamma(nu/2) by its recurrence, from 1/sqrt(pi) at nu = 1.
  double ratio = 0.56418958354775628695;
  for (int k = 1; k < degrees_of_freedom; ++k) ratio = 0.5 * k / ratio;
  const double constant = ratio / std::sqrt(nu * 3.14159265358979323846);
  double low = 0, high = 4;
  while (student_area(high, degrees_of_freedom, constant) < p - 0.5 && high < 1e4) high *= 2;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (student_area(middle, degrees_of_freedom, constant) < p - 0.5 ? low : high) = middle;
  }
  return (low + high) / 2;
}

double slope_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  if (values.size() < 2) return undefined;
  double mean = 0;
  for (const double value : values) mean += value / n;
  double above = 0, below = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = static_cast<double>(i) - (n - 1) / 2;
    above += x * (values[i] - mean);
    below += x * x;
  }
  return above / below;
}

}  // namespace kantel
