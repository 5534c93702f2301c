#include "models/organisation/import_chart.hpp"

#include <algorithm>
#include <charconv>

#include "sim/input/columns.hpp"

namespace kantel {

ChartFile read_chart(const std::filesystem::path& path, const OrganisationSettings& settings, Problems& problems,
                     std::vector<std::string>& warnings, const Workers& workers) {
  const std::string file = path.string();
  ChartFile chart;
  int id_at = -1, manager_at = -1, level_at = -1, unit_at = -1, cohort_at = -1, dotted_at = -1, work_at = -1;
  const bool in_departments = !settings.departments.empty();
  std::size_t columns = 0;
  bool level_is_text = false;
  Labels units(chart.unit_names), cohorts(chart.cohort_names);
  ProblemsOfAKind lengths(problems, file, "rows of another length"), blanks(problems, file, "rows without an id"),
      doubles(problems, file, "ids that occur twice"), unitless(problems, file, "people without a department"),
      works(problems, file, "types of work that are none");

  read_csv(
      path,
      [&](CsvRow header) {
        Problems wrong;
        CsvColumns found(header, file, wrong);
        columns = found.size();
        id_at = found.need(columns::person, settings.id_column, "organisation.id_column");
        if (!in_departments && settings.manager_column.empty() && found.find(columns::manager) < 0) {
          manager_at = found.find(columns::lead);
          chart.leads = manager_at >= 0;
        }
        if (!in_departments && !chart.leads)
          manager_at = found.need(columns::manager, settings.manager_column, "organisation.manager_column");
        if (id_at >= 0 && id_at == manager_at)
          wrong.add({file, header.line, "organisation.manager_column"}, "is the column of ids too", "another column");
        wrong.throw_if_any();
        const auto optional = [&](const WantedColumn& wanted, const std::string& given, std::string_view setting) {
          const int at = found.find(wanted, given, setting);
          return at == id_at || at == manager_at ? -1 : at;
        };
        level_at = optional(columns::level, "", "");
        unit_at = optional(columns::unit, settings.unit_column, "organisation.unit_column");
        if (in_departments && unit_at < 0 && !wrong.any() &&
            found.need(columns::unit, settings.unit_column, "organisation.unit_column") >= 0)
          wrong.add({file, header.line, "organisation.unit_column"}, "is the column of ids too", "another column");
        cohort_at = optional(columns::cohort, settings.cohort_column, "organisation.cohort_column");
        dotted_at = optional(columns::dotted, settings.dotted_column, "organisation.dotted_column");
        work_at = optional(columns::work, "", "");
        wrong.throw_if_any();
        found.find("team");  // an export has it; it follows from the managers
        if (const std::string left = found.unread(); !left.empty()) warnings.push_back(file + ": " + left);
      },
      [&](CsvRow row) {
        if (row.line % 4096 == 0) workers.poll();
        if (row.fields.size() != columns) {
          lengths.add(row.line, "", "has " + std::to_string(row.fields.size()) + " fields",
                      std::to_string(columns) + " as the header has");
          return;
        }
        const auto field = [&](int at) -> const std::string& { return row.fields[static_cast<std::size_t>(at)]; };
        const std::string& id = field(id_at);
        if (id.empty()) {
          blanks.add(row.line, "", "has no id");
          return;
        }
        const auto person = static_cast<Employee>(chart.id.size());
        if (!chart.ids.add(id, person)) {
          const int first = chart.line[chart.ids.find(id)];
          doubles.add(row.line, "", "the id " + shown(id) + " is on line " + std::to_string(first) + " too",
                      "each id once");
          return;
        }
        chart.id.push_back(id);
        chart.manager_id.push_back(manager_at >= 0 ? field(manager_at) : "");
        if (dotted_at >= 0) chart.dotted_id.push_back(field(dotted_at));
        chart.line.push_back(row.line);
        if (level_at >= 0) {
          std::int64_t level = -1;
          const std::string& text = field(level_at);
          const auto read = std::from_chars(text.data(), text.data() + text.size(), level);
          const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size() && level >= 0;
          level_is_text |= !text.empty() && !whole;
          chart.level.push_back(whole ? level : -1);
        }
        if (unit_at >= 0) chart.unit.push_back(field(unit_at).empty() ? no_label : units.index(field(unit_at)));
        if (in_departments && field(unit_at).empty())
          unitless.add(row.line, "", shown(id) + " is in no department", "a unit for everybody");
        if (work_at >= 0) {
          const auto named = std::ranges::find(work_names, field(work_at));
          if (named == work_names.end() && !field(work_at).empty())
            works.add(row.line, "", shown(field(work_at)) + " is no type of work", "one of " + joined(work_names),
                      nearest_name(field(work_at), work_names));
          chart.work.push_back(static_cast<WorkType>(named - work_names.begin()));
        }
        if (cohort_at >= 0) chart.cohort.push_back(cohorts.index(field(cohort_at).empty() ? "none" : field(cohort_at)));
      });
  if (level_is_text) {
    chart.level.clear();
    warnings.push_back(file + ": column level holds text and is not read; a level is the depth in the chart");
  }
  return chart;
}

namespace {

// Follows managers upwards from everyone and names each cycle once, at its first line.
void report_cycles(const ChartFile& chart, const std::vector<Employee>& manager, ProblemsOfAKind& problems,
                   const std::string& what = "reports to itself in a circle of ",
                   const std::string& allowed = "a chain of managers that ends at the top") {
  constexpr Employee unseen = 0;  // else the number of the walk that passed here, from 1
  std::vector<Employee> walk(manager.size(), unseen);
  for (Employee start = 0; start < manager.size(); ++start) {
    Employee at = start;
    while (at != nobody && walk[at] == unseen) {
      walk[at] = start + 1;
      at = manager[at];
    }
    if (at == nobody || walk[at] != start + 1) continue;  // ends at a top, or in what an earlier walk has seen
    Employee first = at;
    for (Employee v = manager[at]; v != at; v = manager[v]) first = std::min(first, v);
    std::string members;
    std::size_t length = 0;
    Employee v = first;
    do {
      if (length++ < 10) members += shown(chart.id[v]) + " → ";
      v = manager[v];
    } while (v != first);
    if (length > 10) members += "… → ";
    problems.add(chart.line[first], "", what + std::to_string(length) + ": " + members + shown(chart.id[first]),
                 allowed);
  }
}

}  // namespace

ChartDraft connected(const ChartFile& chart, const std::string& file, const OrganisationSettings& settings,
                     Problems& problems, std::vector<std::string>& warnings) {
  ChartDraft draft;
  draft.manager.assign(chart.id.size(), nobody);
  std::vector<Employee> tops;
  bool all_known = true;
  {
    ProblemsOfAKind unknown(problems, file, "unknown managers");
    for (Employee v = 0; v < chart.id.size(); ++v) {
      const std::string& id = chart.manager_id[v];
      if (id.empty() || id == chart.id[v]) {
        tops.push_back(v);
        continue;
      }
      draft.manager[v] = chart.ids.find(id);
      if (draft.manager[v] == nobody) {
        all_known = false;
        unknown.add(chart.line[v], "",
                    "the manager " + shown(id) + " of " + shown(chart.id[v]) + " is not in the chart", "",
                    unknown.full() ? "" : chart.ids.nearest(id));
      }
    }
    ProblemsOfAKind cycles(problems, file, "cycles");
    report_cycles(chart, draft.manager, cycles);
  }
  if (chart.id.empty()) {
    problems.add({file, 0, ""}, "has a header and nobody below it", "a row a person");
  } else if (tops.empty()) {
    if (all_known)
      problems.add({file, 0, ""}, "has no top", "one person with an empty manager, or managing themselves");
  } else if (tops.size() > 1 && settings.tops == Tops::refuse) {
    ProblemsOfAKind several(problems, file, "tops");
    for (std::size_t i = 1; i < tops.size(); ++i)
      several.add(chart.line[tops[i]], "",
                  shown(chart.id[tops[i]]) + " has no manager, as " + shown(chart.id[tops[0]]) + " on line " +
                      std::to_string(chart.line[tops[0]]) + " has none",
                  "one top, or organisation.tops = \"join\", which lets the first manage the others");
  } else {
    for (std::size_t i = 1; i < tops.size(); ++i) draft.manager[tops[i]] = tops[0];
    if (tops.size() > 1)
      warnings.push_back(file + ": " + std::to_string(tops.size()) +
                         " people have no manager; the first manages the others");
  }
  if (!tops.empty()) draft.top = tops[0];
  return draft;
}

std::vector<Employee> dotted_lines(const ChartFile& chart, const ChartDraft& draft, const std::string& file,
                                   Problems& problems, std::vector<std::string>& warnings) {
  std::vector<Employee> dotted;
  if (std::ranges::all_of(chart.dotted_id, [](const std::string& id) { return id.empty(); })) return dotted;
  dotted.assign(chart.id.size(), nobody);
  std::size_t managers_already = 0;
  ProblemsOfAKind unknown(problems, file, "unknown second managers"), cycles(problems, file, "cycles of dotted lines");
  for (Employee v = 0; v < chart.id.size(); ++v) {
    const std::string& id = chart.dotted_id[v];
    if (id.empty()) continue;
    dotted[v] = chart.ids.find(id);
    if (dotted[v] == nobody)
      unknown.add(chart.line[v], "",
                  "the second manager " + shown(id) + " of " + shown(chart.id[v]) + " is not in the chart", "",
                  unknown.full() ? "" : chart.ids.nearest(id));
    else if (dotted[v] == draft.manager[v])
      dotted[v] = nobody, ++managers_already;
  }
  report_cycles(chart, dotted, cycles, "has dotted lines to itself in a circle of ",
                "second managers of whom none is led by the own people");
  if (managers_already > 0)
    warnings.push_back(file + ": left out " + std::to_string(managers_already) +
                       (managers_already == 1 ? " second manager who is" : " second managers who are") +
                       " the own manager already");
  if (std::ranges::all_of(dotted, [](Employee second) { return second == nobody; })) dotted.clear();
  return dotted;
}

}  // namespace kantel
