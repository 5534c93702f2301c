// `ChangeRun::live` reads like the order of a day; what stands before it moves rows between the population's columns
// and the block in cache.
//
// Who owns what: a piece of 16,384 employees belongs to one worker during a day; a worker writes rows of its own piece,
// its own part of the day's sums, and nothing else. Everything read of other people is yesterday's visible byte.
#include "models/change/run.hpp"

#include <algorithm>
#include <cassert>

#include "models/change/champions.hpp"
#include "models/change/checkpoint.hpp"
#include "models/change/interventions/intervene.hpp"
#include "models/change/leading/crisis.hpp"
#include "models/change/leading/leaders.hpp"
#include "models/change/leading/pipeline.hpp"
#include "models/change/leading/rules.hpp"
#include "models/change/measures.hpp"
#include "models/change/metrics.hpp"
#include "models/change/processes/newcomer.hpp"
#include "models/change/waves.hpp"
#include "sim/scratch.hpp"
#include "sim/wide.hpp"

namespace kantel {

// The processes, a file each in processes/ (lead: in leading/).
void lead(const Day&, const Block&);
void hear(const Day&, const Block&);
void weigh(const Day&, const Block&);
void adopt_or_lapse(const Day&, const Block&);
void learn(const Day&, const Block&);
void needs(const Day&, const Block&);
void morale(const Day&, const Block&);
void trust(const Day&, const Block&);
void leave_and_join(const Day&, const Block&);

namespace {

constexpr ProcessEntry order[] = {
    {"lead", "every leader's levers towards each direct report; a mandate arrives", lead},
    {"hear", "becoming aware from ties and from the manager", hear},
    {"weigh", "intention, and the five gates", weigh},
    {"adopt_or_lapse", "starting by choice or compliance, and stopping", adopt_or_lapse},
    {"learn", "skill and internalisation", learn},
    {"needs", "autonomy, competence, relatedness", needs},
    {"morale", "how the needs feel, against what one is accustomed to", morale},
    {"trust", "granted authority of the own leader", trust},
    {"leave_and_join", "positions are refilled, notice is given", leave_and_join},
};

// One worker's: a block of rows at a time.
struct BlockScratch {
  Yesterday was;
  DayScratch work;
  Observed seen;
  GroupScratch groups;
};

}  // namespace

struct ChangeRun::State {
  const Scenario& scenario;
  const ChangeGround& ground;
  const Arm& arm;
  std::unique_ptr<OwnChart> own_chart;  // of a run that is reorganised
  Day day;
  Population people;
  Visible visible;
  std::vector<Event> events;
  UnitHistory history;
  std::optional<RulesAtWork> rules;
  bool remembers_units = false;
  std::vector<std::uint8_t> leave_today, leave_tomorrow;  // per block, whether anybody's position is refilled then
  bool looks_daily;  // at what units were like: own rules may, and leaders who grip do
  DaySums sums;
  std::vector<double> totals;  // of the day, by group
  Recording recording;
  ScratchPool<BlockScratch> scratch;

