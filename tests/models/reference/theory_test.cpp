// The change model with constant levers, and awareness down a tree: closed forms against the days added up.
#include "models/reference/theory/theory.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace kantel::theory;

TEST_CASE("levels follow constant and moving targets day by day as in closed form") {
  for (const auto& [needs_tau, trust_tau, need_start, need_end, trust_start] :
       {std::array{20., 120., .55, .7, .5}, {20., 30., .55, .2, .6}, {20., 20., .4, .6, .3}, {1., 40., .4, .6, .4}}) {
    double need = need_start, trust = trust_start;
    for (int day = 1; day <= 300; ++day) {
      trust += (need - trust) / trust_tau;  // yesterday's need
      need += (need_end - need) / needs_tau;
      CHECK(lagged(need_start, need_end, needs_tau, day) == Approx(need).margin(1e-12));
      CHECK(lagged(trust_start, RunState{need_start, need_end, needs_tau}, trust_tau, day) ==
            Approx(trust).margin(1e-11));
    }
  }
  CHECK(lagged(.3, .9, std::numeric_limits<double>::infinity(), 500) == .3);
}

TEST_CASE("neutral leadership leaves needs at their set points, and pressure, freedom and absence do not") {
  const Slopes slopes{.16, .6, .10, .5, .3, .14, .15, .2};
  const Levers neutral{.5, .5, .5, 0, .2}, absent{.3, 0, 0, 0, .05}, free{1, .3, .5, 0, .7};
  Person person{.55, .6, .5, .4, .25, .7, false, false, 1};
  const Needs rest = needs_at_rest(person, neutral, slopes);
  CHECK(rest.autonomy == .55);
  CHECK(rest.competence == .6);
  CHECK(rest.relatedness == .5);
  CHECK(trust_at_rest(rest, neutral, .4, .3) == Approx(.4 * .55 + .3 * .6 + .3 * .5));  // Σu = 1.7 fills the measure
  CHECK(trust_at_rest(rest, absent, .4, .3) == Approx(.55 * .35 / 1.5));
  // Worked by hand: .55 + .16·.5; .6 − .10·.2 − .5·.1 + .3·.2; .5 − .2·.7 − .15·.25.
  person.aware = true;
  person.same_state = .75;
  const Needs freed = needs_at_rest(person, free, slopes);
  CHECK(freed.autonomy == Approx(.63));
  CHECK(freed.competence == Approx(.59));
  CHECK(freed.relatedness == Approx(.3225));
  // .55 − .16·.4 − .6·.9·.6·.75, with a mandate alone.
  const Levers directive{.1, .7, .3, .9, .5};
  CHECK(needs_at_rest(person, directive, slopes).autonomy == Approx(.486));
  person.mandated = true;
  CHECK(needs_at_rest(person, directive, slopes).autonomy == Approx(.243));
  person.set_autonomy = 0;
  CHECK(needs_at_rest(person, directive, slopes).autonomy == 0);
}

TEST_CASE("awareness comes down the tree as late as its distribution over days says") {
  const double nu = .5, vision = .5, fidelity = .95;
  // knows[l]: the chance that level l of one line knows by today, from yesterday's chances that only its manager does.
  std::array<double, 5> arrived_at{};  // arrived_at[l]: the chance that the news stands at level l
  std::array<double, 5> mean{};
  arrived_at[0] = 1;
  for (int day = 1; day < 2'000; ++day)
    for (std::size_t level = 4; level >= 1; --level) {
      const double heard = arrived_at[level - 1] * (1 - std::exp(-nu * vision * std::pow(fidelity, level)));
      arrived_at[level] += heard;
      arrived_at[level - 1] -= heard;
      mean[level] += day * heard;
    }
  CHECK(arrived_at[4] == Approx(1).margin(1e-12));
  for (std::uint32_t level = 1; level <= 4; ++level)
    CHECK(cascade_arrival(nu, vision, fidelity, level) == Approx(mean[level]).margin(1e-9));
  CHECK(cascade_delay(nu, vision, fidelity, 1) == Approx(1 / (1 - std::exp(-.2375))));
}
