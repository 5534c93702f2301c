// The arms that the patterns speak of, their runs, and what is kept of a run.
//
// Runs are made when a judge first asks for them and kept, so that patterns share them. Replicate r of every arm has
// the same people and the same luck: differences are paired.
#pragma once
#include <array>
#include <map>
#include <optional>

#include "models/change/run_to_end.hpp"
#include "studies/validation/patterns/curves.hpp"
#include "studies/validation/patterns/newcomers.hpp"
#include "studies/validation/patterns/patterns.hpp"

namespace kantel::patterns {

inline constexpr std::int64_t all_days = 400, lifted_on = 250, last_campaign_day = lifted_on - 1;
inline constexpr std::int64_t hybrid_from = 120, rollout_from = 1;

// An organisation with its settings; shared by every run on it.
struct PatternWorld {
  Scenario scenario;
  ChangeGround ground;
  PatternWorld(const Settings& settings, std::uint64_t seed, std::int64_t days);
  PatternWorld(const PatternWorld&) = delete;
};

// What patterns are measured by. Levels are means over everybody.
struct Outcome {
  double practising_60, practising_250;
  double internalisation_250;  // m among who practises
  std::array<double, 3>
      internalisation;                  // the same on the campaign's last day, by low, middle, high need for structure
  double trust, autonomy, relatedness;  // on the campaign's last day
  double lapsed_60;                     // within 60 days after it, of those practising on that day
  double durable_250, durable_370, durable_end;
  double practising_days;  // of an employee, by the campaign's last day
  double floor_120;        // practising of who leads nobody
  Newcomers newcomers;     // from day 61 to the campaign's last
  Curves autonomy_curves, morale_curves;
};
using Runs = std::vector<Outcome>;  // by replicate

// Who does the work, and who is told about it.
struct Errand {
  const Workers& workers;  // one run each
  const Workers& alone;    // inside a run; one thread
  const std::atomic<bool>* stop = nullptr;
};

struct Cell {
  Approach approach;
  Policy policy;
  friend auto operator<=>(const Cell&, const Cell&) = default;
};
std::string to_string(const Cell& cell);  // "directive rollout"

// The campaign of section 2: champions, the mandate of its approach (or from another day), everything lifted on day
// 250.
Arm campaign(const Cell& cell, std::optional<std::int64_t> mandate_from = {});

// All arms, replicates from 0: [arm][replicate]. Throws Interrupted.
std::vector<Runs> run_arms(const PatternWorld& world, const std::vector<Arm>& arms, int replicates,
                           const Errand& errand);

class Evidence {
 public:
  // `thorough`: at the centre of the parameters; draws around it make do with fewer cells.
  Evidence(const Settings& settings_in, std::uint64_t seed_in, int replicates_in, const Errand& errand_in,
           bool thorough_in)
      : settings(settings_in), seed(seed_in), replicates(replicates_in), errand(errand_in), thorough(thorough_in) {}

  const PatternWorld& world();
  const Runs& of(const Cell& cell);
  const Runs& of(Approach approach, Policy policy) { return of(Cell{approach, policy}); }

  const Settings settings;
  const std::uint64_t seed;
  const int replicates;
  const Errand errand;
  const bool thorough;
  std::vector<Arm> rivals;  // of the hybrid, found once at the centre (pattern 4)

 private:
  std::unique_ptr<PatternWorld> world_;
  std::map<Cell, Runs> cells_;
};

// What a judge says. The interval is the one that decides, or the closest call of several.
struct Judgement {
  Verdict verdict = Verdict::open;
  Interval interval = {};
  std::optional<Verdict> stated = {};  // without the cells beside it, where there are any
  std::string measure = {}, detail = {};
};

Judgement rollout_is_ahead(Evidence& evidence);                 // 1
Judgement rollout_internalises_less(Evidence& evidence);        // 2
Judgement rollout_lapses_more(Evidence& evidence);              // 3
Judgement hybrid_is_most_durable(Evidence& evidence);           // 4
Judgement absence_is_lowest(Evidence& evidence);                // 5
Judgement structure_decides_who_is_suited(Evidence& evidence);  // 6
Judgement freedom_costs_relatedness(Evidence& evidence);        // 7
Judgement bottom_up_reaches_coverage(Evidence& evidence);       // 8
Judgement autonomy_dips_and_recovers(Evidence& evidence);       // 9
Judgement morale_dips_and_recovers(Evidence& evidence);         // 12
Judgement distrust_delays_involving_more(Evidence& evidence);   // 13
Judgement managers_move_the_floor(Evidence& evidence);          // 14
Judgement newcomers_carry_a_mandate(Evidence& evidence);        // 16
Judgement structure_keeps_behaviour_leaks(Evidence& evidence);  // 17

// Interval of value(replicate).
template <class Value>
Interval over_replicates(int replicates, Value value) {
  std::vector<double> values;
  IntervalScratch scratch;
  for (std::size_t r = 0; r < static_cast<std::size_t>(replicates); ++r) values.push_back(value(r));
  return interval_of(values, scratch);
}
inline Interval mean_of(const Runs& runs, double Outcome::*measure) {
  return over_replicates(static_cast<int>(runs.size()), [&](std::size_t r) { return runs[r].*measure; });
}
inline Interval difference(const Runs& a, const Runs& b, double Outcome::*measure) {
  return over_replicates(static_cast<int>(a.size()), [&](std::size_t r) { return a[r].*measure - b[r].*measure; });
}

std::string number(double value);               // three decimals
std::string signed_number(double value);        // the same with a plus
std::string to_text(const Interval& interval);  // "+.123 (+.100 to +.146)"

}  // namespace kantel::patterns