  State(const Scenario& scenario_in, const ChangeGround& ground_in, const Arm& arm_in, std::uint32_t replicate,
        const Rules* own_rules);
  void start(const Workers& workers);
  void step_block(BlockScratch& own, std::size_t piece, Employee first, int count, bool groups_due);
  void voice_first();
  void remember_units(bool looked_at);
  // visit(scratch, piece, first, count) for every block, pieces on any worker.
  template <class Visit>
  void for_each_block(const Workers& workers, Visit visit);
};

ChangeRun::State::State(const Scenario& scenario_in, const ChangeGround& ground_in, const Arm& arm_in,
                        std::uint32_t replicate, const Rules* own_rules)
    : scenario(scenario_in),
      ground(ground_in),
      arm(arm_in),
      own_chart(own_chart_of(ground, arm)),
      day(day_of(scenario, ground, arm, replicate, own_chart.get())),
      people(ground.organisation.employees()),
      visible(ground.organisation.ties, ground.tie_weights),
      events(arm.all_events()),
      leave_today(ground.teams.stretch_of_block.size(), 1),  // not known yet
      leave_tomorrow(ground.teams.stretch_of_block.size(), 1),
      looks_daily((own_rules && own_rules->interventions) || arm.crisis),
      sums(ground.groups, sum::all, looks_daily || std::ranges::any_of(events, needs_units)),
      recording(ground.groups, measures(), scenario.settings.days, {hours_made_of(scenario.prices)}) {
  day.somebody_leaves = leave_today.data(), day.occupant = people.occupant.data();
  if (arm.inertia > 0) lead_from_neutral(people);
  if (day.social) people.intention.resize(people.employees()), people.next_intention.resize(people.employees());
  for (const Event& event : events) {
    remembers_units |= event.what->looks_back;
    if (event.delay_per_level > 0 && people.mandate_due.empty()) people.mandate_due.assign(people.employees(), 0);
    if (event.what->counts_guidance && people.guided_days.empty()) people.guided_days.assign(people.employees(), 0);
  }
  const auto& cohorts = ground.organisation.cohort;
  people.cohort.assign(cohorts.begin(), cohorts.end());
  lead_locally(day, people);
  if (own_rules && *own_rules) rules.emplace(*own_rules, ground, day, replicate);
  if (rules && own_rules->interventions) {  // they may celebrate, and delay a mandate
    remembers_units = true;
    people.mandate_due.assign(people.employees(), 0);
    people.guided_days.assign(people.employees(), 0);
  }
}

namespace {

KANTEL_WIDE bool any_has(const std::uint8_t* bytes, int count, std::uint8_t bit) {
  std::uint8_t any = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) any |= bytes[i];
  return (any & bit) != 0;
}

}  // namespace

// One block through one day: rows in, the processes in order, numbers out.
void ChangeRun::State::step_block(BlockScratch& own, std::size_t piece, Employee first, int count, bool groups_due) {
  const Yesterday& was = own.was;
  load_block(day, people, visible, first, count, own.was);
  Today now = rows_of(people, visible, first);
  open_today(was, now);
  const Block block(was, own.work, now);
  auto& draws = own.work.draws;
  day.random.fill_columns(first, count, day.number, hearing / 4,
                          {draws[0].data(), draws[1].data(), draws[2].data(), draws[3].data()});
  todays_q(day, was, own.work.q);
  if (day.number > 0) {
    for (std::size_t process = 0; process < std::size(order); ++process) {
      order[process].process(day, block);
      prefetch_rows(day, people, visible, was.all_aware, process, first + static_cast<Employee>(count));
    }
  } else {  // the start state is recorded as it is; notice for day 1 is given
    KANTEL_ROWS
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
      own.work.practising_share[i] = was.degree[i] > 0 ? was.practising_ties[i] / was.degree[i] : 0.0f;
    if (now.intention) std::copy_n(people.intention.data() + first, count, now.intention);
    own.work.todays_mean_need = was.mean_need;
    no_work_yet(own.work);
    give_notice(day, block);
  }
  leave_tomorrow[first / block_rows] = any_has(now.seen, count, leaving_bit);
  if (day.locals.weights_differ && !people.cohort.empty()) look_up_weights(day, people, own.was);  // newcomers' own
  observe(day, was, own.work, now, groups_due, own.seen);
  add_up(ground.groups, piece, was, now, ground.organisation.cohort, own.seen, groups_due, own.groups, sums);
}

template <class Visit>
void ChangeRun::State::for_each_block(const Workers& workers, Visit visit) {
  const Employee n = people.employees();
  workers.for_each((n + piece_size - 1) / piece_size, [&](std::size_t piece) {
    auto own = scratch.lend();
    const auto end = static_cast<Employee>(std::min<std::size_t>((piece + 1) * piece_size, n));
    for (auto first = static_cast<Employee>(piece * piece_size); first < end; first += block_rows)
      visit(*own, piece, first, static_cast<int>(std::min<Employee>(block_rows, end - first)));
  });
}

