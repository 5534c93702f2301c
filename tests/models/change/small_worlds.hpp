// Small organisations made by hand, and an engine run with everybody's state kept on every day.
#pragma once
#include <string>
#include <vector>

#include "models/change/run_to_end.hpp"
#include "models/organisation/by_hand.hpp"

namespace kantel::testing {

// 200 people on five levels in four units, with keyed ties in three layers; employee 37 has none.
Organisation small_organisation();
// One top, all others directly below, in one unit, with these ties.
Organisation flat_organisation(Employee employees, const std::vector<Tie>& ties);
// The same, everybody tied to everybody.
Organisation complete_organisation(Employee employees);
// A scenario from its text, its events' units found in the organisation.
Scenario scenario_on(const Organisation& organisation, const std::string& text);

struct WatchedDay {
  Population people;
  std::vector<std::uint8_t> visible;
  bool aware(Employee v) const { return visible[v] & aware_bit; }
  bool practising(Employee v) const { return visible[v] & practising_bit; }
  bool leaving(Employee v) const { return visible[v] & leaving_bit; }
  std::uint8_t seen(Employee v) const { return visible[v]; }
  std::uint8_t flags(Employee v) const { return people.flags[v]; }
  std::size_t practising_count() const;
};
struct Watched {
  std::vector<WatchedDay> days;
  RunResult result;
};
Watched watched(const Scenario& scenario, const ChangeGround& ground, const Arm& arm, std::uint32_t replicate,
                int threads = 1);

}  // namespace kantel::testing
