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

std::size_t share_of(double share, std::size_t people) {
  // A share written as a decimal may lie a rounding above a whole number of people.
  return static_cast<std::size_t>(std::ceil(share * static_cast<double>(people) * (1 - 1e-12)));
}

void make_champion(const Parameters& parameters, Population& people, Employee champion) {
  const auto at_least = [&](float& level, double least) { level = std::max(level, static_cast<float>(least)); };
  at_least(people.skill[champion], parameters.champion_skill);
  at_least(people.internalisation[champion], parameters.champion_internalisation);
  people.flags[champion] = static_cast<std::uint8_t>((people.flags[champion] & ~compelled_bit) | champion_bit);
}

std::vector<Employee> choose_champions(const ChangeGround& ground, const Day& day, const Population& people,
                                       ChampionRule chosen, std::size_t wanted, std::span<const Employee> among) {
  if (wanted == 0) return {};
  const auto rank = [&](Employee i) -> double {
    switch (chosen) {
      case ChampionRule::at_random: return 0;
      case ChampionRule::by_degree: return ground.organisation.ties.degree(i);
      case ChampionRule::by_betweenness: return ground.betweenness[i];
      case ChampionRule::by_openness: return -static_cast<double>(people.threshold[i]);
      case ChampionRule::as_volunteers: return wanting(day, people, i);
      case ChampionRule::among_managers: return ground.is_manager[i];
    }
    return 0;
  };
  struct Candidate {
    double rank;
    std::uint32_t draw;
    Employee who;
  };
  std::vector<Candidate> candidates;
  candidates.reserve(among.size());
  for (const Employee i : among) candidates.push_back({rank(i), day.random.draw(i, day.number, champion_rank), i});
  const auto ahead = [](const Candidate& a, const Candidate& b) {
    if (a.rank != b.rank) return a.rank > b.rank;
    return a.draw != b.draw ? a.draw > b.draw : a.who < b.who;
  };
  wanted = std::min(wanted, candidates.size());
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(wanted), candidates.end(),
                    ahead);
  std::vector<Employee> champions(wanted);
  for (std::size_t i = 0; i < wanted; ++i) champions[i] = candidates[i].who;
  return champions;
}

// want, as weigh.cpp has it; on day 0 a local plan fits where its champions are.
double wanting(const Day& day, const Population& people, Employee i) {
  const Parameters& par = day.parameters;
  const double fit = people.plan_fit.empty() ? day.fit_at(day.organisation.level[i], day.organisation.unit[i])
                                             : static_cast<double>(people.plan_fit[i]);
  const double intention = std::max(1e-30, fit * people.attitude[i] * people.need_satisfaction[i]);
  const double reluctance = (people.flags[i] & lapsed_before_bit) != 0 ? par.after_lapse : 1;
  return std::min(1.0, par.want_reference * exponential(par.eta * logarithm(intention / par.want_reference))) *
         reluctance;
}

}  // namespace kantel
