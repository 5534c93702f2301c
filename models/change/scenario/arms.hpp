// An arm: an approach, a policy and interventions on one organisation. Read from a scenario's [[arm]] and
// [[arm.event]] tables.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/change/leading/policies.hpp"
#include "models/change/scenario/events.hpp"
#include "models/change/scenario/levers.hpp"
#include "models/change/scenario/over_time.hpp"
#include "sim/input/tables.hpp"

namespace kantel {

enum class Approach { rollout, diffusion, hybrid, pilot };
inline constexpr std::array<std::string_view, 4> approach_names{"rollout", "diffusion", "hybrid", "pilot"};
constexpr std::span<const std::string_view> names_of(Approach) { return approach_names; }
enum class Plan { by_approach, central, local };
inline constexpr std::array<std::string_view, 3> plan_names{"by_approach", "central", "local"};
constexpr std::span<const std::string_view> names_of(Plan) { return plan_names; }

struct Mandate {
  std::int64_t from_day = 1;
  std::int64_t delay_per_level = 0;
  std::optional<std::int64_t> deadline;
  double strength = 0.3;

  std::int64_t day() const { return deadline.value_or(from_day); }
};

inline std::span<const Key<Mandate>> mandate_keys() {
  static const auto keys = declare<Mandate>({
      {.name = "from_day",
       .member = &Mandate::from_day,
       .low = 0,
       .high = last_day_of_all,
       .unit = "day",
       .sentence = "reaches an employee the day after the manager is aware, from this day on"},
      {.name = "delay_per_level",
       .member = &Mandate::delay_per_level,
       .low = 0,
       .high = 1000,
       .unit = "days",
       .sentence = "extra days per level below the top"},
      {.name = "deadline",
       .member = &Mandate::deadline,
       .low = 0,
       .high = last_day_of_all,
       .unit = "day",
       .sentence = "instead of from_day: on this day the mandate is laid on whoever does not practise"},
      {.name = "strength",
       .member = &Mandate::strength,
       .low = 0,
       .high = 1,
       .symbol = "M",
       .sentence = "how hard it presses by itself, whatever the managers' style",
       .source = "assumed"},
  });
  return keys;
}

// Leaders who are not there: each is absent for a share of the time, Beta-distributed between leaders.
struct Absence {
  double mean = 0.2, sd = 0.17;
};

inline std::span<const Key<Absence>> absence_keys() {
  static const auto keys = declare<Absence>({
      {.name = "mean",
       .member = &Absence::mean,
       .low = 0.001,
       .high = 0.999,
       .unit = "share",
       .sentence = "mean share of the time that a leader leads as laissez_faire does",
       .source = "Aasland et al. 2010: about one leader in five"},
      {.name = "sd",
       .member = &Absence::sd,
       .low = 0.001,
       .high = 0.499,
       .unit = "share",
       .sentence = "its spread between leaders; its square is below mean (1 - mean)",
       .source = "assumed"},
  });
  return keys;
}

// Whether managers follow where they are led.
struct Backing {
  double share = 1;
  bool cascading = false;
  std::optional<std::int64_t> cut_at;
};

inline std::span<const Key<Backing>> backing_keys() {
  static const auto keys = declare<Backing>({
      {.name = "share",
       .member = &Backing::share,
       .low = 0,
       .high = 1,
       .unit = "share of managers",
       .sentence =
           "chance that a manager below the top follows; the others lead without vision, and no mandate passes them",
       .source = "assumed"},
      {.name = "cascading",
       .member = &Backing::cascading,
       .sentence = "a manager follows only where the own manager does"},
      {.name = "cut_at",
       .member = &Backing::cut_at,
       .low = 1,
       .high = 250,
       .unit = "level",
       .sentence = "no manager of this level follows"},
  });
  return keys;
}

// A pilot: units in waves, each with its day for the whole package of awareness, champions and mandate.
enum class WaveOrder { by_name, by_size, by_readiness, drawn };
inline constexpr std::array<std::string_view, 4> wave_order_names{"by_name", "by_size", "by_readiness", "drawn"};
constexpr std::span<const std::string_view> names_of(WaveOrder) { return wave_order_names; }
struct Waves {
  std::int64_t count = 3, first_day = 1, every = 60;
  WaveOrder order = WaveOrder::by_name;
  bool announce = true, mandate = true;

