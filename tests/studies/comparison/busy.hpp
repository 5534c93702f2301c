// A scenario in which everything happens, for tests of what must hold whatever happens.
#pragma once

namespace kantel::test {

// Everything that moves: a mandate with delays, policies for some, training, celebrations, turnover, voiced intentions,
// a local plan that is copied, leaders who differ, rotate, change slowly and fall into crises, ties that
// weigh and that are added, units and cohorts that differ.
inline constexpr const char* busy = R"(
days = 90
[record]
follow_day = 25
[organisation]
employees = 400
[parameters]
susceptibility = 0.2
turnover = 0.5
copy_misfit = 0.5
example = 0.3
[tie_weights]
informal = 2
mentoring = 3
own_cohort_weight = 2
[[cohort]]
name = "late"
share = 0.3
w_a_shift = 0.1
threshold_shift = 0.1
attitude_factor = 0.8
demand_shift = 0.1
policy = "servant"
[[unit]]
name = "*"
trust_shift = -0.1
local_variety_shift = 0.1
practising = 0.02
[[arm]]
name = "busy"
approach = "hybrid"
policy = "directive"
plan = "local"
leader_sd = 0.1
leader_absence = { mean = 0.1, sd = 0.1 }
backing = { share = 0.9, cascading = true, cut_at = 4 }
span_full = 8
rotation = true
inertia = 9
crisis = { bound = 0.5 }
schedule = [{ day = 15, policy = "by_needs" }]
trigger = { day = 50, below = 0.9, policy = "participative", effort = 3 }
champions = { share = 0.02, chosen = "by_degree" }
mandate = { from_day = 5, delay_per_level = 20 }
event = [
  { day = 20, do = "set_policy", policy = "servant", effort = 2, target = "managers" },
  { day = 25, do = "train", hours = 16, sessions = 8, every = 5, support_days = 3 },
  { day = 26, do = "train", hours = 16, sessions = 4, every = 7, develops = "leading", target = "managers" },
  { day = 27, do = "coach_leaders", days = 20 },
  { day = 28, do = "sprint" },
  { day = 30, do = "celebrate" },
  { day = 40, do = "reverse_mentoring", share = 0.3 },
  { day = 60, do = "celebrate" },
  { day = 70, do = "lift_mandate" },
]
)";

}  // namespace kantel::test
