// What happens on a day of an arm, [[arm.event]]: an intervention, for whom, and its own keys.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/change/interventions/interventions.hpp"
#include "models/change/leading/policies.hpp"
#include "models/change/scenario/champions.hpp"
#include "models/change/scenario/levers.hpp"
#include "sim/input/declare.hpp"
#include "sim/network.hpp"

namespace kantel {

// One condition on whom an event is for.
struct Condition {
  enum class Kind {
    unit,
    level,
    cohort,
    managers,
    team,     // of own rules
    wave,     // of a pilot
    trying,   // practises, and has learnt less than .6
    blocked,  // in a unit whose largest barrier a gate is
  } kind = Kind::managers;
  std::string name;  // of the unit, the cohort or the gate
  std::int64_t number =
      0;  // the level, team, wave or gate; of a unit or cohort its index, once the organisation is known
};
// Whom an event is for: who meets every condition. Without one everybody.
struct Target {
  std::vector<Condition> conditions;

  bool is_all() const { return conditions.empty(); }
  const Condition* find(Condition::Kind kind) const;
  // Whether who is meant changes with what people do.
  bool is_by_state() const { return find(Condition::Kind::trying) || find(Condition::Kind::blocked); }
};
std::string to_string(const Target& target);
// What a person must do to start, in this order.
enum class Gate { know, want, can, dare, may };
inline constexpr std::array<std::string_view, 5> gate_names{"know", "want", "can", "dare", "may"};
constexpr std::span<const std::string_view> names_of(Gate) { return gate_names; }

inline constexpr double last_day_of_all = 100'000;

// What training develops.
enum class Develops { practice, leading };
inline constexpr std::array<std::string_view, 2> develops_names{"practice", "leading"};
constexpr std::span<const std::string_view> names_of(Develops) { return develops_names; }

struct Event {
  std::int64_t day = 0;
  Intervention what;
  std::string target_text = "all";
  Policy policy;
  std::optional<double> effort;
  bool explained = true;
  std::int64_t delay_per_level = 0;
  double hours = 0;
  std::optional<double> hours_total;
  std::int64_t sessions = 1, every = 1, support_days = 0;
  double share = 0.1, loss = 0, gain = 0;
  ChampionRule chosen = ChampionRule::at_random;
  std::int64_t days = 1, after = 60, back_after = 0, due_after = 0;
  std::int64_t levels_apart = 2;
  std::string chart;
  Develops develops = Develops::practice;

  std::optional<Levers> levers;  // of set_policy, instead of a policy
  Target target;
  std::shared_ptr<const std::vector<Employee>> managers;  // of a new chart, once the organisation is known
  bool laggards_only = false;                             // a mandate at a deadline: whoever does not practise that day
  bool returns = false;                                   // a mandate that comes back: to whom it was taken from
  std::optional<double> only_below;                       // a policy that waits for fewer than this share to practise
  Place place;                                            // for messages about it
};

// What target may say.
inline constexpr std::string_view target_sentence =
    "all; or managers, trying, unit=NAME, level=NUMBER, cohort=NAME, blocked=GATE, several joined by &";

// Every key of any event; which of them an intervention has stands in its row.
inline std::span<const Key<Event>> event_keys() {
  using E = Event;
  static const auto keys = declare<E, 7>({
      // levers are a table

      {.name = "day", .member = &E::day, .low = 0, .high = last_day_of_all, .unit = "day", .sentence = "when; needed"},
      {.name = "do", .member = &E::what, .sentence = "what happens; needed"},
      {.name = "target", .member = &E::target_text, .sentence = target_sentence},
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
      {.name = "hours_total",
       .member = &E::hours_total,
       .low = 0,
       .high = 1e9,
       .unit = "hours",
       .sentence = "instead of hours: so many in all, dealt evenly to whoever is met on the day"},
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
      {.name = "share",
       .member = &E::share,
       .low = 0,
       .high = 1,
       .unit = "share of the target",
       .sentence = "seed_champions: how many become champions, rounded up; hire_wave: how many are replaced; "
                   "reverse_mentoring: who mentors, of those that stand so far below somebody",
       .source = "assumed"},
      {.name = "chosen",
       .member = &E::chosen,
       .sentence = "how champions are chosen among those of the target who do not practise"},
      {.name = "days",
       .member = &E::days,
       .low = 1,
       .high = last_day_of_all,
       .unit = "days",
       .sentence = "how long it lasts; of coach_leaders 60 unless it is said"},
      {.name = "loss",
       .member = &E::loss,
       .low = 0,
       .high = 1,
       .unit = "share of output",
       .sentence = "what output falls by"},
      {.name = "after",
       .member = &E::after,
       .low = 0,
       .high = 10'000,
       .unit = "days",
       .sentence = "days of guidance, coaching of .8 or more or training, that somebody must have had"},
      {.name = "back_after",
       .member = &E::back_after,
       .low = 0,
       .high = last_day_of_all,
       .unit = "days",
       .sentence = "so long after it the mandate comes back to whom it was taken from; 0: it does not"},
      {.name = "gain",
       .member = &E::gain,
       .low = 0,
       .high = 1,
       .unit = "share of output",
       .sentence = "what output is said to rise by"},
      {.name = "due_after",
       .member = &E::due_after,
       .low = 1,
       .high = last_day_of_all,
       .unit = "days",
       .sentence = "days until it is held against what has come of it"},
      {.name = "develops",
       .member = &E::develops,
       .sentence = "what training adds to: practice, skill in it; leading, of what the leader's room and care lack of "
                   "the policy's"},
      {.name = "levels_apart",
       .member = &E::levels_apart,
       .low = 0,
       .high = 255,
       .unit = "levels",
       .sentence = "reverse_mentoring: at least so far above stands who is mentored; 0: as many ties, within a level",
       .source = "assumed"},
      {.name = "chart",
       .member = &E::chart,
       .sentence =
           "reorganise: CSV with the id and the manager's id of the same people, relative to the scenario file"},
  });
  return keys;
}
inline constexpr std::array<std::string_view, 3> keys_of_all_events{"day", "do", "target"};

// Reads one event; problems are added. Whether its day is one of the scenario's, its arm asks.
Event read_event(const Value& table, const std::string& path, Problems& problems);
// The mandate that comes back after a decision was reversed.
Event return_of(const Event& reversal);
// The event with those keys that its intervention has.
void write_event(std::string& out, const Event& event);

}  // namespace kantel
