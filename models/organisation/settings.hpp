// The [organisation] table of a scenario: which form, how large, which files. Declared once, here.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input/declare.hpp"

namespace kantel {

enum class Form { sector, directorate, context, network, imported };
inline constexpr std::array<std::string_view, 5> form_names{"sector", "directorate", "context", "network", "imported"};
constexpr std::span<const std::string_view> names_of(Form) { return form_names; }
enum class Tops { refuse, join };
inline constexpr std::array<std::string_view, 2> tops_names{"refuse", "join"};
constexpr std::span<const std::string_view> names_of(Tops) { return tops_names; }
enum class Leaders { central, none };
inline constexpr std::array<std::string_view, 2> leaders_names{"central", "none"};
constexpr std::span<const std::string_view> names_of(Leaders) { return leaders_names; }

struct OrganisationSettings {
  Form form = Form::sector;
  std::int64_t employees = 1000;
  std::vector<std::int64_t> levels;  // managers per level below the top
  double span_mean = 4.5;            // sector: direct reports per manager
  std::int64_t programmes = 4;       // context
  double programme_share = 0.3;
  std::int64_t smallest_team = 5, largest_team = 12;  // network
  std::int64_t unit_level = 1;
  double mean_degree = 8;
  double manager_tie_probability = 0.6;
  double sibling_tie = 0.45;
  bool add_manager_ties = false;
  bool team_ties = false;
  bool per_replicate = false;
  std::optional<std::int64_t> seed;  // default: the scenario's

