// Our exp, log and quantiles against the standard library, Boost and printed tables, over their whole range.
#include "sim/mathematics.hpp"

#include <bit>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace kantel;

namespace {

template <class Ours, class Theirs>
double worst_relative_error(float from, float to, Ours&& ours, Theirs&& theirs) {
  double worst = 0;
  // Walks over the representable numbers, every 997th, of one sign.
  const auto low = std::bit_cast<std::uint32_t>(from), high = std::bit_cast<std::uint32_t>(to);
  for (std::uint64_t bits = low; bits <= high; bits += 997) {
    const auto x = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    const double truth = theirs(static_cast<double>(x));
    if (truth != 0) worst = std::max(worst, std::abs(static_cast<double>(ours(x)) / truth - 1));
  }
  return worst;
}

}  // namespace

TEST_CASE("the float exponential is right to 3e-7 over its whole range") {
  CHECK(worst_relative_error(
            1e-30f, 88.0f, [](float x) { return exponential(x); }, [](double x) { return std::exp(x); }) < 3e-7);
  CHECK(worst_relative_error(
            1e-30f, 87.0f, [](float x) { return exponential(-x); }, [](double x) { return std::exp(-x); }) < 3e-7);
}

TEST_CASE("the float exponential stays finite and positive beyond its range") {
  CHECK(exponential(1000.0f) == exponential(88.0f));
  CHECK(std::isfinite(exponential(1000.0f)));
  CHECK(exponential(-1000.0f) < 1e-37f);
  CHECK(exponential(-1000.0f) >= 0.0f);
  CHECK(exponential(-std::numeric_limits<float>::infinity()) < 1e-37f);
}

TEST_CASE("the float logarithm is right to 3e-7 over its whole range") {
  const auto ours = [](float x) { return logarithm(x); };
  const auto theirs = [](double x) { return std::log(x); };
  CHECK(worst_relative_error(1.2e-38f, 1e-20f, ours, theirs) < 3e-7);
  CHECK(worst_relative_error(1e-20f, 0.99f, ours, theirs) < 3e-7);
  CHECK(worst_relative_error(0.99f, 1.01f, ours, theirs) < 3e-7);
  CHECK(worst_relative_error(1.01f, 3e38f, ours, theirs) < 3e-7);
}

TEST_CASE("powers of two are right to 3e-7, binary logarithms of numbers up to 1 to 1e-6 of a doubling or 3e-7") {
  CHECK(worst_relative_error(
            1e-30f, 125.9f, [](float x) { return power_of_two(x); }, [](double x) { return std::exp2(x); }) < 3e-7);
  CHECK(worst_relative_error(
            1e-30f, 125.4f, [](float x) { return power_of_two(-x); }, [](double x) { return std::exp2(-x); }) < 3e-7);
  double worst = 0;
  for (std::uint32_t bits = std::bit_cast<std::uint32_t>(1.2e-38f); bits <= std::bit_cast<std::uint32_t>(1.0f);
       bits += 997) {
    const auto x = std::bit_cast<float>(bits);
    const double truth = std::log2(static_cast<double>(x));
    worst = std::max(worst, std::abs(static_cast<double>(binary_logarithm(x)) - truth) / std::max(1., -truth * .3));
  }
  CHECK(worst < 1e-6);
}

TEST_CASE("geometric means of levels are right to 1e-6") {
  double worst = 0;
  for (int a = 1; a <= 100; ++a)
    for (int c = 1; c <= 100; ++c)
      for (int r = 1; r <= 100; ++r) {
        const float x = .00999f * static_cast<float>(a), y = .00998f * static_cast<float>(c),
                    z = .00997f * static_cast<float>(r);
        const float ours =
            power_of_two(.4f * binary_logarithm(x) + .3f * binary_logarithm(y) + .3f * binary_logarithm(z));
        const double truth = std::exp(double{.4f} * std::log(double{x}) + double{.3f} * std::log(double{y}) +
                                      double{.3f} * std::log(double{z}));
        worst = std::max(worst, std::abs(static_cast<double>(ours) / truth - 1));
      }
  CHECK(worst < 1e-6);
}

TEST_CASE("the logarithm of nothing is that of the smallest normal number") {
  CHECK(logarithm(0.0f) == logarithm(std::numeric_limits<float>::min()));
  CHECK(logarithm(-1.0f) == logarithm(0.0f));
}

