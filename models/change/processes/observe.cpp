// Observe: the day's numbers of every employee, ready to be summed by group.
//
//   output  1 + x·(b − (d + g)·(1 − k)) + .3·(M − .55),  b = g·fit·(1 − ι + ι·y)·(1 − κq·(1 − m))
//   barrier know if unaware, else the gates' shares of Σ ln(min(1, gate/reference)), floored at 1e-6
//   gain    P(start) with one gate raised to its reference, minus P(start)
//
// References: want .65, can 1, dare (p + q·f(½))/(p + q) in full safety, may at AS = .8. State is today's; the gates
// and y are those the day was made with, i.e. of yesterday's state.
#include "models/change/measures.hpp"

namespace kantel {

namespace {

// Every row in its place; those who practise do not count.
KANTEL_WIDE Gates gates_of(const Day& day, const Yesterday& was, const DayScratch& work, Observed& out) {
  const auto n = static_cast<std::size_t>(was.count);
  const auto p = static_cast<float>(day.parameters.p);
  const float known = day.arm.ablate.has(Gate::know) ? 1 : 0;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float counts_here = 1 - was.practising[i];
    out.aware[i] = counts_here * (was.aware[i] > known ? was.aware[i] : known);
    out.unaware[i] = counts_here - out.aware[i];
    out.dare[i] = work.social[i] * work.safety[i];
    // dare's at half of the ties, where proof is as hill says
    out.reference[i] = p + work.q[i] * (.25f / (.25f + was.threshold[i] * was.threshold[i]));
  }
  if (day.change.social_proof != SocialProof::hill)
    for (std::size_t i = 0; i < n; ++i)
      out.reference[i] =
          p + work.q[i] * proof_of_half(day.change, was.degree[i] + was.example_weight[i], was.threshold[i]);
  return {.aware = out.aware.data(),
          .unaware = out.unaware.data(),
          .want = work.want.data(),
          .can = work.can.data(),
          .may = work.may.data(),
          .compelled = work.compelled_rate.data(),
          .dare = out.dare.data(),
          .reference = out.reference.data()};
}

// Row r of the gates becomes row[r] of the block. Rows of 0 follow, to a multiple of eight, for whole vectors.
Gates pack(const Gates& all, const std::uint8_t* row, std::size_t rest, std::array<Column, Gates::columns>& packed) {
  auto& [aware, unaware, want, can, may, compelled, dare, reference] = packed;
  for (std::size_t r = 0; r < rest; ++r) {
    const std::size_t i = row[r];
    aware[r] = all.aware[i];
    unaware[r] = all.unaware[i];
    want[r] = all.want[i];
    can[r] = all.can[i];
    may[r] = all.may[i];
    compelled[r] = all.compelled[i];
    dare[r] = all.dare[i];
    reference[r] = all.reference[i];
  }
  for (Column& column : packed)
    for (std::size_t r = rest; r % 8 != 0; ++r) column[r] = 0;
  return {.aware = aware.data(),
          .unaware = unaware.data(),
          .want = want.data(),
          .can = can.data(),
          .may = may.data(),
          .compelled = compelled.data(),
          .dare = dare.data(),
          .reference = reference.data()};
}

KANTEL_WIDE void weigh_gates(const Day& day, const Gates& gates, std::size_t n, bool led_alike, Column& may_short,
                             std::array<Column, sum::of_rest>& out) {
  constexpr float floor = 1e-6f;
  const float open_may = may_reference(day.parameters);
  const float want_scale = 1 / want_reference, may_scale = 1 / open_may;
#define KANTEL_OF_GATE(name) auto& name = out[sum::name - sum::first_of_rest];
  KANTEL_OF_REST(KANTEL_OF_GATE)
#undef KANTEL_OF_GATE

  // How far a gate is below its reference, in doublings (shares do not know the base); 0 when it is not.
  const auto shortfall = [](float ratio) { return binary_logarithm(within(floor, ratio, 1)); };
  if (led_alike) {
    may_short.fill(shortfall(gates.may[0] * may_scale));
  } else {
    KANTEL_ROWS
    for (std::size_t r = 0; r < n; ++r) may_short[r] = shortfall(gates.may[r] * may_scale);
  }
  KANTEL_ROWS
  for (std::size_t r = 0; r < n; ++r) {
    const float reference = gates.reference[r], dared = gates.dare[r] / (reference > 0 ? reference : 1.0f);
    const float want = shortfall(gates.want[r] * want_scale);
    const float can = shortfall(gates.can[r]);
    const float dare = shortfall(reference > 0 ? dared : 1.0f);
    const float may = may_short[r];
    const float all = want + can + dare + may;
    const float scale = gates.aware[r] / (all < 0 ? all : -1.0f);  // no share when nothing is short
    barrier_want[r] = want * scale;
    barrier_can[r] = can * scale;
    barrier_dare[r] = dare * scale;
    barrier_may[r] = may * scale;
  }

  // P(start) is 1 − e^−rate, so a gain is a difference of two exponentials.
  const auto larger = [](float a, float b) { return a > b ? a : b; };
  KANTEL_ROWS
  for (std::size_t r = 0; r < n; ++r) {
    const float want = gates.want[r], can = gates.can[r], dare = gates.dare[r], may = gates.may[r];
    const float aware = gates.aware[r], compelled = gates.compelled[r];
    const float stay = survival(dare * want * can * may + compelled);
    gain_know[r] = gates.unaware[r] * (1 - stay);
    gain_want[r] = aware * (stay - survival(dare * larger(want, want_reference) * can * may + compelled));
    gain_can[r] = aware * (stay - survival(dare * want * may + compelled));
    gain_dare[r] = aware * (stay - survival(larger(dare, gates.reference[r]) * want * can * may + compelled));
    gain_may[r] = aware * (stay - survival(dare * want * can * larger(may, open_may) + compelled));
  }
}

void barriers_and_gains(const Day& day, const Yesterday& was, const DayScratch& work, Observed& out) {
  const Marks& idle = out.counted[sum::not_practising];
  const auto n = static_cast<std::size_t>(was.count);
  std::uint8_t rest = 0;
  for (std::size_t i = 0; i < n; ++i) rest = static_cast<std::uint8_t>(rest + idle[i]);
  out.packed = 2u * rest <= n;
  out.rest = out.packed ? rest : was.count;
  if (out.rest == 0) return;
  const Gates gates = gates_of(day, was, work, out);
  const bool led_alike = work.alike.has_value();
  if (!out.packed) return weigh_gates(day, gates, n, led_alike, out.shortfall_of_may, out.gates);
  std::uint8_t* row = out.row.data();
  for_each_marked(idle, was.count, [&](std::size_t i) { *row++ = static_cast<std::uint8_t>(i); });
  const Gates few = pack(gates, out.row.data(), rest, out.packed_gates);
  weigh_gates(day, few, (rest + 7u) / 8 * 8, led_alike, out.shortfall_of_may, out.gates);
}
static_assert(block_rows < 256);

// Levers that are the same for all need no column.
void leave_out_the_same(const DayScratch& work, Observed& out) {
  const auto same_for_all = [&](int of, float value) {
    const auto level = static_cast<std::size_t>(of) - sum::first_level;
    out.level[level] = nullptr;
    out.same[level] = value;
  };
  out.same.fill(0);
  if (!work.trained) same_for_all(sum::training_hours, 0);
  if (!work.alike) return;
  same_for_all(sum::autonomy_support, work.alike->autonomy_support);
  same_for_all(sum::structure, work.alike->structure);
  same_for_all(sum::care, work.alike->care);
  same_for_all(sum::pressure, work.alike->pressure);
  same_for_all(sum::vision, work.alike->vision);
  if (work.alike->pressure == 0) same_for_all(sum::leader_hours, work.leader_hours[0]);
}

// What is counted of each row. `half`: m >= .5; `low`: morale below its start, `dip`: by more than .02.
KANTEL_WIDE void count(const Yesterday& was, const Today& now, const Marks& half, const Marks& low, const Marks& dip,
                       Observed& out) {
  const auto n = static_cast<std::size_t>(was.count);
  const std::uint8_t *seen = now.seen, *before = was.seen;
  std::uint8_t* flags = now.flags;
#define KANTEL_MARKS(name) auto& name = out.counted[sum::name];
  KANTEL_COUNTED(KANTEL_MARKS)
#undef KANTEL_MARKS
  static_assert(aware_bit == 1 && practising_bit == 2 && lapsed_before_bit == 1 && compelled_bit == 2 &&
                leaving_bit == 4 && dipped_bit == 16 && mandated_bit == 8 && champion_bit == 32);
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) flags[i] = static_cast<std::uint8_t>(flags[i] | dip[i] << 4);
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint8_t w = seen[i] & 1, x = (seen[i] >> 1) & 1, waits = w & (x ^ 1);
    people[i] = 1;
    aware[i] = w;
    practising[i] = x;
    lapsed[i] = flags[i] & (x ^ 1);
    compelled[i] = (flags[i] >> 1) & x;
    committed[i] = x & half[i];
    denial[i] = waits & (low[i] ^ 1);
    resistance[i] = waits & low[i];
    dipped[i] = flags[i] >> 4 & 1;
    mandated[i] = flags[i] >> 3 & 1;
    champions[i] = flags[i] >> 5 & x;
    in_dip[i] = dip[i];
  }
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint8_t idle = ((before[i] >> 1) & 1) ^ 1;
    exits[i] = (before[i] >> 2) & 1;
    not_practising[i] = idle;
    barrier_know[i] = idle & ((before[i] & 1) ^ 1);
  }
}

