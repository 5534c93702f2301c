// The oracle's day 0: traits, start state and champions.
#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/property_map/property_map.hpp>
#include <cmath>

#include "models/change/purposes.hpp"
#include "tests/models/change/oracle/day.hpp"

namespace kantel::testing {

namespace {

// Boost's Brandes on a graph of Boost's own, so that the engine's view of its ties is not trusted here.
std::vector<double> betweenness_of(const Network& ties) {
  boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> graph(ties.employees());
  for (Employee a = 0; a < ties.employees(); ++a)
    for (const Employee b : ties.ties(a))
      if (a < b) add_edge(a, b, graph);
  std::vector<double> centrality(ties.employees(), 0);
  boost::brandes_betweenness_centrality(
      graph, boost::make_iterator_property_map(centrality.begin(), get(boost::vertex_index, graph)));
  return centrality;
}

}  // namespace

std::array<double, 2> oracle_weights(const Scenario& scenario, const Organisation& organisation, Employee position,
                                     std::size_t cohort) {
  return {oracle_local(scenario, organisation, position, cohort).w_a, scenario.parameters.w_c};
}

double oracle_mean_need(const OraclePerson& person, const std::array<double, 2>& weights) {
  return weights[0] * person.autonomy + weights[1] * person.competence +
         (1 - weights[0] - weights[1]) * person.relatedness;
}

double oracle_composite(const OraclePerson& person, const std::array<double, 2>& weights) {
  return std::pow(person.autonomy, weights[0]) * std::pow(person.competence, weights[1]) *
         std::pow(person.relatedness, 1 - weights[0] - weights[1]);
}

OraclePerson oracle_newcomer(const Scenario& scenario, const Organisation& organisation, std::uint32_t replicate,
                             Employee position, std::uint32_t occupant) {
  const KeyedRandom random(scenario.seed(), replicate);
  const Parameters& par = scenario.parameters;
  const auto normal = [&](Purpose purpose, double mean, double sd) -> double {
    return clipped_normal(random.draw(position, occupant, purpose), mean, sd);
  };
  OraclePerson person;
  person.occupant = occupant;
  person.cohort = oracle_cohort(scenario, organisation, replicate, position, occupant);
  const OracleLocal here = oracle_local(scenario, organisation, position, person.cohort);
  person.autonomy_set_point = normal(autonomy_set_point, here.autonomy, par.need_sd);
  person.competence_set_point = normal(competence_set_point, here.competence, par.need_sd);
  person.relatedness_set_point = normal(relatedness_set_point, here.relatedness, par.need_sd);
  person.need_for_structure = normal(need_for_structure, here.structure, par.structure_sd);
  person.threshold = clipped_normal(random.draw(position, occupant, threshold), here.threshold, par.theta_sd, .05, .95);
  person.skill = person.consolidated_skill = normal(first_skill, here.skill, par.skill_sd);
  const double z = normal_quantile(open_unit_interval(random.draw(position, occupant, first_attitude)));
  person.attitude = here.attitude * std::exp(par.attitude_sd * z);
  person.trust = normal(first_trust, here.trust, par.trust_sd);
  person.susceptibility = par.susceptibility;
  person.autonomy = person.autonomy_set_point;
  person.competence = person.competence_set_point;
  person.relatedness = person.relatedness_set_point;
  const auto weights = oracle_weights(scenario, organisation, position, person.cohort);
  person.morale = person.accustomed = oracle_mean_need(person, weights);
  person.need_satisfaction = oracle_composite(person, weights);
  person.aware = position == 0;
  return person;
}

std::vector<double> oracle_merit(const Scenario& scenario, const Organisation& organisation, ChampionRule chosen,
                                 const OracleTies& ties, const std::vector<OraclePerson>& people,
                                 const std::vector<double>& fit) {
  std::vector<double> merit(people.size(), 0);
  if (chosen == ChampionRule::by_betweenness) return betweenness_of(organisation.ties);
  for (Employee v = 0; v < people.size(); ++v) {
    const bool leads =
        std::find(organisation.manager.begin(), organisation.manager.end(), v) != organisation.manager.end();
    if (chosen == ChampionRule::by_degree)
      for (const auto& [tie, weight] : ties[v]) merit[v] += weight;
    if (chosen == ChampionRule::by_openness) merit[v] = -people[v].threshold;
    if (chosen == ChampionRule::as_volunteers)
      merit[v] = oracle_want(scenario.parameters, fit[v] * people[v].attitude * people[v].need_satisfaction) *
                 (people[v].lapsed_before ? scenario.parameters.after_lapse : 1);
    if (chosen == ChampionRule::among_managers) merit[v] = leads;
  }
  return merit;
}

std::vector<Employee> oracle_best(std::vector<double> merit, std::vector<Employee> among, std::size_t wanted,
                                  const KeyedRandom& random, std::uint32_t day) {
  std::sort(among.begin(), among.end(), [&](Employee a, Employee b) {
    if (merit[a] != merit[b]) return merit[a] > merit[b];
    const std::uint32_t draw_a = random.draw(a, day, champion_rank), draw_b = random.draw(b, day, champion_rank);
    return draw_a != draw_b ? draw_a > draw_b : a < b;
  });
  among.resize(std::min(wanted, among.size()));
  return among;
}

namespace {

std::vector<double> fit_of_plan(const Scenario& scenario, const Organisation& organisation, const Arm& arm,
                                const std::vector<OraclePerson>& people) {
  std::vector<double> fit;
  for (Employee v = 0; v < organisation.employees(); ++v) {
    const OracleLocal here = oracle_local(scenario, organisation, v, people[v].cohort);
    fit.push_back(oracle_fit(here, scenario, arm, organisation.level[v], true));
  }
  return fit;
}

}  // namespace

std::vector<Employee> oracle_champions(const Scenario& scenario, const Organisation& organisation, const Arm& arm,
                                       std::uint32_t replicate, const std::vector<OraclePerson>& people) {
  if (arm.approach == Approach::pilot) return {};  // they come with the waves
  std::vector<Employee> everybody(people.size());
  for (Employee v = 0; v < people.size(); ++v) everybody[v] = v;
  return oracle_best(
      oracle_merit(scenario, organisation, arm.champions.chosen, oracle_ties(scenario.tie_weights, organisation),
                   people, fit_of_plan(scenario, organisation, arm, people)),
      everybody, static_cast<std::size_t>(std::ceil(arm.champions.share * static_cast<double>(people.size()) - 1e-9)),
      KeyedRandom(scenario.seed(), replicate), 0);
}

std::vector<std::size_t> oracle_waves(const Scenario& scenario, const Organisation& organisation, const Arm& arm,
                                      std::uint32_t replicate, const std::vector<OraclePerson>& people) {
  const KeyedRandom random(scenario.seed(), replicate);
  const std::vector<double> fit = fit_of_plan(scenario, organisation, arm, people);
  struct Unit {
    std::size_t index;
    double merit, size;
  };
  std::vector<Unit> units;
  for (std::size_t u = 1; u < organisation.unit_names.size(); ++u) {
    Unit unit{u, 0, 0};
    double wants = 0;
    for (Employee v = 0; v < people.size(); ++v)
      if (organisation.unit[v] == u) {
        ++unit.size;
        wants += oracle_want(scenario.parameters, fit[v] * people[v].attitude * people[v].need_satisfaction);
      }
    if (arm.waves.order == WaveOrder::by_size) unit.merit = unit.size;
    if (arm.waves.order == WaveOrder::by_readiness) unit.merit = wants / unit.size;
    if (arm.waves.order == WaveOrder::drawn)
      unit.merit = static_cast<double>(unit_interval(random.draw(static_cast<Employee>(u), 0, wave_rank)));
    units.push_back(unit);
  }
  std::stable_sort(units.begin(), units.end(), [&](const Unit& a, const Unit& b) {
    if (arm.waves.order == WaveOrder::by_name)
      return organisation.unit_names[a.index] < organisation.unit_names[b.index];
    return a.merit > b.merit;
  });
  std::vector<std::size_t> wave(organisation.unit_names.size(), 0);
  const auto waves = static_cast<std::size_t>(arm.waves.count);
  std::vector<std::size_t> places(waves, units.size() / waves);
  for (std::size_t w = 0; w < units.size() % waves; ++w) ++places[w];
  std::size_t now = 0;
  for (const Unit& unit : units) {
    while (places[now] == 0) ++now;
    wave[unit.index] = now;
    --places[now];
  }
  return wave;
}

std::vector<OraclePerson> oracle_start(const Scenario& scenario, const Organisation& organisation, const Arm& arm,
                                       std::uint32_t replicate, const GivenTraits& given) {
  std::vector<OraclePerson> people;
  for (Employee v = 0; v < organisation.manager.size(); ++v) {
    OraclePerson person = oracle_newcomer(scenario, organisation, replicate, v, 0);
    if (!given.threshold.empty()) person.threshold = given.threshold[v];
    if (!given.susceptibility.empty()) person.susceptibility = given.susceptibility[v];
    if (!given.need_for_structure.empty()) person.need_for_structure = given.need_for_structure[v];
    if (!given.autonomy.empty()) person.autonomy = person.autonomy_set_point = given.autonomy[v];
    if (!given.competence.empty()) person.competence = person.competence_set_point = given.competence[v];
    if (!given.relatedness.empty()) person.relatedness = person.relatedness_set_point = given.relatedness[v];
    const auto weights = oracle_weights(scenario, organisation, v, person.cohort);
    person.morale = person.accustomed = oracle_mean_need(person, weights);
    person.need_satisfaction = oracle_composite(person, weights);
    people.push_back(person);
  }
  std::vector<Employee> first = oracle_champions(scenario, organisation, arm, replicate, people);
  for (const Employee v : first) people[v].champion = true;
  for (const Employee v : oracle_practising(scenario, organisation, replicate)) first.push_back(v);
  for (const Employee v : first) {
    people[v].aware = people[v].practising = true;
    people[v].skill = scenario.parameters.champion_skill;
    people[v].internalisation = scenario.parameters.champion_internalisation;
  }
  return people;
}

void Oracle::succeed(Employee v, const OraclePerson& gone) {
  const OraclePerson today = now_[v];
  OraclePerson& is = now_[v] = oracle_newcomer(scenario_, org_, replicate_, v, gone.occupant + 1);
  live_locally(v);
  is.called = today.called;
  is.mandated = today.mandated;
  is.suspended = today.suspended;
  is.left_today = true;
  is.delay = today.delay;
  is.due = today.due;
  is.mentors = today.mentors;
  is.intention = fit(v) * is.attitude * is.need_satisfaction;
  const std::uint32_t told = random_.draw(v, is.occupant, told_at_once);
  if (is.mandated && static_cast<double>(unit_interval(told)) < par_.told) is.aware = true;
  // The day's levers, hours and barriers were the predecessor's.
  is.levers = today.levers;
  is.leader_hours = today.leader_hours;
  is.training_hours = today.training_hours;
  is.could_start = today.could_start;
  is.barrier = today.barrier;
  is.gain = today.gain;
}

}  // namespace kantel::testing
