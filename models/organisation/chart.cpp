#include "models/organisation/chart.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace kantel {

Reports::Reports(std::span<const Employee> manager) : begin_(manager.size() + 1, 0) {
  const auto reports = [&](std::size_t v) { return (manager[v] != nobody) & (manager[v] != v); };
  for (std::size_t v = 0; v < manager.size(); ++v)
    if (reports(v)) ++begin_[manager[v] + 1];
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  const std::size_t entries = begin_.back();
  list_.resize(entries + RowDraft::step);
  std::fill(list_.end() - RowDraft::step, list_.end(), Employee{0});
  // Filling from the back moves each person's begin to its final place without a second array of cursors.
  LargeVector<std::uint32_t>& cursor = begin_;
  for (std::size_t v = manager.size(); v-- > 0;)
    if (reports(v)) list_[--cursor[manager[v] + 1]] = static_cast<Employee>(v);
  // Now cursor[boss + 1] is where the boss's reports begin: shift by one.
  std::rotate(begin_.begin(), begin_.begin() + 1, begin_.end());
  begin_.back() = static_cast<std::uint32_t>(entries);
}

namespace {

std::vector<Employee> breadth_first(const ChartDraft& draft) {
  std::vector<Employee> order;
  const Reports reports(draft.manager);
  order.reserve(draft.manager.size());
  order.push_back(draft.top);
  for (std::size_t next = 0; next < order.size(); ++next) {
    const std::span<const Employee> team = reports.of(order[next]);
    order.insert(order.end(), team.begin(), team.end());
  }
  assert(order.size() == draft.manager.size() && "a chart draft must be one tree");
  return order;
}

// Units by person of the draft, numbered in the order of `order`; the top's is 0.
std::vector<std::uint32_t> units_of(const ChartDraft& draft, std::span<const Employee> order,
                                    std::span<const std::uint32_t> depth, std::int64_t unit_level,
                                    std::vector<std::string>& names) {
  std::vector<std::uint32_t> unit(order.size(), 0);
  names.assign(1, "top");
  if (draft.label.empty()) {
    std::vector<bool> leads(order.size(), false);
    for (const Employee boss : draft.manager)
      if (boss != nobody) leads[boss] = true;
    for (const Employee v : order) {
      if (v != draft.top) unit[v] = unit[draft.manager[v]];
      if (v != draft.top && depth[v] == unit_level && leads[v]) {
        unit[v] = static_cast<std::uint32_t>(names.size());
        names.push_back(std::to_string(names.size()));
      }
    }
    return unit;
  }
  std::vector<std::uint32_t> unit_of_label(draft.label_names.size(), no_label);
  const auto named = std::find(draft.label_names.begin(), draft.label_names.end(), "top");
  if (draft.label[draft.top] != no_label) {
    unit_of_label[draft.label[draft.top]] = 0;
    names[0] = draft.label_names[draft.label[draft.top]];
  } else if (named != draft.label_names.end()) {
    unit_of_label[static_cast<std::size_t>(named - draft.label_names.begin())] = 0;
  }
  for (const Employee v : order) {
    if (v == draft.top) continue;
    if (draft.label[v] == no_label) {
      unit[v] = unit[draft.manager[v]];
      continue;
    }
    std::uint32_t& of_label = unit_of_label[draft.label[v]];
    if (of_label == no_label) {
      of_label = static_cast<std::uint32_t>(names.size());
      names.push_back(draft.label_names[draft.label[v]]);
    }
    unit[v] = of_label;
  }
  return unit;
}

// Do the people, in the order they come, already stand unit by unit with the top first? Then `unit` and `names` are
// renumbered to that order.
bool in_unit_order(const ChartDraft& draft, std::vector<std::uint32_t>& unit, std::vector<std::string>& names) {
  if (!draft.keep_numbers || draft.top != 0) return false;
  std::vector<std::uint32_t> rank(names.size(), no_label);
  std::uint32_t seen = 0;
  for (std::size_t v = 0; v < unit.size(); ++v) {
    if (v > 0 && unit[v] == unit[v - 1]) continue;
    if (rank[unit[v]] != no_label) return false;
    rank[unit[v]] = seen++;
  }
  std::vector<std::string> renamed(names.size());
  for (std::size_t u = 0; u < names.size(); ++u) renamed[rank[u]] = std::move(names[u]);
  names = std::move(renamed);
  for (std::uint32_t& u : unit) u = rank[u];
  return true;
}

}  // namespace

