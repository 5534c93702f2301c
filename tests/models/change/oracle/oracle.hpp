// The change model once more, as plainly as it can be written: one person after the other, one day after the other,
// double arithmetic and the standard library's functions, ties read afresh each day. It shares with the engine the
// keyed draws, the settings and the organisation, and nothing else, so that the two can only agree by both being right.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/change/scenario/scenario.hpp"
#include "sim/random.hpp"

namespace kantel::testing {

// AS, ST, RE, D, V.
using OracleLevers = std::array<double, 5>;
enum Lever { autonomy_support, structure, care, pressure, vision };
enum Gate { know, want, can, dare, may };

// Whom somebody is tied with, and for how many colleagues each counts.
using OracleTies = std::vector<std::map<Employee, double>>;
OracleTies oracle_ties(const TieWeights& weights, const Organisation& organisation);
double oracle_cohort_factor(const TieWeights& weights, const Organisation& organisation, Employee a, Employee b);

// One employee on one day.
struct OraclePerson {
  double autonomy = 0, competence = 0, relatedness = 0, need_satisfaction = 0;
  double internalisation = 0, skill = 0, consolidated_skill = 0, trust = 0, morale = 0, accustomed = 0, intention = 0;
  bool aware = false, practising = false, lapsed_before = false, compelled = false;
  bool called = false, mandated = false, leaving = false, dipped = false, in_dip = false;
  bool champion = false, suspended = false;
  bool left_today = false;  // the position was refilled
  std::uint32_t guided_days = 0;
  bool dip_is_close = false;         // a rounding decides, today or before, whether it is one
  std::int64_t delay = 0, due = -1;  // a mandate on its way
  std::uint32_t occupant = 0;
  std::size_t cohort = 0;  // the occupant's own

  double autonomy_set_point = 0, competence_set_point = 0, relatedness_set_point = 0;
  double leading_learnt = 0;
  bool mentors = false;  // in a line of reverse mentoring
  double need_for_structure = 0, threshold = 0, attitude = 1, susceptibility = 0;

  OracleLevers levers{};
  double output = 0;
  bool could_start = false;  // did not practise yesterday: barriers and gains are defined
  std::array<double, 5> barrier{}, gain{};
  double leader_hours = 0;    // a week
  double training_hours = 0;  // today
};

using OracleDays = std::vector<std::vector<OraclePerson>>;

// Everybody on every day 0 … days. `given` replaces the draws of who is there on day 0.
OracleDays oracle(const Scenario& scenario, const Organisation& organisation, const Arm& arm, std::uint32_t replicate,
                  const GivenTraits& given = {});

// The pieces, each in its own file.
OracleLevers oracle_listed(Policy policy, const OraclePerson& person);  // before effort
OracleLevers oracle_levers(const OracleLevers& listed, const std::optional<double>& effort);
// What becomes of them on the way to the people of one leader.
struct OracleLeading {
  const Scenario& scenario;
  const Organisation& organisation;
  const Arm& arm;
  std::uint32_t replicate;
  const std::vector<OraclePerson>& yesterday;
  bool follows(Employee leader) const;
  bool tells(Employee v) const;  // whether a mandate that calls v has been passed on to v
  // What that leader means to do, and what is left of what is done for somebody with that manager.
  OracleLevers meant(OracleLevers levers, Employee leader) const;
  OracleLevers shared_out(OracleLevers levers, Employee manager) const;
};
// Manager and second manager, as far as there are such.
std::vector<Employee> oracle_leaders(const Organisation& organisation, Employee v);
// How many levels a mandate passes on its way.
std::int64_t oracle_levels_down(const Organisation& organisation, Employee v);
// n practising of d, the managers' examples among them.
double oracle_proof(const ChangeSettings& change, double n, double d, double threshold);
double oracle_want(const Parameters& parameters, double intention);
std::vector<OraclePerson> oracle_start(const Scenario& scenario, const Organisation& organisation, const Arm& arm,
                                       std::uint32_t replicate, const GivenTraits& given);
// Who is a champion on day 0, given everybody else's start state.
std::vector<Employee> oracle_champions(const Scenario& scenario, const Organisation& organisation, const Arm& arm,
                                       std::uint32_t replicate, const std::vector<OraclePerson>& people);
// So many of those, in order of merit.
std::vector<Employee> oracle_best(std::vector<double> merit, std::vector<Employee> among, std::size_t wanted,
                                  const KeyedRandom& random, std::uint32_t day);
// What champions are chosen by. `fit` of each.
std::vector<double> oracle_merit(const Scenario& scenario, const Organisation& organisation, ChampionRule chosen,
                                 const OracleTies& ties, const std::vector<OraclePerson>& people,
                                 const std::vector<double>& fit);
// The wave of each unit of a pilot.
std::vector<std::size_t> oracle_waves(const Scenario& scenario, const Organisation& organisation, const Arm& arm,
                                      std::uint32_t replicate, const std::vector<OraclePerson>& people);
// What holds of the people of a position's unit who are in that cohort.
struct OracleLocal {
  double demand, local_variety, trust, skill, threshold, structure, autonomy, competence, relatedness, w_a;
  double attitude = 1, practising = 0;
  std::string practises_with = "";  // among whom that share is
  std::string policy = "";          // "": the arm's
};
OracleLocal oracle_local(const Scenario& scenario, const Organisation& organisation, Employee position,
                         std::size_t cohort);
std::size_t oracle_cohort(const Scenario& scenario, const Organisation& organisation, std::uint32_t replicate,
                          Employee position, std::uint32_t occupant);
double oracle_fit(const OracleLocal& here, const Scenario& scenario, const Arm& arm, std::uint8_t level, bool at_home,
                  bool mentors = false);
// Who practises on day 0 because the unit or cohort does.
std::vector<Employee> oracle_practising(const Scenario& scenario, const Organisation& organisation,
                                        std::uint32_t replicate);
OraclePerson oracle_newcomer(const Scenario& scenario, const Organisation& organisation, std::uint32_t replicate,
                             Employee position, std::uint32_t occupant);
// Weights of autonomy and competence of who holds a position.
std::array<double, 2> oracle_weights(const Scenario& scenario, const Organisation& organisation, Employee position,
                                     std::size_t cohort);
double oracle_mean_need(const OraclePerson& person, const std::array<double, 2>& weights);
double oracle_composite(const OraclePerson& person, const std::array<double, 2>& weights);

}  // namespace kantel::testing
