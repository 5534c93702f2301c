// How far a comparison rests on numbers that nobody knows exactly. All that have a plausible range and that the
// scenario leaves alone are drawn at once, many times over. Each draw is compared with the luck of the first
// replicates, the same in every draw, so that what differs between draws is the parameters. Beside the interval that
// luck leaves stand the spread over draws and the number of draws in which the order of two arms turns round.
//
// Design: a Latin hypercube keyed by the seed and by each parameter's name, so that a parameter that is given instead
// shifts no other; positive numbers on a scale of logarithms, shares of log-odds.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "studies/comparison/compare.hpp"
#include "studies/comparison/tables.hpp"

namespace kantel {

inline constexpr std::int64_t replicates_a_draw = 4;  // at most: luck is shared, and more draws tell more

// A row of the summary over draws.
struct DrawnSpread {
  Interval over;             // of the draws' means, without an interval: n, those in which it is defined
  int holds = 0, turns = 0;  // draws in which a difference has the sign it has at the defaults, or the other
  double luck = undefined;   // share of the variance over draws that the luck of their few replicates explains
};

// How a difference goes with a parameter over draws.
struct Dependence {
  std::string arm, metric, key;
  double rank_correlation = 0;  // Spearman's
};

struct Uncertainty {
  std::vector<Assumed> drawn;
  std::vector<std::string> held;                   // keys
  std::size_t asked = 0;                           // draws
  std::int64_t replicates = 0;                     // of each
  std::vector<std::vector<double>> values;         // [draw][drawn]: of the finished draws
  std::vector<std::vector<double>> means, errors;  // [draw][row of the summary]
  std::vector<DrawnSpread> spreads;                // [row of the summary]
  std::vector<Dependence> depends;                 // of the differences that a table shows, what cannot well be chance
  bool interrupted = false;
};

// What is drawn of a world. Throws InputError: its model declares no ranges, or nothing is left to draw.
std::vector<Assumed> left_to_draw(const World& world);
// [draw][drawn]: a value of each for every draw.
std::vector<std::vector<double>> drawn_values(const std::vector<Assumed>& drawn, std::size_t draws, std::uint64_t seed);

// The world of the scenario with these settings (key=value) beside its own.
using OpenWith = std::function<std::shared_ptr<World>(const std::vector<std::string>& settings)>;

// `summary`: of the comparison at the defaults. Of the options, range and only_replicate are not used; progress counts
// all draws. An interrupt keeps the draws that are finished.
Uncertainty draw_parameters(const Outcome& outcome, const std::vector<SummaryRow>& summary, std::size_t draws,
                            const OpenWith& open, const CompareOptions& options);

// From the draws' means and errors; `differences_from`: the first row that is a difference.
std::vector<DrawnSpread> spreads_of(const std::vector<SummaryRow>& summary, std::size_t differences_from,
                                    const std::vector<std::vector<double>>& means,
                                    const std::vector<std::vector<double>>& errors);
// Of two columns of numbers; pairs with an undefined one are left out. Undefined where a column is all the same.
double rank_correlation(const std::vector<double>& x, const std::vector<double>& y);

// uncertainty.csv, draws.csv and draws_summary.csv.
void write_uncertainty(const Uncertainty& uncertainty, const std::vector<SummaryRow>& summary,
                       const std::filesystem::path& folder);
// A resolved scenario in which what was drawn is left alone again, so that it can be drawn again.
std::string left_open(const std::string& resolved, const std::vector<Assumed>& drawn);

}  // namespace kantel
