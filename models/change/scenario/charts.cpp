// Charts that events bring, [[arm.event]] do = "reorganise": the same people, other managers.
#include <algorithm>
#include <map>

#include "models/change/scenario/scenario.hpp"
#include "models/organisation/import_chart.hpp"

namespace kantel {

namespace {

template <class Visit>
void for_each_chart(auto& scenario, Visit visit) {
  for (auto& arm : scenario.arms)
    for (auto& event : arm.events)
      if (event.what == interventions::reorganise) visit(event);
}

// Hops below the top of everybody; the most of them. Managers make no circle.
std::size_t depth_of(const std::vector<Employee>& manager) {
  std::vector<std::size_t> depth(manager.size(), 0);
  std::vector<Employee> above;
  for (Employee v = 0; v < manager.size(); ++v) {
    for (Employee at = v; manager[at] != nobody && depth[at] == 0; at = manager[at]) above.push_back(at);
    for (; !above.empty(); above.pop_back()) depth[above.back()] = depth[manager[above.back()]] + 1;
  }
  return *std::ranges::max_element(depth);
}

// Everybody's manager, by the numbers of the organisation.
std::vector<Employee> read_managers(const std::filesystem::path& path, const OrganisationSettings& settings,
                                    const Organisation& organisation, Problems& problems,
                                    std::vector<std::string>& warnings, const Workers& workers) {
  const std::size_t before = problems.list().size();
  const std::string file = path.string();
  OrganisationSettings with_managers = settings;  // also of people who had none so far
  with_managers.departments.clear();
  const ChartFile chart = read_chart(path, with_managers, problems, warnings, workers);
  const ChartDraft draft = connected(chart, file, with_managers, problems, warnings);

  Ids ids;
  const auto id_of = [&](Employee v) { return organisation.ids.empty() ? std::to_string(v) : organisation.ids[v]; };
  for (Employee v = 0; v < organisation.employees(); ++v) ids.add(id_of(v), v);
  std::vector<Employee> number(chart.id.size(), nobody);
  {
    ProblemsOfAKind strangers(problems, file, "people who are not in the organisation"),
        missing(problems, file, "people who are not in the chart");
    for (std::size_t i = 0; i < number.size(); ++i)
      if ((number[i] = ids.find(chart.id[i])) == nobody)
        strangers.add(chart.line[i], "", shown(chart.id[i]) + " is not in the organisation", "the same people",
                      strangers.full() ? "" : ids.nearest(chart.id[i]));
    for (Employee v = 0; v < organisation.employees(); ++v)
      if (chart.ids.find(id_of(v)) == nobody)
        missing.add(0, "", "does not have " + shown(id_of(v)) + ", who is in the organisation", "the same people");
  }
  if (problems.list().size() > before) return {};
  std::vector<Employee> managers(organisation.employees(), nobody);
  for (std::size_t i = 0; i < number.size(); ++i)
    if (draft.manager[i] != nobody) managers[number[i]] = number[draft.manager[i]];
  if (const std::size_t depth = depth_of(managers); depth > 255)
    problems.add({file, 0, ""}, "has " + std::to_string(depth) + " levels below the top", "at most 255");
  return managers;
}

}  // namespace

std::vector<std::string> charts_of(const Scenario& scenario) {
  std::vector<std::string> list;
  for_each_chart(scenario, [&](const Event& event) {
    if (std::ranges::find(list, event.chart) == list.end()) list.push_back(event.chart);
  });
  return list;
}

void read_charts(Scenario& scenario, const Organisation& organisation, Problems& problems, const Workers& workers) {
  std::map<std::string, std::shared_ptr<const std::vector<Employee>>> read;
  for_each_chart(scenario, [&](Event& event) {
    auto& managers = read[event.chart];
    if (!managers) {
      std::vector<std::string> warnings;  // of columns that another reading told of, or that are no matter here
      try {
        managers = std::make_shared<const std::vector<Employee>>(read_managers(
            scenario.folder / event.chart, scenario.organisation, organisation, problems, warnings, workers));
      } catch (const InputError& error) {
        managers = std::make_shared<const std::vector<Employee>>();
        for (const Problem& problem : error.problems())
          problems.add(problem.place, problem.message, problem.allowed, problem.nearest);
      }
    }
    event.managers = managers;
  });
}

}  // namespace kantel
