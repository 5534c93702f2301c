// The rate at which somebody who has not started yet starts, per month, in six forms that differ in what may move it:
//
//     rate_i(t) = p·exp(b·u + c·u²) + q·g,      u from −1 in the first month to 1 in the last
//     P(start in month t | not before) = 1 − exp(−rate_i(t))
//
// g is the change model's social proof with its gates frozen, y²/(y² + θ²) with y the share of those one names who had
// started by month t − 1 (0 for whoever names nobody in the sample); or Bass's [1969] y, the share of one's place; or
// nothing. Where b = c = 0 a month is like any other; where q = 0 nobody looks at anybody.
//
// Person-months that share a month and a y share a rate. They are counted into cells once, after which a likelihood
// costs one exponential and one logarithm a cell, whatever the number of people.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "studies/adoption/data.hpp"

namespace kantel::adoption {

enum class Contagion { none, place, named };

struct HazardForm {
  std::string_view name;
  int calendar;  // 0: p alone; 1: and b; 2: and c
  Contagion contagion;
  std::string_view sentence;
};
// kernel first; then what it is compared with.
std::span<const HazardForm> hazard_forms();
// Index of a form by name.
std::size_t hazard_form(std::string_view name);

// A parameter's name, the range searched, and the scale on which it is. q may be 0, and the likelihood is flat in log q
// near it: a search that strays there would not come back. from_zero is linear near 0 and logarithmic above .01.
enum class Scale { linear, logarithmic, from_zero };
struct HazardParameter {
  std::string_view name;
  double low, high;
  Scale scale;
};
std::vector<HazardParameter> parameters_of(const HazardForm& form);

// A form with numbers for its parameters, in the order of parameters_of.
class Hazard {
 public:
  Hazard(const HazardForm& form, std::span<const double> values, int months);
  Contagion contagion() const { return contagion_; }
  double baseline(int month) const { return baseline_[static_cast<std::size_t>(month)]; }
  // Added by a share y of those looked at.
  double added(double y) const;
  double rate(int month, double y) const { return baseline(month) + added(y); }

 private:
  Contagion contagion_;
  double q_ = 0, theta_ = 1;
  std::vector<double> baseline_;  // by month; [0] is not used
};

// Of each cell, how many person-months ended with a start, and how many did not.
struct Counts {
  std::vector<double> started, stayed;
  double person_months() const;
};

class Exposure {
 public:
  struct Cell {
    int month;
    double y;
  };
  Exposure(const AdoptionData& data, Contagion contagion);
  const std::vector<Cell>& cells() const { return cells_; }
  // People counted as often as `weight` says: 0 leaves out, as for a held-out place; a resample may hold one twice.
  // Months up to `after` are left out.
  Counts counts(std::span<const int> weight, int after = 0) const;

 private:
  std::vector<Cell> cells_;
  std::vector<std::uint32_t> first_, cell_;  // per person the cells lived through, month by month
  std::vector<bool> starts_;                 // per person: the last of them is a start
};

double log_likelihood(const Hazard& hazard, const Exposure& exposure, const Counts& counts);

}  // namespace kantel::adoption
