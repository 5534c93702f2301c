// Champions: those who practise of their own accord before others do, skilled and convinced.
#pragma once
#include <vector>

#include "models/change/rows.hpp"

namespace kantel {

// ⌈share·people⌉.
std::size_t share_of(double share, std::size_t people);
// So many of those people, by a way of choosing, in order of rank. Ties in rank are broken by a draw keyed by the day,
// so that the same people are chosen in every arm that chooses alike.
std::vector<Employee> choose_champions(const ChangeGround& ground, const Day& day, const Population& people,
                                       const Ties& ties, ChampionRule chosen, std::size_t wanted,
                                       std::span<const Employee> among);
// The arm's own. In a pilot none: they come with the waves.
std::vector<Employee> champions_of_day_0(const ChangeGround& ground, const Day& day, const Population& people,
                                         const Ties& ties);
// A local plan fits in the units it comes from, those where somebody practises or of a pilot's first
// wave, and less elsewhere.
void make_plan(Day& day, std::span<const Employee> champions, std::span<const Employee> others);
// Somebody who became one on the way: with the skill and conviction of one, unless there is more of them already.
void make_champion(const Parameters& parameters, Population& people, Employee champion);
// How much somebody wants to today.
double wanting(const Day& day, const Population& people, Employee employee);

// Betweenness for choosing by it: exact to 20,000 employees, from 1,000 keyed sources above.
std::vector<double> champion_betweenness(const Network& ties, std::uint64_t seed, const Workers& workers);

}  // namespace kantel
