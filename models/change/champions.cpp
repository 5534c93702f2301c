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
                                       const Ties& ties, ChampionRule chosen, std::size_t wanted,
                                       std::span<const Employee> among) {
  if (wanted == 0) return {};
  const auto rank = [&](Employee i) -> double {
    switch (chosen) {
      case ChampionRule::at_random: return 0;
      case ChampionRule::by_degree: return ties.degree(i);
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

std::vector<Employee> champions_of_day_0(const ChangeGround& ground, const Day& day, const Population& people,
                                         const Ties& ties) {
  if (day.arm.approach == Approach::pilot) return {};  // they come with the waves
  std::vector<Employee> everybody(people.employees());
  std::iota(everybody.begin(), everybody.end(), Employee{0});
  const Champions& wanted = day.arm.champions;
  return choose_champions(ground, day, people, ties, wanted.chosen, share_of(wanted.share, everybody.size()),
                          everybody);
}

// want, as weigh.cpp has it; on day 0 a local plan fits where its champions are.
double wanting(const Day& day, const Population& people, Employee i) {
  const Parameters& par = day.parameters;
  const double fit = static_cast<double>(fit_of(day, people, i));
  const double intention = std::max(1e-30, fit * people.attitude[i] * people.need_satisfaction[i]);
  const double reluctance = (people.flags[i] & lapsed_before_bit) != 0 ? par.after_lapse : 1;
  return std::min(1.0, par.want_reference * exponential(par.eta * logarithm(intention / par.want_reference))) *
         reluctance;
}

void make_plan(Day& day, std::span<const Employee> champions, std::span<const Employee> others) {
  const double misfit = day.parameters.copy_misfit;
  if (day.arm.central_plan() || misfit == 0) return;
  const std::size_t units = day.organisation.unit_names.size();
  day.fit_of_unit.assign(units, static_cast<float>(1 - day.change.local_variety * misfit));
  day.missed_in_unit.assign(units, misfit);
  const auto at_home = [&](std::size_t unit) { day.fit_of_unit[unit] = 1, day.missed_in_unit[unit] = 0; };
  for (const Employee champion : champions) at_home(day.organisation.unit[champion]);
  for (const Employee other : others) at_home(day.organisation.unit[other]);
  for (std::size_t unit = 0; unit < day.wave_of_unit.size(); ++unit)
    if (day.wave_of_unit[unit] == 0) at_home(unit);
}

}  // namespace kantel
