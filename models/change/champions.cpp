#include "models/change/champions.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/betweenness.hpp"

namespace kantel {

std::vector<double> champion_betweenness(const Network& ties, std::uint64_t seed, const Workers& workers) {
  constexpr Employee exact_to = 20'000;
  constexpr std::size_t sample = 1'000;
  std::vector<Employee> sources(ties.employees());
  std::iota(sources.begin(), sources.end(), Employee{0});
  if (ties.employees() > exact_to) {
    const KeyedRandom random(seed, 0xFFFFFFFE);
    const auto drawn = [&](Employee v) { return std::uint64_t{random.draw(v, 0, champion_rank)} << 32 | v; };
    std::nth_element(sources.begin(), sources.begin() + sample, sources.end(),
                     [&](Employee a, Employee b) { return drawn(a) < drawn(b); });
    sources.resize(sample);
    std::sort(sources.begin(), sources.end());
  }
  return betweenness(ties, sources, workers);
}

std::vector<Employee> choose_champions(const ChangeGround& ground, const Day& day, const Population& people) {
  const Arm& arm = day.arm;
  const Employee n = people.employees();
  // A share written as a decimal may lie a rounding above a whole number of people.
  const auto wanted = static_cast<std::size_t>(std::ceil(arm.champions.share * n * (1 - 1e-12)));
  if (wanted == 0) return {};
  const Parameters& par = day.parameters;
  const auto wants = [&](Employee i) {  // on day 0; a local plan fits where its champions are
    const double fit = day.fit_of_level[ground.organisation.level[i]];
    const double intention = std::max(1e-30, fit * people.attitude[i] * people.need_satisfaction[i]);
    return std::min(1.0, par.want_reference * exponential(par.eta * logarithm(intention / par.want_reference)));
  };
  const auto rank = [&](Employee i) -> double {
    switch (arm.champions.chosen) {
      case ChampionRule::at_random: return 0;
      case ChampionRule::by_degree: return ground.organisation.ties.degree(i);
      case ChampionRule::by_betweenness: return ground.betweenness[i];
      case ChampionRule::by_openness: return -static_cast<double>(people.threshold[i]);
      case ChampionRule::as_volunteers: return wants(i);
    }
    return 0;
  };
  struct Candidate {
    double rank;
    std::uint32_t draw;
    Employee who;
  };
  std::vector<Candidate> candidates(n);
  for (Employee i = 0; i < n; ++i) candidates[i] = {rank(i), day.random.draw(i, 0, champion_rank), i};
  const auto ahead = [](const Candidate& a, const Candidate& b) {
    if (a.rank != b.rank) return a.rank > b.rank;
    return a.draw != b.draw ? a.draw > b.draw : a.who < b.who;
  };
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(wanted), candidates.end(),
                    ahead);
  std::vector<Employee> champions(wanted);
  for (std::size_t i = 0; i < wanted; ++i) champions[i] = candidates[i].who;
  return champions;
}

}  // namespace kantel
