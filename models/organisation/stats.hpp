// What an organisation looks like, against what the literature and real data ask of a generated one. Aggregates only.
#pragma once
#include <string>
#include <vector>

#include "models/organisation/organisation.hpp"

namespace kantel {

// A share or mean without anything to take it over is NaN, printed empty. "Ties" are ties of any layer, a pair counted
// once; "informal" are those of the informal layer, which generated organisations draw.
struct OrganisationFacts {
  std::uint64_t employees = 0, managers = 0, units = 0;
  std::vector<std::uint64_t> depth_counts;  // people 0, 1, 2 … hops below the top
  double span_mean = 0, span_median = 0;
  std::uint64_t span_max = 0;
  std::uint64_t dotted_lines = 0, second_managers = 0;  // who has a second manager, and who is one
  bool mandates_from_top = false;
  std::uint64_t ties = 0;
  double mean_degree = 0, informal_degree = 0;  // ties a person
  std::uint64_t degree_min = 0, degree_p05 = 0, degree_p25 = 0, degree_p50 = 0, degree_p75 = 0, degree_p95 = 0,
                degree_max = 0;
  double log_degree_sd = 0, log_degree_skewness = 0;  // of those with ties; a log-normal has skewness 0
  double transitivity = 0;  // closed pairs of one's ties over all pairs; a keyed sample above 200,000 employees
  bool transitivity_sampled = false;
  double boss_tied = 0, siblings_tied = 0;  // shares of boss links and of sibling pairs with an informal tie
  std::uint64_t departments = 0;            // see departments() in chart.hpp
  double department_size = 0;               // people in the department of an average person
  double inside_department = 0;             // share of informal ties
  double inside_by_chart = 0;               // of those with boss and siblings alone
  double largest_component = 0;             // share of employees
};

// O(ties · mean degree), in parallel; the same on any number of threads.
OrganisationFacts facts(const Organisation& organisation, const Workers& workers);

// One fact of the generator's specification.
struct TargetFact {
  std::string name, target;
  double achieved;
  bool met, binding;   // binding: promised for this form; otherwise reported
  std::string reason;  // why it is missed, or empty
};
// For generated forms; empty for imported ones.
std::vector<TargetFact> target_facts(const OrganisationFacts& facts, const OrganisationSettings& settings);

// For a terminal, and as JSON (an object of facts, and `targets`).
std::string facts_text(const OrganisationFacts& facts, const std::vector<TargetFact>& targets);
std::string facts_json(const OrganisationFacts& facts, const std::vector<TargetFact>& targets);

}  // namespace kantel
