#include "studies/validation/patterns/runs.hpp"

#include <algorithm>
#include <cstdio>

#include "models/change/measures.hpp"

namespace kantel::patterns {

namespace {

Scenario scenario_of(const Settings& settings, std::uint64_t seed, std::int64_t days) {
  Scenario scenario;
  scenario.settings.name = "patterns";
  scenario.settings.days = days;
  scenario.settings.seed = static_cast<std::int64_t>(seed);
  scenario.organisation.form = Form::sector;
  scenario.organisation.employees = 1000;
  scenario.parameters = settings.parameters;
  scenario.change = settings.change;
  scenario.record.every = last_campaign_day;  // groups are read on that day
  scenario.record.by_unit = scenario.record.by_level = scenario.record.by_cohort = false;
  return scenario;
}

ChangeGround ground_of(Scenario& scenario) {
  const Workers alone(1);
  return make_ground(scenario, make_organisation(scenario, 0, alone), alone);
}

// Nothing where the people of a group are too few, or alike, so that it is joined to another.
std::optional<std::size_t> group_of(const ChangeGround& ground, std::string_view name) {
  const auto& names = ground.groups.names;
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return {};
  return static_cast<std::size_t>(found - names.begin());
}

double practising_of_floor(const ChangeGround& ground, const Visible& visible) {
  double practising = 0, there = 0;
  for (std::size_t i = 0; i < ground.is_manager.size(); ++i) {
    if (ground.is_manager[i]) continue;
    ++there;
    practising += (visible.yesterday()[i] & practising_bit) != 0;
  }
  return practising / there;
}

Outcome outcome_of(const PatternWorld& world, const Arm& arm, std::uint32_t replicate, const Errand& errand) {
  Outcome out{};
  const std::int64_t days = world.scenario.settings.days;
  CurveWatch autonomy(last_campaign_day, &Population::autonomy), morale(last_campaign_day, &Population::morale);
  StartWatch starts(61, last_campaign_day);
  RunOptions options;
  options.follow_day = last_campaign_day;
  options.stop = errand.stop;
  options.watch = [&](std::int64_t day, const Population& people, const Visible& visible) {
    autonomy.see(day, people);
    morale.see(day, people);
    starts.see(day, people, visible);
    if (day == 120) out.floor_120 = practising_of_floor(world.ground, visible);
  };
  const RunResult result = run(world.scenario, world.ground, arm, replicate, errand.alone, options);
  const auto value = [&](std::int64_t day, std::string_view measure, std::size_t group = 0) -> double {
    return day <= days ? static_cast<double>(result.recording.value(day, group, measure_index(measure))) : undefined;
  };
  out.practising_60 = value(60, "practising");
  out.practising_250 = value(lifted_on, "practising");
  out.internalisation_250 = value(lifted_on, "internalisation");
  for (std::size_t third = 0; third < 3; ++third) {
    constexpr std::string_view names[] = {"structure=low", "structure=middle", "structure=high"};
    const auto group = group_of(world.ground, names[third]);
    out.internalisation[third] = group ? value(last_campaign_day, "internalisation", *group) : undefined;
  }
  out.trust = value(last_campaign_day, "trust");
  out.autonomy = value(last_campaign_day, "autonomy");
  out.relatedness = value(last_campaign_day, "relatedness");
  out.lapsed_60 = 1 - result.retained.after_60;
  out.durable_250 = value(lifted_on, "durable");
  out.durable_370 = value(370, "durable");
  out.durable_end = value(days, "durable");
  for (std::int64_t day = 1; day <= last_campaign_day; ++day) out.practising_days += value(day, "practising");
  out.newcomers = starts.newcomers();
  if (days >= last_campaign_day) out.autonomy_curves = autonomy.curves(), out.morale_curves = morale.curves();
  return out;
}

std::string plain(const char* format, double value) {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

}  // namespace

PatternWorld::PatternWorld(const Settings& settings, std::uint64_t seed, std::int64_t days)
    : scenario(scenario_of(settings, seed, days)), ground(ground_of(scenario)) {}

std::string to_string(const Cell& cell) {
  return std::string(name_of(cell.policy)) + " " + std::string(name_of(cell.approach));
}

Arm campaign(const Cell& cell, std::optional<std::int64_t> mandate_from) {
  Arm arm;
  arm.name = to_string(cell);
  arm.approach = cell.approach;
  arm.policy = cell.policy;
  arm.champions = {.02, ChampionRule::by_degree};
  arm.mandate.from_day = mandate_from.value_or(cell.approach == Approach::hybrid ? hybrid_from : rollout_from);
  Event lift, neutral;
  lift.day = neutral.day = lifted_on;
  lift.what = interventions::lift_mandate;
  neutral.what = interventions::set_policy;
  neutral.policy = Policy("neutral");
  arm.events.push_back(lift);
  if (cell.policy != Policy("laissez_faire")) arm.events.push_back(neutral);
  return arm;
}

std::vector<Runs> run_arms(const PatternWorld& world, const std::vector<Arm>& arms, int replicates,
                           const Errand& errand) {
  const auto each = static_cast<std::size_t>(replicates);
  std::vector<Runs> runs(arms.size(), Runs(each));
  errand.workers.for_each(arms.size() * each, [&](std::size_t task) {
    if (errand.stop && *errand.stop) throw Interrupted();
    const std::size_t arm = task / each, replicate = task % each;
    runs[arm][replicate] = outcome_of(world, arms[arm], static_cast<std::uint32_t>(replicate), errand);
  });
  return runs;
}

const PatternWorld& Evidence::world() {
  if (!world_) world_ = std::make_unique<PatternWorld>(settings, seed, all_days);
  return *world_;
}

const Runs& Evidence::of(const Cell& cell) {
  const auto [at, fresh] = cells_.try_emplace(cell);
  if (fresh) at->second = std::move(run_arms(world(), {campaign(cell)}, replicates, errand)[0]);
  return at->second;
}

std::string number(double value) { return plain("%.3f", value); }
std::string signed_number(double value) { return plain("%+.3f", value); }
std::string to_text(const Interval& interval) {
  return signed_number(interval.mean) + " (" + signed_number(interval.low) + " to " + signed_number(interval.high) +
         ")";
}

}  // namespace kantel::patterns