// Everybody as a successor would start; then given traits, those who practise already and the fit of their plan.
void ChangeRun::State::start(const Workers& workers) {
  const GivenTraits& given = ground.given;
  for_each_block(workers, [&](BlockScratch& own, std::size_t, Employee first, int count) {
    Yesterday& was = own.was;
    load_block(day, people, visible, first, count, was);
    Today now = rows_of(people, visible, first);
    const Block block(was, own.work, now);
    const auto rows = static_cast<std::size_t>(count);
    for (std::size_t row = 0; row < rows; ++row) start_state(day, block, row, 0);
    const auto take = [&](const std::vector<float>& from, float* to) {
      if (!from.empty()) std::copy_n(from.begin() + first, count, to);
    };
    take(given.threshold, now.threshold);
    take(given.need_for_structure, now.need_for_structure);
    take(given.autonomy, now.autonomy_set_point);
    take(given.competence, now.competence_set_point);
    take(given.relatedness, now.relatedness_set_point);
    for (std::size_t row = 0; row < rows; ++row) settle_needs(day, block, row);
  });

  const Parameters& par = day.parameters;
  if (arm.approach == Approach::pilot) day.wave_of_unit = deal_into_waves(day, people);
  const std::vector<Employee> champions = champions_of_day_0(ground, day, people, visible.ties());
  const std::vector<Employee> others = practise_already(day.locals, day.organisation, day.random);
  std::uint8_t* today = visible.today();
  for (const std::vector<Employee>& list : {champions, others})
    for (const Employee practises : list) {
      today[practises] |= aware_bit | practising_bit;
      people.skill[practises] = static_cast<float>(par.champion_skill);
      people.internalisation[practises] = static_cast<float>(par.champion_internalisation);
    }
  for (const Employee champion : champions) people.flags[champion] |= champion_bit;
  visible.turn(workers);

  make_plan(day, champions, others);
}

// Before anybody has heard of another's, after the events of day 0.
void ChangeRun::State::voice_first() {
  if (!day.social || day.number > 0) return;
  for (Employee i = 0; i < people.employees(); ++i)
    people.intention[i] = fit_of(day, people, i) * people.attitude[i] * people.need_satisfaction[i];
}

// For what looks back tomorrow.
void ChangeRun::State::remember_units(bool looked_at) {
  const Organisation& chart = ground.organisation;
  if (remembers_units) {
    auto& practising = history.practising.emplace_back(chart.unit_names.size(), 0);
    for (Employee i = 0; i < chart.employees(); ++i)
      practising[chart.unit[i]] += (visible.yesterday()[i] & practising_bit) != 0;
  }
  if (looked_at)
    units_of_today(ground.groups, chart.unit_names.size(), sums, history);
  else
    history.output.clear(), history.morale.clear(), history.barriers.clear();
}

std::span<const ProcessEntry> order_of_a_day() { return order; }

ChangeRun::ChangeRun(const Scenario& scenario, const ChangeGround& ground, const Arm& arm, std::uint32_t replicate,
                     const Rules* rules, const Workers& workers)
    : state_(std::make_unique<State>(scenario, ground, arm, replicate, rules)) {
  state_->start(workers);
  live(workers);
}
ChangeRun::~ChangeRun() = default;

void ChangeRun::advance(const Workers& workers) {
  assert(!finished());
  ++state_->day.number;
  live(workers);
}

// The order of a day.
void ChangeRun::live(const Workers& workers) {
  State& now = *state_;
  if (now.rules) now.rules->decide(now.day, now.people, now.visible, now.events);
  intervene(now.events, now.day, now.history, now.people, now.visible, now.ground, now.leave_today);
  now.voice_first();
  lead_teams(now.day, now.people, now.visible);
  const bool units_due = now.looks_daily || looks_at_units(now.events, now.day, day() + 1);
  const bool groups_due = now.recording.groups_due(day()) || units_due;

  now.sums.clear(groups_due);
  now.for_each_block(workers, [&](BlockScratch& own, std::size_t piece, Employee first, int count) {
    now.step_block(own, piece, first, count, groups_due);
  });
  now.visible.turn(workers);
  now.people.turn();
  now.leave_today.swap(now.leave_tomorrow);
  now.day.somebody_leaves = now.leave_today.data();

  now.sums.total(now.totals, groups_due);
  now.recording.record(day(), now.totals, sum::all);
  now.remember_units(units_due);
  if (now.arm.crisis) look_for_crises(now.day, now.history);
}

