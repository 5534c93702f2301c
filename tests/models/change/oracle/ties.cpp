// The oracle's ties: for how many colleagues each counts, and the events that change ties and the chart.
#include "tests/models/change/oracle/day.hpp"

namespace kantel::testing {

double oracle_cohort_factor(const TieWeights& weights, const Organisation& organisation, Employee a, Employee b) {
  if (organisation.cohort.empty() || organisation.cohort[a] != organisation.cohort[b]) return 1;
  return static_cast<double>(weights.own_cohort_weight);
}

OracleTies oracle_ties(const TieWeights& weights, const Organisation& organisation) {
  const std::map<Layer, std::int64_t> of_layer{{Layer::informal, weights.informal},
                                               {Layer::reporting, weights.reporting},
                                               {Layer::team, weights.team},
                                               {Layer::dotted, weights.dotted},
                                               {Layer::mentoring, weights.mentoring}};
  OracleTies ties(organisation.manager.size());
  for (Employee v = 0; v < organisation.manager.size(); ++v)
    organisation.ties.for_each_end(v, [&](Employee other, Layers layers, std::uint8_t given) {
      double weight = 0;
      for (const auto& [layer, listed] : of_layer)
        if (layers >> static_cast<int>(layer) & 1) weight = std::max(weight, static_cast<double>(listed));
      if (given != by_layer) weight = given;
      ties[v][other] = weight * oracle_cohort_factor(weights, organisation, v, other);
    });
  return ties;
}

void Oracle::reverse_mentoring(const Event& event) {
  const std::int64_t apart = event.levels_apart;
  std::vector<std::pair<std::uint32_t, Employee>> low;
  for (Employee v = 0; v < people_; ++v)
    if (meant(event.target, v) && org_.level[v] >= (apart == 0 ? 2 : apart))
      low.push_back({random(v, mentoring_lot), v});
  std::sort(low.begin(), low.end());
  low.resize(static_cast<std::size_t>(std::ceil(event.share * static_cast<double>(low.size()) - 1e-9)));
  for (const auto& [lot, mentor] : low) {
    if (apart > 0) now_[mentor].mentors = true;
    std::vector<Employee> others;
    for (int level = 0; level < 256; ++level)
      for (Employee v = 0; v < people_; ++v)
        if (org_.level[v] == level && v != mentor &&
            (apart == 0 ? level == org_.level[mentor] : level <= org_.level[mentor] - apart))
          others.push_back(v);
    if (others.empty()) continue;
    const Employee other = others[static_cast<std::size_t>(random(mentor, mentoring_partner) / 4294967296.0 *
                                                           static_cast<double>(others.size()))];
    const double weight = static_cast<double>(scenario_.tie_weights.mentoring) *
                          oracle_cohort_factor(scenario_.tie_weights, org_, mentor, other);
    for (const auto& [one, two] : {std::pair{mentor, other}, std::pair{other, mentor}})
      ties_[one][two] = std::max(ties_[one][two], weight);
  }
}

void Oracle::reorganise(const Event& event) {
  for (Employee v = 0; v < people_; ++v) {
    const Employee manager = (*event.managers)[v];
    if (manager != nobody && manager != org_.manager[v])
      now_[v].trust = clipped_normal(random(v, trusting_anew), here_[v].trust, par_.trust_sd);
  }
  for (Employee v = 0; v < people_; ++v) {
    org_.manager[v] = (*event.managers)[v];
    int level = 0;
    for (Employee above = (*event.managers)[v]; above != nobody; above = (*event.managers)[above]) ++level;
    org_.level[v] = static_cast<std::uint8_t>(level);
    lead_[v] = org_.manager[v] == nobody ? v : org_.manager[v];
    led_before_[v] = {nobody, 0};  // all leaders begin anew
  }
}

}  // namespace kantel::testing