NumberedChart number_chart(const ChartDraft& draft, std::int64_t unit_level, Organisation& organisation) {
  const std::size_t people = draft.manager.size();
  NumberedChart chart;
  chart.order = breadth_first(draft);
  std::vector<std::uint32_t> depth(people, 0);
  for (const Employee v : chart.order)
    if (v != draft.top) depth[v] = depth[draft.manager[v]] + 1;
  chart.depth = depth[chart.order.back()];

  std::vector<std::uint32_t> unit = units_of(draft, chart.order, depth, unit_level, organisation.unit_names);
  chart.units = organisation.unit_names.size();
  if (in_unit_order(draft, unit, organisation.unit_names)) {
    std::iota(chart.order.begin(), chart.order.end(), Employee{0});
  } else {
    // Stable counting sort by unit: breadth-first within each.
    std::vector<std::uint32_t> next(chart.units + 1, 0);
    for (const std::uint32_t u : unit) ++next[u + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    std::vector<Employee> sorted(people);
    for (const Employee v : chart.order) sorted[next[unit[v]]++] = v;
    chart.order = std::move(sorted);
  }

  std::vector<Employee> number(people);
  for (std::size_t i = 0; i < people; ++i) number[chart.order[i]] = static_cast<Employee>(i);
  organisation.manager.resize(people);
  organisation.level.assign(chart.depth <= 255 ? people : 0, 0);
  organisation.unit.assign(chart.units <= 65536 ? people : 0, 0);
  for (std::size_t i = 0; i < people; ++i) {
    const Employee v = chart.order[i];
    organisation.manager[i] = draft.manager[v] == nobody ? nobody : number[draft.manager[v]];
    if (!organisation.level.empty()) organisation.level[i] = static_cast<std::uint8_t>(depth[v]);
    if (!organisation.unit.empty()) organisation.unit[i] = static_cast<std::uint16_t>(unit[v]);
  }
  return chart;
}

namespace {

// People of a grown chart who stay together when it is numbered.
struct Run {
  Employee first, past;
  std::uint32_t shift, boss_shift;  // from old number to new, modulo 2^32
  std::uint32_t level, unit;
};

// Managers never decrease, so a level is a range, and so are a unit's people of one level.
class GrownChart {
 public:
  explicit GrownChart(std::span<const Employee> manager) : manager_(manager) {
    const auto people = static_cast<Employee>(manager.size());
    level_ = {0};
    for (Employee next = 1; next < people; next = first_below(next)) level_.push_back(next);
    level_.push_back(people);
  }
  std::size_t depth() const { return level_.size() - 2; }
  Employee first(std::size_t level) const { return level_[level]; }
  bool reports_to(Employee v, Employee boss) const { return v < manager_.size() && manager_[v] == boss; }
  Employee first_below(Employee boss) const {  // who reports to the boss or, if nobody does, to the next who leads
    return static_cast<Employee>(std::lower_bound(manager_.begin() + 1, manager_.end(), boss) - manager_.begin());
  }

 private:
  std::span<const Employee> manager_;
  std::vector<Employee> level_;  // the first of each, and the number of people
};

// Unit by unit; the number of units.
std::uint32_t runs_of(const GrownChart& chart, std::size_t unit_level, std::vector<Run>& runs) {
  const std::size_t levels = chart.depth() + 1;
  const std::size_t whole = unit_level == 0 ? levels : std::min(unit_level, levels);  // the top's unit throughout
  for (std::uint32_t level = 0; level < whole; ++level)
    runs.push_back({chart.first(level), chart.first(level + 1), 0, 0, level, 0});
  if (whole == levels) return 1;
  const auto at_level = static_cast<std::uint32_t>(unit_level);
  std::vector<Employee> heads;
  Employee next = chart.first(unit_level);
  Employee report = chart.first(unit_level + 1);
  for (Employee v = next; v < chart.first(unit_level + 1); ++v) {
    const Employee own = report;
    while (chart.reports_to(report, v)) ++report;
    if (own < report) {
      heads.push_back(v);
    } else {
      if (runs.back().past != v || runs.back().level != at_level) runs.push_back({v, v, next - v, 0, at_level, 0});
      ++runs.back().past;
      ++next;
    }
  }
  std::uint32_t unit = 0;
  for (const Employee head : heads) {
    Run run{head, head + 1, 0, 0, at_level, ++unit};
    while (run.first < run.past) {
      run.shift = next - run.first;
      next += run.past - run.first;
      runs.push_back(run);
      run = {chart.first_below(run.first), chart.first_below(run.past), 0, run.shift, run.level + 1, unit};
    }
  }
  return unit + 1;
}

}  // namespace

ChartSize number_grown(std::span<const Employee> manager, std::int64_t unit_level, Organisation& organisation,
                       const Workers& workers) {
  const GrownChart chart(manager);
  if (chart.depth() > 255) return {chart.depth(), 0};
  std::vector<Run> runs;
  const std::uint32_t units = runs_of(chart, static_cast<std::size_t>(unit_level), runs);
  organisation.unit_names = {"top"};
  for (std::uint32_t u = 1; u < units; ++u) organisation.unit_names.push_back(std::to_string(u));
  if (units > 65536) return {chart.depth(), units};

  constexpr Employee longest = 1 << 16;
  std::vector<Run> pieces;
  for (Run run : runs)
    for (const Employee past = run.past; run.first < past; run.first = run.past) {
      run.past = run.first + std::min(longest, past - run.first);
      pieces.push_back(run);
    }
  organisation.manager.resize(manager.size());
  organisation.level.resize(manager.size());
  organisation.unit.resize(manager.size());
  workers.for_each(pieces.size(), [&](std::size_t p) {
    const Run& run = pieces[p];
    const std::size_t to = run.first + run.shift, count = run.past - run.first;
    for (std::size_t i = 0; i < count; ++i) organisation.manager[to + i] = manager[run.first + i] + run.boss_shift;
    std::fill_n(organisation.level.begin() + static_cast<std::ptrdiff_t>(to), count,
                static_cast<std::uint8_t>(run.level));
    std::fill_n(organisation.unit.begin() + static_cast<std::ptrdiff_t>(to), count,
                static_cast<std::uint16_t>(run.unit));
  });
  return {chart.depth(), units};
}

LargeVector<Employee> departments(const Organisation& organisation) {
  constexpr std::uint32_t smallest = 12;
  const std::size_t people = organisation.manager.size();
  if (organisation.nobody_leads() && !organisation.unit.empty()) {
    LargeVector<Employee> first(people, 0);
    for (std::size_t v = 1; v < people; ++v)
      first[v] = organisation.unit[v] == organisation.unit[v - 1] ? first[v - 1] : static_cast<Employee>(v);
    return first;
  }
  // Everyone, a manager before the reports. Numbers do that unless a unit's manager is in a later one; then levels.
  LargeVector<Employee> order;
  bool ordered = true;
  for (std::size_t v = 0; v < people; ++v) ordered &= organisation.manager[v] == nobody || organisation.manager[v] < v;
  if (!ordered) {
    std::array<std::size_t, 257> next{};
    for (const std::uint8_t level : organisation.level) ++next[level + std::size_t{1}];
    std::partial_sum(next.begin(), next.end(), next.begin());
    order.resize(people);
    for (std::size_t v = 0; v < people; ++v) order[next[organisation.level[v]]++] = static_cast<Employee>(v);
  }
  const auto nth = [&](std::size_t i) { return ordered ? static_cast<Employee>(i) : order[i]; };

  LargeVector<std::uint32_t> waiting(people, 1);  // those below in no department yet, with oneself
  LargeVector<Employee> head(people, nobody);
  for (std::size_t i = people; i-- > 0;) {
    const Employee v = nth(i), boss = organisation.manager[v];
    const bool is_lead = organisation.mandates_from_top && boss == 0 && waiting[v] > 1;
    if (boss == nobody || waiting[v] >= smallest || is_lead)
      head[v] = v;
    else
      waiting[boss] += waiting[v];
  }
  for (std::size_t i = 0; i < people; ++i) {
    const Employee v = nth(i);
    if (head[v] == nobody) head[v] = head[organisation.manager[v]];
  }
  return head;
}

}  // namespace kantel
