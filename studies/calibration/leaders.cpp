#include "studies/calibration/leaders.hpp"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <cmath>

#include "sim/mathematics.hpp"
#include "studies/calibration/purposes.hpp"

namespace kantel::calibration {

Leaders draw_leaders(const LeaderPopulation& population, std::size_t teams, const KeyedRandom& random) {
  const Levers centre = Policy("neutral")->levers, absent = Policy("laissez_faire")->levers;
  const double mean = population.absence_mean,
               size = mean * (1 - mean) / (population.absence_sd * population.absence_sd) - 1;  // a + b
  const boost::math::beta_distribution<> absence(mean * size, (1 - mean) * size);
  Leaders leaders;
  for (std::uint32_t team = 0; team < teams; ++team) {
    const auto uniform = [&](std::uint32_t number, std::uint32_t purpose) {
      return open_unit_interval(random.draw(team, number, purpose));
    };
    const double common = normal_quantile(uniform(0, leader_common));
    const double away = quantile(absence, uniform(0, leader_absence));
    std::uint32_t number = 0;
    const auto lever = [&](float at, float without) {
      const double own = normal_quantile(uniform(number++, leader_lever));
      const double off = population.sd * (std::sqrt(population.halo) * common + std::sqrt(1 - population.halo) * own);
      const double led = at == 0 ? 0 : std::clamp(at + off, 0.0, 1.0);
      return static_cast<float>((1 - away) * led + away * without);
    };
    leaders.levers.push_back({lever(centre.autonomy_support, absent.autonomy_support),
                              lever(centre.structure, absent.structure), lever(centre.care, absent.care),
                              lever(centre.pressure, absent.pressure), lever(centre.vision, absent.vision)});
    leaders.absence.push_back(away);
  }
  return leaders;
}

}  // namespace kantel::calibration
