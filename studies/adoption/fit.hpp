// Maximum likelihood of a hazard, and what the data say about each of its parameters.
//
// NLopt's bounded searches without derivatives (BOBYQA, Powell 2009; Nelder–Mead for one parameter) climb from several
// keyed starts, in coordinates that run from 0 to 1 over each parameter's range. An interval holds the values at which
// the likelihood, maximised over the others, stays within χ²(1, .95)/2 = 1.92 of its maximum. Where it does so up to an
// end of the range, the data do not bound the parameter on that side; where on both sides, it is not identified.
#pragma once
#include <string_view>

#include "studies/adoption/hazard.hpp"

namespace kantel::adoption {

struct Fit {
  std::vector<double> values;  // in the order of parameters_of
  double log_likelihood = 0;
};

struct Search {
  std::uint64_t seed = 1;
  int starts = 6;  // beside a given one
};

Fit fit_hazard(const HazardForm& form, int months, const Exposure& exposure, const Counts& counts, const Search& search,
               std::span<const double> begin = {});

struct ProfileInterval {
  double low = 0, high = 0;
  bool open_below = false, open_above = false;              // reaches the end of the range
  bool has_low() const { return !open_below || low == 0; }  // 0 is a bound worth writing down
  // "yes", "from above only", "from below only" or "no"
  std::string_view identified() const;
};

// One a parameter. The fit is improved if the profile finds a higher point.
std::vector<ProfileInterval> profile_intervals(const HazardForm& form, int months, const Exposure& exposure,
                                               const Counts& counts, Fit& fit);

}  // namespace kantel::adoption
