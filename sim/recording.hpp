// Recording by group. A model sums its quantities over a block of employees while the block is in cache; here the sums
// become daily means of `all` and, on recorded days, of levels, units, cohorts and trait classes.
//
// Invariant: sums are made in 8 fixed lanes within a block, added per piece in block order and over
// pieces in piece order, so the same bytes come out on any number of threads. Privacy: groups of fewer than min_group
// people on day 0 join the next in order ("level=0+1"); level 0 is always joined. Where traits of real people are
// given, a figure that tells of a part of a group, such as those who practise, is undefined while that part has fewer.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/network.hpp"

namespace kantel {

inline constexpr std::size_t piece_size = 16384;  // employees a worker takes at a time
inline constexpr int block_rows = 128;            // employees a pass holds in cache

// A measure is factor · (sum(numerator) − sum(less)) / sum(denominator) over a group; undefined (NaN) where the
// denominator is 0.
struct Measure {
  std::string_view name, label, unit, sentence;
  int numerator = 0, denominator = 0;
  float factor = 1;
  bool flow = false;                     // of a working day: undefined on day 0
  int less = -1;                         // another sum to take off, or -1
  bool costly = false;                   // recorded, for all too, only on the days when groups are
  int tells_of = -1, tells_not_of = -1;  // sums whose difference counts the people behind the numerator; -1: all in it
  bool running = false;                  // adds up other measures from day 0 on, which the recording is told of
};

// A running measure, and what is added to it each day: other measures of the day, times a weight. Of groups that are
// not recorded daily it is undefined.
struct RunningSum {
  std::size_t measure;
  std::vector<std::pair<std::size_t, double>> of;
};

// How people are grouped on day 0. Consecutive employees of one unit and one level form a stretch; within it people
// are told apart by class (a model's own, such as terciles of a trait, times cohorts).
struct GroupPlan {
  struct Stretch {
    Employee begin, end;
    std::uint16_t unit;
    std::uint8_t level;
  };
  std::vector<std::string> names;            // [0] = "all"
  std::vector<std::uint16_t> group_of_unit;  // 0 = not recorded
  std::vector<std::uint16_t> group_of_level;
  std::vector<std::vector<std::uint16_t>> groups_of_class;
  std::vector<Stretch> stretches;             // cut at piece boundaries
  std::vector<std::size_t> stretch_of_block;  // where each block begins
  int classes = 1;
  std::int64_t every = 1;  // days between records of the groups other than all
  double least = 0;        // people of whom a figure tells; 0: any number
};

struct GroupOptions {
  bool by_level = true, by_unit = true;
  std::int64_t min_group = 5;
  std::int64_t every = 1;
};

// Plans levels and units; classes are added by the model (add_class_groups).
GroupPlan plan_groups(std::span<const std::uint8_t> level, std::span<const std::uint16_t> unit,
                      std::span<const std::string> unit_names, const GroupOptions& wishes);
// Adds the groups of one way of classing: `sizes` are expected on day 0, `class_of[i]` the group (index into labels) of
// class i. Too small ones join the next.
void add_class_groups(GroupPlan& plan, const std::string& kind, std::span<const std::string> labels,
                      std::span<const double> sizes, std::span<const int> group_of_class, std::int64_t min_group);

// The groups of `shared` for another draw of the organisation: units and levels keep their group by index, those beyond
// the shared ones join its last. `own` lends its stretches.
GroupPlan groups_like(const GroupPlan& shared, const GroupPlan& own);

// One day's sums while they are being made.
class DaySums {
 public:
  // `by_stretch`: stretches are summed even if no group is recorded.
  DaySums(const GroupPlan& plan, int sums, bool by_stretch = false);
  bool by_stretch() const { return !stretches_.empty(); }
  void clear(bool groups_due);
  // One piece's own parts: written by the worker of that piece alone.
  double* all(std::size_t piece) { return part(all_, piece); }
  double* of_class(std::size_t piece, int in_class) {
    return part(classes_, piece * static_cast<std::size_t>(plan_->classes) + static_cast<std::size_t>(in_class));
  }
  double* of_stretch(std::size_t stretch) { return part(stretches_, stretch); }
  // Sums per group, groups in the plan's order: [group][sum]. Only `all` unless groups are due.
  void total(std::vector<double>& by_group, bool groups_due) const;

 private:
  double* part(std::vector<double>& parts, std::size_t at) { return parts.data() + at * sums_; }
  const GroupPlan* plan_;
  std::size_t sums_;
  std::vector<double> all_, classes_, stretches_;  // by piece; by piece and class; by stretch
};

// The daily series of one run: means as 32-bit floats, NaN where undefined.
class Recording {
 public:
  Recording() = default;
  Recording(const GroupPlan& plan, std::span<const Measure> measures, std::int64_t days,
            std::vector<RunningSum> running = {});
  bool groups_due(std::int64_t day) const { return day % every_ == 0 || day == days_; }
  void record(std::int64_t day, const std::vector<double>& sums_by_group, int sums);
  // Group 0 on any day; other groups on recorded days.
  float value(std::int64_t day, std::size_t group, std::size_t measure) const;
  std::int64_t days() const { return days_; }
  std::int64_t every() const { return every_; }
  std::size_t groups() const { return groups_; }
  // All there is of it so far, for a checkpoint.
  auto parts() { return std::tie(all_, grouped_, so_far_); }
  std::array<std::size_t, 3> sizes() const { return {all_.size(), grouped_.size(), so_far_.size()}; }

 private:
  void add_to_running(std::int64_t day, std::size_t group, float* today);
  bool is_of_few(const Measure& measure, const double* sum) const;
  std::size_t row(std::int64_t day) const;
  std::span<const Measure> measures_;
  std::int64_t days_ = 0, every_ = 1;
  double least_ = 0;
  std::size_t groups_ = 1;
  std::vector<float> all_, grouped_;
  std::vector<RunningSum> running_;
  std::vector<double> so_far_;  // [group][running sum]
};

}  // namespace kantel
