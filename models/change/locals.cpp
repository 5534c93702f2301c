#include "models/change/locals.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "models/change/conditions.hpp"
#include "models/change/purposes.hpp"

namespace kantel {

namespace {

void lay_over(Local& local, const Difference& differs) {
  using D = Difference;
  static constexpr struct {
    double Local::*value;
    std::optional<double> D::*set;
    double D::*shift;
  } moved[]{{&Local::demand, &D::demand, &D::demand_shift},
            {&Local::local_variety, &D::local_variety, &D::local_variety_shift},
            {&Local::trust, &D::trust, &D::trust_shift},
            {&Local::skill, &D::skill, &D::skill_shift},
            {&Local::threshold, &D::threshold, &D::threshold_shift},
            {&Local::structure, &D::structure, &D::structure_shift},
            {&Local::autonomy, &D::autonomy, &D::autonomy_shift},
            {&Local::competence, &D::competence, &D::competence_shift},
            {&Local::relatedness, &D::relatedness, &D::relatedness_shift},
            {&Local::w_a, &D::w_a, &D::w_a_shift}};
  for (const auto& [value, set, shift] : moved) local.*value = (differs.*set).value_or(local.*value) + differs.*shift;
  local.attitude_factor *= differs.attitude_factor;
  local.practising = differs.practising.value_or(local.practising);
  if (differs.policy.policy()) local.policy = differs.policy;
}

void lay_over(Local& local, WorkType work) {
  if (work == WorkType::unsaid) return;
  const WorkConditions& of = work_conditions[static_cast<std::size_t>(work)];
  local.demand = std::min(1.0, local.demand * of.demand);
  local.local_variety = std::min(1.0, local.local_variety * of.local_variety);
  local.structure = std::clamp(local.structure + of.structure, 0.0, 1.0);
}

Local everybody(const Scenario& scenario) {
  const Parameters& par = scenario.parameters;
  return {.demand = scenario.change.demand,
          .local_variety = scenario.change.local_variety,
          .trust = par.trust_new,
          .skill = par.skill_new,
          .threshold = par.theta,
          .structure = par.structure_mean,
          .autonomy = par.need_mean,
          .competence = par.need_mean,
          .relatedness = par.need_mean,
          .w_a = par.w_a};
}

// Which units each of the differences is about. Names without an asterisk are looked up.
class UnitsMeant {
 public:
  explicit UnitsMeant(const Organisation& organisation) : names_(organisation.unit_names) {
    for (std::size_t unit = 0; unit < names_.size(); ++unit) by_name_.emplace(names_[unit], unit);
  }
  template <class Visit>
  std::size_t by(const Unit& differing, Visit visit) const {
    if (differing.name.find('*') == std::string::npos) {
      const auto [first, end] = by_name_.equal_range(differing.name);
      for (auto at = first; at != end; ++at) visit(at->second);
      return static_cast<std::size_t>(std::distance(first, end));
    }
    std::size_t count = 0;
    for (std::size_t unit = 0; unit < names_.size(); ++unit)
      if (matches(differing.name, names_[unit])) visit(unit), ++count;
    return count;
  }

 private:
  const std::vector<std::string>& names_;
  std::multimap<std::string_view, std::size_t> by_name_;
};

// Those of the files before those of the scenario.
template <class Visit>
void for_each_differing(const Scenario& scenario, Visit visit) {
  if (scenario.units_of_files)
    for (const Unit& unit : *scenario.units_of_files) visit(unit);
  for (const Unit& unit : scenario.units) visit(unit);
}

Local in_cohort(Local local, const Scenario& scenario, std::size_t cohort) {
  if (cohort < scenario.cohorts.size()) {
    const Difference& differs = scenario.cohorts[cohort].differs;
    lay_over(local, differs);
    local.cohort_practises = differs.practising.has_value();
  }
  local.attitude_factor = std::min(local.attitude_factor, 1000.0);  // however many multiply it
  local.demand = std::clamp(local.demand, 0.0, 1.0);
  local.local_variety = std::clamp(local.local_variety, 0.0, 1.0);
  return local;
}

std::vector<Local> by_unit(const Scenario& scenario, const Organisation& organisation) {
  std::vector<Local> units(organisation.unit_names.size(), everybody(scenario));
  for (std::size_t unit = 0; unit < organisation.work.size(); ++unit) lay_over(units[unit], organisation.work[unit]);
  const UnitsMeant meant(organisation);
  for_each_differing(scenario, [&](const Unit& differing) {
    meant.by(differing, [&](std::size_t unit) { lay_over(units[unit], differing.differs); });
  });
  return units;
}

bool differs_at_all(const Scenario& scenario, const Organisation& organisation) {
  return !organisation.work.empty() || !scenario.units.empty() ||
         (scenario.units_of_files && !scenario.units_of_files->empty());
}

}  // namespace

bool matches(std::string_view pattern, std::string_view name) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == name;
  if (!name.starts_with(pattern.substr(0, star))) return false;
  // Between two asterisks the first place will do; the last part stands at the end.
  std::size_t at = star;
  for (std::size_t from = star + 1;;) {
    const std::size_t next = pattern.find('*', from);
    const std::string_view part = pattern.substr(from, next - from);
    if (next == std::string_view::npos) return name.size() >= at + part.size() && name.ends_with(part);
    at = name.find(part, at);
    if (at == std::string_view::npos) return false;
    at += part.size();
    from = next + 1;
  }
}

