#include "studies/calibration/scores.hpp"

#include <boost/math/statistics/bivariate_statistics.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>

#include "sim/mathematics.hpp"
#include "studies/calibration/purposes.hpp"

namespace kantel::calibration {

namespace {

constexpr double method_share = .18;

// M of a person.
double method(const KeyedRandom& random, std::size_t person) {
  return normal_quantile(open_unit_interval(random.draw(static_cast<std::uint32_t>(person), 0, common_method)));
}

}  // namespace

double mean(const Scores& x) { return boost::math::statistics::mean(x); }

double sd(const Scores& x) { return std::sqrt(boost::math::statistics::variance(x)); }

double correlation(const Scores& x, const Scores& y) {
  return boost::math::statistics::covariance(x, y) / (sd(x) * sd(y));
}

Scores rated(const Scores& x, const KeyedRandom& random, double sign) {
  const double weight = sign * std::sqrt(method_share / (1 - method_share)), scale = sd(x);
  Scores scores;
  for (std::size_t i = 0; i < x.size(); ++i) scores.push_back(x[i] / scale + weight * method(random, i));
  return scores;
}

}  // namespace kantel::calibration