  std::int64_t day_of(std::int64_t wave) const { return first_day + wave * every; }
};

inline std::span<const Key<Waves>> wave_keys() {
  static const auto keys = declare<Waves>({
      {.name = "count", .member = &Waves::count, .low = 1, .high = 1000, .sentence = "units are dealt into so many"},
      {.name = "first_day",
       .member = &Waves::first_day,
       .low = 0,
       .high = last_day_of_all,
       .unit = "day",
       .sentence = "when the first begins"},
      {.name = "every",
       .member = &Waves::every,
       .low = 1,
       .high = last_day_of_all,
       .unit = "days",
       .sentence = "from one to the next"},
      {.name = "order",
       .member = &Waves::order,
       .sentence = "which units come first: by name, the largest, those most ready (mean wanting on day 0), or drawn"},
      {.name = "announce", .member = &Waves::announce, .sentence = "everybody of a wave is told on its day"},
      {.name = "mandate", .member = &Waves::mandate, .sentence = "a mandate is laid on a wave from its day on"},
  });
  return keys;
}

struct Arm {
  std::string name;
  Approach approach = Approach::rollout;
  Policy policy;
  std::optional<double> effort;
  std::optional<Levers> levers;  // instead of the policy's
  double leader_sd = 0, leader_halo = 0.5;
  double span_full = infinite;
  bool rotation = false;
  double inertia = 0;
  std::optional<Absence> leader_absence;
  Backing backing;
  std::optional<Crisis> crisis;
  std::vector<PolicyTurn> schedule;
  std::optional<Trigger> trigger;
  Plan plan = Plan::by_approach;
  AnyOf<Gate> ablate;
  Champions champions;
  Mandate mandate;
  Waves waves;
  std::vector<Event> events;  // as written, by day

  bool led_down() const { return approach != Approach::diffusion; }  // hearing and mandate come down the tree
  bool has_mandate() const { return approach == Approach::pilot ? waves.mandate : led_down(); }
  bool central_plan() const {
    return plan == Plan::central || (plan == Plan::by_approach && led_down() && approach != Approach::pilot);
  }
  bool ranks_by_betweenness() const;  // some of its champions
  // What its tables plan: policies by day, the trigger, the written events.
  std::vector<Event> planned() const;
  // All its events by day, those of its approach first.
  std::vector<Event> all_events() const;
};

inline std::span<const Key<Arm>> arm_keys() {
  using A = Arm;
  static const auto keys = declare<A, 10>({
      // levers, leader_absence, backing, crisis, schedule, trigger, champions, mandate, waves and events have tables
      {.name = "name", .member = &A::name, .sentence = "what tables and curves call the arm; needed, and distinct"},
      {.name = "approach", .member = &A::approach, .sentence = "how the change is brought; needed"},
      {.name = "policy", .member = &A::policy, .sentence = "how leaders behave towards their people"},
      {.name = "effort",
       .member = &A::effort,
       .low = 0.01,
       .high = 5,
       .sentence = "scales the policy's levers to this sum, each at most 1; without it they are as listed"},
      {.name = "leader_sd",
       .member = &A::leader_sd,
       .low = 0,
       .high = 1,
       .unit = "of a lever",
       .sentence = "spread of each lever that is used between leaders; 0: all lead alike",
       .source = "assumed"},
      {.name = "leader_halo",
       .member = &A::leader_halo,
       .low = 0,
       .high = 1,
       .sentence = "how far the levers of one leader go together, pressure apart",
       .source = "between Judge & Piccolo 2004 (r = .80 of two ways of leading) and independence"},
      {.name = "span_full",
       .member = &A::span_full,
       .low = 1,
       .high = infinite,
       .unit = "people",
       .sentence = "a leader of more people than this has less for each: all levers times span_full over the span",
       .source = "assumed; 8 where it matters"},
      {.name = "rotation",
       .member = &A::rotation,
       .sentence = "the lead of a team goes to its most skilled member, looked at every 20 days; positions stay"},
      {.name = "inertia",
       .member = &A::inertia,
       .low = 0,
       .high = infinite,
       .symbol = "τ_L",
       .unit = "days",
       .sentence = "how slowly leaders come to lead as they mean to, from neutral on; 0: at once",
       .source = "assumed"},
      {.name = "plan",
       .member = &A::plan,
       .sentence = "central: loses what never reached the top; local: fits at home. "
                   "by_approach: central for rollout and hybrid, local for diffusion and pilot"},
      {.name = "ablate",
       .member = &A::ablate,
       .sentence = "gates that are held open, each at its reference: what they do is taken away"},
  });
  return keys;
}

// The tables inside an arm.
std::span<const OwnedTable<Arm>> arm_tables();

// Reads one [[arm]]; problems are added. `days`: the scenario's own last day (later events are an error).
Arm read_arm(const Value& table, std::size_t position, std::int64_t days, Problems& problems);
void write_arm(std::string& out, const Arm& arm);

}  // namespace kantel
