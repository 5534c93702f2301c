#include "models/organisation/import.hpp"

#include <algorithm>
#include <charconv>

#include "models/organisation/chart.hpp"
#include "models/organisation/generate.hpp"
#include "models/organisation/import_chart.hpp"
#include "sim/input/columns.hpp"

namespace kantel {

std::string Ids::nearest(std::string_view id) const {
  constexpr std::size_t largest = 20'000;
  if (person_.size() > largest) return {};
  std::vector<std::string_view> known;
  known.reserve(person_.size());
  for (const auto& [name, person] : person_) known.push_back(name);
  std::sort(known.begin(), known.end());  // a hash table's order is not ours to depend on
  return nearest_name(id, known);
}

Employee Ids::find_address(std::string_view text) const {
  if (const Employee exact = find(text); exact != nobody) return exact;
  const auto opens = text.rfind('<'), closes = text.rfind('>');
  if (opens != std::string_view::npos && closes != std::string_view::npos && opens < closes)
    text = text.substr(opens + 1, closes - opens - 1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (const Employee exact = find(text); exact != nobody) return exact;
  if (small_.empty())
    for (const auto& [id, person] : person_) {
      const auto [known, fresh] = small_.emplace(lower_case(id), person);
      if (!fresh) known.value() = nobody;
    }
  const auto found = small_.find(std::string_view(lower_case(text)));
  return found == small_.end() ? nobody : found->second;
}

void TiesRead::demand_some(const std::vector<Tie>& ties, const Ids& ids, std::string allowed) const {
  if (!ties.empty() || problems.list().size() > problems_before || ids.size() < 2) return;
  std::string reasons;
  for (std::size_t w = warnings_before; w < warnings.size(); ++w)
    reasons += (reasons.empty() ? " (" : "; ") + warnings[w];
  problems.add({file, 0, ""}, "leaves no tie at all" + reasons + (reasons.empty() ? "" : ")"), std::move(allowed));
}

std::optional<std::uint8_t> TiesRead::weight_of(std::string_view field) {
  if (field.empty()) return by_layer;
  unsigned weight = 0;
  const auto read = std::from_chars(field.data(), field.data() + field.size(), weight);
  if (read.ec != std::errc{} || read.ptr != field.data() + field.size() || weight > largest_given_weight) return {};
  return static_cast<std::uint8_t>(weight);
}

namespace {

void compare_levels(const ChartFile& chart, const std::string& file, const NumberedChart& numbered,
                    const Organisation& organisation, std::vector<std::string>& warnings) {
  std::size_t others = 0;
  int first = 0;
  for (std::size_t i = 0; i < numbered.order.size() && !chart.level.empty(); ++i) {
    const Employee v = numbered.order[i];
    if (chart.level[v] < 0 || chart.level[v] == organisation.level[i]) continue;
    if (others++ == 0 || chart.line[v] < first) first = chart.line[v];
  }
  if (others > 0)
    warnings.push_back(file + ": the level of " + std::to_string(others) + " people, first on line " +
                       std::to_string(first) + ", is not their depth in the chart; the depth is used");
}

void lay_dotted_lines(const std::vector<Employee>& dotted, const std::vector<Employee>& number,
                      Organisation& organisation) {
  if (dotted.empty()) return;
  organisation.dotted.assign(dotted.size(), nobody);
  for (std::size_t v = 0; v < dotted.size(); ++v)
    // One who has come to lead a department without being written down as its manager may be the second manager too.
    if (dotted[v] != nobody && number[dotted[v]] != organisation.manager[number[v]])
      organisation.dotted[number[v]] = number[dotted[v]];
  if (std::ranges::all_of(organisation.dotted, [](Employee second) { return second == nobody; }))
    organisation.dotted.clear();
}

// What a unit's people say is the type of its work; they must say the same.
void lay_work(const ChartFile& chart, const NumberedChart& numbered, const std::string& file,
              Organisation& organisation, Problems& problems) {
  if (std::ranges::all_of(chart.work, [](WorkType work) { return work == WorkType::unsaid; })) return;
  organisation.work.assign(organisation.unit_names.size(), WorkType::unsaid);
  ProblemsOfAKind several(problems, file, "units with several types of work");
  for (std::size_t i = 0; i < numbered.order.size(); ++i) {
    const WorkType work = chart.work[numbered.order[i]];
    WorkType& of_unit = organisation.work[organisation.unit[i]];
    if (work != WorkType::unsaid && of_unit != WorkType::unsaid && work != of_unit)
      several.add(chart.line[numbered.order[i]], "",
                  "the work of unit " + shown(organisation.unit_names[organisation.unit[i]]) + " is said to be " +
                      std::string(work_names[static_cast<std::size_t>(of_unit)]) + " as well as " +
                      std::string(work_names[static_cast<std::size_t>(work)]),
                  "one type of work a unit");
    else if (work != WorkType::unsaid)
      of_unit = work;
  }
}

}  // namespace

Organisation imported_organisation(const OrganisationSettings& settings, const std::filesystem::path& folder,
                                   const Workers& workers) {
  Organisation organisation;
  organisation.imported = true;
  Problems problems;
  const auto attempt = [&](const auto& stage) {  // a file that cannot be read at all is one more problem
    try {
      stage();
    } catch (const InputError& error) {
      for (const Problem& problem : error.problems())
        problems.add(problem.place, problem.message, problem.allowed, problem.nearest);
    }
  };

  const bool in_departments = !settings.departments.empty();
  if (settings.chart.empty() && !in_departments)
    problems.add({"", 0, "organisation.chart"}, "is missing",
                 "the path of a CSV with ids and managers' ids, or organisation.departments = one with ids and units");
  if (!settings.chart.empty() && in_departments)
    problems.add({"", 0, "organisation.departments"}, "stands beside a chart",
                 "one of chart and departments: who manages whom is written down, or it is not");
  const int sources = !settings.messages.empty() + !settings.ties.empty() + !settings.graphml.empty();
  if (sources > 1)
    problems.add({"", 0, "organisation"}, "has ties from several files", "one of messages, ties and graphml");
  if (sources == 0 && in_departments)
    problems.add({"", 0, "organisation"}, "has departments and nothing that says who is tied to whom",
                 "one of messages, ties and graphml (paths)");
  if (sources == 0 && !in_departments && !settings.add_manager_ties && !settings.team_ties)
    problems.add({"", 0, "organisation"}, "has nothing that says who is tied to whom",
                 "one of messages, ties and graphml (paths), or add_manager_ties = true, team_ties = true");
  if (!settings.weight_column.empty() && settings.ties.empty() && settings.graphml.empty())
    problems.add({"", 0, "organisation.weight_column"}, "stands where no file of ties is read",
                 "beside ties or graphml (paths)");
  problems.throw_if_any();

  const std::filesystem::path chart_path = folder / (in_departments ? settings.departments : settings.chart);
  const std::string file = chart_path.string();
  ChartFile chart;
  ChartDraft draft;
  std::vector<Employee> dotted;
  bool chart_was_read = false;
  attempt([&] {
    chart = read_chart(chart_path, settings, problems, organisation.warnings, workers);
    if (!in_departments) draft = connected(chart, file, settings, problems, organisation.warnings);
    if (chart.id.empty() && in_departments)
      problems.add({file, 0, ""}, "has a header and nobody below it", "a row a person");
    if (in_departments) draft.manager.assign(chart.id.size(), nobody);
    dotted = dotted_lines(chart, draft, file, problems, organisation.warnings);
    chart_was_read = true;
  });
  std::vector<Tie> ties;
  // Without any chart every id of the other file would be unknown: then only what is wrong with the chart is said.
  if (chart_was_read)
    attempt([&] {
      if (!settings.messages.empty())
        ties = ties_from_messages(folder / settings.messages, settings, chart.ids, problems, organisation.warnings,
                                  workers);
      if (!settings.ties.empty())
        ties = ties_from_list(folder / settings.ties, settings, chart.ids, problems, organisation.warnings, workers);
      if (!settings.graphml.empty())
        ties =
            ties_from_graphml(folder / settings.graphml, settings, chart.ids, problems, organisation.warnings, workers);
    });
  if (chart.cohort_names.size() > 256)
    problems.add({file, 0, "cohort"}, "has " + std::to_string(chart.cohort_names.size()) + " cohorts", "at most 256");
  problems.throw_if_any();

  organisation.mandates_from_top = in_departments || chart.leads;
  const bool somebody_leads = !in_departments || settings.leaders == Leaders::central;
  if (in_departments && somebody_leads) draft = led_by_most_central(chart, ties, workers);
  const auto numbered_draft = [&] {
    draft.label = std::move(chart.unit);
    draft.label_names = std::move(chart.unit_names);
    draft.keep_numbers = true;
    for (std::size_t v = 0; v < chart.id.size() && draft.keep_numbers; ++v)
      draft.keep_numbers = chart.id[v] == std::to_string(v);
    return number_chart(draft, settings.unit_level, organisation);
  };
  const NumberedChart numbered =
      somebody_leads ? numbered_draft() : number_without_leaders(chart, ties, organisation, workers);
  if (numbered.depth > 255)
    problems.add({file, 0, ""}, "has " + std::to_string(numbered.depth) + " levels below the top", "at most 255");
  if (numbered.units > 65536)
    problems.add({file, 0, ""}, "has " + std::to_string(numbered.units) + " units", "at most 65,536");
  problems.throw_if_any();
  compare_levels(chart, file, numbered, organisation, organisation.warnings);
  refuse_too_many_team_ties(organisation, settings);

  std::vector<Employee> number(chart.id.size());
  for (std::size_t i = 0; i < number.size(); ++i) number[numbered.order[i]] = static_cast<Employee>(i);
  // Cohorts, as units, in the order in which the numbered people show them: so they survive export and import.
  Labels cohorts(organisation.cohort_names);
  for (const Employee v : numbered.order) {
    organisation.ids.push_back(std::move(chart.id[v]));
    if (!chart.cohort.empty())
      organisation.cohort.push_back(static_cast<std::uint8_t>(cohorts.index(chart.cohort_names[chart.cohort[v]])));
  }
  lay_dotted_lines(dotted, number, organisation);
  lay_work(chart, numbered, file, organisation, problems);
  problems.throw_if_any();
  for (Tie& tie : ties) tie = {number[tie.a], number[tie.b], tie.layer, tie.weight};
  const Reports reports(organisation.manager);  // nobody's where nobody leads
  for (Employee boss = 0; boss < number.size(); ++boss) {
    const std::span<const Employee> team = reports.of(boss);
    for (std::size_t i = 0; i < team.size(); ++i) {
      if (settings.add_manager_ties) ties.push_back({boss, team[i], Layer::reporting});
      for (std::size_t j = i + 1; settings.team_ties && j < team.size(); ++j)
        ties.push_back({team[i], team[j], Layer::team});
    }
  }
  organisation.ties = Network::from_ties(organisation.employees(), ties, workers);
  return organisation;
}

}  // namespace kantel
