// Contagion: the engine's kept counts against a naive program that asks everybody's ties afresh every day, and against
// cascades worked by hand. The naive program is written from the equations, in double precision with the mathematics
// library; it shares the engine's draws and nothing else. The two could only part where a draw all but equals its
// probability, and the test demands that none does.
#include "models/reference/contagion.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "models/reference/run.hpp"
#include "tests/models/reference/networks_made.hpp"

using namespace kantel;
using kantel::test::made;
using kantel::test::settings_of;
using kantel::test::tied;

namespace {

// Everybody by their draw on who is a seed, the highest first.
std::vector<Employee> by_draw(const ReferenceNetwork& network, const KeyedRandom& random) {
  std::vector<Employee> everybody;
  for (Employee v = 0; v < network.people; ++v) everybody.push_back(v);
  std::sort(everybody.begin(), everybody.end(), [&](Employee a, Employee b) {
    return random.draw(a, 0, draw_seed_rank) > random.draw(b, 0, draw_seed_rank);
  });
  return everybody;
}

// A population on one morning.
struct Naive {
  const ReferenceNetwork* network;
  KeyedRandom random;
  std::vector<bool> has, over, fresh;  // fresh: has had it since yesterday
  double closest = 1;                  // that anything came to a threshold without being it, as a share of it

  Naive(const ReferenceNetwork& on, const KeyedRandom& with, std::size_t seeds)
      : network(&on), random(with), has(on.people), over(on.people), fresh(on.people) {
    const std::vector<Employee> ranked = by_draw(on, with);
    for (std::size_t i = 0; i < seeds; ++i) has[ranked[i]] = fresh[ranked[i]] = true;
  }
  int among_ties(Employee v, const std::vector<bool>& flag) const {
    int count = 0;
    if (network->complete)
      for (Employee other = 0; other < network->people; ++other) count += other != v && flag[other];
    else
      for (const Employee other : network->ties.ties(v)) count += flag[other];
    return count;
  }
  int having(Employee v) const { return among_ties(v, has); }
  int degree(Employee v) const { return among_ties(v, std::vector<bool>(network->people, true)); }
  double share(Employee v) const { return degree(v) == 0 ? 0 : static_cast<double>(having(v)) / degree(v); }

