// Departments whose managers nobody has written down, from a list of people and their units, and the ties between them.
#include <algorithm>

#include "models/organisation/import_chart.hpp"

namespace kantel {

namespace {

// Who is ahead of all others by value; of several the first.
template <class Value>
Employee foremost(Employee people, Value&& value) {
  Employee best = 0;
  for (Employee v = 1; v < people; ++v)
    if (value(v) > value(best)) best = v;
  return best;
}

}  // namespace

ChartDraft led_by_most_central(const ChartFile& chart, const std::vector<Tie>& ties, const Workers& workers) {
  const auto people = static_cast<Employee>(chart.id.size());
  const Network network = Network::from_ties(people, ties, workers);
  std::vector<std::uint32_t> inside(people, 0);  // ties inside the own department
  std::vector<Employee> lead(chart.unit_names.size(), nobody);
  for (Employee v = 0; v < people; ++v)
    for (const Employee other : network.ties(v)) inside[v] += chart.unit[other] == chart.unit[v];
  for (Employee v = 0; v < people; ++v) {
    Employee& of_unit = lead[chart.unit[v]];
    if (of_unit == nobody || inside[v] > inside[of_unit]) of_unit = v;
  }
  ChartDraft draft;
  const auto leads = [&](Employee v) { return lead[chart.unit[v]] == v; };
  draft.top = foremost(people, [&](Employee v) { return leads(v) ? std::int64_t{network.degree(v)} : -1; });
  draft.manager.resize(people);
  for (Employee v = 0; v < people; ++v) draft.manager[v] = leads(v) ? draft.top : lead[chart.unit[v]];
  draft.manager[draft.top] = nobody;
  return draft;
}

NumberedChart number_without_leaders(const ChartFile& chart, const std::vector<Tie>& ties, Organisation& organisation,
                                     const Workers& workers) {
  const auto people = static_cast<Employee>(chart.id.size());
  const Network network = Network::from_ties(people, ties, workers);
  const Employee first = foremost(people, [&](Employee v) { return network.degree(v); });
  NumberedChart numbered;
  numbered.units = chart.unit_names.size();
  // Units in the order of the file, but for the first one's; the first one before all others.
  const auto place = [&](Employee v) {
    const bool with_first = chart.unit[v] == chart.unit[first];
    return std::pair{with_first ? 0 : chart.unit[v] + 1, v != first};
  };
  numbered.order.resize(people);
  for (Employee v = 0; v < people; ++v) numbered.order[v] = v;
  std::ranges::stable_sort(numbered.order, {}, place);

  organisation.manager.assign(people, nobody);
  organisation.level.assign(people, 0);
  organisation.unit.assign(numbered.units <= 65536 ? people : 0, 0);
  for (Employee i = 0; i < people; ++i) {
    const std::uint32_t unit = chart.unit[numbered.order[i]];
    if (i == 0 || unit != chart.unit[numbered.order[i - 1]]) organisation.unit_names.push_back(chart.unit_names[unit]);
    if (!organisation.unit.empty())
      organisation.unit[i] = static_cast<std::uint16_t>(organisation.unit_names.size() - 1);
  }
  return numbered;
}

}  // namespace kantel
