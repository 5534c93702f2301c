// The population that leaders are drawn from.
#include "models/change/leading/leaders.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace kantel;

namespace {

constexpr Employee positions = 20'000;

struct Moments {
  double mean = 0, sd = 0;
};
Moments moments(const std::vector<double>& x) {
  Moments found;
  for (const double one : x) found.mean += one / positions;
  for (const double one : x) found.sd += (one - found.mean) * (one - found.mean) / positions;
  found.sd = std::sqrt(found.sd);
  return found;
}

}  // namespace

TEST_CASE("leaders differ, go together by the halo, and are absent as often as is said") {
  const KeyedRandom random(1, 0);
  Arm arm;
  arm.leader_halo = .5;
  arm.leader_absence = Absence{};
  std::vector<double> structure, care, both, pressure_and_care, absence;
  for (Employee at = 0; at < positions; ++at) {
    const Leader leader = leader_drawn(arm, random, at, 0);
    structure.push_back(leader.off[1]), care.push_back(leader.off[2]);
    both.push_back(leader.off[1] * leader.off[2]);
    pressure_and_care.push_back(leader.off[3] * leader.off[2]);
    absence.push_back(leader.absence);
  }
  for (const auto* lever : {&structure, &care}) {
    CHECK(moments(*lever).mean == Approx(0).margin(.03));
    CHECK(moments(*lever).sd == Approx(1).epsilon(.03));
  }
  CHECK(moments(both).mean == Approx(.5).margin(.03));  // of spread 1: the correlation
  CHECK(moments(pressure_and_care).mean == Approx(0).margin(.03));
  CHECK(moments(absence).mean == Approx(.2).margin(.005));
  CHECK(moments(absence).sd == Approx(.17).margin(.005));
  CHECK(leader_drawn(arm, random, 7, 0).off == leader_drawn(arm, random, 7, 0).off);
  CHECK(leader_drawn(arm, random, 7, 0).off != leader_drawn(arm, random, 7, 1).off);  // a successor's are others
}

TEST_CASE("a lever that a policy does not use stays at 0, and who is wholly absent leads as laissez-faire") {
  Arm arm;
  arm.leader_sd = 1;
  Leader leader{{5, -5, 0, 5, 0}, 0, 0};
  const Levers led = spread_out(arm, leader, Policy("neutral")->levers);
  CHECK(led.autonomy_support == 1);
  CHECK(led.structure == 0);
  CHECK(led.pressure == 0);
  leader.absence = 1;
  CHECK(spread_out(arm, leader, Policy("neutral")->levers) == Policy("laissez_faire")->levers);
}
