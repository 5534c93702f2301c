// Charts as arrays: who reports to whom, the numbering that keeps a unit together, and departments. Everything is
// linear in the number of people and needs no recursion, so that depth and size are no limits.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/organisation/organisation.hpp"

namespace kantel {

// Direct reports of everyone, in ascending order: 8 bytes a person.
class Reports {
 public:
  explicit Reports(std::span<const Employee> manager);  // who is nobody's report: nobody, or oneself
  std::span<const Employee> of(Employee boss) const {
    return {list_.data() + begin_[boss], list_.data() + begin_[boss + 1]};
  }

 private:
  LargeVector<std::uint32_t> begin_;
  LargeVector<Employee> list_;  // and a step of candidates more
};

inline constexpr std::uint32_t no_label = 0xFFFFFFFF;

// A chart in whatever order its people come.
struct ChartDraft {
  std::vector<Employee> manager;  // nobody for the top; one top, no cycles
  Employee top = 0;
  std::vector<std::uint32_t> label;  // unit label per person, no_label: the manager's unit; empty: units by subtree
  std::vector<std::string> label_names;
  bool keep_numbers = false;  // people come as 0 … N-1 already: keep that if units are ranges, the top's first
};

struct NumberedChart {
  std::vector<Employee> order;  // the person of the draft who gets number 0, 1, …
  std::uint32_t depth = 0;      // hops from the top to the lowest; above 255 level is not filled
  std::size_t units = 0;        // above 65,536 unit is not filled
};

// Numbers the people (organisation.hpp) and fills manager, level, unit and unit_names. The first unit is the top's; it
// is named "top" unless the chart labels it.
NumberedChart number_chart(const ChartDraft& draft, std::int64_t unit_level, Organisation& organisation);

struct ChartSize {
  std::size_t depth, units;
};
// The same numbers for a chart that grew level by level, each level in the order of its managers: units by subtree.
ChartSize number_grown(std::span<const Employee> manager, std::int64_t unit_level, Organisation& organisation,
                       const Workers& workers);

// Departments: connected pieces of the chart of about 24 people. From the floor upwards a manager heads a department as
// soon as those below who are in none yet, with the manager, are 12 or more; whoever remains is in the top's. So a team
// is in one department, except that its members who head their own belong to that. A lead below the top heads one with
// whatever team. Where nobody leads the units are the departments, and the first of each stands for its head. Returns
// the head per person.
LargeVector<Employee> departments(const Organisation& organisation);

}  // namespace kantel
