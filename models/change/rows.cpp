// Rows in and out of a block: yesterday's state of the own rows, copied, and what is visible of others, turned into
// numbers of the own row.
#include "models/change/rows.hpp"

#include <algorithm>

#include "models/change/leading/leaders.hpp"

namespace kantel {

namespace {

// A bit of every row as 0 or 1; whether all have it.
KANTEL_WIDE bool unpack(const std::uint8_t* bytes, std::size_t n, std::uint8_t bit, Column& row) {
  std::uint8_t all = bit, any = 0;
  for (std::size_t i = 0; i < n; ++i) all &= bytes[i], any |= bytes[i];
  if (all != 0 || (any & bit) == 0)
    row.fill(all != 0 ? 1.0f : 0.0f);
  else
    KANTEL_ROWS for (std::size_t i = 0; i < n; ++i) row[i] = (bytes[i] & bit) != 0 ? 1.0f : 0.0f;
  return all != 0;
}

// What holds of all of a unit on one level, stretch by stretch.
template <class Of>
void look_up(const GroupPlan& places, Employee first, Employee end, Column& row, const Of& of) {
  for (std::size_t at = places.stretch_of_block[first / block_rows]; at < places.stretches.size(); ++at) {
    const GroupPlan::Stretch& place = places.stretches[at];
    if (place.begin >= end) return;
    const Employee from = std::max(place.begin, first) - first, to = std::min(place.end, end) - first;
    std::fill(row.begin() + from, row.begin() + to, of(place));
  }
}

// What is visible of each row's manager, team by team, and that there is one. Teams are short: eight bytes are written
// at once, and what is written beyond a team's end the next team overwrites.
void look_up_managers(const Teams& teams, const std::uint8_t* seen, Employee first, Employee end, std::uint8_t* row) {
  Employee from = first;
  for (std::size_t at = teams.stretch_of_block[first / block_rows]; from < end; ++at) {
    const Employee to = std::min(teams.begin[at + 1], end), manager = teams.manager[teams.team[at]];
    const std::uint8_t visible = manager == nobody ? 0 : seen[manager] | has_manager;
    const std::uint64_t eight = visible * std::uint64_t{0x0101010101010101};
    for (; from < to; from += 8) std::memcpy(row + (from - first), &eight, sizeof eight);
    from = to;
  }
}

// A block's managers stand in few blocks. Where they do not, they are looked up.
bool some_manager_leaves(const Day& day, std::size_t block) {
  const auto [from, to] = day.teams.manager_blocks[block];
  return to - from > 8 || std::any_of(day.somebody_leaves + from, day.somebody_leaves + to + 1,
                                      [](std::uint8_t leaves) { return leaves != 0; });
}

KANTEL_WIDE void prepare(const Day& day, const std::uint32_t* practising_ties, Yesterday& was) {
  const auto w_c = static_cast<float>(day.parameters.w_c);
  const auto n = static_cast<std::size_t>(was.count);
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) was.practising_ties[i] = static_cast<float>(static_cast<int>(practising_ties[i]));
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i)
    was.mean_need[i] = mean_need(was.weight_autonomy[i], w_c, was.autonomy[i], was.competence[i], was.relatedness[i]);
}

// The own manager's example counts for κr colleagues, of whom all practise or none.
KANTEL_WIDE void follow_managers(float weight, Yesterday& was) {
  const auto n = static_cast<std::size_t>(was.count);
  const std::uint8_t* managers = was.manager.data();
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) was.example_weight[i] = (managers[i] & has_manager) != 0 ? weight : 0.0f;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) was.managers_example[i] = (managers[i] & practising_bit) != 0 ? weight : 0.0f;
}

// A second manager is heard as well as the first, and its example counts as much again.
void follow_dotted_lines(const Employee* second, float weight, Yesterday& was) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    if (second[i] == nobody) continue;
    const std::uint8_t visible = was.everybody[second[i]];
    if (!was.all_aware && (visible & aware_bit) != 0) was.manager_aware[i] += 1;
    was.example_weight[i] += weight;
    if ((visible & practising_bit) != 0) was.managers_example[i] += weight;
  }
}

