// Needs: autonomy, competence and relatedness drift to where today's leading and practising put them.
//
//   N += (N* − N)/τN, N* clipped to [0, 1]
//   A* = a0 + 2αA·(1 − S)·(AS − ½) + αX·(RE − ½) − ω·D_mandated·(1 − S)·(1 − m)
//   C* = c0 + αC·(ST − ½) + ½αX·(AS + RE − 1) − υ·[max(0, S − ST) − max(0, S − ½)] + w·αK·(k − ½)
//   R* = r0 + αR·(RE − ½) + αX·(AS − ½) − αP·(1 − σ) − χ·max(0, AS − ST)        σ = share of ties in my own state
//   G  = A^wA · C^wC · R^(1−wA−wC)                                all three are necessary
//
// Room feeds autonomy less for who wants structure [Slijkhuis et al. 2013]. Structure, not control, feeds competence
// [Jang, Reeve & Deci 2010]; freedom without a frame costs relatedness [Langfred 2004].
#include "models/change/rows.hpp"

namespace kantel {

namespace column {
using Needs = Rows<Reads<autonomy, competence, relatedness, autonomy_set_point, competence_set_point,
                         relatedness_set_point, need_for_structure, internalisation, skill, aware, practising, degree,
                         weight_autonomy, autonomy_support, structure, care, mandated_pressure, practising_share>,
                   Writes<autonomy, competence, relatedness, need_satisfaction, todays_mean_need>>;
}

KANTEL_WIDE void needs(const Day& day, const Block& block) {
  const column::Needs::Was was(block);
  const column::Needs::Work work(block);
  const column::Needs::Now now(block);
  const Parameters& par = day.parameters;
  const auto n = static_cast<std::size_t>(was.count);
  const auto rate = static_cast<float>(1 / par.tau_needs);
  const auto omega = static_cast<float>(par.omega);
  const auto alpha_c = static_cast<float>(par.alpha_c), upsilon = static_cast<float>(par.upsilon);
  const auto alpha_k = static_cast<float>(par.alpha_k), alpha_r = static_cast<float>(par.alpha_r);
  const auto alpha_x = static_cast<float>(par.alpha_x), half_x = static_cast<float>(par.alpha_x / 2);
  const auto twice_a = static_cast<float>(2 * par.alpha_a);
  const auto alpha_p = static_cast<float>(par.alpha_p), chi = static_cast<float>(par.chi);
  const auto w_c = static_cast<float>(par.w_c);
  const auto positive = [](float v) { return v > 0 ? v : 0.0f; };
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float as = work.autonomy_support[i], st = work.structure[i], re = work.care[i];
    const float wish = was.need_for_structure[i];
    const float pressed = omega * work.mandated_pressure[i] * (1 - wish) * (1 - was.internalisation[i]);
    const float a = was.autonomy_set_point[i] + twice_a * (1 - wish) * (as - .5f) + alpha_x * (re - .5f) - pressed;
    const float c = was.competence_set_point[i] + alpha_c * (st - .5f) + half_x * (as + re - 1) -
                    upsilon * (positive(wish - st) - positive(wish - .5f)) +
                    was.aware[i] * alpha_k * (was.skill[i] - .5f);
    const float share = work.practising_share[i], x = was.practising[i];
    const float unlike = (was.degree[i] < 1 ? was.degree[i] : 1.0f) * (x + share - 2 * x * share);  // 1 − σ
    const float r = was.relatedness_set_point[i] + alpha_r * (re - .5f) + alpha_x * (as - .5f) - alpha_p * unlike -
                    chi * positive(as - st);
    now.autonomy[i] = was.autonomy[i] + (within(0, a, 1) - was.autonomy[i]) * rate;
    now.competence[i] = was.competence[i] + (within(0, c, 1) - was.competence[i]) * rate;
    now.relatedness[i] = was.relatedness[i] + (within(0, r, 1) - was.relatedness[i]) * rate;
  }
  KANTEL_ROWS
  for (std::size_t i = 0; i < n; ++i) {
    const float wa = was.weight_autonomy[i], a = now.autonomy[i], c = now.competence[i], r = now.relatedness[i];
    now.need_satisfaction[i] = composite(wa, w_c, a, c, r);
    work.todays_mean_need[i] = mean_need(wa, w_c, a, c, r);
  }
}

}  // namespace kantel
