// The loop of one run. `run` at the end reads like the order of a day; what stands before it moves rows between the
// population's columns and the block in cache.
//
// Who owns what: a piece of 16,384 employees belongs to one worker during a day; a worker writes rows of its own piece,
// its own part of the day's sums, and nothing else. Everything read of other people is yesterday's visible byte.
#include "models/change/run.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "models/change/champions.hpp"
#include "models/change/checkpoint.hpp"
#include "models/change/interventions/intervene.hpp"
#include "models/change/leading/rules.hpp"
#include "models/change/measures.hpp"
#include "sim/wide.hpp"

namespace kantel {

namespace {

constexpr ProcessEntry order[] = {
    {"lead", "every leader's levers towards each direct report; a mandate arrives", lead},
    {"hear", "becoming aware from ties and from the manager", hear},
    {"weigh", "intention, and the five gates", weigh},
    {"adopt_or_lapse", "starting by choice or compliance, and stopping", adopt_or_lapse},
    {"learn", "skill and internalisation", learn},
    {"needs", "autonomy, competence, relatedness", needs},
    {"trust", "granted authority of the own leader", trust},
    {"leave_and_join", "positions are refilled, notice is given", leave_and_join},
};

// One worker's desk: a block of rows at a time.
struct BlockScratch {
  Yesterday was;
  DayScratch work;
  Observed seen;
};
BlockScratch& desk() {
  static thread_local const auto own = std::make_unique<BlockScratch>();
  return *own;
}

struct State {
  const Stage& stage;
  const Arm& arm;
  Day day;
  Population people;
  Visible visible;
  std::vector<Event> events;
  UnitHistory history;
  std::optional<RulesAtWork> rules;
  bool remembers_units = false;
  std::vector<std::uint8_t> leave_today, leave_tomorrow;  // per block, whether anybody's position is refilled then
  DaySums sums;
  Recording recording;

