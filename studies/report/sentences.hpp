// One plain sentence (or two) under each chart, computed from the numbers: what to see, in whole percent and days. Each
// works for one arm, two and many, for one replicate, and says so where a value is undefined or luck could make it.
// Intervals stand in the tables.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "studies/report/data.hpp"
#include "studies/report/text.hpp"

namespace kantel::report {

std::string answer(const Results& results);  // the first paragraph
std::string sure(const Results& results);    // the second: what luck and assumptions move
std::string adoption_sentence(const Results& results);
std::string durable_sentence(const Results& results);
std::string difference_sentence(const Results& results);
std::string change_sentence(const Results& results);
std::string phases_sentence(const Results& results);
std::string barriers_sentence(const Results& results);
std::string needs_sentence(const Results& results);
std::string cost_sentence(const Results& results);
std::string terciles_sentence(const Results& results);
std::string same_people_sentence(const Results& results);

Estimate estimate_on(const Curve& curve, int day);
// "81% with hybrid, 76% with movement and 34% with drift", highest first; of many the ends.
std::string ranked(const std::vector<std::pair<std::string, double>>& values, Scale scale);
std::string pair_words(const Results::Pair& pair);  // "rollout against movement"

// The gate that holds back most on the day, and the share of everybody in the group whom it does; "" when undefined.
struct Block {
  std::string gate;
  Estimate share;
};
Block strongest_block(const Results& results, const std::string& arm, const std::string& group, int day);
// What a gate holds back, as a share of everybody in the group: of those not practising, times how many they are.
Estimate held_back(const Results& results, const std::string& arm, const std::string& group, const std::string& gate,
                   int day);

}  // namespace kantel::report