std::int64_t ChangeRun::day() const { return state_->day.number; }
std::int64_t ChangeRun::levers_day() const { return kantel::levers_day(state_->arm, state_->scenario.settings.days); }
bool ChangeRun::finished() const { return day() >= state_->scenario.settings.days; }
const Recording& ChangeRun::recording() const { return state_->recording; }
Recording ChangeRun::take_recording() { return std::move(state_->recording); }
const Population& ChangeRun::population() const { return state_->people; }
const Visible& ChangeRun::visible() const { return state_->visible; }

People ChangeRun::people() const {
  const Population& everybody = state_->people;
  [[maybe_unused]] const std::uint8_t *seen = state_->visible.yesterday().data(), *flags = everybody.flags.data();
  People view{everybody.employees(), {}};
#define KANTEL_SHOW(name, type, kind, kept, seen_by, read, start, symbol, unit, sentence)                 \
  if (!everybody.name.empty())                                                                            \
    view.columns.push_back({#name, symbol, unit, sentence, people_type<type>(), everybody.name.data(), 0, \
                            SeenBy::seen_by == SeenBy::everybody});
#define KANTEL_SHOW_BIT(name, of, bit, seen_by, symbol, sentence) \
  view.columns.push_back(                                         \
      {#name, symbol, "bit", sentence, PeopleColumn::Type::byte, of, bit, SeenBy::seen_by == SeenBy::everybody});
  KANTEL_COLUMNS(KANTEL_SHOW)
  KANTEL_BITS(KANTEL_SHOW_BIT)
#undef KANTEL_SHOW
#undef KANTEL_SHOW_BIT
  return view;
}

void ChangeRun::save(std::ostream& out) const {
  assert(!state_->rules);
  Writing archive(out);
  const std::span<const std::uint8_t> seen = state_->visible.yesterday();
  archive(LargeVector<std::uint8_t>(seen.begin(), seen.end()));
  archive(state_->day, state_->people, state_->history, state_->visible.ties().changes());
  std::apply(archive, state_->recording.parts());
}

void ChangeRun::load(std::istream& in) {
  State& now = *state_;
  assert(!now.rules);
  const StateShape shape{.employees = now.people.employees(),
                         .units = now.ground.organisation.unit_names.size(),
                         .fit_of_unit = now.day.fit_of_unit,
                         .days = now.scenario.settings.days,
                         .social = now.day.social,
                         .remembers_units = now.remembers_units,
                         .has_crisis = now.arm.crisis.has_value(),
                         .has_inertia = now.arm.inertia > 0,
                         .knows_leads = !now.day.known_leads.empty(),
                         .cohorts = now.people.cohort.empty() ? 0 : now.day.locals.cohorts};
  const auto recorded = now.recording.sizes();
  Reading archive(in);
  LargeVector<std::uint8_t> seen;
  std::vector<TieChange> changes;
  archive(seen, now.day, now.people, now.history, changes);
  std::apply(archive, now.recording.parts());
  if (const auto* managers = chart_brought(now.events, now.day.number)) now.own_chart->take(*managers);
  archive.demand(has_shape(shape, seen, now.day, now.people, now.history) && now.recording.sizes() == recorded &&
                 now.visible.ties().can_have(changes));
  now.visible.restore_ties(changes);
  for (Employee i = 0; i < seen.size(); ++i) now.visible.edit(i, seen[i]);
  now.day.leaders.clear();                            // drawn anew, of those who now lead
  now.leave_today.assign(now.leave_today.size(), 1);  // not known
  now.day.somebody_leaves = now.leave_today.data();
}

}  // namespace kantel