  // Where the two are exactly equal here they are so in float as well: whole numbers, and shares such as 1/5 and .2.
  bool reaches(double number, double threshold) {
    if (number != threshold) closest = std::min(closest, std::abs((number - threshold) / threshold));
    return number >= threshold;
  }
  bool happens(Employee v, std::uint32_t day, std::uint32_t purpose, double chance) {
    return chance > 0 && (chance >= 1 || !reaches(random.draw(v, day, purpose) * 0x1p-32, chance));
  }
  double trait(Employee v) const { return (random.draw(v, 0, draw_trait) + .5) * 0x1p-32; }
};

// What a day makes of somebody who does not have it: (this morning, the person, the day, today's luck) → has it now.
using Catches = std::function<bool(const Naive&, Employee, std::uint32_t, Naive&)>;
using NaiveDay = std::function<void(Naive&, std::uint32_t)>;

// Whoever has it keeps it.
NaiveDay for_good(const Catches& catches) {
  return [=](Naive& now, std::uint32_t day) {
    const Naive was = now;
    for (Employee v = 0; v < was.network->people; ++v) {
      now.fresh[v] = !was.has[v] && catches(was, v, day, now);
      if (now.fresh[v]) now.has[v] = true;
    }
  };
}
// Whoever has it loses it at rate rho, for good or not.
NaiveDay ending(double rho, bool removed, const Catches& catches) {
  return [=](Naive& now, std::uint32_t day) {
    const Naive was = now;
    for (Employee v = 0; v < was.network->people; ++v)
      if (was.has[v]) {
        const bool ends = now.happens(v, day, draw_ending, 1 - std::exp(-rho));
        now.has[v] = !ends;
        now.over[v] = ends && removed;
      } else if (!was.over[v]) {
        now.has[v] = catches(was, v, day, now);
      }
  };
}
Catches by_rate(const std::function<double(const Naive&, Employee)>& rate) {
  return [=](const Naive& was, Employee v, std::uint32_t day, Naive& now) {
    return now.happens(v, day, draw_becoming, 1 - std::exp(-rate(was, v)));
  };
}
Catches from_share(double q) {
  return by_rate([=](const Naive& was, Employee v) { return q * was.share(v); });
}
Catches from_each(double q) {
  return by_rate([=](const Naive& was, Employee v) { return q * was.having(v); });
}
NaiveDay cascade(double p) {
  return for_good([=](const Naive& was, Employee v, std::uint32_t day, Naive& now) {
    return now.happens(v, day, draw_becoming, 1 - std::pow(1 - p, was.among_ties(v, was.fresh)));
  });
}
NaiveDay complex(int needed, double noise, double certainty) {
  return for_good([=](const Naive& was, Employee v, std::uint32_t day, Naive& now) {
    const int n = was.having(v);
    return now.happens(v, day, draw_becoming, n >= needed ? certainty : n > 0 ? noise : 0);
  });
}
using Threshold = std::function<double(const Naive&, Employee)>;
NaiveDay shares_reach(const Threshold& threshold) {
  return for_good([=](const Naive& was, Employee v, std::uint32_t, Naive& now) {
    return was.degree(v) > 0 && now.reaches(was.share(v), threshold(was, v));
  });
}
NaiveDay numbers_reach(const Threshold& threshold) {
  return for_good([=](const Naive& was, Employee v, std::uint32_t, Naive& now) {
    return now.reaches(was.having(v), threshold(was, v));
  });
}
double normal_quantile_of(double mean, double sd, double u) { return quantile(boost::math::normal(mean, sd), u); }

struct Case {
  const ReferenceModel& model;
  std::string toml;
  std::size_t seeds;
  NaiveDay today;
};

const std::vector<Case>& cases() {
  const auto trait = [](const Naive& was, Employee v) { return was.trait(v); };
  const auto counting = [](const Naive&, Employee v) { return v; };
  const auto one_missing = [](const Naive&, Employee v) { return v == 1 ? 2 : v; };
  // Normal, of a population of n: drawn, or at person v's quantile.
  const auto drawn = [](double mean, double sd, bool of_people) {
    return [=](const Naive& was, Employee v) {
      return (of_people ? was.network->people : 1) * normal_quantile_of(mean, sd, was.trait(v));
    };
  };
  const auto quantiles = [](const Naive& was, Employee v) {
    const double n = was.network->people;
    return n * normal_quantile_of(.2, .19, (v + .5) / n);
  };
  static const std::vector<Case> list{
      {*find_reference_model("bass"), "p = 0.02\nq = 0.4", 0,
       for_good(by_rate([](const Naive& was, Employee v) { return .02 + .4 * was.share(v); }))},
      {*find_reference_model("bass"), "p = 0\nq = 0.7\nseeds = 3", 3, for_good(from_share(.7))},
      {*find_reference_model("si"), "q = 0.4\nseeds = 2", 2, for_good(from_share(.4))},
      {*find_reference_model("si"), "q = 0.05\ncontact = 'each'", 1, for_good(from_each(.05))},
      {*find_reference_model("sis"), "q = 0.8\nrho = 0.3\nseeds = 5", 5, ending(.3, false, from_share(.8))},
      {*find_reference_model("sis"), "q = 0.1\nrho = 0.4\ncontact = 'each'\nseeds = 5", 5,
       ending(.4, false, from_each(.1))},
      {*find_reference_model("sir"), "q = 0.8\nrho = 0.2\nseeds = 5", 5, ending(.2, true, from_share(.8))},
      {*find_reference_model("sir"), "q = 0.1\nrho = 0.3\ncontact = 'each'\nseeds = 2", 2,
       ending(.3, true, from_each(.1))},
      {*find_reference_model("sir"), "q = 0.3\nrho = 100\ncontact = 'each'\nseeds = 2", 2,
       ending(100, true, from_each(.3))},
      {*find_reference_model("independent_cascade"), "p = 0.05\nseeds = 4", 4, cascade(.05)},
      {*find_reference_model("independent_cascade"), "p = 0.4", 1, cascade(.4)},
      {*find_reference_model("independent_cascade"), "p = 1", 1, cascade(1)},
      {*find_reference_model("linear_threshold"), "seeds = 6", 6, shares_reach(trait)},
      {*find_reference_model("watts"), "phi = 0.2", 1, shares_reach([](const Naive&, Employee) { return .2; })},
      {*find_reference_model("watts"), "phi = 0.3\nphi_sd = 0.2\nseeds = 2", 2, shares_reach(drawn(.3, .2, false))},
      {*find_reference_model("granovetter"), "", 0, numbers_reach(counting)},
      {*find_reference_model("granovetter"), "first_follower = 2\nseeds = 1", 1, numbers_reach(one_missing)},
      {*find_reference_model("granovetter"), "crowd = 'normal_quantiles'\nmean = 0.2\nsd = 0.19", 0,
       numbers_reach(quantiles)},
      {*find_reference_model("granovetter"), "crowd = 'normal_drawn'\nmean = 0.2\nsd = 0.19", 0,
       numbers_reach(drawn(.2, .19, true))},
      {*find_reference_model("complex"), "a = 2\nseeds = 12", 12, complex(2, 0, 1)},
      {*find_reference_model("complex"), "a = 2\nnoise = 0.05\nseeds = 2", 2, complex(2, .05, 1)},
      {*find_reference_model("complex"), "a = 3\nnoise = 0.02\ncertainty = 0.3\nseeds = 2", 2, complex(3, .02, .3)},
  };
  return list;
}

const std::vector<ReferenceNetwork>& networks() {
  static const std::vector<ReferenceNetwork> list{made(test::poisson(80, 4)), made(test::of(NetworkForm::star, 40)),
                                                  made(test::of(NetworkForm::complete, 50))};
  return list;
}

using Days = std::vector<std::vector<double>>;  // the sums of each day

struct EngineRun {
  Days days;
  bool at_rest;
};
// `stop`: days after coming to rest are not run but repeat it.
EngineRun engine(const ReferenceModel& model, const std::string& toml, const Ground& ground, std::uint32_t last,
                 bool stop = true) {
  const auto run = model.start(settings_of(model, toml), ground);
  std::vector<double> sums(static_cast<std::size_t>(model.sums));
  Days days;
  for (std::uint32_t day = 0; day <= last; ++day) {
    if (day > 0 && !(stop && run->at_rest())) run->advance(day);
    run->sums(sums);
    days.push_back(sums);
  }
  return {days, run->at_rest()};
}

struct NaiveRun {
  Days days;
  double closest;
};
NaiveRun naive(const Case& c, const Ground& ground, std::uint32_t last) {
  Naive now(ground.network, ground.random, c.seeds);
  Days days;
  for (std::uint32_t day = 0; day <= last; ++day) {
    if (day > 0) c.today(now, day);
    const auto has = static_cast<double>(std::count(now.has.begin(), now.has.end(), true));
    const auto over = static_cast<double>(std::count(now.over.begin(), now.over.end(), true));
    days.push_back({static_cast<double>(ground.network.people), has, over, has + over});
    days.back().resize(static_cast<std::size_t>(c.model.sums));
  }
  return {days, now.closest};
}

using Counts = std::vector<double>;
Counts having(const ReferenceModel& model, const std::string& toml, const ReferenceNetwork& network,
              std::uint32_t last) {
  Counts counts;
  for (const std::vector<double>& sums : engine(model, toml, {network, KeyedRandom(1, 0)}, last).days)
    counts.push_back(sums[1]);
  return counts;
}

}  // namespace

