// Observe: the day's numbers of every employee, ready to be summed by group.
//
//   morale  M += (N̄ − M)/10
//   output  1 + x·(b − (d + g)·(1 − k)) + .3·(N̄ − .55),  b = g·fit·(1 − ι + ι·y)·(1 − κq·(1 − m))
//   barrier know if unaware, else the gates' shares of Σ ln(min(1, gate/reference)), floored at 1e-6
//   gain    P(start) with one gate raised to its reference, minus P(start)
//   hours   .3·AS + .5·ST + .3·RE + .6·D + .1·V a week
//
// References: want .65, can 1, dare (p + q·f(½))/(p + q) in full safety, may at AS = .8. State is today's; the gates
// and y are those the day was made with, i.e. of yesterday's state.
#include "models/change/measures.hpp"

namespace kantel {

namespace {

// f(½) for a person of this threshold and degree, where f counts ties half of the degree.
float proof_of_half(const ChangeSettings& change, float degree, float threshold_share) {
  switch (static_cast<Proof>(change.f)) {
    case Proof::linear: return .5f;
    case Proof::step: return .5f >= threshold_share ? 1.0f : 0.0f;
    default: return proof(change, degree * .5f, degree, threshold_share);
  }
}

// Those who do not practise, packed together: late in a run they are few.
struct Rest {
  std::array<std::uint8_t, block_rows> row;  // where they came from
  int count = 0;
  alignas(64) Column aware, want, can, dare, may, compelled;  // dare times p + q
  alignas(64) Column reference;                               // dare's, times p + q
  alignas(64) std::array<Column, 9> shares;  // barriers want … may, gains know … may, as the sums are ordered
};
static_assert(block_rows <= 256 && sum_gain_may - sum_barrier_want == 8);

void pack(const Day& day, const Yesterday& was, const Workings& work, Rest& rest) {
  rest.count = 0;
  for (int i = 0; i < was.count; ++i) {
    rest.row[static_cast<std::size_t>(rest.count)] = static_cast<std::uint8_t>(i);
    rest.count += was.practising[static_cast<std::size_t>(i)] == 0;
  }
  const auto p = static_cast<float>(day.parameters.p);
  const bool hill = static_cast<Proof>(day.change.f) == Proof::hill;
  for (std::size_t r = 0; r < static_cast<std::size_t>(rest.count); ++r) {
    const std::size_t i = rest.row[r];
    rest.aware[r] = was.aware[i];
    rest.want[r] = work.want[i];
    rest.can[r] = work.can[i];
    rest.dare[r] = work.social[i] * work.safety[i];
    rest.may[r] = work.may[i];
    rest.compelled[r] = work.compelled_rate[i];
    const float half = hill ? .25f / (.25f + was.threshold[i] * was.threshold[i])
                            : proof_of_half(day.change, was.degree[i], was.threshold[i]);
    rest.reference[r] = p + work.q[i] * half;
  }
}

KANTEL_WIDE void weigh_gates(float may_reference, Rest& rest) {
  constexpr float want_reference = .65f, floor = 1e-6f;
  const float want_scale = 1 / want_reference, may_scale = 1 / may_reference;
  const auto n = static_cast<std::size_t>(rest.count);
  auto& [want_share, can_share, dare_share, may_share, know_gain, want_gain, can_gain, dare_gain, may_gain] =
      rest.shares;

  // ln of how far a gate is below its reference, 0 when it is not.
  const auto shortfall = [](float ratio) { return logarithm(within(floor, ratio, 1)); };
  KANTEL_ROWS
  for (std::size_t r = 0; r < n; ++r) {
    const float want = shortfall(rest.want[r] * want_scale);
    const float can = shortfall(rest.can[r]);
    const float dare = shortfall(rest.reference[r] > 0 ? rest.dare[r] / rest.reference[r] : 1.0f);
    const float may = shortfall(rest.may[r] * may_scale);
    const float all = want + can + dare + may;
    const float scale = all < 0 ? rest.aware[r] / all : 0.0f;
    want_share[r] = want * scale;
    can_share[r] = can * scale;
    dare_share[r] = dare * scale;
    may_share[r] = may * scale;
  }

  // P(start) is 1 − e^−rate, so a gain is a difference of two exponentials.
  const auto larger = [](float a, float b) { return a > b ? a : b; };
  KANTEL_ROWS
  for (std::size_t r = 0; r < n; ++r) {
    const float want = rest.want[r], can = rest.can[r], dare = rest.dare[r], may = rest.may[r];
    const float aware = rest.aware[r], compelled = rest.compelled[r];
    const float stay = survival(dare * want * can * may + compelled);
    know_gain[r] = (1 - aware) * (1 - stay);
    want_gain[r] = aware * (stay - survival(dare * larger(want, want_reference) * can * may + compelled));
    can_gain[r] = aware * (stay - survival(dare * want * may + compelled));
    dare_gain[r] = aware * (stay - survival(larger(dare, rest.reference[r]) * want * can * may + compelled));
    may_gain[r] = aware * (stay - survival(dare * want * can * larger(may, may_reference) + compelled));
  }
}

void barriers_and_gains(const Day& day, const Yesterday& was, const Workings& work, Observed& out) {
  static thread_local Rest rest;
  pack(day, was, work, rest);
  weigh_gates(1 - static_cast<float>(day.parameters.gamma) * .2f, rest);
  auto& v = out.values;
  for (int s = sum_not_practising; s <= sum_gain_may; ++s) v[static_cast<std::size_t>(s)].fill(0);
  for (std::size_t r = 0; r < static_cast<std::size_t>(rest.count); ++r) {
    const std::size_t i = rest.row[r];
    v[sum_not_practising][i] = 1;
    v[sum_barrier_know][i] = 1 - rest.aware[r];
    for (std::size_t s = 0; s < rest.shares.size(); ++s) v[sum_barrier_want + s][i] = rest.shares[s][r];
  }
}

KANTEL_WIDE void flows(const Day& day, const Yesterday& was, const Workings& work, bool with_barriers, Observed& out) {
  auto& v = out.values;
  if (day.number == 0) {  // no working day yet
    for (int s = sum_exits; s <= sum_gain_may; ++s) v[static_cast<std::size_t>(s)].fill(0);
    return;
  }
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    v[sum_exits][i] = was.leaving[i];
    v[sum_leader_hours][i] = .3f * work.autonomy_support[i] + .5f * work.structure[i] + .3f * work.care[i] +
                             .6f * work.pressure[i] + .1f * work.vision[i];
    v[sum_training_hours][i] = work.training_hours[i];
  }
  if (with_barriers) {
    barriers_and_gains(day, was, work, out);
  } else {
    for (int s = sum_not_practising; s <= sum_gain_may; ++s) v[static_cast<std::size_t>(s)].fill(0);
  }
}

}  // namespace

