// The oracle's units and cohorts: what each says of its own people, read key by key and person by person.
#include <algorithm>
#include <cmath>

#include "models/change/purposes.hpp"
#include "tests/models/change/oracle/oracle.hpp"

namespace kantel::testing {

namespace {

bool is_like(const std::string& name, const std::string& pattern) {
  if (pattern.empty()) return name.empty();
  if (pattern[0] == '*') return is_like(name, pattern.substr(1)) || (!name.empty() && is_like(name.substr(1), pattern));
  return !name.empty() && name[0] == pattern[0] && is_like(name.substr(1), pattern.substr(1));
}

void differ(OracleLocal& here, const Difference& says) {
  if (says.demand) here.demand = *says.demand;
  here.demand += says.demand_shift;
  if (says.local_variety) here.local_variety = *says.local_variety;
  here.local_variety += says.local_variety_shift;
  if (says.trust) here.trust = *says.trust;
  here.trust += says.trust_shift;
  if (says.skill) here.skill = *says.skill;
  here.skill += says.skill_shift;
  if (says.threshold) here.threshold = *says.threshold;
  here.threshold += says.threshold_shift;
  if (says.structure) here.structure = *says.structure;
  here.structure += says.structure_shift;
  if (says.autonomy) here.autonomy = *says.autonomy;
  here.autonomy += says.autonomy_shift;
  if (says.competence) here.competence = *says.competence;
  here.competence += says.competence_shift;
  if (says.relatedness) here.relatedness = *says.relatedness;
  here.relatedness += says.relatedness_shift;
  if (says.w_a) here.w_a = *says.w_a;
  here.w_a += says.w_a_shift;
  here.attitude *= says.attitude_factor;
  if (says.practising) here.practising = *says.practising;
  if (name_of(says.policy) != "of_arm") here.policy = name_of(says.policy);
}

void do_work(OracleLocal& here, WorkType work) {
  switch (work) {
    case WorkType::routine: here.demand *= .7, here.local_variety /= 4, here.structure += .1; break;
    case WorkType::engineering: here.local_variety *= .75, here.structure += .05; break;
    case WorkType::craft: here.local_variety *= 1.25, here.structure -= .05; break;
    case WorkType::nonroutine: here.demand *= 1.3, here.local_variety *= 1.75, here.structure -= .1; break;
    case WorkType::unsaid: break;
  }
  for (double* level : {&here.demand, &here.local_variety, &here.structure}) *level = std::clamp(*level, 0.0, 1.0);
}

}  // namespace

OracleLocal oracle_local(const Scenario& scenario, const Organisation& organisation, Employee position,
                         std::size_t cohort) {
  const Parameters& par = scenario.parameters;
  OracleLocal here{scenario.change.demand,
                   scenario.change.local_variety,
                   par.trust_new,
                   par.skill_new,
                   par.theta,
                   par.structure_mean,
                   par.need_mean,
                   par.need_mean,
                   par.need_mean,
                   par.w_a};
  if (!organisation.work.empty()) do_work(here, organisation.work[organisation.unit[position]]);
  const std::string& unit = organisation.unit_names[organisation.unit[position]];
  std::vector<Unit> all = scenario.units_of_files.value_or(std::vector<Unit>{});
  all.insert(all.end(), scenario.units.begin(), scenario.units.end());
  for (const Unit& differing : all)
    if (is_like(unit, differing.name)) differ(here, differing.differs);
  if (!organisation.cohort.empty()) {
    const Difference& own = scenario.cohorts.at(cohort).differs;
    differ(here, own);
    if (own.practising) here.practises_with = "cohort " + std::to_string(cohort);
  }
  if (here.practises_with.empty()) here.practises_with = "unit " + std::to_string(organisation.unit[position]);
  here.demand = std::clamp(here.demand, 0.0, 1.0);
  here.local_variety = std::clamp(here.local_variety, 0.0, 1.0);
  return here;
}

std::size_t oracle_cohort(const Scenario& scenario, const Organisation& organisation, std::uint32_t replicate,
                          Employee position, std::uint32_t occupant) {
  if (organisation.cohort.empty()) return 0;
  if (occupant == 0) return organisation.cohort[position];
  const KeyedRandom random(scenario.seed(), replicate);
  const double people = static_cast<double>(organisation.cohort.size());
  double left = open_unit_interval(random.draw(position, occupant, cohort_of_successor)) * people;
  for (std::size_t cohort = 0; cohort < organisation.cohort_names.size(); ++cohort) {
    left -= static_cast<double>(std::count(organisation.cohort.begin(), organisation.cohort.end(), cohort));
    if (left < 0) return cohort;
  }
  return organisation.cohort_names.size() - 1;
}

double oracle_fit(const OracleLocal& here, const Scenario& scenario, const Arm& arm, std::uint8_t level, bool at_home,
                  bool mentors) {
  const double up = std::min(1.0, scenario.change.fidelity_up + (mentors ? .1 : 0));
  if (arm.central_plan()) return 1 - here.local_variety * (1 - std::pow(up, level));
  return at_home ? 1 : 1 - here.local_variety * scenario.parameters.copy_misfit;
}

std::vector<Employee> oracle_practising(const Scenario& scenario, const Organisation& organisation,
                                        std::uint32_t replicate) {
  const KeyedRandom random(scenario.seed(), replicate);
  std::vector<OracleLocal> here;
  for (Employee v = 0; v < organisation.manager.size(); ++v)
    here.push_back(oracle_local(scenario, organisation, v, oracle_cohort(scenario, organisation, replicate, v, 0)));
  std::vector<Employee> practise;
  for (Employee v = 0; v < here.size(); ++v) {
    if (here[v].practising == 0) continue;
    double together = 0, ahead = 0;  // of those whose share it is: how many, and how many come first by lot
    for (Employee other = 0; other < here.size(); ++other) {
      if (here[other].practises_with != here[v].practises_with) continue;
      ++together;
      const std::uint32_t own = random.draw(v, 0, practising_already),
                          others = random.draw(other, 0, practising_already);
      ahead += others < own || (others == own && other < v);
    }
    if (ahead < std::round(here[v].practising * together)) practise.push_back(v);
  }
  return practise;
}

}  // namespace kantel::testing
