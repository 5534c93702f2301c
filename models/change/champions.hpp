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
                                       ChampionRule chosen, std::size_t wanted, std::span<const Employee> among);
// Somebody who became one on the way: with the skill and conviction of one, unless there is more of them already.
void make_champion(const Parameters& parameters, Population& people, Employee champion);
// How much somebody wants to today.
double wanting(const Day& day, const Population& people, Employee employee);

// Betweenness for choosing by it: exact to 20,000 employees, from 1,000 keyed sources above.
std::vector<double> champion_betweenness(const Network& ties, std::uint64_t seed, const Workers& workers);

}  // namespace kantel
