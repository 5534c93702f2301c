// One root of a continuous function between two points of opposite sign: Boost's TOMS 748 [Alefeld, Potra & Shi 1995],
// to the last bits. The caller proves the signs.
#pragma once
#include <boost/math/tools/toms748_solve.hpp>
#include <cstdint>
#include <utility>

namespace kantel::theory {

template <class Function>
double root(Function&& function, double low, double high) {
  std::uintmax_t most_steps = 200;
  const auto [left, right] = boost::math::tools::toms748_solve(
      std::forward<Function>(function), low, high, boost::math::tools::eps_tolerance<double>(52), most_steps);
  return (left + right) / 2;
}

}  // namespace kantel::theory
