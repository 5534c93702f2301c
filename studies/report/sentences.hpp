// One plain sentence (or two) under each chart, computed from the numbers: what to see, with its interval. Each works
// for one arm, two and many, for one replicate (no interval), and says so where a value is undefined.
#pragma once
#include <string>
#include <vector>

#include "studies/report/data.hpp"

namespace kantel::report {

std::string answer(const Results& results);  // the first paragraph
std::string adoption_sentence(const Results& results);
std::string durable_sentence(const Results& results);
std::string difference_sentence(const Results& results);
std::string change_sentence(const Results& results);
std::string phases_sentence(const Results& results);
std::string barriers_sentence(const Results& results);
std::string units_sentence(const Results& results);
std::string needs_sentence(const Results& results);
std::string cost_sentence(const Results& results);
std::string terciles_sentence(const Results& results);
std::string same_people_sentence(const Results& results);

// The gate with the largest share among those not practising on the day, or "" when undefined.
struct Block {
  std::string gate;
  Estimate share;
};
Block strongest_block(const Results& results, const std::string& arm, const std::string& group, int day);

// Leader hours per employee from day 0 to the given one, summed from hours per week over working days.
double leader_hours_until(const Results& results, const std::string& arm, int day);

}  // namespace kantel::report
