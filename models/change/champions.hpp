// Champions: those who practise from day 0, of their own accord, skilled and convinced.
#pragma once
#include <vector>

#include "models/change/rows.hpp"

namespace kantel {

// ⌈share·N⌉ employees by the arm's way of choosing, in order of rank. Ties in rank are broken by keyed draw, so the
// same people are chosen in every arm that chooses alike.
std::vector<Employee> choose_champions(const ChangeGround& ground, const Day& day, const Population& people);

// Betweenness for choosing by it: exact to 20,000 employees, from 1,000 keyed sources above.
std::vector<double> champion_betweenness(const Network& ties, std::uint64_t seed, const Workers& workers);

}  // namespace kantel
