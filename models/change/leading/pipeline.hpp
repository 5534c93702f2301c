// Leading as a pipeline, from a policy to what an employee meets:
//
//   policy (policies.cpp)  →  effort (effort.cpp)  →  the steps of a team, below  →  support after training
//   (support.cpp)
//
// Policy and effort are computed once a run, the steps of a team once a day before the pass, for every policy in use;
// but of a policy whose rule looks at the employee all of it is computed per person, inside the pass (lead.cpp).
#pragma once
#include <optional>

#include "models/change/rows.hpp"

namespace kantel {

// A policy as leaders use it, or own levers instead.
LedBy led_by(Policy policy, const std::optional<Levers>& own, const std::optional<double>& effort);

// A step that turns levers by what is so of the team today. A step is a file with this row at its end, and a line in
// pipeline.cpp.
struct TeamStep {
  std::string_view name, sentence;
  bool (*is_on)(const Day&);  // today; while no step is, teams that share a policy are led alike
  Levers (*apply)(const Day&, std::uint32_t team, const Levers& levers);
};

// Before the pass: lays down the levers of every policy in use for every team, where a step makes teams differ.
void lead_teams(Day& day);
// The steps that are on, in their order.
Levers through_steps(const Day& day, std::uint32_t team, Levers levers);

// support.cpp: training sessions and the structure that leaders give after them. Returns whether levers were changed.
bool support(const Day& day, const Block& block);
// mandate.cpp: whom a mandate reaches, and the pressure it lets through.
void press(const Day& day, const Block& block);

}  // namespace kantel
