// What happens on a day of an arm, [[arm.event]]: an intervention, for whom, and its own keys.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "models/change/interventions/interventions.hpp"
#include "models/change/leading/policies.hpp"
#include "models/change/scenario/levers.hpp"
#include "sim/input/declare.hpp"

namespace kantel {

// Whom an event is for.
struct Target {
  enum class Kind { all, unit, level, managers, team } kind = Kind::all;
  std::string unit;         // its name
  std::int64_t number = 0;  // the level, the team, or the unit's index once the organisation is known
};
std::string to_string(const Target& target);

inline constexpr double last_day_of_all = 100'000;

struct Event {
  std::int64_t day = 0;
  Intervention what;
  std::string target_text = "all";
  Policy policy;
  std::optional<double> effort;
  bool explained = true;
  std::int64_t delay_per_level = 0;
  double hours = 0;
  std::int64_t sessions = 1, every = 1, support_days = 0;

  std::optional<Levers> levers;  // of set_policy, instead of a policy
  Target target;
  bool laggards_only = false;  // a mandate at a deadline: whoever does not practise that day
  Place place;                 // for messages about it
};

// Every key of any event; which of them an intervention has stands in its row.
inline std::span<const Key<Event>> event_keys() {
  using E = Event;
  static const auto keys = declare<E, 4>({
      // levers are a table

      {.name = "day", .member = &E::day, .low = 0, .high = last_day_of_all, .unit = "day", .sentence = "when; needed"},
      {.name = "do", .member = &E::what, .sentence = "what happens; needed"},
      {.name = "target", .member = &E::target_text, .sentence = "all, managers, unit=NAME or level=NUMBER"},
      {.name = "policy", .member = &E::policy, .sentence = "the policy leaders follow from then on"},
      {.name = "effort",
       .member = &E::effort,
       .low = 0.01,
       .high = 5,
       .sentence = "scales that policy's levers to this sum"},
      {.name = "explained",
       .member = &E::explained,
       .sentence = "set_policy: whether it is said why; else it costs trust where it takes away room"},
      {.name = "delay_per_level",
       .member = &E::delay_per_level,
       .low = 0,
       .high = 1000,
       .unit = "days",
       .sentence = "extra days per level below the top"},
      {.name = "hours",
       .member = &E::hours,
       .low = 0,
       .high = 2000,
       .unit = "hours",
       .sentence = "training per person in all; an hour adds .02 of what is still to be learnt"},
      {.name = "sessions",
       .member = &E::sessions,
       .low = 1,
       .high = 1000,
       .sentence = "the hours are spread over so many days"},
      {.name = "every",
       .member = &E::every,
       .low = 1,
       .high = 1000,
       .unit = "days",
       .sentence = "days from one session to the next"},
      {.name = "support_days",
       .member = &E::support_days,
       .low = 0,
       .high = 1000,
       .unit = "days",
       .sentence = "so long after each session the own leader gives structure of at least .8"},
  });
  return keys;
}
inline constexpr std::array<std::string_view, 3> keys_of_all_events{"day", "do", "target"};

// Reads one event; problems are added. Whether its day is one of the scenario's, its arm asks.
Event read_event(const Value& table, const std::string& path, Problems& problems);
// The event with those keys that its intervention has.
void write_event(std::string& out, const Event& event);

}  // namespace kantel
