// A chart file as it was written: ids, managers and optional columns by row.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "models/organisation/chart.hpp"
#include "models/organisation/import.hpp"

namespace kantel {

struct ChartFile {
  std::vector<std::string> id, manager_id;  // of the lead, where leads stand in place of managers; "" in departments
  bool leads = false;
  std::vector<std::string> dotted_id;  // of the second manager; empty without the column
  std::vector<int> line;
  std::vector<std::int64_t> level;  // -1: not given; empty without the column
  std::vector<std::uint32_t> unit;  // no_label: not given; empty without the column
  std::vector<std::string> unit_names;
  std::vector<std::uint32_t> cohort;  // empty without the column
  std::vector<std::string> cohort_names;
  std::vector<WorkType> work;  // empty without the column
  Ids ids;
};

// The index of a label among those seen, in order of first appearance.
class Labels {
 public:
  explicit Labels(std::vector<std::string>& names) : names_(names) {}
  std::uint32_t index(const std::string& name) {
    const auto [found, is_new] = index_.emplace(name, static_cast<std::uint32_t>(names_.size()));
    if (is_new) names_.push_back(name);
    return found->second;
  }

 private:
  std::vector<std::string>& names_;
  std::unordered_map<std::string, std::uint32_t> index_;
};

// A chart, or departments: ids and units.
ChartFile read_chart(const std::filesystem::path& path, const OrganisationSettings& settings, Problems& problems,
                     std::vector<std::string>& warnings, const Workers& workers);

// Managers as people, and the top. Unknown managers, cycles, no top and several tops are problems.
ChartDraft connected(const ChartFile& chart, const std::string& file, const OrganisationSettings& settings,
                     Problems& problems, std::vector<std::string>& warnings);

// Second managers as people; empty where there are none. Unknown ones and cycles of them are problems; one who is the
// own manager already is left out.
std::vector<Employee> dotted_lines(const ChartFile& chart, const ChartDraft& draft, const std::string& file,
                                   Problems& problems, std::vector<std::string>& warnings);

// import_departments.cpp: who leads departments whose managers nobody has written down. Each is led by who has most
// ties inside it, and all are by that one of these who has most ties in all. Of several it is the first in the file, so
// that an export reads back the same.
ChartDraft led_by_most_central(const ChartFile& chart, const std::vector<Tie>& ties, const Workers& workers);
// Departments in which nobody leads, numbered: who has most ties in all first, then that one's department, then the
// others, each in the order of the file.
NumberedChart number_without_leaders(const ChartFile& chart, const std::vector<Tie>& ties, Organisation& organisation,
                                     const Workers& workers);

}  // namespace kantel