KANTEL_WIDE void observe(const Day& day, const Yesterday& was, const Workings& work, Today& now, bool with_barriers,
                         Observed& out) {
  const Parameters& par = day.parameters;
  const auto n = static_cast<std::size_t>(was.count);
  const auto w_c = static_cast<float>(par.w_c), g = static_cast<float>(par.gain),
             d = static_cast<float>(par.disruption);
  const auto iota = static_cast<float>(par.interdependence), grudge = static_cast<float>(par.grudging);
  auto& v = out.values;

  if (static_cast<std::int64_t>(day.number) == day.follow_day) KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i)
    if (now.seen[i] & practising_bit) now.flags[i] |= followed_bit;

  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float x = static_cast<float>((now.seen[i] & practising_bit) != 0);
    const float w = static_cast<float>((now.seen[i] & aware_bit) != 0);
    const float o = static_cast<float>((now.flags[i] & compelled_bit) != 0);
    const float e = static_cast<float>((now.flags[i] & lapsed_before_bit) != 0);
    const float followed = static_cast<float>((now.flags[i] & followed_bit) != 0);
    const float m = now.internalisation[i], k = now.skill[i], wa = was.weight_autonomy[i];
    const float need = mean_need(wa, w_c, now.autonomy[i], now.competence[i], now.relatedness[i]);
    const float start =
        mean_need(wa, w_c, now.autonomy_set_point[i], now.competence_set_point[i], now.relatedness_set_point[i]);
    const float morale = now.morale[i] + (need - now.morale[i]) * .1f;
    now.morale[i] = morale;
    const float half = m >= .5f ? 1.0f : 0.0f, low = morale < start ? 1.0f : 0.0f;
    const float benefit = g * was.fit[i] * (1 - iota + iota * work.practising_share[i]) * (1 - grudge * (1 - m));
    v[sum_people][i] = 1;
    v[sum_aware][i] = w;
    v[sum_practising][i] = x;
    v[sum_compelled][i] = x * o;
    v[sum_committed][i] = x * half;
    v[sum_durable][i] = x * m;
    v[sum_lapsed][i] = e * (1 - x);
    v[sum_autonomy][i] = now.autonomy[i];
    v[sum_competence][i] = now.competence[i];
    v[sum_relatedness][i] = now.relatedness[i];
    v[sum_need_satisfaction][i] = now.need_satisfaction[i];
    v[sum_trust][i] = now.trust[i];
    v[sum_skill][i] = k;
    v[sum_morale][i] = morale;
    v[sum_output][i] = 1 + x * (benefit - (d + g) * (1 - k)) + .3f * (need - .55f);
    v[sum_denial][i] = w * (1 - x) * (1 - low);
    v[sum_resistance][i] = w * (1 - x) * low;
    v[sum_followed][i] = followed;
    v[sum_followed_practising][i] = followed * x;
  }
  flows(day, was, work, with_barriers, out);
}

}  // namespace kantel
