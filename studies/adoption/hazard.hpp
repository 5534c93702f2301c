// The rate at which somebody who has not started yet starts, per period, in forms that differ in what may move it:
//
//     rate_i(t) = p·h(t) + q·g + r·Y        or, in a multiplied calendar,        (p + q·g + r·Y)·h(t)
//     h(t) = exp(b·u + c·u²),               u from −1 in the first period to 1 in the last
//     P(start in period t | not before) = 1 − exp(−rate_i(t))
//
// g is the change model's social proof with its gates frozen, y²/(y² + θ²) with y the share of those one names who had
// started by period t − 1 (0 for whoever names nobody in the sample); Y is the share of one's place [Bass 1969].
//
// Frailty: people differ in ways nobody measured. Each multiplies their rate by a number of their own, drawn from a
// gamma distribution of mean 1 and variance v [Vaupel, Manton & Stallard 1979]. With Λ the sum of a person's rates, the
// probability not to have started is then (1 + v·Λ)^(−1/v), which is exp(−Λ) where v = 0.
//
// Person-periods that share a period, a y and a Y share a rate, a cell; people who lived through the same cells share a
// path. Both are counted once, so that a likelihood costs a few operations a cell, whatever the number of people.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "studies/adoption/data.hpp"

namespace kantel::adoption {

enum class Calendar { none, line, curve };
enum class Granted { added, multiplied };  // what the calendar does to contagion

struct HazardForm {
  std::string_view name;
  Calendar calendar;
  Granted granted;
  bool ties, place, frailty;
  std::string_view sentence;
  bool looks() const { return ties || place; }
};
// kernel first; then what it is compared with, and what it is part of.
std::span<const HazardForm> hazard_forms();
// Index of a form by name.
std::size_t hazard_form(std::string_view name);

// Of any form; those it does not have keep a value at which they do nothing.
struct Symbol {
  enum Index : std::size_t { p, b, c, q, theta, r, v, count };
};
using Values = std::array<double, Symbol::count>;

// A parameter's name, the range searched, and the scale on which it is. q may be 0, and the likelihood is flat in log q
// near it: a search that strays there would not come back. from_zero is linear near 0 and logarithmic above .01.
enum class Scale { linear, logarithmic, from_zero };
struct HazardParameter {
  std::string_view name;
  Symbol::Index symbol;
  double low, high;
  Scale scale;
};
std::vector<HazardParameter> parameters_of(const HazardForm& form);

// The probability not to have started at a sum of rates, as a logarithm; its derivatives by that sum and by v.
struct Survival {
  double log, by_sum, by_v;
};

// A form with numbers for its parameters, in the order of parameters_of.
class Hazard {
 public:
  Hazard(const HazardForm& form, std::span<const double> values, int periods);
  const HazardForm& form() const { return *form_; }
  double value(Symbol::Index symbol) const { return values_[symbol]; }
  // Where in the study a period lies, from −1 to 1, and h(t).
  double position(int period) const { return (2.0 * period - periods_ - 1) / (periods_ - 1); }
  double calendar(int period) const { return calendar_[static_cast<std::size_t>(period)]; }
  double social_proof(double y) const {
    return form_->ties ? y * y / (y * y + values_[Symbol::theta] * values_[Symbol::theta]) : 0;
  }
  double rate(int period, double proof, double place) const {
    const double added = values_[Symbol::q] * proof + values_[Symbol::r] * place, h = calendar(period);
    return form_->granted == Granted::multiplied ? (values_[Symbol::p] + added) * h : values_[Symbol::p] * h + added;
  }
  Survival survival(double sum) const;

 private:
  const HazardForm* form_;
  Values values_;
  int periods_;
  std::vector<double> calendar_;  // by period; [0] is not used
};

// Of each cell, how many person-periods ended with a start, and how many did not; and of each path, how many people
// there are.
struct Counts {
  std::vector<double> started, stayed, people;
  int after = 0;  // periods up to this one are not counted
  double person_periods() const;
};

class Exposure {
 public:
  struct Cell {
    int period;
    double y, place;
  };
  struct Path {
    std::uint32_t first, end;  // of path_cells, period by period from the first
    bool starts;               // in the last of them
  };
  Exposure(const AdoptionData& data, bool ties, bool place);
  const std::vector<Cell>& cells() const { return cells_; }
  const std::vector<Path>& paths() const { return paths_; }
  std::span<const std::uint32_t> cells_of(const Path& path) const {
    return std::span(path_cells_).subspan(path.first, path.end - path.first);
  }
  // People counted as often as `weight` says: 0 leaves out, as for a held-out place; a resample may hold one twice.
  // Periods up to `after` are left out.
  Counts counts(std::span<const int> weight, int after = 0) const;

 private:
  std::vector<Cell> cells_;
  std::vector<std::uint32_t> path_cells_;
  std::vector<Path> paths_;
  std::vector<std::uint32_t> path_of_;  // per person
};

// And, where a gradient is asked for, its derivatives in the order of parameters_of.
double log_likelihood(const Hazard& hazard, const Exposure& exposure, const Counts& counts,
                      std::span<double> gradient = {});

}  // namespace kantel::adoption