const float* data_of(const float* column) { return column; }
const float* data_of(const Column& column) { return column.data(); }

}  // namespace

void no_work_yet(DayScratch& work) {
#define KANTEL_NONE_work(name) work.name.fill(0);
#define KANTEL_NONE_now(name)
#define KANTEL_NONE_out(name)
#define KANTEL_NONE(name, from) KANTEL_NONE_##from(name)
  KANTEL_LEVELS(KANTEL_NONE)
#undef KANTEL_NONE
#undef KANTEL_NONE_out
#undef KANTEL_NONE_now
#undef KANTEL_NONE_work
  work.alike.reset();
}

KANTEL_WIDE void observe(const Day& day, const Yesterday& was, const DayScratch& work, Today& now, bool with_barriers,
                         Observed& out) {
  const Parameters& par = day.parameters;
  const auto n = static_cast<std::size_t>(was.count);
  const auto w_c = static_cast<float>(par.w_c), g = static_cast<float>(par.gain),
             d = static_cast<float>(par.disruption);
  const auto iota = static_cast<float>(par.interdependence), grudge = static_cast<float>(par.grudging);

  alignas(64) Column practising, start;
  alignas(64) Marks half, low, dip;
  const std::uint8_t* seen = now.seen;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) practising[i] = static_cast<float>(seen[i] >> 1 & 1);
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float x = practising[i], m = now.internalisation[i];
    start[i] = mean_need(was.weight_autonomy[i], w_c, now.autonomy_set_point[i], now.competence_set_point[i],
                         now.relatedness_set_point[i]);
    const float benefit = g * was.fit[i] * (1 - iota + iota * work.practising_share[i]) * (1 - grudge * (1 - m));
    out.durable[i] = x * m;
    out.output[i] = 1 + x * (benefit - (d + g) * (1 - now.skill[i])) + .3f * (now.morale[i] - .55f);
  }
  if (!day.shock.empty())
    for (std::size_t i = 0; i < n; ++i) out.output[i] -= day.shock[was.first + i];
  const float *m = now.internalisation, *morale = now.morale;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) half[i] = m[i] >= .5f ? 1 : 0;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) low[i] = morale[i] < start[i] ? 1 : 0;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) dip[i] = morale[i] < start[i] - .02f ? 1 : 0;
  count(was, now, half, low, dip, out);
  if (day.arm.ablate.has(Gate::know)) out.counted[sum::barrier_know].fill(0);
  if (day.number == 0)  // no working day yet
    for (const int s : {sum::exits, sum::not_practising, sum::barrier_know})
      out.counted[static_cast<std::size_t>(s)].fill(0);
#define KANTEL_LEVEL(name, from) data_of(from.name),
  out.level = {KANTEL_LEVELS(KANTEL_LEVEL)};
#undef KANTEL_LEVEL
  leave_out_the_same(work, out);
  out.rest = 0;
  out.all_aware = was.all_aware;
  if (with_barriers && day.number > 0) barriers_and_gains(day, was, work, out);
}

}  // namespace kantel
