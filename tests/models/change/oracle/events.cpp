// What the oracle's events do, person by person.
#include "tests/models/change/oracle/day.hpp"

namespace kantel::testing {

bool Oracle::is_manager(Employee v) const {
  return std::find(org_.manager.begin(), org_.manager.end(), v) != org_.manager.end();
}
bool Oracle::meant(const Target& target, Employee v) const {
  for (const Condition& wanted : target.conditions) {
    bool met = false;
    switch (wanted.kind) {
      case Condition::Kind::unit: met = org_.unit_names[org_.unit[v]] == wanted.name; break;
      case Condition::Kind::cohort: met = org_.cohort_names[org_.cohort[v]] == wanted.name; break;
      case Condition::Kind::level: met = org_.level[v] == wanted.number; break;
      case Condition::Kind::managers: met = is_manager(v); break;
      case Condition::Kind::team: met = org_.manager[v] == wanted.number; break;
      case Condition::Kind::wave: met = waves_[org_.unit[v]] == static_cast<std::size_t>(wanted.number); break;
      case Condition::Kind::trying: met = now_[v].practising && now_[v].skill < .6; break;
      case Condition::Kind::blocked: met = largest_barrier(org_.unit[v]) == wanted.number; break;
    }
    if (!met) return false;
  }
  return true;
}

// Of yesterday; -1: nothing was in the way.
int Oracle::largest_barrier(std::size_t unit) const {
  if (day_ == 0) return -1;
  std::array<double, 5> sum{};
  for (Employee v = 0; v < people_; ++v)
    if (org_.unit[v] == unit)
      for (std::size_t gate = 0; gate < 5; ++gate)
        sum[gate] += days_.back()[v].could_start * days_.back()[v].barrier[gate];
  const auto largest = std::max_element(sum.begin(), sum.end());
  return *largest > 0 ? static_cast<int>(largest - sum.begin()) : -1;
}

double Oracle::mean_output(std::size_t unit) const {
  double sum = 0, members = 0;
  for (Employee v = 0; v < people_; ++v)
    if (org_.unit[v] == unit) ++members, sum += days_.back()[v].output;
  return members > 0 ? sum / members : 0;
}

void Oracle::intervene() {
  trained_.assign(people_, 0);
  in_practice_.assign(people_, 0);
  lost_.assign(people_, 0);
  for (const Event& event : arm_.all_events()) {
    const bool lasting = event.what == interventions::hire_wave || event.what == interventions::shock;
    if (day_ >= event.day && day_ < event.day + (lasting ? event.days : 1)) happens(event);
  }
  for (const Course& course : courses_)
    for (std::int64_t session = 0; session < course.event.sessions; ++session)
      if (course.event.day + session * course.event.every == day_) teach(course);
  for (const Promise& promise : promises_)
    for (Employee v = 0; v < people_; ++v) {
      const double missed = promise.event.day + promise.event.due_after == day_ && promise.to[v]
                                ? promise.event.gain - (mean_output(org_.unit[v]) - promise.output[org_.unit[v]])
                                : 0;
      if (missed > 0) now_[v].trust *= std::max(0.0, 1 - par_.promise_cost * missed);
    }
  for (Employee v = 0; v < people_; ++v) now_[v].training_hours = trained_[v];
}

void Oracle::seed(const Event& event, const std::vector<bool>& met) {
  std::vector<Employee> idle;
  std::size_t all = 0;
  std::vector<double> fits;
  for (Employee v = 0; v < people_; ++v) {
    all += met[v];
    if (met[v] && !now_[v].practising) idle.push_back(v);
    fits.push_back(fit(v));
  }
  for (const Employee v :
       oracle_best(oracle_merit(scenario_, org_, event.chosen, ties_, now_, fits), idle,
                   static_cast<std::size_t>(std::ceil(event.share * static_cast<double>(all) - 1e-9)), random_,
                   static_cast<std::uint32_t>(day_))) {
    now_[v].aware = now_[v].practising = now_[v].champion = true;
    now_[v].compelled = false;
    now_[v].skill = std::max(now_[v].skill, par_.champion_skill);
    now_[v].internalisation = std::max(now_[v].internalisation, par_.champion_internalisation);
  }
}

void Oracle::happens(const Event& event) {
  double practising = 0;
  for (const OraclePerson& person : now_) practising += person.practising;
  if (event.only_below && practising >= *event.only_below * people_) return;
  std::vector<bool> met;
  for (Employee v = 0; v < people_; ++v) met.push_back(meant(event.target, v));
  if (event.what == interventions::seed_champions) seed(event, met);
  if (event.what == interventions::train) {
    double people = 0;
    for (const bool is_met : met) people += is_met;
    courses_.push_back({event, event.hours_total ? *event.hours_total / people : event.hours, met});
  }
  if (event.what == interventions::sprint) sprints_.push_back({event, met});
  if (event.what == interventions::coach_leaders) {
    coachings_.push_back({event, met});
    for (Employee v = 0; v < people_; ++v)
      if (met[v] && !org_.nobody_leads() && std::find(lead_.begin(), lead_.end(), v) != lead_.end())
        now_[v].skill += .1 * (1 - now_[v].skill);
  }
  if (event.what == interventions::promise) {
    promises_.push_back({event, met, {}});
    for (std::size_t unit = 0; unit < org_.unit_names.size(); ++unit)
      promises_.back().output.push_back(mean_output(unit));
  }
  for (Employee v = 0; v < people_; ++v) {
    if (!met[v]) continue;
    OraclePerson& person = now_[v];
    if (event.what == interventions::announce) person.aware = true;
    if (event.what == interventions::mandate && !(event.laggards_only && person.practising) &&
        !(event.returns && !person.suspended)) {
      if (event.returns) person.suspended = false;
      const std::int64_t delay =
          event.delay_per_level * oracle_levels_down(org_, v);  // by where one stands when called
      if (!person.called)
        person.delay = delay;
      else if (person.due < 0)
        person.delay = std::min(person.delay, delay);
      else
        person.due = std::min(person.due, event.day + delay);
      person.called = true;
    }
    if (event.what == interventions::lift_mandate || event.what == interventions::reverse_decision) {
      const bool reversed = event.what == interventions::reverse_decision, held = person.called || person.mandated;
      person.suspended = reversed && (person.suspended || (held && event.back_after > 0));
      person.called = person.mandated = false;
      person.due = -1;
      if (reversed) person.trust *= 1 - par_.reversal_cost;
    }
    if (event.what == interventions::promise) person.morale = std::min(1.0, person.morale + event.gain / 2);
    if (event.what == interventions::shock) lost_[v] += event.loss;
    if (event.what == interventions::revise_plan) {
      const double heard = std::pow(scenario_.change.fidelity_up, org_.level[v]);
      revised_[v] = fit(v) + heard * (1 - fit(v));
    }
    if (event.what == interventions::replace) person.leaving = true;
    if (event.what == interventions::move_out && !person.practising && person.guided_days >= event.after)
      person.leaving = true;
    if (event.what == interventions::hire_wave) {
      const double u = open_unit_interval(random_.draw(v, static_cast<std::uint32_t>(event.day), hired_anew));
      const auto turn = std::floor(u / event.share * static_cast<double>(event.days));
      if (u < event.share && turn == static_cast<double>(day_ - event.day)) person.leaving = true;
    }
    if (event.what == interventions::set_policy) {
      const LedBy led{event.policy, own(event.levers), event.effort};
      const double taken = listed(led_by_[v], person)[autonomy_support] - listed(led, person)[autonomy_support];
      if (!event.explained && taken > .2 + 1e-6) person.trust *= 1 - par_.surprise_cost;
      led_by_[v] = led;
    }
  }
  if (event.what == interventions::celebrate) celebrate(event);
  if (event.what == interventions::reverse_mentoring) reverse_mentoring(event);
  if (event.what == interventions::reorganise) reorganise(event);
}

// Whom it is for is decided by the position, unless by what people did on its first day.
void Oracle::teach(const Course& course) {
  const Event& event = course.event;
  const double hours = course.hours / static_cast<double>(event.sessions);
  for (Employee v = 0; v < people_; ++v) {
    if (!course.met[v]) continue;
    double& grows = event.develops == Develops::leading ? now_[v].leading_learnt : now_[v].skill;
    grows += std::min(1.0, .02 * hours) * (1 - grows);
    trained_[v] += hours;
    if (event.develops == Develops::practice) in_practice_[v] += hours;
    if (event.support_days > 0) supported_until_[v] = std::max(supported_until_[v], day_ + event.support_days - 1);
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
    bool anybody = false;
    for (Employee v = 0; v < people_; ++v) anybody = anybody || (org_.unit[v] == unit && meant(event.target, v));
    if (!anybody) continue;
    if (share_practising(unit, day_ - 1) > share_practising(unit, std::max<std::int64_t>(0, day_ - 21)))
      festive_.push_back({unit, day_ + 9});
  }
}

}  // namespace kantel::testing
