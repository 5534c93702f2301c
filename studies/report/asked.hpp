// What a report tells first, and what it leaves out: the ways and metrics that the scenario's question asks about, or,
// where it does not say, what follows from its arms.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "studies/report/data.hpp"

namespace kantel::report {

// Those asked about; else all.
std::vector<std::string> asked_arms(const Results& results);
// Those asked about that some asked arm has; else doing it, what is their own, and who leaves.
std::vector<std::string> asked_metrics(const Results& results);
// Those with a colour and panels of their own: the asked ones; else all up to six; else the first, the one that gets
// furthest and the one that gets least far.
std::vector<std::string> told_arms(const Results& results);
// The differences shown: the first asked arm against each of the others, at most four.
std::vector<Results::Pair> asked_pairs(const Results& results);
bool tells_gain(const Results& results);  // doing nothing was run beside the arms
// The figures in the order in which metrics are asked for, by id; the first has a curve.
std::vector<std::string> asked_figures(const Results& results);

// "durable" of "durable_end"; "" where sentences have no words of their own for it.
std::string_view spoken_stem(std::string_view metric);
bool more_is_further(std::string_view metric);  // of people who do it, not of what it costs
std::string metric_words(const Results& results, std::string_view metric);
// The same where no results say from which day people are followed: "" where there are no words without it.
std::string metric_words(std::string_view metric);

}  // namespace kantel::report
