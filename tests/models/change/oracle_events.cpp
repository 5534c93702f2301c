// What the oracle's events do, person by person.
#include "tests/models/change/oracle_day.hpp"

namespace kantel::testing {

bool Oracle::is_manager(Employee v) const {
  return std::find(org_.manager.begin(), org_.manager.end(), v) != org_.manager.end();
}
bool Oracle::meant(const Target& target, Employee v) const {
  switch (target.kind) {
    case Target::Kind::all: return true;
    case Target::Kind::unit: return org_.unit_names[org_.unit[v]] == target.unit;
    case Target::Kind::level: return org_.level[v] == target.number;
    case Target::Kind::managers: return is_manager(v);
    case Target::Kind::team: return org_.manager[v] == target.number;
  }
  return false;
}

void Oracle::intervene() {
  trained_.assign(people_, 0);
  for (const Event& event : arm_.all_events()) {
    if (event.day == day_) happens(event);
    if (event.what != interventions::train) continue;
    for (std::int64_t session = 0; session < event.sessions; ++session)
      if (event.day + session * event.every == day_) teach(event);
  }
  for (Employee v = 0; v < people_; ++v) now_[v].training_hours = trained_[v];
}

void Oracle::happens(const Event& event) {
  for (Employee v = 0; v < people_; ++v) {
    if (!meant(event.target, v)) continue;
    OraclePerson& person = now_[v];
    if (event.what == interventions::announce) person.aware = true;
    if (event.what == interventions::mandate && !(event.laggards_only && person.practising)) {
      if (!person.called)
        person.delay_per_level = event.delay_per_level;
      else if (person.due < 0)
        person.delay_per_level = std::min(person.delay_per_level, event.delay_per_level);
      else
        person.due = std::min(person.due, event.day + event.delay_per_level * org_.level[v]);
      person.called = true;
    }
    if (event.what == interventions::lift_mandate) {
      person.called = person.mandated = false;
      person.due = -1;
    }
    if (event.what == interventions::set_policy) {
      const LedBy led{event.policy, own(event.levers), event.effort};
      const double taken = listed(led_by_[v], person)[autonomy_support] - listed(led, person)[autonomy_support];
      if (!event.explained && taken > .2 + 1e-6) person.trust *= 1 - par_.surprise_cost;
      led_by_[v] = led;
    }
  }
  if (event.what == interventions::celebrate) celebrate(event);
}

void Oracle::teach(const Event& session) {
  const double hours = session.hours / static_cast<double>(session.sessions);
  for (Employee v = 0; v < people_; ++v) {
    if (!meant(session.target, v)) continue;
    now_[v].skill += std::min(1.0, .02 * hours) * (1 - now_[v].skill);
    trained_[v] += hours;
    if (session.support_days > 0) supported_until_[v] = std::max(supported_until_[v], day_ + session.support_days - 1);
  }
}

double Oracle::share_practising(std::size_t unit, std::int64_t day) const {
  double members = 0, practising = 0;
  for (Employee v = 0; v < people_; ++v)
    if (org_.unit[v] == unit) {
      ++members;
      practising += days_[static_cast<std::size_t>(day)][v].practising;
    }
  return members > 0 ? practising / members : 0;
}

void Oracle::celebrate(const Event& event) {
  if (day_ == 0) return;
  for (std::size_t unit = 0; unit < org_.unit_names.size(); ++unit) {
    if (event.target.kind == Target::Kind::unit && org_.unit_names[unit] != event.target.unit) continue;
    if (share_practising(unit, day_ - 1) > share_practising(unit, std::max<std::int64_t>(0, day_ - 21)))
      festive_.push_back({unit, day_ + 9});
  }
}

OracleDays oracle(const Scenario& scenario, const Organisation& organisation, const Arm& arm, std::uint32_t replicate,
                  const GivenTraits& given) {
  return Oracle(scenario, organisation, arm, replicate, given).all_days();
}

}  // namespace kantel::testing
