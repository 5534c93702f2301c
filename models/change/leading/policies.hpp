// Leadership: a policy says what a leader does towards an employee, as five levers. The table of policies, a row each,
// is policies.cpp; what becomes of its levers on the way to the employee is pipeline.hpp.
#pragma once
#include <cstdint>
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
// Σu = AS + ST + RE + D + V, to two decimals.
double sum_of(const Levers& levers);

// What a leader can see of an employee: yesterday's needs, internalisation, skill and trust.
struct Readiness {
  float autonomy = .5f, competence = .5f, relatedness = .5f, internalisation = .5f, skill = .5f, trust = .5f;
};

struct PolicyRow {
  std::string_view name;
  Levers levers = {};                          // of a constant policy
  Levers (*rule)(const Readiness&) = nullptr;  // of one that looks at the employee
  std::string_view rule_text = {};             // the rule in words
  std::string_view sentence = {};              // how the source texts call it
};
std::span<const PolicyRow> policy_table();

// One of them: its place in the table.
class Policy {
 public:
  Policy() : Policy("neutral") {}
  constexpr explicit Policy(std::size_t place) : place_(static_cast<std::uint8_t>(place)) {}
  explicit Policy(std::string_view name);  // throws std::out_of_range where there is none
  constexpr explicit operator std::size_t() const { return place_; }
  const PolicyRow& operator*() const { return policy_table()[place_]; }
  const PolicyRow* operator->() const { return &**this; }
  Levers towards(const Readiness& employee) const { return (*this)->rule ? (*this)->rule(employee) : (*this)->levers; }
  friend constexpr auto operator<=>(Policy, Policy) = default;

 private:
  std::uint8_t place_;
};
std::span<const std::string_view> names_of(Policy);
std::span<const Policy> all_policies();

}  // namespace kantel
