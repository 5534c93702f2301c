// Own rules of a caller, such as a function in Python: how teams are led on a day, and what is done to them. Asked once
// a day, before the pass, so that the daily pass never waits for them. Levers laid down are a step of the pipeline.
//
// Invariant: a rule sees means over teams as they were yesterday and nobody's private state; of an imported
// organisation no team of fewer than privacy.min_group people, and no team at all where traits of its people are given.
// What it does not see it cannot single out either. Replicates run side by side, so a rule must depend on what it is
// given alone; then results are the same on any number of threads.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "models/change/ground.hpp"
#include "models/change/leading/pipeline.hpp"

namespace kantel {

// A mean over a team; its name and sentence are declared in rules.cpp.
struct TeamMeasure {
  std::string_view name, sentence;
};
std::span<const TeamMeasure> team_measures();

// Teams as a rule sees them, in their order (organisation/teams.hpp).
struct TeamsSeen {
  std::int64_t day = 0;
  std::uint32_t replicate = 0;
  std::vector<Employee> leader;           // the top leads itself
  std::vector<std::uint32_t> size;        // people
  std::vector<std::uint8_t> level;        // of the members
  std::vector<std::uint16_t> unit;        // of the first member
  std::vector<std::uint8_t> shown;        // 0: its means are NaN
  std::vector<std::vector<float>> means;  // [measure][team]

  std::size_t count() const { return leader.size(); }
};

struct Rules {
  // Fills the levers of each team; false: the arm's own policy leads today, as it does a team that is not shown and
  // whose levers are NaN. Asked on days 1 to the last.
  std::function<bool(const TeamsSeen&, std::span<Levers>)> policy;
  // Events of the day; the day is filled in and targets are found here. Asked on days 1 to the last.
  std::function<std::vector<Event>(const TeamsSeen&)> interventions;
  // What the caller calls them, for who reads a result: "policy lead, interventions thank".
  std::string words;
  explicit operator bool() const { return policy || interventions; }
};

// The rules of one run at work.
class RulesAtWork {
 public:
  RulesAtWork(const Rules& rules, const ChangeGround& ground, const Day& day, std::uint32_t replicate);
  // Adds the day's events, and lays down the day's levers; nothing on a day that brings another chart. Throws
  // InputError for levers out of range.
  void decide(Day& day, const Population& people, const Visible& visible, std::vector<Event>& events);

 private:
  void meet_teams();
  void hide_small();
  void look(const Population& people, const Visible& visible);
  void aim(Event& event) const;
  const Rules& rules_;
  const ChangeGround& ground_;
  const Organisation& organisation_;  // with the chart of today
  const Teams& teams_;
  TeamsSeen seen_;
  std::vector<Levers> levers_;
};

}  // namespace kantel