  std::string chart, departments, messages, ties, graphml;  // paths, relative to the scenario file
  Leaders leaders = Leaders::central;                       // of departments
  std::string graphml_id;                                   // default: id, name, or the node's own
  // Names of columns; default: those of sim/input/columns.hpp.
  std::string id_column, manager_column, unit_column, cohort_column, dotted_column, from_column, to_column, date_column,
      count_column, weight_column;
  double min_messages = 1;
  double half_life = infinite;  // days; messages lose half their weight in it
  Tops tops = Tops::refuse;
  std::string traits;  // CSV of per-person traits, relative to the scenario file
};

inline std::span<const Key<OrganisationSettings>> organisation_keys() {
  using S = OrganisationSettings;
  constexpr double largest = 4.0e9;  // employees are numbered in 32 bits
  static const auto keys = declare<S>(
      {{.name = "form", .member = &S::form, .sentence = "how the chart comes about", .source = "choice"},
       {.name = "employees",
        .member = &S::employees,
        .low = 1,
        .high = largest,
        .symbol = "N",
        .unit = "people",
        .sentence = "how many people to generate",
        .source = "choice"},
       {.name = "levels",
        .member = &S::levels,
        .low = 1,
        .high = largest,
        .unit = "managers",
        .sentence = "directorate, context: managers per level below the top; empty for a choice by size",
        .source = "choice"},
       {.name = "span_mean",
        .member = &S::span_mean,
        .low = 1.5,
        .high = 1000,
        .unit = "people",
        .sentence = "sector: direct reports per manager, on average",
        .source = "4.5 in a manufacturer's chart, doi 10.7910/DVN/6Z3CGX"},
       {.name = "programmes",
        .member = &S::programmes,
        .low = 0,
        .high = 10000,
        .unit = "people",
        .sentence = "context: leaders of programmes, beside the line; one for every twenty people at most",
        .source = "assumed"},
       {.name = "programme_share",
        .member = &S::programme_share,
        .low = 0,
        .high = 1,
        .unit = "share of employees",
        .sentence = "context: chance that a person below the heads of units is in a programme, as a second line",
        .source = "assumed"},
       {.name = "smallest_team",
        .member = &S::smallest_team,
        .low = 2,
        .high = 1000,
        .unit = "people",
        .sentence = "network: people in a team, the one who leads it included",
        .source = "choice"},
       {.name = "largest_team",
        .member = &S::largest_team,
        .low = 2,
        .high = 1000,
        .unit = "people",
        .sentence = "network: people in a team, at most",
        .source = "choice"},
       {.name = "unit_level",
        .member = &S::unit_level,
        .low = 0,
        .high = 255,
        .unit = "hops",
        .sentence = "a unit is the subtree under a manager this far below the top",
        .source = "choice"},
       {.name = "mean_degree",
        .member = &S::mean_degree,
        .low = 0,
        .high = 1000,
        .unit = "ties",
        .sentence = "informal ties per person, on average",
        .source = "choice"},
       {.name = "manager_tie_probability",
        .member = &S::manager_tie_probability,
        .low = 0,
        .high = 1,
        .sentence = "chance that a person has an informal tie with the own manager",
        .source = "choice; .56 in a manufacturer's e-mail, doi 10.7910/DVN/6Z3CGX",
        .formerly = "boss_tie"},
       {.name = "sibling_tie",
        .member = &S::sibling_tie,
        .low = 0,
        .high = 1,
        .sentence = "chance that two people with the same manager have an informal tie",
        .source = "choice; .36 in a manufacturer's e-mail, doi 10.7910/DVN/6Z3CGX"},
       {.name = "add_manager_ties",
        .member = &S::add_manager_ties,
        .sentence = "everyone is tied with the own manager",
        .source = "choice",
        .formerly = "boss_ties"},
       {.name = "team_ties",
        .member = &S::team_ties,
        .sentence = "everyone is tied with all who share the manager",
        .source = "choice"},
       {.name = "per_replicate",
        .member = &S::per_replicate,
        .sentence = "draw the organisation anew in each replicate",
        .source = "choice"},
       {.name = "seed",
        .member = &S::seed,
        .low = 0,
        .high = 9.0e15,
        .sentence = "the organisation's own seed; without it the scenario's",
        .source = "choice"},
       {.name = "chart",
        .member = &S::chart,
        .sentence = "imported: CSV with a person's id and the manager's id",
        .source = "choice"},
       {.name = "departments",
        .member = &S::departments,
        .sentence = "imported, instead of a chart: CSV with a person's id and unit, where nobody says who manages whom",
        .source = "choice"},
       {.name = "leaders",
        .member = &S::leaders,
        .sentence = "of departments: who has most ties within each leads it, or nobody does",
        .source = "choice"},
       {.name = "messages",
        .member = &S::messages,
        .sentence = "imported: CSV log of sender, recipient and date",
        .source = "choice"},
       {.name = "ties",
        .member = &S::ties,
        .sentence = "imported: CSV with a tie a row: a, b and perhaps layer",
        .source = "choice"},
       {.name = "graphml",
        .member = &S::graphml,
        .sentence = "imported: GraphML file with the ties",
        .source = "choice"},
       {.name = "graphml_id",
        .member = &S::graphml_id,
        .sentence =
            "the attribute of nodes that holds the chart's id; without it id, then name, then the node's own id",
        .source = "choice"},
       {.name = "id_column",
        .member = &S::id_column,
        .sentence = "the chart's column of ids; without it id, person, employee, … in any case",
        .source = "choice"},
       {.name = "manager_column",
        .member = &S::manager_column,
        .sentence = "the chart's column of managers' ids; without it manager, reports_to, supervisor, …",
        .source = "choice"},
       {.name = "unit_column",
        .member = &S::unit_column,
        .sentence = "the chart's column of units; without it unit or department, where there is one",
        .source = "choice"},
       {.name = "cohort_column",
        .member = &S::cohort_column,
        .sentence = "the chart's column of cohorts; without it cohort, where there is one",
        .source = "choice"},
       {.name = "dotted_column",
        .member = &S::dotted_column,
        .sentence =
            "the chart's column of second managers' ids; without it dotted or second_manager, where there is one",
        .source = "choice"},
       {.name = "from_column",
        .member = &S::from_column,
        .sentence = "the column of senders, or of one end of a tie; without it sender, from, source, a, …",
        .source = "choice"},
       {.name = "to_column",
        .member = &S::to_column,
        .sentence = "the column of recipients, or of the other end; without it recipient, to, target, b, …",
        .source = "choice"},
       {.name = "date_column",
        .member = &S::date_column,
        .sentence = "the log's column of dates; without it date, time, timestamp, …",
        .source = "choice"},
       {.name = "count_column",
        .member = &S::count_column,
        .sentence = "the log's column of how many messages a row stands for; without it count, messages, …",
        .source = "choice"},
       {.name = "weight_column",
        .member = &S::weight_column,
        .sentence =
            "the column (in GraphML the attribute of edges) with what each tie counts for, whole numbers from 0 "
            "to 16; without it ties count for what [tie_weights] says of their layers",
        .source = "choice"},
       {.name = "min_messages",
        .member = &S::min_messages,
        .low = 0,
        .high = 1e9,
        .unit = "messages",
        .sentence = "messages in both directions together that make a tie",
        .source = "choice"},
       {.name = "half_life",
        .member = &S::half_life,
        .low = 1e-3,
        .unit = "days",
        .sentence = "a message loses half its weight in this time before the last one",
        .source = "choice"},
       {.name = "tops",
        .member = &S::tops,
        .sentence = "several people without a manager: an error, or the first leads the others",
        .source = "choice"},
       {.name = "traits", .member = &S::traits, .sentence = "CSV with traits of each person", .source = "choice"}});
  return keys;
}

}  // namespace kantel
