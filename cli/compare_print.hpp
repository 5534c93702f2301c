// What `compare` and `run` say on standard output.
#pragma once
#include <filesystem>

#include "studies/comparison/uncertain.hpp"

namespace kantel {

void print_table(const Outcome& outcome, const std::vector<SummaryRow>& summary);
// Of each difference the interval that luck leaves, the spread over draws, and in how many the order is the same.
void print_uncertainty(const Outcome& outcome, const std::vector<SummaryRow>& summary, const Uncertainty& made);
// `made`: null where no parameters were drawn.
void print_json(const Outcome& outcome, const std::vector<SummaryRow>& summary, const Uncertainty* made,
                const std::filesystem::path& out);

}  // namespace kantel