TEST_CASE("Every contagion is, day by day, what a naive program makes of the same luck") {
  for (const Case& c : cases()) {
    CAPTURE(c.model.name, c.toml);
    int moved = 0;
    for (const ReferenceNetwork& network : networks())
      for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        CAPTURE(network.people, replicate);
        const Ground ground{network, KeyedRandom(7, replicate)};
        const NaiveRun expected = naive(c, ground, 40);
        REQUIRE(expected.closest > 1e-6);  // above what rounding to float can shift: another seed would be needed
        CHECK(engine(c.model, c.toml, ground, 40).days == expected.days);
        moved += expected.days.front() != expected.days.back();
      }
    CHECK(moved >= 4);
  }
}

TEST_CASE("A contagion at rest repeats its last day: the days that are not run would have changed nothing") {
  for (const Case& c : cases()) {
    CAPTURE(c.model.name, c.toml);
    int rested = 0;
    for (const ReferenceNetwork& network : networks()) {
      const Ground ground{network, KeyedRandom(7, 1)};
      const EngineRun stopped = engine(c.model, c.toml, ground, 300);
      rested += stopped.at_rest;
      CHECK(stopped.days == engine(c.model, c.toml, ground, 300, false).days);

      const Recording recorded = run_reference(c.model, settings_of(c.model, c.toml), ground, 300);
      const auto measured = static_cast<std::size_t>(c.model.measures()[0].numerator);
      std::vector<float> series, shares;
      for (std::uint32_t day = 0; day <= 300; ++day) {
        series.push_back(recorded.value(day, 0, 0));
        shares.push_back(static_cast<float>(stopped.days[day][measured] / network.people));
      }
      CHECK(series == shares);
    }
    CHECK((rested > 0 || &c.model == find_reference_model("sis")));
  }
}

