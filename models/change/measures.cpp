#include "models/change/measures.hpp"

#include <algorithm>
#include <cassert>

namespace kantel {

namespace {

constexpr std::string_view share = "share of employees", level = "level, 0 to 1";
constexpr std::string_view share_of_rest = "share of those not practising", chance = "probability a day";

constexpr Measure table[] = {
    {"aware", "Aware", share, "knows of the change", sum_aware, sum_people},
    {"practising", "Practising", share, "does the new practice", sum_practising, sum_people},
    {"voluntary", "Practising by choice", share, "practises, and began by choice", sum_practising, sum_people, 1, false,
     sum_compelled},
    {"compelled", "Practising by compliance", share, "practises, and began by compliance", sum_compelled, sum_people},
    {"committed", "Committed", share, "practises with internalisation of at least one half", sum_committed, sum_people},
    {"durable", "Internalised practice", share, "practising weighted by internalisation", sum_durable, sum_people},
    {"lapsed", "Lapsed", share, "has lapsed before and does not practise", sum_lapsed, sum_people},
    {"autonomy", "Autonomy", level, "mean need satisfaction: autonomy", sum_autonomy, sum_people},
    {"competence", "Competence", level, "mean need satisfaction: competence", sum_competence, sum_people},
    {"relatedness", "Relatedness", level, "mean need satisfaction: relatedness", sum_relatedness, sum_people},
    {"need_satisfaction", "Need satisfaction", level, "geometric composite of the three needs", sum_need_satisfaction,
     sum_people},
    {"trust", "Trust in the leader", level, "mean trust in the own leader", sum_trust, sum_people},
    {"skill", "Skill", level, "mean mastery of the practice", sum_skill, sum_people},
    {"internalisation", "Internalisation", level, "mean internalisation of who practises", sum_durable, sum_practising},
    {"morale", "Morale", level, "ten-day exponential mean of the weighted mean need", sum_morale, sum_people},
    {"output", "Output", "share of output before", "mean output; 1 is an employee at average need before the change",
     sum_output, sum_people},
    {"exits_per_year", "Exits", "share a year", "share leaving that day, times 250 working days", sum_exits, sum_people,
     250, true},
    {"leader_hours", "Leader hours", "hours per employee and week", "what leading costs", sum_leader_hours, sum_people,
     1, true},
    {"training_hours", "Training hours", "hours per employee and day", "what training costs", sum_training_hours,
     sum_people, 1, true},
    {"barrier_know", "Blocked: know", share_of_rest, "share of what blocks: not knowing", sum_barrier_know,
     sum_not_practising, 1, true, -1, true},
    {"barrier_want", "Blocked: want", share_of_rest, "share of what blocks: not wanting", sum_barrier_want,
     sum_not_practising, 1, true, -1, true},
    {"barrier_can", "Blocked: can", share_of_rest, "share of what blocks: not being able", sum_barrier_can,
     sum_not_practising, 1, true, -1, true},
    {"barrier_dare", "Blocked: dare", share_of_rest, "share of what blocks: not daring", sum_barrier_dare,
     sum_not_practising, 1, true, -1, true},
    {"barrier_may", "Blocked: may", share_of_rest, "share of what blocks: no room", sum_barrier_may, sum_not_practising,
     1, true, -1, true},
    {"gain_know", "Gain: know", chance, "rise in the chance of starting if everybody knew", sum_gain_know,
     sum_not_practising, 1, true, -1, true},
    {"gain_want", "Gain: want", chance, "rise in the chance of starting with wanting at its reference", sum_gain_want,
     sum_not_practising, 1, true, -1, true},
    {"gain_can", "Gain: can", chance, "rise in the chance of starting with ability at its reference", sum_gain_can,
     sum_not_practising, 1, true, -1, true},
    {"gain_dare", "Gain: dare", chance, "rise in the chance of starting with daring at its reference", sum_gain_dare,
     sum_not_practising, 1, true, -1, true},
    {"gain_may", "Gain: may", chance, "rise in the chance of starting with room at its reference", sum_gain_may,
     sum_not_practising, 1, true, -1, true},
    {"phase_denial", "Denial", share, "aware, not practising, morale not below its start", sum_denial, sum_people},
    {"phase_resistance", "Resistance", share, "aware, not practising, morale below its start", sum_resistance,
     sum_people},
    {"phase_exploration", "Exploration", share, "practising, internalisation below one half", sum_practising,
     sum_people, 1, false, sum_committed},
    {"phase_commitment", "Commitment", share, "practising, internalisation of at least one half", sum_committed,
     sum_people},
};

}  // namespace

std::span<const Measure> measures() { return table; }

std::size_t measure_index(std::string_view name) {
  const auto found =
      std::find_if(std::begin(table), std::end(table), [name](const Measure& m) { return m.name == name; });
  assert(found != std::end(table));
  return static_cast<std::size_t>(found - std::begin(table));
}

}  // namespace kantel
