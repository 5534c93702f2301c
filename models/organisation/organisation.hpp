// An organisation: a chart (who leads whom) and the ties between its people. Drawn or read once, then shared
// read-only by every arm and replicate.
//
// Numbering: employee 0 is the top; then unit by unit, breadth-first within each, so that a unit is a range and every
// team but the top's is contiguous. Exported ids are these numbers and survive re-import.
// Level: hops below the top (top = 0). Unit: the subtree under a manager of level unit_level; whoever is in no such
// subtree, the top included, is in unit 0, named "top". Team: those who share a manager.
// Where teams have leads, as in the form `network`, who leads stands as the manager of the others, and mandates come
// from the top all the same. Where nobody leads (departments without leaders) everybody is without a manager, on level
// 0, and employee 0 is the most central.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "models/organisation/settings.hpp"
#include "models/organisation/work.hpp"
#include "sim/network.hpp"

namespace kantel {

struct Organisation {
  LargeVector<Employee> manager;        // nobody for the top
  LargeVector<std::uint8_t> level;      // 0 … 255
  LargeVector<std::uint16_t> unit;      // index into unit_names
  std::vector<std::string> unit_names;  // [0] is the top's: "top" unless the chart labels it
  std::vector<std::uint8_t> cohort;     // index into cohort_names; empty without cohorts
  std::vector<std::string> cohort_names;
  LargeVector<Employee> dotted;    // the second manager, nobody where there is none; empty without dotted lines
  std::vector<WorkType> work;      // of each unit; empty where nobody says
  bool mandates_from_top = false;  // who leads is no line manager
  Network ties;

  std::vector<std::string> ids;       // as read from the chart, by number; empty for a generated organisation
  std::vector<std::string> warnings;  // what was dropped or noticed while reading or generating
  bool imported = false;              // real people stand behind the numbers: privacy rules apply

  Employee employees() const { return static_cast<Employee>(manager.size()); }
  bool nobody_leads() const { return employees() > 1 && manager[1] == nobody; }
};

// Draws or reads the organisation. `folder`: what relative paths are relative to. `seed`: the organisation's seed.
// Throws InputError with every problem of the files (chart, messages, ties, GraphML), each with file and line.
Organisation make_organisation(const OrganisationSettings& settings, const std::filesystem::path& folder,
                               std::uint64_t seed, const Workers& workers);

// Refuses (InputError) a generated organisation that, with so many bytes a person beside its ties, this machine cannot
// hold.
void refuse_beyond_memory(const OrganisationSettings& settings, double bytes_a_person);

// Number of direct reports per employee. O(employees).
std::vector<std::uint32_t> spans(const Organisation& organisation);

// Writes chart.csv (id, manager, level, unit, team and, where there are any, cohort, dotted and type_of_work), ties.csv
// (a, b, layer and, where ties were given weights, weight) and org.graphml into an existing folder. Where leads are no
// line managers the column of managers is called lead, and where nobody leads there is none. People are their numbers:
// ids of imported people are never written. Reading chart.csv as settings_of_export says, with either of the other two,
// gives the same organisation. Throws std::runtime_error when a file cannot be written; polls.
inline constexpr std::array<std::string_view, 3> organisation_files{"org.graphml", "ties.csv", "chart.csv"};
void export_organisation(const Organisation& organisation, const std::filesystem::path& folder, const Workers& workers);
// How an exported folder is read: its chart, or its departments where nobody leads; ties.csv.
OrganisationSettings settings_of_export(const std::filesystem::path& folder);

}  // namespace kantel
