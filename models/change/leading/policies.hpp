// Leadership: a policy maps (employee, day) to five levers. The table of policies stands in policies.cpp.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace kantel {

// A leader's behaviour towards one employee on one day, each in [0, 1].
struct Levers {
  float autonomy_support = 0;  // AS
  float structure = 0;         // ST: structure and coaching
  float care = 0;              // RE: relational care
  float pressure = 0;          // D: directive pressure with monitoring
  float vision = 0;            // V: vision and rationale
  friend bool operator==(const Levers&, const Levers&) = default;
};

enum class Policy : std::uint8_t {
  directive,
  transactional,
  transformational,
  servant,
  delegating,
  participative,
  responsive,
  bounding,
  task_directed,
  situational,
  laissez_faire,
  neutral
};

struct PolicyEntry {
  std::string_view name;
  Levers levers;              // of a constant policy; what the rule leaves constant for the two rules
  std::string_view rule;      // "" for a constant policy
  std::string_view sentence;  // how the source texts call it
};

std::span<const PolicyEntry> policy_table();
std::span<const std::string_view> policy_names();
inline std::span<const std::string_view> names_of(Policy) { return policy_names(); }

// What a leader can see of an employee: yesterday's needs, internalisation and skill.
struct Readiness {
  float autonomy, competence, relatedness, internalisation, skill;
};

// The levers of a policy towards one employee. With an effort they are scaled to that sum (see scaled_to).
Levers levers_of(Policy policy, const std::optional<float>& effort, const Readiness& employee);
constexpr bool depends_on_employee(Policy policy) {
  return policy == Policy::responsive || policy == Policy::situational;
}

// The levers in the same proportions with sum `effort`; a lever that would pass 1 stops there and the others take up
// the rest. All zero, or an effort of 5 or more: all equal shares, at most 1.
Levers scaled_to(const Levers& levers, float effort);

}  // namespace kantel
