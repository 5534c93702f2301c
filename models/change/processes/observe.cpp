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

// f(½) for a person of this threshold and degree, where f counts ties half of the degree.
float proof_of_half(const ChangeSettings& change, float degree, float threshold_share) {
  switch (change.social_proof) {
    case SocialProof::linear: return .5f;
    case SocialProof::step: return .5f >= threshold_share ? 1.0f : 0.0f;
    default: return social_proof(change, degree * .5f, degree, threshold_share);
  }
}

// Every row in its place; those who practise do not count.
KANTEL_WIDE void weight(const Yesterday& was, const DayScratch& work, Gates& gates) {
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    const float counts_here = 1 - was.practising[i];
    gates.aware[i] = counts_here * was.aware[i];
    gates.unaware[i] = counts_here * (1 - was.aware[i]);
    gates.want[i] = work.want[i];
    gates.can[i] = work.can[i];
    gates.dare[i] = work.social[i] * work.safety[i];
    gates.may[i] = work.may[i];
    gates.compelled[i] = work.compelled_rate[i];
    gates.threshold[i] = was.threshold[i];
    gates.degree[i] = was.degree[i] + was.example_weight[i];
    gates.q[i] = work.q[i];
  }
}

// Row r of the gates is row[r] of the block.
void pack(const Yesterday& was, const DayScratch& work, const std::uint8_t* row, int rest, Gates& gates) {
  for (std::size_t r = 0; r < static_cast<std::size_t>(rest); ++r) {
    const std::size_t i = row[r];
    gates.aware[r] = was.aware[i];
    gates.unaware[r] = 1 - was.aware[i];
    gates.want[r] = work.want[i];
    gates.can[r] = work.can[i];
    gates.dare[r] = work.social[i] * work.safety[i];
    gates.may[r] = work.may[i];
    gates.compelled[r] = work.compelled_rate[i];
    gates.threshold[r] = was.threshold[i];
    gates.degree[r] = was.degree[i] + was.example_weight[i];
    gates.q[r] = work.q[i];
  }
}

KANTEL_WIDE void weigh_gates(const Day& day, int rest, Gates& gates, std::array<Column, sum::of_rest>& out) {
  constexpr float want_reference = .65f, floor = 1e-6f;
  const auto p = static_cast<float>(day.parameters.p);
  const float may_reference = 1 - static_cast<float>(day.parameters.gamma) * .2f;
  const float want_scale = 1 / want_reference, may_scale = 1 / may_reference;
  const auto n = static_cast<std::size_t>(rest);
#define KANTEL_OF_GATE(name) auto& name = out[sum::name - sum::first_of_rest];
  KANTEL_OF_REST(KANTEL_OF_GATE)
#undef KANTEL_OF_GATE

  if (day.change.social_proof == SocialProof::hill) {
    KANTEL_ROWS
    for (std::size_t r = 0; r < n; ++r)
      gates.reference[r] = p + gates.q[r] * (.25f / (.25f + gates.threshold[r] * gates.threshold[r]));
  } else {
    for (std::size_t r = 0; r < n; ++r)
      gates.reference[r] = p + gates.q[r] * proof_of_half(day.change, gates.degree[r], gates.threshold[r]);
  }

  // How far a gate is below its reference, in doublings (shares do not know the base); 0 when it is not.
  const auto shortfall = [](float ratio) { return binary_logarithm(within(floor, ratio, 1)); };
  KANTEL_ROWS
  for (std::size_t r = 0; r < n; ++r) {
    const float reference = gates.reference[r], dared = gates.dare[r] / (reference > 0 ? reference : 1.0f);
    const float want = shortfall(gates.want[r] * want_scale);
    const float can = shortfall(gates.can[r]);
    const float dare = shortfall(reference > 0 ? dared : 1.0f);
    const float may = shortfall(gates.may[r] * may_scale);
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
    gain_may[r] = aware * (stay - survival(dare * want * can * larger(may, may_reference) + compelled));
  }
}

void barriers_and_gains(const Day& day, const Yesterday& was, const DayScratch& work, Observed& out) {
  Gates& gates = out.weighed;
  out.rest = 0;
  for (int i = 0; i < was.count; ++i) {
    out.row[static_cast<std::size_t>(out.rest)] = static_cast<std::uint8_t>(i);
    out.rest += was.practising[static_cast<std::size_t>(i)] == 0;
  }
  if (2 * out.rest > was.count) {
    out.rest = was.count;
    for (int i = 0; i < was.count; ++i) out.row[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(i);
    weight(was, work, gates);
  } else {
    pack(was, work, out.row.data(), out.rest, gates);
  }
  weigh_gates(day, out.rest, gates, out.gates);
}
static_assert(block_rows <= 256);

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
                leaving_bit == 4 && dipped_bit == 16);
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
  const float *m = now.internalisation, *morale = now.morale;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) half[i] = m[i] >= .5f ? 1 : 0;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) low[i] = morale[i] < start[i] ? 1 : 0;
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) dip[i] = morale[i] < start[i] - .02f ? 1 : 0;
  count(was, now, half, low, dip, out);
  if (day.number == 0)  // no working day yet
    for (const int s : {sum::exits, sum::not_practising, sum::barrier_know})
      out.counted[static_cast<std::size_t>(s)].fill(0);
#define KANTEL_LEVEL(name, from) data_of(from.name),
  out.level = {KANTEL_LEVELS(KANTEL_LEVEL)};
#undef KANTEL_LEVEL
  out.rest = 0;
  if (with_barriers && day.number > 0) barriers_and_gains(day, was, work, out);
}

}  // namespace kantel
