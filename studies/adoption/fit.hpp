// Maximum likelihood of a hazard, and what the data say about each of its parameters.
//
// NLopt's SLSQP (Kraft 1994) climbs along the likelihood's own derivatives, within bounds, from several
// keyed starts, in coordinates that run from 0 to 1 over each parameter's range. An interval holds the values at which
// the likelihood, maximised over the others, stays within χ²(1, .95)/2 = 1.92 of its maximum. Where it does so up to an
// end of the range, the data do not bound the parameter on that side; where on both sides, it is not identified.
#pragma once
#include <string_view>

#include "studies/adoption/hazard.hpp"

namespace kantel::adoption {

// What a form is fitted on.
struct Sample {
  const HazardForm& form;
  int periods;
  const Exposure& exposure;
  const Counts& counts;
};

struct Fit {
  std::vector<double> values;  // in the order of parameters_of
  double log_likelihood = 0;
};

struct Search {
  std::uint64_t seed = 1;
  int starts = 6;  // beside a given one
};

Fit fit_hazard(const Sample& sample, const Search& search, std::span<const double> begin = {});

// The place of q among the parameters of a form.
constexpr std::size_t no_parameter = static_cast<std::size_t>(-1);
std::size_t contagion_parameter(const HazardForm& form);

struct ProfileInterval {
  double low = 0, high = 0;
  bool open_below = false, open_above = false;              // reaches the end of the range
  bool has_low() const { return !open_below || low == 0; }  // 0 is a bound worth writing down
  // "yes", "from above only", "from below only" or "no"
  std::string_view identified() const;
};

// One a parameter and then, where there is a q, that of q/p. The fit is improved if the profile finds a higher point.
std::vector<ProfileInterval> profile_intervals(const Sample& sample, Fit& fit);

}  // namespace kantel::adoption
