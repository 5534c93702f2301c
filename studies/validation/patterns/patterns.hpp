// The patterns that the change model should show, written down before any tuning: each is a statement, a measure of it
// on simulated organisations, and a verdict from a 95% interval. A pattern that does not hold is a result. Numbers 10,
// 11 and 15 are effect sizes that parameters are fitted to: studies/calibration.
//
// The set-up is the same for all: form `sector`, N = 1000, 400 days; campaign on days 1 to 249, mandate and policy
// lifted to neutral on day 250 (laissez-faire stays); champions .02 by degree in every arm; hybrid = a mandate from day
// 120. Every pattern is judged at half slopes (the defaults), at full slopes, at half slopes with q divided by ten,
// and with the values that are fitted to effect sizes. Where it compares approaches or policies the other factor is
// varied beside it, and two cells decided on opposite sides make the verdict "depends on".
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "models/change/scenario/parameters.hpp"
#include "sim/parallel.hpp"
#include "studies/comparison/statistics.hpp"

namespace kantel {

// The share of parameter draws in which a pattern holds, with Wilson's 95% interval. NaN when it was not asked.
struct HoldingShare {
  double share = undefined, low = undefined, high = undefined;
};

struct PatternVerdict {
  int number = 0;
  std::string statement;
  std::string slopes;   // "half", "full", "half, q/10" or "fitted"
  std::string verdict;  // "holds", "does not hold", "undecided", "depends on" or "open"
  std::string measure;  // what mean, low and high are of: a paired 95% interval over replicates
  double mean = undefined, low = undefined, high = undefined;
  int replicates = 0;
  std::string detail;               // the numbers behind it, in a sentence or two
  std::string removed_by;           // parameters that, taken away, change the verdict; "" where not asked
  HoldingShare holds_15, holds_20;  // of the draws within ×1.5 and within ×2
};

struct PatternOptions {
  const Workers* workers = nullptr;
  std::int64_t seed = 5;
  int replicates = 20;
  bool robustness = false;  // judge every pattern again under draws of all parameters
  bool removals = false;    // and with each mechanism's parameter taken away
  int draws_15 = 60, draws_20 = 40, draw_replicates = 4;
  std::function<void(double done, double all)> progress;  // from any worker
  const std::atomic<bool>* stop = nullptr;                // ends the check with Interrupted
  std::vector<int> only;                                  // numbers of patterns; empty: all
};

// By number, in the order of settings above.
std::vector<PatternVerdict> check_patterns(const PatternOptions& options);

namespace patterns {

enum class Verdict { holds, does_not_hold, undecided, depends_on, open };
std::string_view to_string(Verdict verdict);

// Holds when the whole interval is on the stated side of a bound, does not hold when it is wholly on the other.
enum class Side { above, below };
Verdict judge(const Interval& interval, Side stated, double bound = 0);
// A statement with several parts holds when all do and does not hold when one does not.
Verdict joint(const std::vector<Verdict>& parts);
// A verdict with cells of a factorial beside it: cells decided on opposite sides make it depend on them.
Verdict across(Verdict stated, const std::vector<Verdict>& cells);

// What a scenario's [parameters] and [change] hold.
struct Settings {
  Parameters parameters;
  ChangeSettings change;
};
Settings half_slopes();     // the defaults
Settings full_slopes();     // αA .35, αC .20, αR .30: what published correlations imply
Settings weak_contagion();  // half slopes, q/10
Settings fitted();          // half slopes, with what `kantel calibrate` fits (docs/calibration.md)

// Settings in which one mechanism is absent, by the name of its parameter.
struct Removal {
  std::string_view parameter;
  double without;
};
std::span<const Removal> removals();
Settings without(const Settings& centre, const Removal& removal);

// Every real number of the settings, multiplied by a factor drawn log-uniformly from [1/factor, factor] and clipped to
// its declared range; weights are renormalised; 0 and infinity stay. Keyed by seed and number of the draw.
Settings drawn_settings(const Settings& centre, double factor, std::uint64_t seed, std::uint32_t draw);
// The same for one setting alone, by a factor that is given.
Settings with_scaled(const Settings& centre, std::string_view name, double factor);
std::vector<std::string> scalable_settings(const Settings& centre);  // those that are neither 0 nor infinite

HoldingShare wilson(int holding, int draws);

}  // namespace patterns
}  // namespace kantel