TEST_CASE("A threshold cascade and an independent cascade, worked by hand") {
  //   0 ──── 1          0 starts. φ = ½: 1 has one of two; then 2 has two of four; then 3 has one of two and 4 one of
  //    ╲    ╱           one; then 5. p = 1: 1 and 2; then 3 and 4; then 5. Nobody ever meets 6.
  //      2 ──── 3 ──── 5
  //      │
  //      4              6
  const ReferenceNetwork network = tied(7, {{0, 1}, {0, 2}, {1, 2}, {2, 3}, {2, 4}, {3, 5}});
  const std::string first = "placed = 'first'\nseeds = 1\n";
  CHECK(having(*find_reference_model("watts"), first + "phi = 0.5", network, 6) == Counts{1, 2, 3, 5, 6, 6, 6});
  CHECK(having(*find_reference_model("watts"), first + "phi = 0.51", network, 3) == Counts{1, 1, 1, 1});
  CHECK(having(*find_reference_model("watts"), first + "phi = 0", network, 2) ==
        Counts{1, 6, 6});  // 6 has no tie to look at
  CHECK(having(*find_reference_model("independent_cascade"), first + "p = 1", network, 5) == Counts{1, 3, 5, 6, 6, 6});
  CHECK(having(*find_reference_model("independent_cascade"), first + "p = 0", network, 3) == Counts{1, 1, 1, 1});
  // Two ties are needed: nobody but 0 is seen by 1 and 2. Were 1 to start too, 2 would see both; 3 sees 2 alone.
  CHECK(having(*find_reference_model("complex"), first + "a = 2", network, 3) == Counts{1, 1, 1, 1});
  CHECK(having(*find_reference_model("complex"), "placed = 'first'\nseeds = 2\na = 2", network, 3) ==
        Counts{2, 3, 3, 3});
}

TEST_CASE("Granovetter's crowd follows one after the other, and not at all when the first follower waits for two") {
  const ReferenceNetwork crowd = made(test::of(NetworkForm::complete, 100));
  Counts one_a_day;
  for (int day = 0; day <= 100; ++day) one_a_day.push_back(day);
  CHECK(having(*find_reference_model("granovetter"), "", crowd, 100) == one_a_day);
  CHECK(having(*find_reference_model("granovetter"), "first_follower = 2", crowd, 100).back() == 1);
}

TEST_CASE("Seeds are drawn, the first by number, a person with all ties, or those with most ties") {
  using List = std::vector<Employee>;
  const ReferenceNetwork& network = networks()[0];
  const Ground ground{network, KeyedRandom(7, 2)};
  const auto seeds = [&](Placed placed, std::optional<std::int64_t> number, std::optional<double> share = {}) {
    List list = seeds_of({.seeds = number, .seed_share = share, .placed = placed}, ground);
    std::sort(list.begin(), list.end());
    return list;
  };
  const auto sorted = [](List list) {
    std::sort(list.begin(), list.end());
    return list;
  };
  const List ranked = by_draw(network, ground.random);
  CHECK(seeds(Placed::at_random, 5) == sorted({ranked.begin(), ranked.begin() + 5}));
  CHECK(seeds(Placed::at_random, {}) == List{ranked[0]});  // the usual one
  CHECK(seeds(Placed::at_random, {}, .1).size() == 8);     // of 80, whatever .1 · 80 rounds to
  CHECK(seeds(Placed::at_random, {}, .101).size() == 9);
  CHECK(seeds(Placed::at_random, 1000).size() == 80);
  CHECK(seeds(Placed::first, 3) == List{0, 1, 2});

  List around(network.ties.ties(ranked[0]).begin(), network.ties.ties(ranked[0]).end());
  around.push_back(ranked[0]);
  CHECK(seeds(Placed::neighbourhood, 1) == sorted(around));

  List by_ties = ranked;
  std::stable_sort(by_ties.begin(), by_ties.end(),
                   [&](Employee a, Employee b) { return network.ties.degree(a) > network.ties.degree(b); });
  CHECK(seeds(Placed::hub, 7) == sorted({by_ties.begin(), by_ties.begin() + 7}));
}
