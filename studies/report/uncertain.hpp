// What a report says of draws of the parameters: how far each difference holds in the worlds that are considered
// possible.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "studies/report/figures.hpp"

namespace kantel::report {

// "all 64 draws", "58 of 64 draws (9 in 10)"; rounded so that it never says all or none where that is not so.
std::string share_words(int part, int all, const std::string& what);
Figure uncertain_figure(const Results& results);
nlohmann::ordered_json uncertain_panels(const Results& results);

}  // namespace kantel::report
