// What of the scenario is so in one unit and cohort: everybody's parameters, with the differences laid over them. Made
// at the start of a run; where nothing differs there is one row of it, which holds what the parameters say.
#pragma once
#include <cstdint>
#include <vector>

#include "models/change/scenario/scenario.hpp"
#include "sim/random.hpp"

namespace kantel {

struct Local {
  double demand, local_variety;
  double trust, skill, threshold, structure, autonomy, competence, relatedness, w_a;  // means, but for the weight
  double attitude_factor = 1, practising = 0;
  OwnPolicy policy = {};
  bool cohort_practises = false;  // the share is of the cohort, not of the unit
  friend bool operator==(const Local&, const Local&) = default;
};

struct Locals {
  std::vector<std::uint32_t> kind_of_unit;  // units of a kind differ alike
  std::size_t cohorts = 1;
  std::vector<Local> rows;             // [kind][cohort]
  std::vector<double> cohort_sizes{};  // of day 0, each with those before it; empty without cohorts
  // Whether rows differ in it: else it is taken from the first.
  bool demand_differs = false, variety_differs = false, weights_differ = false, policies_differ = false,
       somebody_practises = false;

  const Local& at(std::size_t unit, std::size_t cohort) const { return rows[kind_of_unit[unit] * cohorts + cohort]; }
};

Locals locals_of(const Scenario& scenario, const Organisation& organisation);
// Names that no unit has, and weights that a unit and a cohort make impossible together; problems are added.
void check_locals(const Scenario& scenario, const Organisation& organisation, Problems& problems);
// Whether a name is meant: each asterisk of the pattern stands for any text, none too.
bool matches(std::string_view pattern, std::string_view name);

// The cohort of an occupant: on day 0 the organisation's; a successor's is drawn, as often each as it was on day 0.
std::uint8_t cohort_of(const Locals& locals, const Organisation& organisation, const KeyedRandom& random,
                       Employee position, std::uint32_t occupant);
// Those who practise from day 0 without being champions, in order: of each unit's people, and of each cohort's where it
// says so itself, that share of them, to the nearest person, by keyed draw.
std::vector<Employee> practise_already(const Locals& locals, const Organisation& organisation,
                                       const KeyedRandom& random);

}  // namespace kantel
