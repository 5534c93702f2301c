// Weigh: intention, and the gates a person must pass to start: know, want, can, dare and may.
//
//   I    = (1 − s)·fit·v·G + s·mean of ties' yesterday I          [Friedkin & Johnsen]; own value without ties
//   want = min(1, I0·(I/I0)^η)·ξ^e    a small change of intention is a larger one of behaviour [Webb & Sheeran 2006];
//                                     having lapsed before makes one reluctant
//   can  = 1 − z·(1 − k)                                          z = demand of the practice, of the unit and cohort
//                                                                 where they differ
//   dare = [(p + q·f)/(p + q)]·[1 − ψ·(1 − T)]                    social proof, and safety
//   may  = 1 − γ·(1 − AS)                                         room given by the leader
//   λ_v  = (p + q)·know·want·can·dare·may
//   λ_c  = δ·D_mandated·(κc + (1 − κc)·T)                         power works without trust, authority with it
//
// know = w is applied where the rates are used. λ_v is formed from p + q·f, so that p + q = 0 gives 0 without a special
// case. f of n practising of d, y = n/d: n = n_x + κr·x_manager, d = degree + κr, as the own manager's example counts
// for κr colleagues, and a second manager's for as many; without a manager the ties alone.
#include "models/change/rows.hpp"

namespace kantel {

namespace column {
using Weigh =
    Rows<Reads<need_satisfaction, skill, trust, threshold, attitude, occupant, lapsed_before, practising_ties, degree,
               managers_example, example_weight, ties_intention, fit, demand, autonomy_support, mandated_pressure, q>,
         Writes<intention, want, can, social, safety, may, practising_share, voluntary_rate, compelled_rate>>;
}

float social_proof(const ChangeSettings& change, float practising, float degree, float threshold_share) {
  const float y = degree > 0 ? practising / degree : 0;
  switch (change.social_proof) {
    case SocialProof::hill: {
      const float below = y * y + threshold_share * threshold_share;
      return below > 0 ? y * y / below : 0;
    }
    case SocialProof::linear: return y;
    case SocialProof::independent: {
      // (1 − transmission)^n; certain transmission needs one tie.
      const auto t = static_cast<float>(change.transmission);
      if (t >= 1) return practising > 0 ? 1.0f : 0.0f;
      return 1 - exponential(practising * logarithm(1 - t));
    }
    case SocialProof::step: return y >= threshold_share ? 1.0f : 0.0f;
    case SocialProof::absolute: return practising >= static_cast<float>(change.ties_needed) ? 1.0f : 0.0f;
  }
  return 0;
}

float proof_of_half(const ChangeSettings& change, float degree, float threshold_share) {
  switch (change.social_proof) {
    case SocialProof::linear: return .5f;
    case SocialProof::step: return .5f >= threshold_share ? 1.0f : 0.0f;
    default: return social_proof(change, degree * .5f, degree, threshold_share);
  }
}

// From intention to wanting, so that η = 1 leaves it as it is. Small ones end at 2^-100: no number so small is slow.
KANTEL_WIDE void want_of(const Parameters& par, int count, Column& want) {
  const auto eta = static_cast<float>(par.eta), reference = static_cast<float>(par.want_reference);
  const auto n = static_cast<std::size_t>(count);
  if (eta == 1) {
    KANTEL_ROWS
    for (std::size_t i = 0; i < n; ++i) want[i] = want[i] < 1 ? want[i] : 1.0f;
    return;
  }
  const float offset = (1 - eta) * binary_logarithm(reference);
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) want[i] = power_of_two(within(-100, eta * binary_logarithm(want[i]) + offset, 0));
}

