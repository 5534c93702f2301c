// exp, log and the normal quantile, the same bytes on every platform: polynomials in plain IEEE arithmetic, no libm,
// no fused multiply-add. Written so that a loop over a block of employees vectorises.
//
// Errors (tested over the whole range): exp and log below 3e-7 relative in float; power_of_two below 3e-7 relative and
// binary_logarithm below 1e-6 absolute, so that powers and geometric means of numbers in (0, 1] are below 1e-6
// relative; normal_quantile below 1e-8 absolute where the argument is in [2^-33, 1 - 2^-33]. exp(0) = 1, log(1) = 0 and
// power(1, w) = 1 are exact.
#pragma once
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

namespace kantel {

namespace detail {

// x = n ln2 + r with |r| <= ln2/2; e^r - 1 by the minimax polynomial of Cephes' expf (Moshier 1989).
struct Reduced {
  float power_of_two;  // 2^n
  float rest;          // e^r - 1
};
inline Reduced reduced(float x) {
  const float shifted = x * 1.44269504f + 12582912.0f;  // the magic number rounds to the nearest whole number
  const float n = shifted - 12582912.0f;
  const float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  float y = 1.9875691500e-4f;
  y = y * r + 1.3981999507e-3f;
  y = y * r + 8.3334519073e-3f;
  y = y * r + 4.1665795894e-2f;
  y = y * r + 1.6666665459e-1f;
  y = y * r + 5.0000001201e-1f;
  y = y * (r * r) + r;
  return {std::bit_cast<float>((std::bit_cast<std::int32_t>(shifted) - 0x4B400000 + 127) << 23), y};
}

}  // namespace detail

// e^x in float. Below -87 and above 88 it stays at the value there, within float's range.
inline float exponential(float x) {
  x = x < 88.0f ? x : 88.0f;  // in the form that is one instruction
  x = x > -87.0f ? x : -87.0f;
  const detail::Reduced e = detail::reduced(x);
  return e.power_of_two * (e.rest + 1.0f);
}

// 1 - e^-x for x >= 0, without cancellation for small x: the probability that a rate x strikes within a day.
inline float probability(float rate) {
  const detail::Reduced e = detail::reduced(-(rate < 87.0f ? rate : 87.0f));
  return (1.0f - e.power_of_two) - e.power_of_two * e.rest;
}

// ln x in float for x > 0; x <= 0 counts as the smallest normal number.
inline float logarithm(float x) {
  constexpr float smallest = 1.17549435e-38f;
  x = x > smallest ? x : smallest;
  const std::int32_t bits = std::bit_cast<std::int32_t>(x);
  // x = 2^e m with m in [sqrt(1/2), sqrt(2)).
  const std::int32_t shifted = bits - 0x3F3504F3;
  const std::int32_t e = shifted >> 23;
  const float m = std::bit_cast<float>((shifted & 0x007FFFFF) + 0x3F3504F3);
  const float f = m - 1.0f;
  const float z = f * f;
  // Minimax polynomial of Cephes' logf.
  float y = 7.0376836292e-2f;
  y = y * f - 1.1514610310e-1f;
  y = y * f + 1.1676998740e-1f;
  y = y * f - 1.2420140846e-1f;
  y = y * f + 1.4249322787e-1f;
  y = y * f - 1.6668057665e-1f;
  y = y * f + 2.0000714765e-1f;
  y = y * f - 2.4999993993e-1f;
  y = y * f + 3.3333331174e-1f;
  y = y * f * z;
  const float n = static_cast<float>(e);
  y = y + n * -2.12194440e-4f;
  y = y - 0.5f * z;
  return (f + y) + n * 0.693359375f;
}

// 2^x in float for -126 <= x < 127: x = n + r with |r| <= 1/2, and a minimax polynomial of degree 5 for 2^r.
inline float power_of_two(float x) {
  const float shifted = x + 12582912.0f;
  const float r = x - (shifted - 12582912.0f);
  float y = 1.3264729641e-3f;
  y = y * r + 9.6715129912e-3f;
  y = y * r + 5.5507335812e-2f;
  y = y * r + 2.4022242427e-1f;
  y = y * r + 6.9314700365e-1f;
  y = y * r + 1.0f;
  const auto n = static_cast<std::int32_t>(std::bit_cast<std::uint32_t>(shifted) << 23);  // the exponent's place
  return std::bit_cast<float>(std::bit_cast<std::int32_t>(y) + n);
}

// log2 x in float for x > 0; x <= 0 counts as the smallest normal number. A minimax polynomial of degree 7 over one
// octave: what the daily pass needs, and shorter than logarithm.
inline float binary_logarithm(float x) {
  constexpr float smallest = 1.17549435e-38f;
  x = x > smallest ? x : smallest;
  const std::int32_t shifted = std::bit_cast<std::int32_t>(x) - 0x3F3504F3;
  const float f = std::bit_cast<float>((shifted & 0x007FFFFF) + 0x3F3504F3) - 1.0f;
  float y = 1.7063428462e-1f;
  y = y * f - 2.7269783616e-1f;
  y = y * f + 2.9726260901e-1f;
  y = y * f - 3.5896185040e-1f;
  y = y * f + 4.8046502471e-1f;
  y = y * f - 7.2137588263e-1f;
  y = y * f + 1.4426996708f;
  return static_cast<float>(shifted >> 23) + y * f;
}

// e^-x for x >= 0.
inline float survival(float rate) { return power_of_two((rate < 87.0f ? rate : 87.0f) * -1.44269504f); }

// x^w for x in (0, 1], 0 <= w <= 1.
inline float power(float x, float w) { return power_of_two(w * binary_logarithm(x)); }

// e^x and ln x in double, for start states and statistics (not the daily pass). Relative error below 1e-14.
double exponential(double x);
double logarithm(double x);

// The standard normal quantile: Wichura's AS 241 (PPND16), 0 < u < 1.
double normal_quantile(double u);

// The p-quantile of Student's t with whole degrees of freedom, 0.5 < p < 1: bisection on a numerically integrated
// density, absolute error below 1e-9. Above 2,000 degrees of freedom Hill's expansion about the normal is used.
double student_quantile(double p, int degrees_of_freedom);

// What is not defined, such as a mean of nobody.
inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// Ordinary least squares slope of values against 0, 1, 2, …; undefined below two values.
double slope_of(std::span<const double> values);

}  // namespace kantel
