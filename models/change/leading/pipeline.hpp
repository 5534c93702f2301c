// Leading as a pipeline, from a policy to what an employee meets:
//
//   policy (policies.cpp)  →  effort (effort.cpp)  →  the steps of a team, below, with inertia (inertia.cpp) among them
//   →  support after training (support.cpp), and sprints (sprint.cpp)
//
// Policy and effort are computed once a run, the steps of a team once a day before the pass, for every policy in use;
// but of a policy whose rule looks at the employee all of it is computed per person, inside the pass (lead.cpp).
#pragma once
#include <optional>

#include "models/change/rows.hpp"

namespace kantel {

// A policy as leaders use it, or own levers instead.
LedBy led_by(Policy policy, const std::optional<Levers>& own, const std::optional<double>& effort);

// inertia.cpp: the levers after a day of coming to the target.
Levers moved(const Pace& pace, const Levers& from, const Levers& target);
// Lays down who is led by a policy of the own unit or cohort (locally.cpp); before day 0.
void lead_locally(Day& day, Population& people);

// A step that turns levers by what is so of the team today. A step is a file with this row at its end, and a line in
// pipeline.cpp.
struct TeamStep {
  std::string_view name, sentence;
  bool (*is_on)(const Day&);  // today; while no step is, teams that share a policy are led alike
  Levers (*apply)(const Day&, std::uint32_t team, const Levers& levers);
};

// Before the pass: who leads, and the levers of every policy in use for every team, where a step makes teams differ.
void lead_teams(Day& day, const Population& people, const Visible& visible);
// The steps that are on, in their order; where there is inertia up to what leaders mean to do, and from what they do.
Levers through_steps(const Day& day, std::uint32_t team, Levers levers);
Levers behind_inertia(const Day& day, std::uint32_t team, Levers levers);

// support.cpp: training sessions and the structure that leaders give after them. Returns whether levers were changed.
bool support(const Day& day, const Block& block);
// Whether a session of today is in leading; and the hours of a block's people in the practice alone.
bool teaches_leading(const Day& day);
void hours_of_practice(const Day& day, Employee first, int count, Column& hours);
// sprint.cpp: what a sprint adds and takes. Returns whether levers were changed.
bool sprint(const Day& day, const Block& block);
// mandate.cpp: whom a mandate reaches, and the pressure it lets through.
void press(const Day& day, const Block& block);

}  // namespace kantel
