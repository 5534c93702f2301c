#include "models/change/metrics.hpp"

#include <algorithm>
#include <cmath>

#include "models/change/measures.hpp"
#include "sim/mathematics.hpp"

namespace kantel {

namespace {

constexpr std::int64_t milestones[] = {60, 90, 120, 180, 250, 370, 500};
constexpr double hours_a_week_to_a_day = 1.0 / 5;
constexpr std::int64_t recovery_days = 60;

std::vector<double> daily(const Recording& recording, std::string_view measure) {
  const std::size_t index = measure_index(measure);
  std::vector<double> values;
  for (std::int64_t day = 0; day <= recording.days(); ++day) values.push_back(recording.value(day, 0, index));
  return values;
}

// A share of people is recorded as a 32-bit float; the people behind it are a whole number, which comes back exactly
// below 2^24 employees and to one in 2^24 above.
std::vector<double> people_of(std::vector<double> shares, double employees) {
  for (double& share : shares) share = std::round(share * employees);
  return shares;
}

double first_day_at(const std::vector<double>& people, double needed) {
  const auto found = std::find_if(people.begin(), people.end(), [needed](double x) { return x >= needed; });
  return found == people.end() ? undefined : static_cast<double>(found - people.begin());
}

// The day of the largest seven-day centred mean of daily growth, the earliest of several; undefined without growth.
double steepest_day(const std::vector<double>& people) {
  double best = 0, at = undefined;
  for (std::size_t day = 4; day + 3 < people.size(); ++day) {
    const double growth = people[day + 3] - people[day - 4];
    if (growth > best) best = growth, at = static_cast<double>(day);
  }
  return at;
}

// The J-curve of a level against day 0, until a day; its length counts the days that are more than `felt` below.
struct Dip {
  double depth = 0, day = undefined, length = 0, area = 0;
  double slope = undefined;      // of the 60 days after the deepest
  double recovered = undefined;  // the share of the depth that is won back by the last day
};
Dip dip_of(const std::vector<double>& level, std::size_t last, double felt) {
  Dip dip;
  std::size_t lowest = 0;
  for (std::size_t day = 1; day <= last; ++day) {
    if (level[day] < level[lowest]) lowest = day;
    const double below = level[0] - level[day];
    dip.length += below > felt;
    dip.area += std::max(0.0, below);
  }
  if (lowest == 0) return dip;
  dip.depth = level[0] - level[lowest];
  dip.day = static_cast<double>(lowest);
  dip.recovered = (level[last] - level[lowest]) / dip.depth;
  if (lowest + static_cast<std::size_t>(recovery_days) <= last)
    dip.slope = slope_of(std::span(level).subspan(lowest, static_cast<std::size_t>(recovery_days) + 1));
  return dip;
}

double total(const std::vector<double>& per_day) {
  double sum = 0;
  for (std::size_t day = 1; day < per_day.size(); ++day) sum += per_day[day];
  return sum;
}

}  // namespace

std::vector<Metric> change_metrics(std::int64_t days) {
  const std::string share = "share of employees";
  std::vector<Metric> list;
  for (const std::string t : {"10", "50", "90"}) {
    list.push_back({"t" + t, "day", "first day with " + t + "% of everyone practising"});
    list.push_back({"t" + t + "_reached", "share of runs", "whether that day came"});
  }
  list.push_back({"inflection", "day", "day of the steepest seven-day mean of growth in practising"});
  for (const std::string what : {"practising", "durable"})
    for (const std::int64_t day : milestones)
      if (day <= days)
        list.push_back({what + "_" + std::to_string(day), share, what + " on day " + std::to_string(day)});
  list.push_back({"practising_end", share, "practising on the last day"});
  list.push_back({"durable_end", share, "internalised practice on the last day"});
  for (const std::string later : {"60", "120"}) {
    list.push_back({"retained_" + later, "share of who practised",
                    "of those practising on the day before the first mandate is lifted "
                    "(else at half-time) and still employed, the share practising " +
                        later + " days later"});
    list.push_back({"lapsed_" + later, "share of who practised", "the rest of them"});
  }
  list.push_back({"dip_depth", "share of output", "deepest fall of output below day 0"});
  list.push_back({"dip_day", "day", "when it was deepest"});
  list.push_back({"dip_length", "days", "days below day 0"});
  list.push_back({"dip_area", "days of output", "output lost below day 0, per employee"});
  list.push_back(
      {"recovery_slope", "share of output a day", "slope of output over the 60 days after the deepest point"});
  const std::string before = "before leaders change how they lead (else over the run)";
  list.push_back({"morale_dip_depth", "level", "deepest fall of mean morale below day 0, " + before});
  list.push_back({"morale_dip_day", "day", "when it was deepest"});
  list.push_back({"morale_dip_length", "days", "days on which mean morale is more than .02 below day 0, " + before});
  list.push_back({"morale_recovered", "share of the dip", "what of it is won back by the day before they do"});
  list.push_back({"morale_dipped", share, "whose own morale has been more than .02 below its start by then"});
  list.push_back({"exits", "employees", "departures over the run"});
  list.push_back({"leader_hours_total", "hours", "leading, over the run"});
  list.push_back({"training_hours_total", "hours", "training, over the run"});
  list.push_back({"hours_per_durable", "hours per employee", "leader hours per internalised adopter on the last day"});
  const std::string nothing = "with [record] against_nothing: ";
  list.push_back({"gained_durable", "difference in share of employees",  // may be negative
                  nothing + "internalised practice on the last day less what comes where nothing is done"});
  list.push_back(
      {"hours_per_gained", "hours per employee", nothing + "hours_total over the people gained; empty when none is"});
  list.push_back({"champion_hours_total", "hours", "of champions who practise, over the run"});
  list.push_back({"project_hours_total", "hours", "of a project team for those under a mandate, over the run"});
  list.push_back({"hours_total", "hours", "leading, training, champions and project, over the run"});
  list.push_back({"money_total", "money", "those hours and the departures at the scenario's prices"});
  list.push_back(
      {"money_per_gained", "money per employee", nothing + "money_total over the people gained; empty when none is"});
  return list;
}

std::vector<double> change_metric_values(const Recording& recording, const BesideRecording& beside) {
  const Retained& retained = beside.retained;
  const auto n = static_cast<double>(beside.employees);
  const std::vector<double> people = people_of(daily(recording, "practising"), n),
                            durable = daily(recording, "durable");
  std::vector<double> practising = people;
  for (double& share : practising) share /= n;
  std::vector<double> values;
  for (const double tenths : {1, 5, 9}) {
    const double day = first_day_at(people, tenths * n / 10);
    values.push_back(day);
    values.push_back(std::isnan(day) ? 0 : 1);
  }
  values.push_back(steepest_day(people));
  for (const std::vector<double>& curve : {practising, durable})
    for (const std::int64_t day : milestones)
      if (day <= recording.days()) values.push_back(curve[static_cast<std::size_t>(day)]);
  values.push_back(practising.back());
  values.push_back(durable.back());
  for (const double share : {retained.after_60, retained.after_120}) {
    values.push_back(share);
    values.push_back(1 - share);
  }
  const Dip dip = dip_of(daily(recording, "output"), static_cast<std::size_t>(recording.days()), 0);
  values.insert(values.end(), {dip.depth, dip.day, dip.length, dip.area, dip.slope});
  const auto last = static_cast<std::size_t>(std::min(beside.levers_day, recording.days()));
  const Dip morale = dip_of(daily(recording, "morale"), last, .02);
  values.insert(values.end(), {morale.depth, morale.day, morale.length, morale.recovered});
  values.push_back(daily(recording, "morale_dipped")[last]);
  const double exits = total(people_of(daily(recording, "exits_per_year"), n / 250));
  values.push_back(exits);
  const double hours = total(daily(recording, "leader_hours")) * hours_a_week_to_a_day * n;
  values.push_back(hours);
  const double training = static_cast<float>(total(daily(recording, "training_hours")) * n);  // as exact as recorded
  values.push_back(training);
  values.push_back(durable.back() > 0 ? hours / (durable.back() * n) : undefined);
  const double gained = durable.back() - beside.durable_of_nothing;
  values.push_back(gained);
  const Prices& prices = beside.prices;
  const double champions = total(people_of(daily(recording, "champions"), n)) * prices.champion * hours_a_week_to_a_day;
  const double project =
      total(people_of(daily(recording, "mandated"), n)) * prices.project / 100 * hours_a_week_to_a_day;
  const double all_hours = hours + training + champions + project;
  const double money = hours * prices.leader_hour + (training + champions) * prices.working_hour +
                       project * prices.project_hour + exits * prices.departure;
  values.push_back(gained > 0 ? all_hours / (gained * n) : undefined);
  values.insert(values.end(), {champions, project, all_hours, money});
  values.push_back(gained > 0 ? money / (gained * n) : undefined);
  return values;
}

std::int64_t follow_day(const Scenario& scenario) {
  if (scenario.record.follow_day) return *scenario.record.follow_day;
  std::int64_t first = -1;
  for (const Arm& arm : scenario.arms)
    for (const Event& event : arm.events)
      if (event.what->ends_mandate && event.day > 0 && (first < 0 || event.day < first)) first = event.day;
  return first > 0 ? first - 1 : scenario.settings.days / 2;
}

std::int64_t levers_day(const Arm& arm, std::int64_t days) {
  std::int64_t first = days + 1;
  for (const Event& event : arm.planned())
    if (event.what->adds_policy && event.day > 1) first = std::min(first, event.day);
  return first - 1;
}

}  // namespace kantel