  State(const Stage& stage_in, const Arm& arm_in, std::uint32_t replicate, const RunOptions& options);
};

State::State(const Stage& stage_in, const Arm& arm_in, std::uint32_t replicate, const RunOptions& options)
    : stage(stage_in),
      arm(arm_in),
      day{.parameters = stage.scenario->parameters,
          .change = stage.scenario->change,
          .arm = arm,
          .organisation = stage.organisation,
          .random = KeyedRandom(stage.scenario->seed(), replicate),
          .policies = {},
          .fit_of_unit = {},
          .celebrating_until = {},
          .trainings = {},
          .is_manager = stage.is_manager,
          .teams = stage.teams,
          .weight_autonomy = {}},
      people(stage.organisation.employees()),
      visible(stage.organisation.ties),
      events(arm.all_events()),
      leave_today(stage.teams.of_block.size(), 1),  // not known yet
      leave_tomorrow(stage.teams.of_block.size(), 1),
      sums(stage.groups, kantel::sums),
      recording(stage.groups, measures(), stage.scenario->settings.days) {
  const Parameters& par = day.parameters;
  day.turnover = par.turnover > 0;
  day.susceptibility = static_cast<float>(par.susceptibility);
  day.given_susceptibility = stage.given.susceptibility.empty() ? nullptr : stage.given.susceptibility.data();
  day.social = par.susceptibility > 0 || day.given_susceptibility;
  day.follow_day = options.follow_day;
  day.somebody_leaves = leave_today.data();
  if (day.social) people.intention.resize(people.employees()), people.next_intention.resize(people.employees());

  LedBy own{arm.policy, std::nullopt, {}};
  if (arm.effort) own.effort = static_cast<float>(*arm.effort);
  if (arm.levers)
    own = {Policy::neutral, std::nullopt, *arm.levers};
  else if (!depends_on_employee(own.policy))
    own.constant = levers_of(own.policy, own.effort, {});
  day.policies.push_back(own);

  double down = arm.led_down() ? par.nu : 0, up = 1;
  for (std::size_t level = 0; level < 256; ++level, down *= par.fidelity_down, up *= day.change.fidelity_up) {
    day.hearing_down[level] = static_cast<float>(down);
    day.fit_of_level[level] = static_cast<float>(arm.central_plan() ? 1 - day.change.local_variety * (1 - up) : 1);
  }
  day.weight_autonomy.assign(1, static_cast<float>(par.w_a));
  if (!stage.organisation.cohort.empty()) {
    day.weight_autonomy.clear();
    for (const Cohort& cohort : stage.scenario->cohorts)
      day.weight_autonomy.push_back(static_cast<float>(par.w_a + cohort.w_a_shift));
  }
  for (const Event& event : events) {
    remembers_units |= event.what->looks_back;
    if (event.delay_per_level > 0 && people.mandate_due.empty()) people.mandate_due.assign(people.employees(), 0);
  }
  if (options.rules && *options.rules) rules.emplace(*options.rules, stage.organisation, replicate);
  if (rules && options.rules->interventions) {  // they may celebrate, and delay a mandate
    remembers_units = true;
    people.mandate_due.assign(people.employees(), 0);
  }
}

void todays_q(const Day& day, const Yesterday& was, Column& q) {
  q.fill(static_cast<float>(day.parameters.q));
  if (day.celebrating_until.empty()) return;
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
    if (day.celebrating_until[day.organisation.unit[was.first + i]] > static_cast<std::int64_t>(day.number))
      q[i] *= 1.5f;
}

KANTEL_WIDE bool any_has(const std::uint8_t* bytes, int count, std::uint8_t bit) {
  std::uint8_t any = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) any |= bytes[i];
  return (any & bit) != 0;
}

// One block through one day: rows in, the processes in order, numbers out.
void step_block(State& state, std::size_t piece, Employee first, int count, bool groups_due) {
  BlockScratch& own = desk();
  const Day& day = state.day;
  const Yesterday& was = own.was;
  load(day, state.people, state.visible, first, count, own.was);
  Today now = rows_of(day, state.people, state.visible, first);
  open_today(was, now);
  auto& draws = own.work.draws;
  day.random.fill_columns(first, count, day.number, hearing / 4,
                          {draws[0].data(), draws[1].data(), draws[2].data(), draws[3].data()});
  todays_q(day, was, own.work.q);
  if (day.number > 0) {
    for (std::size_t process = 0; process < std::size(order); ++process) {
      order[process].process(day, was, own.work, now);
      prefetch_rows(day, state.people, state.visible, was.all_aware, process, first + static_cast<Employee>(count));
    }
  } else {  // the start state is recorded as it is; notice for day 1 is given
    KANTEL_ROWS
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
      own.work.practising_share[i] = was.degree[i] > 0 ? was.practising_ties[i] / was.degree[i] : 0.0f;
    if (now.intention) std::copy_n(state.people.intention.data() + first, count, now.intention);
    own.work.mean_need = was.mean_need;
    own.work.leader_hours.fill(0), own.work.alike.reset();
    own.work.training_hours.fill(0);
    give_notice(day, was, own.work, now);
  }
  state.leave_tomorrow[first / block_rows] = any_has(now.seen, count, leaving_bit);
  observe(day, was, own.work, now, groups_due, own.seen);
  add_up(state.stage.groups, piece, was, now, state.stage.organisation.cohort, own.seen, groups_due, state.sums);
}

template <class Visit>
void for_each_block(const State& state, const Workers& workers, Visit visit) {
  const Employee n = state.people.employees();
  workers.for_each((n + piece_size - 1) / piece_size, [&](std::size_t piece) {
    const auto end = static_cast<Employee>(std::min<std::size_t>((piece + 1) * piece_size, n));
    for (auto first = static_cast<Employee>(piece * piece_size); first < end; first += block_rows)
      visit(piece, first, static_cast<int>(std::min<Employee>(block_rows, end - first)));
  });
}

// Everybody as a successor would start; then given traits, champions and the fit of their plan.
void start(State& state, const Workers& workers) {
  Population& people = state.people;
  const GivenTraits& given = state.stage.given;
  for_each_block(state, workers, [&](std::size_t, Employee first, int count) {
    Yesterday& was = desk().was;
    load(state.day, people, state.visible, first, count, was);
    Today now = rows_of(state.day, people, state.visible, first);
    for (int row = 0; row < count; ++row) start_state(state.day, was, row, 0, now);
    const auto take = [&](const std::vector<float>& from, float* to) {
      if (!from.empty()) std::copy_n(from.begin() + first, count, to);
    };
    take(given.threshold, now.threshold);
    take(given.structure, now.structure);
    take(given.autonomy, now.autonomy_set_point);
    take(given.competence, now.competence_set_point);
    take(given.relatedness, now.relatedness_set_point);
    settle(state.day, was, now);
  });

  const Parameters& par = state.day.parameters;
  const std::vector<Employee> champions = choose_champions(state.stage, state.arm, state.day.random, people);
  std::uint8_t* today = state.visible.today();
  for (const Employee champion : champions) {
    today[champion] |= aware_bit | practising_bit;
    people.skill[champion] = static_cast<float>(par.champion_skill);
    people.internalisation[champion] = static_cast<float>(par.champion_internalisation);
  }
  state.visible.turn(workers);

  if (!state.arm.central_plan() && par.copy_misfit > 0) {
    // A local plan fits in the units it comes from, those with a champion.
    state.day.fit_of_unit.assign(state.stage.organisation.unit_names.size(),
                                 static_cast<float>(1 - state.day.change.local_variety * par.copy_misfit));
    for (const Employee champion : champions) state.day.fit_of_unit[state.stage.organisation.unit[champion]] = 1;
  }
  if (state.day.social)
    for (Employee i = 0; i < people.employees(); ++i) {
      const float fit = state.day.fit_of_unit.empty() ? state.day.fit_of_level[state.stage.organisation.level[i]]
                                                      : state.day.fit_of_unit[state.stage.organisation.unit[i]];
      people.intention[i] = fit * people.need_satisfaction[i];
    }
}

Snapshot snapshot(std::int64_t day, const Population& people, const Visible& visible) {
  const auto kept = [](const auto& column) { return std::vector(column.begin(), column.end()); };
  Snapshot taken{day,
                 {},
                 kept(people.occupant),
                 kept(people.internalisation),
                 kept(people.autonomy),
                 kept(people.competence),
                 kept(people.relatedness)};
  taken.practising.reserve(people.employees());
  for (const std::uint8_t seen : visible.yesterday()) taken.practising.push_back((seen & practising_bit) != 0);
  return taken;
}

void remember_units(State& state) {
  if (!state.remembers_units) return;
  const Organisation& chart = state.stage.organisation;
  auto& practising = state.history.practising.emplace_back(chart.unit_names.size(), 0);
  for (Employee i = 0; i < chart.employees(); ++i)
    practising[chart.unit[i]] += (state.visible.yesterday()[i] & practising_bit) != 0;
}

}  // namespace