void listen_to_ties(const Ties& ties, const Population& people, Yesterday& was) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    const Employee employee = was.first + static_cast<Employee>(i);
    double sum = 0;
    ties.visit(employee, [&](Employee tied, std::int32_t weight) { sum += weight * double{people.intention[tied]}; });
    const std::uint32_t degree = ties.degree(employee);
    was.ties_intention[i] = degree == 0 ? people.intention[employee] : static_cast<float>(sum / degree);
  }
}

// What differs by unit and cohort, person by person.
template <class Of>
void look_up_locals(const Population& people, const Yesterday& was, Column& row, const Of& of) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    const Employee position = was.first + static_cast<Employee>(i);
    row[i] = of(position, people.cohort_of(position));
  }
}

}  // namespace

void look_up_weights(const Day& day, const Population& people, Yesterday& was) {
  if (!day.locals.weights_differ) return was.weight_autonomy.fill(static_cast<float>(day.locals.rows[0].w_a));
  look_up_locals(people, was, was.weight_autonomy, [&](Employee position, std::size_t cohort) {
    return static_cast<float>(day.locals.at(day.organisation.unit[position], cohort).w_a);
  });
}

namespace {

template <class T>
void load_column(const LargeVector<T>& column, Employee first, std::size_t n, std::array<T, block_rows>& row) {
  std::memcpy(row.data(), column.data() + first, n * sizeof(T));
}
template <class T>
void load_column(const LargeVector<T>& column, Employee first, std::size_t, const T*& at) {
  at = column.empty() ? nullptr : column.data() + first;
}

template <Kind kind, Kept kept, class T, class Start>
void start_number([[maybe_unused]] T* column, [[maybe_unused]] std::size_t i, [[maybe_unused]] Start start) {
  if constexpr (kind != Kind::record && std::is_arithmetic_v<Start>)
    if (kept != Kept::on_demand || column) column[i] = static_cast<T>(start);
}

template <class T, class Next>
T* todays(LargeVector<T>& column, Next& next, Employee first) {
  if constexpr (std::is_same_v<Next, LargeVector<T>>)
    return next.empty() ? nullptr : next.data() + first;
  else
    return column.empty() ? nullptr : column.data() + first;
}

// Part of whoever calls it: a function that only asks has no effect, compilers find, and leave it out.
template <class T>
KANTEL_INLINE void prefetch(const T* column, std::size_t rows) {
  constexpr std::size_t line = 64 / sizeof(T);
  if (rows == block_rows)
    for (std::size_t at = 0; at < block_rows; at += line) __builtin_prefetch(column + at, 0, 3);
  else
    for (std::size_t at = 0; at < rows; at += line) __builtin_prefetch(column + at, 0, 3);
}

}  // namespace

void prefetch_rows(const Day& day, const Population& people, const Visible& visible, bool all_aware, std::size_t part,
                   Employee first) {
  const Employee end = std::min<Employee>(first + block_rows, people.employees());
  const std::size_t rows = end - first;
  // Two columns a part, in their order; those beyond the last part with it.
  constexpr std::size_t last_part = 8;
  std::size_t column = 0;
#define KANTEL_ASK(name, type, kind, kept, ...) \
  if constexpr (Kept::kept == Kept::daily)      \
    if (std::min(column++ / 2, last_part) == part) prefetch(people.name.data() + first, rows);
  KANTEL_COLUMNS(KANTEL_ASK)
#undef KANTEL_ASK
  const Teams& teams = day.teams;
  const std::size_t at = rows > 0 ? teams.stretch_of_block[first / block_rows] : 0;
  if (part == 0) prefetch(visible.yesterday().data() + first, rows), prefetch(visible.today() + first, rows);
  if (part == 7) __builtin_prefetch(teams.begin.data() + at + 16), __builtin_prefetch(teams.team.data() + at + 16);
  if (part == last_part) {
    prefetch(visible.neighbour_count(1) + first, rows), prefetch(visible.ties().rows().row_starts() + first, rows);
    if (!all_aware) prefetch(visible.neighbour_count(0) + first, rows);
  }
}