TEST_CASE("neutral arguments are exact") {
  CHECK(exponential(0.0f) == 1.0f);
  CHECK(power_of_two(0.0f) == 1.0f);
  CHECK(binary_logarithm(1.0f) == 0.0f);
  CHECK(logarithm(1.0f) == 0.0f);
  CHECK(exponential(0.0) == 1.0);
  CHECK(logarithm(1.0) == 0.0);
  for (const float w : {0.0f, 0.3f, 0.4f, 1.0f, 7.0f}) CHECK(power(1.0f, w) == 1.0f);
  CHECK(power(0.3f, 0.0f) == 1.0f);
  CHECK(probability(0.0f) == 0.0f);
  CHECK(probability(50.0f) == 1.0f);
  CHECK(probability(1000.0f) == 1.0f);
}

TEST_CASE("a small rate's probability keeps its digits") {
  const auto truth = [](double x) { return -std::expm1(-x); };
  CHECK(worst_relative_error(
            1e-30f, 0.0625f, [](float x) { return probability(x); }, truth) < 3e-7);
  CHECK(worst_relative_error(
            0.0625f, 100.0f, [](float x) { return probability(x); }, truth) < 2e-6);
}

TEST_CASE("probability never falls as the rate grows across its seam") {
  CHECK(probability(0.0624999f) <= probability(0.0625f));
  CHECK(probability(0.0625f) <= probability(0.0625001f));
}

TEST_CASE("exp and log in double are right to 1e-14") {
  for (double x = -700; x < 700; x += 0.37) CHECK(std::abs(exponential(x) / std::exp(x) - 1) < 1e-14);
  for (double x = 1e-300; x < 1e300; x *= 1.37)
    if (std::abs(std::log(x)) > 1e-9) CHECK(std::abs(logarithm(x) / std::log(x) - 1) < 1e-14);
  for (double x = 0.9; x < 1.1; x += 0.00037) CHECK(std::abs(logarithm(x) / std::log(x) - 1) < 1e-14);
}

TEST_CASE("the normal quantile is right to 1e-8 wherever a draw can fall") {
  const boost::math::normal normal;
  double worst = 0;
  for (std::uint64_t bits = 0; bits <= 0xFFFFFFFF; bits += 65'521) {
    const double u = (static_cast<double>(bits) + 0.5) * 0x1p-32;
    worst = std::max(worst, std::abs(normal_quantile(u) - boost::math::quantile(normal, u)));
  }
  for (double u = 0x1p-33; u < 1e-3; u *= 1.7) {
    worst = std::max(worst, std::abs(normal_quantile(u) - boost::math::quantile(normal, u)));
    worst = std::max(worst, std::abs(normal_quantile(1 - u) - boost::math::quantile(normal, 1 - u)));
  }
  CHECK(worst < 1e-8);
  CHECK(normal_quantile(0.5) == 0.0);
}

TEST_CASE("Student's quantile has the values of the printed tables") {
  struct Row {
    double p;
    int degrees;
    double t;
  };
  const Row table[] = {{.975, 1, 12.706}, {.975, 2, 4.303},   {.975, 5, 2.571},  {.975, 10, 2.228}, {.975, 29, 2.045},
                       {.975, 30, 2.042}, {.975, 120, 1.980}, {.95, 1, 6.314},   {.95, 9, 1.833},   {.95, 30, 1.697},
                       {.995, 1, 63.657}, {.995, 9, 3.250},   {.995, 30, 2.750}, {.9, 4, 1.533},    {.75, 3, 0.765}};
  for (const Row& row : table) {
    INFO("p " << row.p << ", degrees of freedom " << row.degrees);
    CHECK(std::abs(student_quantile(row.p, row.degrees) - row.t) < 0.00051);
  }
}

TEST_CASE("Student's quantile is right to 1e-9") {
  for (const int degrees : {1, 2, 3, 4, 7, 9, 29, 99, 500, 2000})
    for (const double p : {.51, .6, .75, .9, .95, .975, .995}) {
      INFO("p " << p << ", degrees of freedom " << degrees);
      CHECK(std::abs(student_quantile(p, degrees) - boost::math::quantile(boost::math::students_t(degrees), p)) < 1e-9);
    }
  for (const int degrees : {2001, 10'000, 1'000'000})
    CHECK(std::abs(student_quantile(.975, degrees) - boost::math::quantile(boost::math::students_t(degrees), .975)) <
          1e-9);
}
