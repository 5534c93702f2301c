// A chart file as it was written: ids, managers and optional columns by row.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "models/organisation/chart.hpp"
#include "models/organisation/import.hpp"

namespace kantel {

struct ChartFile {
  std::vector<std::string> id, manager_id;
  std::vector<int> line;
  std::vector<std::int64_t> level;  // -1: not given; empty without the column
  std::vector<std::uint32_t> unit;  // no_label: not given; empty without the column
  std::vector<std::string> unit_names;
  std::vector<std::uint32_t> cohort;  // empty without the column
  std::vector<std::string> cohort_names;
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

ChartFile read_chart(const std::filesystem::path& path, const OrganisationSettings& settings, Problems& problems,
                     std::vector<std::string>& warnings, const Workers& workers);

// Managers as people, and the top. Unknown managers, cycles, no top and several tops are problems.
ChartDraft connected(const ChartFile& chart, const std::string& file, const OrganisationSettings& settings,
                     Problems& problems, std::vector<std::string>& warnings);

}  // namespace kantel