// Gates that the arm holds open, each at its reference.
void hold_open(const Day& day, const column::Weigh::Was& was, const column::Weigh::Work& work) {
  const AnyOf<Gate>& held = day.arm.ablate;
  const auto n = static_cast<std::size_t>(was.count);
  const auto p = static_cast<float>(day.parameters.p);
  if (held.has(Gate::want)) work.want.fill(want_reference);
  if (held.has(Gate::can)) work.can.fill(can_reference);
  if (held.has(Gate::may)) work.may.fill(may_reference(day.parameters));
  if (held.has(Gate::dare)) {
    work.safety.fill(1);
    for (std::size_t i = 0; i < n; ++i)
      work.social[i] =
          p + work.q[i] * proof_of_half(day.change, was.degree[i] + was.example_weight[i], was.threshold[i]);
  }
  for (std::size_t i = 0; i < n; ++i)
    work.voluntary_rate[i] = work.social[i] * work.want[i] * work.can[i] * work.safety[i] * work.may[i];
}

// The gates beside social proof, and what they come to. `demand(i)`: z of a row.
template <class Demand>
KANTEL_INLINE void gates_and_rates(const Parameters& par, const column::Weigh::Was& was,
                                   const column::Weigh::Work& work, Demand demand) {
  const auto reluctance = static_cast<float>(1 - par.after_lapse);
  const auto psi = static_cast<float>(par.psi), gamma = static_cast<float>(par.gamma);
  const auto delta = static_cast<float>(par.delta), floor = static_cast<float>(par.power_floor);
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    work.want[i] *= 1 - was.lapsed_before[i] * reluctance;
    work.can[i] = 1 - demand(i) * (1 - was.skill[i]);
    work.safety[i] = 1 - psi * (1 - was.trust[i]);
    work.may[i] = 1 - gamma * (1 - work.autonomy_support[i]);
    work.voluntary_rate[i] = work.social[i] * work.want[i] * work.can[i] * work.safety[i] * work.may[i];
    work.compelled_rate[i] = delta * work.mandated_pressure[i] * (floor + (1 - floor) * was.trust[i]);
  }
}
struct DemandOfAll {
  float z;
  KANTEL_INLINE float operator()(std::size_t) const { return z; }
};
struct OwnDemand {
  const float* z;
  KANTEL_INLINE float operator()(std::size_t i) const { return z[i]; }
};

KANTEL_WIDE void weigh(const Day& day, const Block& block) {
  const column::Weigh::Was was(block);
  const column::Weigh::Work work(block);
  const column::Weigh::Now now(block);
  const Parameters& par = day.parameters;
  const auto n = static_cast<std::size_t>(was.count);
  const auto p = static_cast<float>(par.p);

  constexpr float least = 1e-30f;  // 0/0 is 0 here

  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) work.want[i] = was.fit[i] * was.attitude[i] * was.need_satisfaction[i];
  if (day.social) {
    KANTEL_ROWS
    for (std::size_t i = 0; i < n; ++i) {
      const bool given = day.given_susceptibility && was.occupant[i] == 0;
      const float s = given ? day.given_susceptibility[was.first + i] : day.susceptibility;
      work.want[i] = (1 - s) * work.want[i] + s * was.ties_intention[i];
      now.intention[i] = work.want[i];
    }
  }
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i)
    work.practising_share[i] = was.practising_ties[i] / (was.degree[i] > 1 ? was.degree[i] : 1.0f);
  if (day.change.social_proof == SocialProof::hill) {
    KANTEL_ROWS
    for (std::size_t i = 0; i < n; ++i) {
      const float all = was.degree[i] + was.example_weight[i];
      const float y = (was.practising_ties[i] + was.managers_example[i]) / (all > least ? all : least);
      const float y2 = y * y;
      const float below = y2 + was.threshold[i] * was.threshold[i];
      work.social[i] = p + work.q[i] * (y2 / (below > least ? below : least));
    }
  } else {
    KANTEL_ROWS
    for (std::size_t i = 0; i < n; ++i)
      work.social[i] = p + work.q[i] * social_proof(day.change, was.practising_ties[i] + was.managers_example[i],
                                                    was.degree[i] + was.example_weight[i], was.threshold[i]);
  }
  want_of(par, was.count, work.want);
  if (day.locals.demand_differs)
    gates_and_rates(par, was, work, OwnDemand{was.demand.data()});
  else
    gates_and_rates(par, was, work, DemandOfAll{static_cast<float>(day.locals.rows[0].demand)});
  if (!day.arm.ablate.chosen.empty()) hold_open(day, was, work);
}

}  // namespace kantel