std::span<const ProcessEntry> order_of_a_day() { return order; }

RunResult run(const Stage& stage, const Arm& arm, std::uint32_t replicate, const Workers& workers,
              const RunOptions& options) {
  State state(stage, arm, replicate, options);
  RunResult result;
  result.retained_60 = result.retained_120 = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> totals;

  RunState moving{state.day,       state.people,       state.visible,      state.history,
                  state.recording, result.retained_60, result.retained_120};
  const Checkpoints* kept = options.checkpoints;
  assert(!kept || !options.rules);  // what own rules remember is not ours to keep
  std::int64_t from = 0;
  if (kept && !kept->resume.empty())
    from = load_checkpoint(*kept, moving);
  else
    start(state, workers);
  for (std::int64_t day = from; day <= stage.scenario->settings.days; ++day) {
    const bool stopped = options.stop && *options.stop;
    if (kept && kept->every > 0 && day > from && (stopped || day % kept->every == 0))
      save_checkpoint(*kept, day, moving);
    if (stopped) throw Interrupted();
    state.day.number = static_cast<std::uint32_t>(day);
    if (state.rules) state.rules->decide(state.day, state.people, state.visible, state.events);
    intervene(state.day, state.events, state.history, state.people, state.visible);

    const bool groups_due = state.recording.groups_due(day);
    state.sums.clear(groups_due);
    for_each_block(state, workers, [&](std::size_t piece, Employee first, int count) {
      step_block(state, piece, first, count, groups_due);
    });
    state.visible.turn(workers);
    state.leave_today.swap(state.leave_tomorrow);
    state.day.somebody_leaves = state.leave_today.data();
    state.people.intention.swap(state.people.next_intention);

    state.sums.total(totals, groups_due);
    state.recording.record(day, totals, sums);
    remember_units(state);
    const double followed = totals[sum_followed];
    if (followed > 0 && day == options.follow_day + 60) result.retained_60 = totals[sum_followed_practising] / followed;
    if (followed > 0 && day == options.follow_day + 120)
      result.retained_120 = totals[sum_followed_practising] / followed;
    if (std::find(options.snapshot_days.begin(), options.snapshot_days.end(), day) != options.snapshot_days.end())
      result.snapshots.push_back(snapshot(day, state.people, state.visible));
    if (options.watch) options.watch(day, state.people, state.visible);
    if (options.on_day) options.on_day(day);
  }
  result.recording = std::move(state.recording);
  return result;
}

}  // namespace kantel