float fit_of(const Day& day, const Population& people, Employee i) {
  if (!people.plan_fit.empty() && people.plan_fit[i] > 0) return people.plan_fit[i];
  return day.fit_of(i, people.cohort_of(i), !people.mentors.empty() && people.mentors[i]);
}

void load_block(const Day& day, const Population& people, const Visible& visible, Employee first, int count,
                Yesterday& was) {
  const Organisation& chart = day.organisation;
  const auto n = static_cast<std::size_t>(count);
  was.first = first;
  was.count = count;
#define KANTEL_LOAD(name, ...) load_column(people.name, first, n, was.name);
  KANTEL_COLUMNS(KANTEL_LOAD)
#undef KANTEL_LOAD

  const std::uint8_t* seen = visible.yesterday().data();
  was.seen = seen + first;
  was.everybody = seen;
  unpack(was.seen, n, practising_bit, was.practising);
  unpack(people.flags.data() + first, n, lapsed_before_bit, was.lapsed_before);
  was.all_aware = unpack(was.seen, n, aware_bit, was.aware);
  was.managers_leave = day.turnover && some_manager_leaves(day, first / block_rows);
  const auto example = static_cast<float>(day.parameters.manager_weight);
  const Employee end = first + static_cast<Employee>(count);
  if (!was.all_aware || was.managers_leave || day.mandates || example > 0)
    look_up_managers(day.teams, seen, first, end, was.manager.data());
  if (!was.all_aware) {
    unpack(was.manager.data(), n, aware_bit, was.manager_aware);
    look_up(day.places, first, end, was.hearing_down,
            [&](const auto& place) { return day.hearing_down_at(place.level, place.unit); });
  }
  if (day.arm.rotation && example > 0) look_at_leads(day, seen, first, end, was.manager.data());
  if (example > 0)
    follow_managers(example, was);
  else
    was.example_weight.fill(0), was.managers_example.fill(0);
  if (!chart.dotted.empty()) follow_dotted_lines(chart.dotted.data() + first, example, was);
  was.aware_ties = visible.neighbour_count(0) + first;
  visible.ties().degrees(first, n, was.degree.data());

  if (day.locals.variety_differs || was.mentors || !people.plan_fit.empty())
    for (std::size_t i = 0; i < n; ++i) was.fit[i] = fit_of(day, people, first + static_cast<Employee>(i));
  else
    look_up(day.places, first, end, was.fit, [&](const auto& place) { return day.fit_at(place.level, place.unit); });
  look_up_weights(day, people, was);
  if (day.locals.demand_differs)
    look_up_locals(people, was, was.demand, [&](Employee at, std::size_t cohort) {
      return static_cast<float>(day.locals.at(chart.unit[at], cohort).demand);
    });
  prepare(day, visible.neighbour_count(1) + first, was);
  if (day.social) listen_to_ties(visible.ties(), people, was);
}

Today rows_of(Population& people, Visible& visible, Employee first) {
  Today now;
#define KANTEL_STORE(name, ...) now.name = todays(people.name, people.next_##name, first);
  KANTEL_COLUMNS(KANTEL_STORE)
#undef KANTEL_STORE
  now.seen = visible.today() + first;
  return now;
}

KANTEL_WIDE void open_today(const Yesterday& was, Today& now) {
  constexpr std::uint8_t stays = aware_bit | practising_bit;
  const std::uint8_t* before = was.seen;  // bytes might be anything, these pointers too, the compiler fears
  std::uint8_t* after = now.seen;
  const auto n = static_cast<std::size_t>(was.count);
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) after[i] = before[i] & stays;
}

void start_numbers(const Block& block, std::size_t i) {
#define KANTEL_START(name, type, kind, kept, seen_by, read, start, ...) \
  start_number<Kind::kind, Kept::kept>(block.now_->name, i, start);
  KANTEL_COLUMNS(KANTEL_START)
#undef KANTEL_START
}

}  // namespace kantel
