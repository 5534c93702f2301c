// What a sweep's report is about and what it says first, in a reader's words.
#pragma once
#include <string>
#include <vector>

#include "studies/report/text.hpp"
#include "studies/sweep/export.hpp"

namespace kantel {

// Those of which pictures are drawn, at most four: first what [stop] watches and what lasts; then the outcome's
// headlines, or those kept first. The tables of the export hold all.
std::vector<std::size_t> drawn_metrics(const SweepResults& results);

// All when there are at most six, else each arm against the first.
std::vector<Side> drawn_pairs(const SweepResults& results);
bool is_share(const Metric& metric);
report::Scale scale_of(const Metric& metric, const Side& side);
// "movement", "movement minus rollout", "movement against the baseline"
std::string words_of(const SweepResults& results, const Side& side);

// Which factor moves or decides the first drawn metric most, for every arm and paired difference, with intervals; or
// that none does so clearly.
std::string short_answer(const SweepResults& results);

}  // namespace kantel
