#include "models/organisation/chart.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace kantel {

Reports::Reports(std::span<const Employee> manager) : begin_(manager.size() + 1, 0) {
  for (const Employee boss : manager)
    if (boss != nobody) ++begin_[boss + 1];
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  list_.resize(begin_.back());
  // Filling from the back moves each person's begin to its final place without a second array of cursors.
  std::vector<std::uint32_t>& cursor = begin_;
  for (std::size_t v = manager.size(); v-- > 0;)
    if (manager[v] != nobody) list_[--cursor[manager[v] + 1]] = static_cast<Employee>(v);
  // Now cursor[boss + 1] is where the boss's reports begin: shift by one.
  std::rotate(begin_.begin(), begin_.begin() + 1, begin_.end());
  begin_.back() = static_cast<std::uint32_t>(list_.size());
}

namespace {

std::vector<Employee> breadth_first(const ChartDraft& draft) {
  std::vector<Employee> order;
  if (draft.breadth_first) {
    order.resize(draft.manager.size());
    std::iota(order.begin(), order.end(), Employee{0});
    return order;
  }
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

std::vector<Employee> departments(const Organisation& organisation) {
  constexpr std::uint32_t smallest = 12;
  const std::size_t people = organisation.manager.size();
  // Everyone from the lowest level up: a counting sort, since a manager's number may be above a report's.
  std::array<std::size_t, 257> next{};
  for (const std::uint8_t level : organisation.level) ++next[level + std::size_t{1}];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<Employee> by_level(people);
  for (std::size_t v = 0; v < people; ++v) by_level[next[organisation.level[v]]++] = static_cast<Employee>(v);

  std::vector<std::uint32_t> waiting(people, 1);  // those below in no department yet, with oneself
  std::vector<Employee> head(people, nobody);
  for (std::size_t i = people; i-- > 0;) {
    const Employee v = by_level[i], boss = organisation.manager[v];
    if (boss == nobody || waiting[v] >= smallest)
      head[v] = v;
    else
      waiting[boss] += waiting[v];
  }
  for (const Employee v : by_level)
    if (head[v] == nobody) head[v] = head[organisation.manager[v]];
  return head;
}

}  // namespace kantel
