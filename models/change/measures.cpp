#include "models/change/measures.hpp"

#include <algorithm>
#include <cassert>

namespace kantel {

namespace {

constexpr std::string_view share = "share of employees", level = "level, 0 to 1";
constexpr std::string_view share_of_rest = "share of those not practising", chance = "probability a day";

// How a measure is made of sums.
struct How {
  int numerator, denominator;
  float factor = 1;
  bool flow = false;
  int less = -1;
  bool costly = false;
  int tells_of = -1, tells_not_of = -1;
  bool running = false;
};
constexpr How mean(int sum) { return {sum, sum::people}; }  // over everybody
constexpr How mean_without(int sum, int less) { return {sum, sum::people, 1, false, less}; }
constexpr How ratio(int sum, int of) { return {sum, of}; }
constexpr How flow(int sum, float factor = 1) { return {sum, sum::people, factor, true}; }  // of a working day
constexpr How of_rest(int sum) { return {sum, sum::not_practising, 1, true, -1, true}; }    // costly
// Of a part of the people: those who practise, those who know and do not, and of the rest those who know.
constexpr How telling_of(How how, int people, int others = -1) {
  how.tells_of = people, how.tells_not_of = others;
  return how;
}
constexpr How of_practising(How how) { return telling_of(how, sum::practising); }
constexpr How of_waiting(How how) { return telling_of(how, sum::aware, sum::practising); }
constexpr How of_knowing_rest(int sum) { return telling_of(of_rest(sum), sum::not_practising, sum::barrier_know); }

constexpr Measure row(std::string_view name, std::string_view label, std::string_view unit, std::string_view sentence,
                      How how) {
  return {name,     label,    unit,       sentence,     how.numerator,    how.denominator, how.factor,
          how.flow, how.less, how.costly, how.tells_of, how.tells_not_of, how.running};
}

constexpr Measure table[] = {
    row("aware", "Aware", share, "knows of the change", mean(sum::aware)),
    row("practising", "Practising", share, "does the new practice", mean(sum::practising)),
    row("voluntary", "Practising by choice", share, "practises, and began by choice",
        mean_without(sum::practising, sum::compelled)),
    row("compelled", "Practising by compliance", share, "practises, and began by compliance", mean(sum::compelled)),
    row("committed", "Committed", share, "practises with internalisation of at least one half",
        of_practising(mean(sum::committed))),
    row("durable", "Internalised practice", share, "practising weighted by internalisation",
        of_practising(mean(sum::durable))),
    row("lapsed", "Lapsed", share, "has lapsed before and does not practise", mean(sum::lapsed)),
    row("autonomy", "Autonomy", level, "mean need satisfaction: autonomy", mean(sum::autonomy)),
    row("competence", "Competence", level, "mean need satisfaction: competence", mean(sum::competence)),
    row("relatedness", "Relatedness", level, "mean need satisfaction: relatedness", mean(sum::relatedness)),
    row("need_satisfaction", "Need satisfaction", level, "geometric composite of the three needs",
        mean(sum::need_satisfaction)),
    row("trust", "Trust in the leader", level, "mean trust in the own leader", mean(sum::trust)),
    row("skill", "Skill", level, "mean mastery of the practice", mean(sum::skill)),
    row("internalisation", "Internalisation", level, "mean internalisation of who practises",
        ratio(sum::durable, sum::practising)),
    row("morale", "Morale", level, "how the needs feel, a mean over ten days", mean(sum::morale)),
    row("morale_dipped", "Lived a dip of morale", share, "own morale has been more than .02 below its start",
        mean(sum::dipped)),
    row("morale_in_dip", "In a dip of morale", share, "own morale is more than .02 below its start", mean(sum::in_dip)),
    row("output", "Output", "share of output before",
        "mean output; 1 is an employee at a morale of .55 before the change", mean(sum::output)),
    row("exits_per_year", "Exits", "share a year", "share leaving that day, times 250 working days",
        flow(sum::exits, 250)),
    row("leader_hours", "Leader hours", "hours per employee and week", "what leading costs", flow(sum::leader_hours)),
    row("training_hours", "Training hours", "hours per employee and day", "what training costs",
        flow(sum::training_hours)),
    row("champions", "Champions", share, "was made a champion, and practises", of_practising(mean(sum::champions))),
    row("mandated", "Under a mandate", share, "a mandate has reached the position", mean(sum::mandated)),
    row("hours_so_far", "Hours spent so far", "hours per employee",
        "leading, training, champions and project since day 0",
        {.numerator = sum::people, .denominator = sum::people, .running = true}),
    row("lever_autonomy_support", "Room given", level, "mean lever AS that people met", flow(sum::autonomy_support)),
    row("lever_structure", "Structure given", level, "mean lever ST that people met", flow(sum::structure)),
    row("lever_care", "Care given", level, "mean lever RE that people met", flow(sum::care)),
    row("lever_pressure", "Pressure given", level, "mean lever D that people met", flow(sum::pressure)),
    row("lever_vision", "Vision given", level, "mean lever V that people met", flow(sum::vision)),
    row("barrier_know", "Blocked: know", share_of_rest, "share of what blocks: not knowing",
        of_rest(sum::barrier_know)),
    row("barrier_want", "Blocked: want", share_of_rest, "share of what blocks: not wanting",
        of_knowing_rest(sum::barrier_want)),
    row("barrier_can", "Blocked: can", share_of_rest, "share of what blocks: not being able",
        of_knowing_rest(sum::barrier_can)),
    row("barrier_dare", "Blocked: dare", share_of_rest, "share of what blocks: not daring",
        of_knowing_rest(sum::barrier_dare)),
    row("barrier_may", "Blocked: may", share_of_rest, "share of what blocks: no room",
        of_knowing_rest(sum::barrier_may)),
    row("gain_know", "Gain: know", chance, "rise in the chance of starting if everybody knew",
        telling_of(of_rest(sum::gain_know), sum::barrier_know)),
    row("gain_want", "Gain: want", chance, "rise in the chance of starting with wanting at its reference",
        of_knowing_rest(sum::gain_want)),
    row("gain_can", "Gain: can", chance, "rise in the chance of starting with ability at its reference",
        of_knowing_rest(sum::gain_can)),
    row("gain_dare", "Gain: dare", chance, "rise in the chance of starting with daring at its reference",
        of_knowing_rest(sum::gain_dare)),
    row("gain_may", "Gain: may", chance, "rise in the chance of starting with room at its reference",
        of_knowing_rest(sum::gain_may)),
    row("phase_denial", "Denial", share, "aware, not practising, morale not below its start",
        of_waiting(mean(sum::denial))),
    row("phase_resistance", "Resistance", share, "aware, not practising, morale below its start",
        of_waiting(mean(sum::resistance))),
    row("phase_exploration", "Exploration", share, "practising, internalisation below one half",
        of_practising(mean_without(sum::practising, sum::committed))),
    row("phase_commitment", "Commitment", share, "practising, internalisation of at least one half",
        of_practising(mean(sum::committed))),
};

}  // namespace

std::span<const Measure> measures() { return table; }

std::size_t measure_index(std::string_view name) {
  const auto found =
      std::find_if(std::begin(table), std::end(table), [name](const Measure& m) { return m.name == name; });
  assert(found != std::end(table));
  return static_cast<std::size_t>(found - std::begin(table));
}

RunningSum hours_made_of(const Prices& prices) {
  constexpr double to_a_day = 1.0 / 5;
  return {measure_index("hours_so_far"),
          {{measure_index("leader_hours"), to_a_day},
           {measure_index("training_hours"), 1},
           {measure_index("champions"), prices.champion * to_a_day},
           {measure_index("mandated"), prices.project / 100 * to_a_day}}};
}

}  // namespace kantel
