#include "models/change/about.hpp"

#include <algorithm>
#include <cmath>

#include "sim/input/made.hpp"

namespace kantel {

namespace {

// Σu of a policy as an arm uses it; of a rule towards the middle of all scales.
double effort_of(const Arm& arm) {
  return arm.effort ? *arm.effort : sum_of(arm.levers ? *arm.levers : arm.policy.towards({}));
}

std::string described(const Event& event) {
  std::string text(event.what->name);
  if (event.what->more) text += " " + event.what->more(event);
  if (event.only_below) text += " if fewer than " + shortest(100 * *event.only_below) + "% practise";
  if (!event.target.is_all()) text += " (" + to_string(event.target) + ")";
  return text;
}

// Events from a day until before another: what happens on the way, and what the arms end in.
std::string happenings(const Arm& arm, std::int64_t from, std::int64_t until, bool with_mandate) {
  std::string text;
  for (const Event& event : arm.planned()) {
    if (event.day < from || event.day >= until) continue;
    if (!with_mandate && event.what->ends_mandate) continue;
    text += (text.empty() ? "day " : ", day ") + std::to_string(event.day) + ": " + described(event);
  }
  return text.empty() ? "none" : text;
}

std::string champions_text(const Arm& arm) {
  if (arm.champions.share == 0) return "none";
  return shortest(std::round(arm.champions.share * 1e6) / 1e4) + "% " + std::string(name_of(arm.champions.chosen));
}

std::string waves_text(const Waves& waves) {
  return "in " + std::to_string(waves.count) + (waves.count == 1 ? " wave" : " waves") + " from day " +
         std::to_string(waves.first_day) + ", " + std::to_string(waves.every) + " days apart, " +
         std::string(name_of(waves.order));
}

std::string mandate_text(const Arm& arm) {
  if (!arm.has_mandate()) return "none";
  std::string text = arm.mandate.deadline ? "for laggards on day " + std::to_string(*arm.mandate.deadline)
                                          : "from day " + std::to_string(arm.mandate.from_day);
  if (arm.approach == Approach::pilot) text = waves_text(arm.waves);
  if (arm.mandate.delay_per_level > 0)
    text += ", " + std::to_string(arm.mandate.delay_per_level) + " days later a level";
  if (arm.mandate.strength != Mandate{}.strength) text += ", strength " + shortest(arm.mandate.strength);
  return text;
}

// The parameter that, set to zero (or as said), removes the effect.
Value wired_in() {
  const std::array<const char*, 3> effects[] = {
      {"Pressure costs autonomy", "omega", "With omega = 0 a mandate leaves autonomy alone."},
      {"Pressure slows making the practice one's own", "control_cost",
       "With control_cost = 0 it does so through autonomy alone."},
      {"Pressure costs trust", "distrust", "With distrust = 0 a mandate leaves trust alone."},
      {"The manager's example", "manager_weight", "With manager_weight = 0 managers count among the ties alone."},
      {"A small change of intention is a larger one of behaviour", "eta", "With eta = 1 wanting is intention itself."},
      {"Morale feels changes, and gets used to them", "loss_weight, gain_weight",
       "With both at 0 morale follows the needs."},
      {"A mandate makes people start", "delta", "With delta = 0 nobody starts by compliance."},
      {"What is not one's own lapses", "rho0", "With rho0 = 0 nobody lapses."},
      {"Social proof", "q", "With q = 0 nobody is moved by how many others practise."},
      {"Room given by the leader opens the gate may", "gamma",
       "With gamma = 0 autonomy support does not help to start."},
      {"Trust opens the gate dare", "psi", "With psi = 0 trust does not help to start."},
      {"Leading feeds the needs", "alpha_a, alpha_c, alpha_r, alpha_x",
       "With the four slopes at 0 the levers leave the needs alone."},
      {"Freedom without a frame costs relatedness", "chi", "With chi = 0 it costs nothing."},
      {"Central plans miss what did not reach the top", "local_variety", "With local_variety = 0 every plan fits."},
      {"A rationale helps to internalise", "rationale", "With rationale = 0 vision does not speed internalisation."},
      {"Unhappy people leave", "kappa", "With kappa = 0 departures do not depend on morale."},
      {"New practice costs output at first", "disruption", "With disruption = 0 practising without skill costs less."},
  };
  Value::List list;
  for (const auto& [effect, parameter, sentence] : effects)
    list.push_back(table_of({{"effect", effect}, {"parameter", parameter}, {"sentence", sentence}}));
  return Made(std::move(list)).value;
}

Value arms(const Scenario& scenario, Employee employees, std::int64_t from) {
  Value::List list;
  for (const Arm& arm : scenario.arms)
    list.push_back(
        table_of({{"name", arm.name},
                  {"approach", name_of(arm.approach)},
                  {"policy", name_of(arm.policy)},
                  {"effort", effort_of(arm)},
                  {"champions", static_cast<std::int64_t>(std::ceil(arm.champions.share * employees * (1 - 1e-12)))},
                  {"chosen", name_of(arm.champions.chosen)},
                  {"mandate", mandate_text(arm)},
                  {"on_the_way", happenings(arm, 0, from, true)},
                  {"aftermath", happenings(arm, from, scenario.settings.days + 1, true)}}));
  return Made(std::move(list)).value;
}

Value facts(const Scenario& scenario, const Organisation& chart) {
  std::int64_t managers = 0;
  for (const std::uint32_t span : spans(chart)) managers += span > 0;
  std::vector<std::int64_t> levels, of_unit(chart.unit_names.size(), 0);
  for (const std::uint8_t level : chart.level) {
    if (level >= levels.size()) levels.resize(level + 1u, 0);
    ++levels[level];
  }
  for (const std::uint16_t unit : chart.unit) ++of_unit[unit];
  Value::List by_level, units;
  for (const std::int64_t count : levels) by_level.push_back(Made(count).value);
  std::int64_t in_small_ones = 0;  // small units of a real organisation are not listed one by one
  for (std::size_t unit = 0; unit < of_unit.size(); ++unit)
    if (chart.imported && of_unit[unit] < scenario.privacy.min_group)
      in_small_ones += of_unit[unit];
    else
      units.push_back(table_of({{"name", chart.unit_names[unit]}, {"employees", of_unit[unit]}}));
  if (in_small_ones > 0)
    units.push_back(table_of(
        {{"name", "units of fewer than " + std::to_string(scenario.privacy.min_group)}, {"employees", in_small_ones}}));
  return table_of({{"form", name_of(scenario.organisation.form)},
                   {"imported", chart.imported},
                   {"employees", std::int64_t{chart.employees()}},
                   {"managers", managers},
                   {"levels", std::move(by_level)},
                   {"units", std::move(units)},
                   {"ties", static_cast<std::int64_t>(chart.ties.ties_count())},
                   {"mean_degree", static_cast<double>(chart.ties.tie_ends()) / chart.employees()}});
}

}  // namespace

Value about_change(const Scenario& scenario, const Organisation& organisation, std::int64_t follow_day) {
  return table_of({{"organisation", facts(scenario, organisation)},
                   {"arms", arms(scenario, organisation.employees(), follow_day + 1)},
                   {"follow_day", follow_day},
                   {"wired_in", wired_in()}});
}

std::vector<ArmDifference> differences_of(const Scenario& scenario, Employee employees, std::int64_t follow_day) {
  const std::int64_t from = follow_day + 1, end = scenario.settings.days + 1;
  const auto told = [&](std::string what, auto text) {
    ArmDifference difference{std::move(what), {}, "", {}};
    for (const Arm& arm : scenario.arms) difference.of_arm.push_back(text(arm));
    return difference;
  };
  const double weeks = static_cast<double>(scenario.settings.days) / 5;
  return {told("champions", champions_text),
          told("effort (the sum of the five levers)", [](const Arm& arm) { return shortest(effort_of(arm)); }),
          told("what happens on the way", [&](const Arm& arm) { return happenings(arm, 0, from, true); }),
          told("the aftermath", [&](const Arm& arm) { return happenings(arm, from, end, false); }),
          {"leader hours per employee and week, on average over the run",
           {},
           "leader_hours_total",
           {static_cast<double>(employees), weeks}},
          {"training hours per employee over the run", {}, "training_hours_total", {static_cast<double>(employees)}},
          {"champion hours per employee over the run", {}, "champion_hours_total", {static_cast<double>(employees)}},
          {"project hours per employee over the run", {}, "project_hours_total", {static_cast<double>(employees)}},
          {"money per employee over the run", {}, "money_total", {static_cast<double>(employees)}}};
}

}  // namespace kantel