Locals locals_of(const Scenario& scenario, const Organisation& organisation) {
  Locals locals;
  if (!organisation.cohort.empty()) {
    locals.cohorts = organisation.cohort_names.size();
    locals.cohort_sizes.assign(locals.cohorts, 0);
    for (const std::uint8_t cohort : organisation.cohort) ++locals.cohort_sizes[cohort];
    for (std::size_t c = 1; c < locals.cohorts; ++c) locals.cohort_sizes[c] += locals.cohort_sizes[c - 1];
  }
  std::vector<Local> kinds{everybody(scenario)};
  locals.kind_of_unit.assign(organisation.unit_names.size(), 0);
  if (differs_at_all(scenario, organisation)) {
    const std::vector<Local> units = by_unit(scenario, organisation);
    constexpr std::size_t searched = 256;  // of units that are all of their own kind looking would be half the start
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
      const auto known = std::span(kinds).first(std::min(kinds.size(), searched));
      const auto found = std::ranges::find(known, units[unit]);
      const bool is_new = found == known.end();
      locals.kind_of_unit[unit] = static_cast<std::uint32_t>(is_new ? std::ssize(kinds) : found - known.begin());
      if (is_new) kinds.push_back(units[unit]);
    }
  }
  for (const Local& kind : kinds)
    for (std::size_t cohort = 0; cohort < locals.cohorts; ++cohort)
      locals.rows.push_back(in_cohort(kind, scenario, organisation.cohort.empty() ? scenario.cohorts.size() : cohort));
  const auto differ = [&](auto of) {
    return std::ranges::any_of(locals.rows, [&](const Local& row) { return of(row) != of(locals.rows[0]); });
  };
  locals.demand_differs = differ([](const Local& row) { return row.demand; });
  locals.variety_differs = differ([](const Local& row) { return row.local_variety; });
  locals.weights_differ = differ([](const Local& row) { return row.w_a; });
  locals.policies_differ =
      std::ranges::any_of(locals.rows, [](const Local& row) { return row.policy.policy().has_value(); });
  locals.somebody_practises = std::ranges::any_of(locals.rows, [](const Local& row) { return row.practising > 0; });
  return locals;
}

void check_locals(const Scenario& scenario, const Organisation& organisation, Problems& problems) {
  const UnitsMeant meant(organisation);
  const std::vector<std::string_view> names(organisation.unit_names.begin(), organisation.unit_names.end());
  std::vector<const Unit*> last(names.size(), nullptr);  // that moves its weight
  std::size_t unknown = 0;
  for_each_differing(scenario, [&](const Unit& differing) {
    const bool moves = differing.differs.w_a || differing.differs.w_a_shift != 0;
    const std::size_t count = meant.by(differing, [&](std::size_t unit) {
      if (moves) last[unit] = &differing;
    });
    if (count > 0 || ++unknown > 50) return;
    problems.add(differing.place, "there is no unit " + shown(differing.name),
                 "one of " + joined(std::span(names).first(std::min<std::size_t>(names.size(), 20))) +
                     (names.size() > 20 ? ", …" : ""),
                 nearest_name(differing.name, names));
  });
  const std::vector<Local> units = by_unit(scenario, organisation);
  std::set<const Unit*> told;
  for (std::size_t unit = 0; unit < units.size(); ++unit)
    for (std::size_t cohort = 0; cohort < std::max<std::size_t>(1, scenario.cohorts.size()); ++cohort) {
      const double w_a = in_cohort(units[unit], scenario, cohort).w_a;
      if ((w_a >= 0 && w_a + scenario.parameters.w_c <= 1 + 1e-12) || !last[unit] || !told.insert(last[unit]).second)
        continue;
      const std::string of_cohort =
          cohort < scenario.cohorts.size() ? ", in cohort " + shown(scenario.cohorts[cohort].name) : "";
      problems.add(last[unit]->place,
                   "in unit " + shown(organisation.unit_names[unit]) + of_cohort + ", w_a + w_c is " +
                       shortest(w_a + scenario.parameters.w_c) + ", so a need has a negative weight",
                   "w_a of at least 0 and w_a + w_c of at most 1");
    }
}

std::uint8_t cohort_of(const Locals& locals, const Organisation& organisation, const KeyedRandom& random,
                       Employee position, std::uint32_t occupant) {
  if (locals.cohort_sizes.empty()) return 0;
  if (occupant == 0) return organisation.cohort[position];
  const double u =
      open_unit_interval(random.draw(position, occupant, cohort_of_successor)) * locals.cohort_sizes.back();
  const auto found = std::ranges::upper_bound(locals.cohort_sizes, u);
  return static_cast<std::uint8_t>(found - locals.cohort_sizes.begin());
}

std::vector<Employee> practise_already(const Locals& locals, const Organisation& organisation,
                                       const KeyedRandom& random) {
  std::vector<Employee> all;
  if (!locals.somebody_practises) return all;
  struct Candidate {
    std::uint32_t draw;
    Employee who;
    auto operator<=>(const Candidate&) const = default;
  };
  const std::size_t units = organisation.unit_names.size();
  std::vector<std::vector<Candidate>> groups(units + locals.cohorts);
  std::vector<double> share(groups.size(), 0);
  for (Employee i = 0; i < organisation.employees(); ++i) {
    const std::size_t cohort = organisation.cohort.empty() ? 0 : organisation.cohort[i];
    const Local& local = locals.at(organisation.unit[i], cohort);
    const std::size_t group = local.cohort_practises ? units + cohort : organisation.unit[i];
    share[group] = local.practising;
    if (local.practising > 0) groups[group].push_back({random.draw(i, 0, practising_already), i});
  }
  for (std::size_t group = 0; group < groups.size(); ++group) {
    auto& candidates = groups[group];
    std::ranges::sort(candidates);
    const double wanted = std::floor(share[group] * static_cast<double>(candidates.size()) + .5);
    for (std::size_t i = 0; i < static_cast<std::size_t>(wanted); ++i) all.push_back(candidates[i].who);
  }
  std::ranges::sort(all);
  return all;
}

}  // namespace kantel
