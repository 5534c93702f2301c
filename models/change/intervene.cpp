// One function an intervention; `intervene` at the end calls those of the day.
#include "models/change/intervene.hpp"

#include <algorithm>

namespace kantel {

namespace {

constexpr double learnt_per_hour = .02;  // η_train
constexpr int celebration_days = 10, progress_window = 20;

template <class Act>
void for_target(const Day& day, const Target& target, Act act) {
  for (Employee i = 0; i < day.organisation.employees(); ++i)
    if (day.covers(target, i)) act(i);
}

// announce: w = 1.
void announce(const Day& day, const Event& event, Visible& visible) {
  for_target(day, event.target, [&](Employee i) {
    const std::uint8_t seen = visible.yesterday()[i];
    if (!(seen & aware_bit)) visible.edit(i, seen | aware_bit);
  });
}

// mandate: the target is called; it reaches each in `lead`. At a deadline only who does not practise is called.
void call(Day& day, const Event& event, Population& people, const Visible& visible) {
  day.mandates = true;
  for_target(day, event.target, [&](Employee i) {
    if (event.laggards_only && (visible.yesterday()[i] & practising_bit)) return;
    people.flags[i] |= called_bit;
    if (people.mandate_due.empty()) return;
    // Of two mandates on their way to somebody, the one that arrives first does.
    const std::uint32_t delay = static_cast<std::uint32_t>(event.delay_per_level) * day.organisation.level[i];
    std::uint32_t& due = people.mandate_due[i];
    if (due == 0)
      due = not_told_bit | delay;
    else if (due & not_told_bit)
      due = not_told_bit | std::min(due & ~not_told_bit, delay);
    else
      due = std::min(due, day.number + delay);
  });
}

void lift(const Day& day, const Event& event, Population& people) {
  for_target(day, event.target, [&](Employee i) {
    people.flags[i] &= static_cast<std::uint8_t>(~(called_bit | mandated_bit));
    if (!people.mandate_due.empty()) people.mandate_due[i] = 0;
  });
}

// set_policy: for everybody, or for a target, which from then on is led by a column.
void set_policy(Day& day, const Event& event, Population& people) {
  LedBy led{static_cast<Policy>(event.policy), std::nullopt, {}};
  if (event.effort) led.effort = static_cast<float>(*event.effort);
  if (!depends_on_employee(led.policy)) led.constant = levers_of(led.policy, led.effort, {});
  const auto known = std::find(day.policies.begin(), day.policies.end(), led);
  const auto number = static_cast<std::uint8_t>(known - day.policies.begin());
  if (known == day.policies.end()) day.policies.push_back(led);
  if (event.target.kind == Target::Kind::all) {
    day.policy_of_all = number;
    people.led_by.clear();
    return;
  }
  if (people.led_by.empty()) people.led_by.assign(people.employees(), day.policy_of_all);
  for_target(day, event.target, [&](Employee i) { people.led_by[i] = number; });
}

// celebrate: q · 1.5 for 10 days in the target's units where practising grew over the last 20 days.
void celebrate(Day& day, const Event& event, const UnitHistory& history) {
  const std::size_t units = day.organisation.unit_names.size();
  if (day.celebrating_until.empty()) day.celebrating_until.assign(units, 0);
  if (day.number == 0) return;  // nothing has grown yet
  const std::size_t last = day.number - 1, before = last >= progress_window ? last - progress_window : 0;
  for (std::size_t unit = 0; unit < units; ++unit) {
    if (event.target.kind == Target::Kind::unit && event.target.number != static_cast<std::int64_t>(unit)) continue;
    if (history.practising[last][unit] > history.practising[before][unit])
      day.celebrating_until[unit] = static_cast<std::int64_t>(day.number) + celebration_days;
  }
}

// train: registers the sessions; teach() holds them.
void train(Day& day, const Event& event) {
  day.trainings.push_back({event.target, event.hours / static_cast<double>(event.sessions), event.day,
                           event.day + (event.sessions - 1) * event.every, event.every, event.support_days});
}

void teach(const Day& day, Population& people) {
  for (const ActiveTraining& training : day.trainings) {
    if (!training.session_on(day.number)) continue;
    const auto learnt = static_cast<float>(std::min(1.0, learnt_per_hour * training.hours));
    for_target(day, training.target, [&](Employee i) { people.skill[i] += learnt * (1 - people.skill[i]); });
  }
}

}  // namespace

bool Day::covers(const Target& target, Employee employee) const {
  switch (target.kind) {
    case Target::Kind::all: return true;
    case Target::Kind::managers: return is_manager[employee] != 0;
    case Target::Kind::unit: return organisation.unit[employee] == target.number;
    case Target::Kind::level: return organisation.level[employee] == target.number;
    case Target::Kind::team: return organisation.manager[employee] == target.number;
  }
  return false;
}

void intervene(Day& day, const std::vector<Event>& events, const UnitHistory& history, Population& people,
               Visible& visible) {
  for (const Event& event : events) {
    if (event.day != static_cast<std::int64_t>(day.number)) continue;
    switch (static_cast<Do>(event.what)) {
      case Do::announce: announce(day, event, visible); break;
      case Do::mandate: call(day, event, people, visible); break;
      case Do::lift_mandate: lift(day, event, people); break;
      case Do::set_policy: set_policy(day, event, people); break;
      case Do::celebrate: celebrate(day, event, history); break;
      case Do::train: train(day, event); break;
    }
  }
  teach(day, people);
}

}  // namespace kantel
