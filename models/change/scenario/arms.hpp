// An arm: an approach, a policy and interventions on one organisation. Read from a scenario's [[arm]] and
// [[arm.event]] tables; the keys are declared in arms.cpp.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/change/leading/policies.hpp"
#include "sim/input/declare.hpp"

namespace kantel {

enum class Approach : std::int64_t { rollout, diffusion, hybrid };
inline constexpr std::array<std::string_view, 3> approach_names{"rollout", "diffusion", "hybrid"};
enum class ChampionRule : std::int64_t { at_random, by_degree, by_betweenness, by_openness, as_volunteers };
inline constexpr std::array<std::string_view, 5> chosen_names{"at_random", "by_degree", "by_betweenness", "by_openness",
                                                              "as_volunteers"};
enum class Plan : std::int64_t { by_approach, central, local };
inline constexpr std::array<std::string_view, 3> plan_names{"by_approach", "central", "local"};
enum class Do : std::int64_t { announce, mandate, lift_mandate, set_policy, celebrate, train };
inline constexpr std::array<std::string_view, 6> do_names{"announce",   "mandate",   "lift_mandate",
                                                          "set_policy", "celebrate", "train"};

// Whom an event is for.
struct Target {
  enum class Kind { all, unit, level, managers, team } kind = Kind::all;
  std::string unit;         // its name
  std::int64_t number = 0;  // the level, the team's manager, or the unit's index once the organisation is known
};
std::string to_string(const Target& target);

struct Event {
  std::int64_t day = 0;
  std::int64_t what = 0;  // Do
  std::string target_text = "all";
  std::int64_t policy = static_cast<std::int64_t>(Policy::neutral);
  std::optional<double> effort;
  std::int64_t delay_per_level = 0;
  double hours = 0;
  std::int64_t sessions = 1, every = 1, support_days = 0;

  Target target;
  bool laggards_only = false;  // a mandate at a deadline: whoever does not practise that day
  Place place;                 // for messages about it
};

struct Champions {
  double share = 0;
  std::int64_t chosen = 0;
};

struct Mandate {
  std::int64_t from_day = 1;
  std::int64_t delay_per_level = 0;
  std::optional<std::int64_t> deadline;
};

struct Arm {
  std::string name;
  std::int64_t approach = 0;
  std::int64_t policy = static_cast<std::int64_t>(Policy::neutral);
  std::optional<double> effort;
  std::optional<Levers> levers;  // instead of the policy's: for searches over lever points, not a key
  std::int64_t plan = 0;
  Champions champions;
  Mandate mandate;
  std::vector<Event> events;  // as written, by day

  Approach how() const { return static_cast<Approach>(approach); }
  bool led_down() const { return how() != Approach::diffusion; }  // hearing and mandate come down the tree
  bool central_plan() const {
    return static_cast<Plan>(plan) == Plan::central || (static_cast<Plan>(plan) == Plan::by_approach && led_down());
  }
  // The day's events of this arm, those of its mandate before the written ones.
  std::vector<Event> all_events() const;
};

std::span<const Key<Arm>> arm_keys();
std::span<const Key<Champions>> champion_keys();
std::span<const Key<Mandate>> mandate_keys();
std::span<const Key<Event>> event_keys();            // every key of any event
std::span<const std::string_view> keys_of(Do what);  // beside day, do and target
std::string_view sentence_of(Do what);

// Reads one [[arm.event]] of a scenario that lasts `days`; problems are added.
Event read_event(const Value& table, const std::string& path, std::int64_t days, Problems& problems);
// Reads one [[arm]]; problems are added. `days`: the scenario's own last day (later events are an error).
Arm read_arm(const Value& table, std::size_t position, std::int64_t days, Problems& problems);

}  // namespace kantel
