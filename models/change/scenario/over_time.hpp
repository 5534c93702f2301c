// What changes how an arm's leaders lead on the way: policies by day, a policy that waits for its trigger, and the
// reflex of a crisis. Read from [[arm.schedule]], [arm.trigger] and [arm.crisis].
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "models/change/leading/policies.hpp"
#include "models/change/scenario/events.hpp"
#include "models/change/scenario/levers.hpp"
#include "sim/input/declare.hpp"

namespace kantel {

// From a day on everybody is led by another policy, and is told why.
struct PolicyTurn {
  std::int64_t day = 0;
  Policy policy;
  std::optional<double> effort;
  std::optional<Levers> levers;  // instead of the policy's
};
// The same, where fewer than a share of everybody practise.
struct Trigger : PolicyTurn {
  double below = 0;
};

// Leaders of a unit that does badly grip: D → 1 and AS → 0.
enum class CrisisOf { morale, output };
inline constexpr std::array<std::string_view, 2> crisis_names{"morale", "output"};
constexpr std::span<const std::string_view> names_of(CrisisOf) { return crisis_names; }
struct Crisis {
  CrisisOf on = CrisisOf::morale;
  std::optional<double> bound;

  double begins_below() const { return bound.value_or(on == CrisisOf::morale ? .45 : .95); }
  double ends_at() const { return begins_below() + .03; }
  static constexpr std::int64_t least_days = 20;
};

inline std::span<const Key<PolicyTurn>> schedule_keys() {
  using T = PolicyTurn;
  static const auto keys = declare<T, 1>({
      // levers are a table
      {.name = "day", .member = &T::day, .low = 0, .high = last_day_of_all, .unit = "day", .sentence = "when; needed"},
      {.name = "policy", .member = &T::policy, .sentence = "the policy leaders follow from then on; or levers"},
      {.name = "effort",
       .member = &T::effort,
       .low = 0.01,
       .high = 5,
       .sentence = "scales that policy's levers to this sum"},
  });
  return keys;
}

inline std::span<const Key<Trigger>> trigger_keys() {
  using T = Trigger;
  static const auto keys = declare<T, 1, PolicyTurn>({
      // levers are a table
      {.name = "day",
       .member = &T::day,
       .low = 0,
       .high = last_day_of_all,
       .unit = "day",
       .sentence = "when it is looked; needed"},
      {.name = "below",
       .member = &T::below,
       .low = 0,
       .high = 1,
       .unit = "share of employees",
       .sentence = "the policy is switched on where fewer practise; needed"},
      {.name = "policy", .member = &T::policy, .sentence = "the policy leaders then follow; or levers"},
      {.name = "effort",
       .member = &T::effort,
       .low = 0.01,
       .high = 5,
       .sentence = "scales that policy's levers to this sum"},
  });
  return keys;
}

inline std::span<const Key<Crisis>> crisis_keys() {
  using C = Crisis;
  static const auto keys = declare<C>({
      {.name = "on", .member = &C::on, .sentence = "what of the leader's unit is looked at: its mean of yesterday"},
      {.name = "bound",
       .member = &C::bound,
       .low = 0,
       .high = 2,
       .sentence = "below it pressure is full and there is no room, for 20 days at least and until .03 above it; "
                   "without it .45 of morale, .95 of output",
       .source = "Staw, Sandelands & Dutton 1981 for the reflex; value assumed"},
  });
  return keys;
}

// Read one turn; problems are added.
PolicyTurn read_turn(const Value& table, const std::string& path, Problems& problems);
Trigger read_trigger(const Value& table, const std::string& path, Problems& problems);
// The lines of one.
void write_turn(std::string& out, const PolicyTurn& turn);
void write_trigger(std::string& out, const Trigger& trigger);

// As an event of its day.
Event event_of(const PolicyTurn& turn);
Event event_of(const Trigger& trigger);

}  // namespace kantel
