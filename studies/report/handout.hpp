// A page to hand out: the answer, one picture and what to talk about, in both languages on one sheet of A4.
#pragma once
#include <string>

#include "studies/report/data.hpp"

namespace kantel::report {

// One language's part, in the language spoken.
std::string handout_column(const Results& results);
// Who and how long, and that nobody here is real: as pages end.
std::string facts_of(const Results& results);
std::string synthetic_of(const Results& results);

}  // namespace kantel::report
