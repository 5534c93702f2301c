// What is the same for every employee on a day.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/change/chart.hpp"
#include "models/change/locals.hpp"
#include "sim/random.hpp"

namespace kantel {

// A policy as an arm uses it: constant levers, or a rule evaluated per person. Or levers of the arm's own.
struct LedBy {
  Policy policy;
  std::optional<Levers> own;  // instead of the policy's
  std::optional<float> effort;
  Levers constant;  // with that effort, unless the policy looks at the employee
  friend bool operator==(const LedBy&, const LedBy&) = default;
  // What the table says towards such an employee, before effort.
  Levers listed(const Readiness& employee) const { return own ? *own : policy.towards(employee); }
  bool has_rule() const { return !own && policy->rule; }
};

// What is drawn of a person as a leader, and has been learnt of leading since.
struct Leader {
  std::array<float, 5> off{};  // of each lever, in spreads
  float absence = 0;
  float learnt = 0;  // share of what room and care lacked of the policy's
};

// Who it is that leads: a position and its occupant.
struct Lead {
  Employee position = 0;
  std::uint32_t occupant = 0;
  friend bool operator==(const Lead&, const Lead&) = default;
};

// How leaders come to lead as they mean to (inertia.cpp), of one team today.
struct Pace {
  float share = 1;    // of what is missing, a day
  float session = 0;  // of what room and care lack, by today's training
  bool anew = false;  // from neutral
};

// What a leader's rationale and coaching are worth (own_means.cpp).
struct OwnMeans {
  float rationale = 1, coaching = 1;
};

// Whom something that lasts was for. Where what people do decides it, whoever was met on its day; else the positions.
struct Met {
  Target target;
  std::vector<std::uint8_t> those = {};  // by employee; empty: by target
};

// A training session or the support that follows it, while it lasts.
struct ActiveTraining {
  Met met;
  double hours;                     // per session
  std::int64_t first, last, every;  // session days
  std::int64_t support_days;
  Develops develops = Develops::practice;
  // Of what is still to be learnt, by a session.
  double learnt() const { return std::min(1.0, .02 * hours); }
  bool session_on(std::int64_t day) const { return day >= first && day <= last && (day - first) % every == 0; }
  bool supports_on(std::int64_t day) const {
    if (support_days == 0 || day < first) return false;
    const std::int64_t latest = day > last ? last : first + (day - first) / every * every;
    return day - latest < support_days;
  }
};

// Leaders who are coached until a day, exclusive: leading, they come sooner to what they mean to do.
struct ActiveCoaching {
  Met met;
  std::int64_t until = 0;
};

// People who sprint from a day on, and pay for it.
struct ActiveSprint {
  Met met;
  std::int64_t first = 0;
};

// A promise until it is due: output is to be higher by `gain` than it was.
struct ActivePromise {
  Met met;
  double gain = 0;
  std::int64_t due = 0;
  std::vector<double> output = {};  // by unit, when it was made
};

inline constexpr std::int64_t no_crisis = -1;

// What is the same for every row on a day.
struct Day {
  const Parameters& parameters;
  const ChangeSettings& change;
  const Prices& prices;
  const TieWeights& tie_weights;
  const Arm& arm;
  const Organisation& organisation;
  KeyedRandom random;
  std::uint32_t number = 0;
  bool turnover = false;     // anybody ever leaves
  bool social = false;       // anybody's s > 0
  float susceptibility = 0;  // s, unless given per person
  const float* given_susceptibility = nullptr;
  std::vector<LedBy> policies;  // [0] is the arm's own until set_policy
  std::uint8_t policy_of_all = 0;
  std::array<float, 256> hearing_down{};                   // ν F^level, 0 in an approach that is not led down
  std::array<float, 256> fit_of_level{}, fit_of_mentor{};  // mentor: who has a line of reverse mentoring
  std::vector<float> fit_of_unit;                          // used instead when not empty
  // The same where local variety differs: what of it the plan misses; fit = 1 − h·missed.
  std::array<double, 256> missed_on_level{}, missed_by_mentor{};
  std::vector<double> missed_in_unit = {};
  std::vector<std::int64_t> celebrating_until;  // per unit, exclusive; empty before the first celebration
  std::vector<ActiveTraining> trainings;
  std::vector<ActivePromise> promises = {};
  std::vector<ActiveCoaching> coachings = {};
  std::vector<ActiveSprint> sprints = {};
  std::vector<float> shock = {};                 // what output loses today, by employee; empty: nothing
  std::vector<std::uint32_t> wave_of_unit = {};  // of a pilot
  bool mandates = false;                         // somebody has been called
  std::span<const Levers> own_levers = {};       // of own rules, today, by team; empty: the policies lead
  bool teams_differ = false;                     // a step of leading is on today
  std::vector<Levers> levers_of_team = {};       // [policy][team], while teams differ
  const std::uint16_t* occupant = nullptr;       // of each position, yesterday
  std::vector<Employee> lead_of_team;            // who leads each team today: its manager, or by rotation a member; the
                                                 // top leads itself; nobody where nobody leads
  std::vector<Lead> known_leads = {};            // by team, yesterday's, where it matters who leads
  std::vector<std::uint8_t> lead_is_new = {};    // then whether it is another today
  std::vector<Leader> leaders = {};              // by team, where leaders are told apart
  std::vector<std::uint8_t> team_follows = {};   // whether a team's leader does; empty: all do
  std::vector<std::uint8_t> mandate_passes = {};  // whether the manager on the chart does; empty: all do
  std::vector<Employee> second_managers = {};     // all there are, where not all leaders follow
  std::vector<std::uint8_t> second_follows = {};  // by employee, of those
  std::vector<std::int64_t> crisis_since = {};    // by unit, the day on which it began, or no_crisis; empty: no reflex
  bool crisis = false;                            // some unit is in one today
  std::vector<Pace> paces = {};                   // by team, where there is inertia
  std::vector<OwnMeans> own_means = {};           // by team, where their own means bear on leaders
  const std::uint8_t* somebody_leaves = nullptr;  // per block, whose positions are refilled today
  // A team, the first, whose people have no manager: where nobody leads, a policy is nobody's in person.
  bool led_by_nobody(std::size_t team) const { return team == 0 && organisation.nobody_leads(); }
  // Whether the employee's place is among those meant. What people do is asked of Happening.
  bool covers(const Condition& condition, Employee employee) const;
  bool covers(const Met& met, Employee employee) const;
  // Of the plan as drawn up, where local variety is the same everywhere and nobody mentors.
  float fit_at(std::uint8_t level, std::uint16_t unit) const {
    return fit_of_unit.empty() ? fit_of_level[level] : fit_of_unit[unit];
  }
  // ν·F^level; in a pilot 0 where its wave is still to come.
  float hearing_down_at(std::uint8_t level, std::uint16_t unit) const {
    return !wave_of_unit.empty() && arm.waves.day_of(wave_of_unit[unit]) > static_cast<std::int64_t>(number)
               ? 0.0f
               : hearing_down[level];
  }
  const std::vector<std::uint8_t>& is_manager;
  const Teams& teams;
  const GroupPlan& places;  // its stretches: who follows whom in one unit and level
  Locals locals;            // what is so in each unit and cohort
  // Of the plan as drawn up, to a person of that cohort in that position.
  float fit_of(Employee position, std::size_t cohort, bool mentors) const;
  OwnChart* own_chart;  // of a run that is reorganised; then organisation, teams and the like are its
};

// Of such a run on its day 0, before anything has happened. All that is given must outlive it. `own`: null but of a run
// that is reorganised.
Day day_of(const Scenario& scenario, const ChangeGround& ground, const Arm& arm, std::uint32_t replicate,
           OwnChart* own);

// From today on people stand so. What is kept by team begins anew.
void take_chart(Day& day, const std::vector<Employee>& managers);

}  // namespace kantel
