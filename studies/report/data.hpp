// What a report shows of a folder of results, read once. Invariant: a number that is undefined in the files is NaN here
// and never becomes 0; an interval that is absent (one replicate) has low and high NaN.
#pragma once
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kantel::report {

inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// A mean over replicates with the 95% interval of that mean.
struct Estimate {
  double mean = undefined, low = undefined, high = undefined;
  bool is_defined() const { return std::isfinite(mean); }
  bool has_interval() const { return std::isfinite(low) && std::isfinite(high); }
  bool includes_zero() const { return has_interval() && low <= 0 && high >= 0; }
  Estimate negated() const { return {-mean, -high, -low}; }
  Estimate scaled(double factor) const { return {mean * factor, low * factor, high * factor}; }
};

// A measure on one day: the estimate and the spread of replicates.
struct Point {
  int day = 0;
  Estimate value;
  double p05 = undefined, p95 = undefined;
};
using Curve = std::vector<Point>;

struct Metric {
  Estimate value;
  std::string unit;
  int n = 0;
};

struct Arm {
  std::string name, approach, policy, chosen, mandate, on_the_way, aftermath;
  double effort = undefined;
  long long champions = 0;
};

// Something that happens on a day, and in which arms.
struct Event {
  int day = 0;
  std::string action;  // "lift_mandate", "set_policy neutral"
  std::vector<std::string> arms;
};

struct Unit {
  std::string name;
  long long employees = 0;
};

struct Definition {
  std::string name, label, unit, sentence;
};

struct WiredIn {
  std::string effect, parameter, sentence;
};

// A row of the summary over draws of the parameters.
struct Drawn {
  Estimate spread;  // the mean, and where 9 in 10 draws lie
  int holds = 0, turns = 0,
      draws = 0;            // of a difference: the order it has at the defaults, the other; in which defined
  double luck = undefined;  // share of the variance over draws
};

struct DrawnSettings {
  int draws = 0, finished = 0, replicates = 0;  // 0 draws: none were asked for
  int numbers = 0;
  std::vector<std::string> held;
  struct Dependence {
    std::string arm, metric, key;
    double rank_correlation = undefined;
  };
  std::vector<Dependence> depends;  // the strongest of each metric first
};

struct Manifest {
  std::string version, commit, command, name, question, source, scenario_hash;
  std::string model;                                    // "change", or a reference model
  std::string label, equation, schedule, model_source;  // of a reference model
  int days = 0, replicates = 0, finished_replicates = 0;
  std::vector<int> replicate_numbers;  // of those finished
  bool interrupted = false;
  std::string seed;
  long long employees = 0, managers = 0, ties = 0;
  double mean_degree = undefined;
  std::vector<long long> levels;
  std::string form;
  bool imported = false;
  std::vector<Unit> units;
  std::vector<Arm> arms;
  std::vector<Event> events;  // by day
  std::vector<std::string> differs, warnings;
  std::vector<WiredIn> wired_in;
  std::vector<Definition> measures, metrics;
  std::vector<std::string> asked_arms, asked_metrics;  // by the scenario's question; empty: it does not say
  std::string scenario;                                // the resolved scenario as TOML
  std::map<std::string, std::string> tables;           // their hashes; none where the manifest does not say
  int follow_day = -1;  // from which retention is followed; -1 when the manifest does not say
  DrawnSettings uncertain;
  int record_every = 1;  // days between records of groups and of what blocks people
};

Manifest read_manifest(const std::filesystem::path& file);
// Throws InputError naming each table that is not the one the manifest beside it was written with.
void verify_tables(const Manifest& manifest, const std::filesystem::path& folder);

class Results {
 public:
  explicit Results(const std::filesystem::path& folder);  // reads all four files
  Manifest about;
  // Of people in an organisation who are led; else of a model that its equation tells.
  bool of_organisation() const { return about.equation.empty(); }
  std::vector<std::string> arms;     // in the order of the scenario
  std::vector<std::string> effects;  // rows of summary.csv that are neither an arm nor a pair: a factorial's parts
  std::vector<std::string> units;    // names of the unit groups that are kept, in the order of series.csv

  // Empty when the files do not have it.
  const Curve& curve(std::string_view arm, std::string_view measure, std::string_view group = "all") const;
  // a minus b on each day, whichever way round the files have it.
  Curve difference(std::string_view a, std::string_view b, std::string_view measure) const;
  Metric metric(std::string_view arm, std::string_view name) const;
  Drawn drawn(std::string_view arm, std::string_view metric) const;
  Drawn drawn_difference(std::string_view a, std::string_view b, std::string_view metric) const;

  // Every pair of arms, later minus earlier; its name in the files is "later-earlier".
  struct Pair {
    std::string later, earlier;
    std::string name() const { return later + "-" + earlier; }
  };
  std::vector<Pair> pairs() const;
  // a minus b, whichever way round the files have it.
  Metric difference_of(std::string_view a, std::string_view b, std::string_view metric) const;

  int last_day() const { return about.days; }
  bool has_intervals() const { return about.finished_replicates > 1; }
  // The day from which retention is followed: the one before the first mandate is lifted, else half-time: where arms
  // are compared while pressure still holds.
  int day_under_pressure() const;
  bool lifts_a_mandate() const;
  bool is_recorded(int day) const { return day % about.record_every == 0 || day == last_day(); }
  // The last day up to this one on which groups and what blocks people were recorded.
  int recorded_until(int day) const { return is_recorded(day) ? day : day - day % about.record_every; }
  std::vector<int> milestones() const;  // 60 90 120 180 250 370 500 up to the last day, and the last day
  // Days of the same-people contrast, ascending.
  std::vector<int> same_people_days() const;

 private:
  using Key = std::pair<std::string, std::string>;
  void read_series(const std::filesystem::path& file);
  void read_summary(const std::filesystem::path& file);
  void read_differences(const std::filesystem::path& file);
  void read_uncertainty(const std::filesystem::path& file);
  std::map<std::string, Curve, std::less<>> curves_;       // "arm\ngroup\nmeasure"
  std::map<std::string, Curve, std::less<>> differences_;  // "pair\nmeasure"
  std::map<std::string, Metric, std::less<>> metrics_;     // "arm\nmetric"
  std::map<std::string, Drawn, std::less<>> drawn_;        // "arm\nmetric"
};

// The point on that day, else the last one before it; null when the curve has none so early.
const Point* at_day(const Curve& curve, int day);

}  // namespace kantel::report
