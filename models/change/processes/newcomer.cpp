#include "models/change/processes/newcomer.hpp"

namespace kantel {

namespace column {
using Newcomer =
    Rows<Reads<fit, plan_fit, mentors>,
         Writes<autonomy, competence, relatedness, need_satisfaction, skill, consolidated_skill, trust, morale,
                accustomed, attitude, intention, threshold, autonomy_set_point, competence_set_point,
                relatedness_set_point, need_for_structure, flags, occupant, seen, cohort>>;
}

namespace {

std::size_t cohort_in(const column::Newcomer::Now& now, std::size_t i) { return now.cohort ? now.cohort[i] : 0; }

}  // namespace

void start_state(const Day& day, const Block& block, std::size_t i, std::uint16_t occupant) {
  const column::Newcomer::Was was(block);
  const column::Newcomer::Now now(block);
  start_numbers(block, i);
  const Parameters& par = day.parameters;
  const Employee position = was.first + static_cast<Employee>(i);
  const FourDraws set_points = day.random.four(position, occupant, autonomy_set_point / 4);
  const FourDraws others = day.random.four(position, occupant, threshold / 4);
  now.occupant[i] = occupant;
  if (now.cohort) now.cohort[i] = cohort_of(day.locals, day.organisation, day.random, position, occupant);
  const Local& local = day.locals.at(day.organisation.unit[position], cohort_in(now, i));
  now.autonomy_set_point[i] = clipped_normal(set_points[autonomy_set_point % 4], local.autonomy, par.need_sd);
  now.competence_set_point[i] = clipped_normal(set_points[competence_set_point % 4], local.competence, par.need_sd);
  now.relatedness_set_point[i] = clipped_normal(set_points[relatedness_set_point % 4], local.relatedness, par.need_sd);
  now.need_for_structure[i] = clipped_normal(set_points[need_for_structure % 4], local.structure, par.structure_sd);
  now.threshold[i] = clipped_normal(others[threshold % 4], local.threshold, par.theta_sd, .05, .95);
  now.skill[i] = clipped_normal(others[first_skill % 4], local.skill, par.skill_sd);
  now.consolidated_skill[i] = now.skill[i];
  now.trust[i] = clipped_normal(others[first_trust % 4], local.trust, par.trust_sd);
  const FourDraws more = day.random.four(position, occupant, first_attitude / 4);
  const double attitude = exponential(par.attitude_sd * normal_quantile(open_unit_interval(more[first_attitude % 4])));
  now.attitude[i] = static_cast<float>(local.attitude_factor * attitude);
  now.flags[i] &= called_bit | mandated_bit | suspended_bit;
  const bool is_told = (now.flags[i] & mandated_bit) != 0 && unit_interval(more[told_at_once % 4]) < par.told;
  now.seen[i] = position == day.teams.top || is_told ? aware_bit : 0;
}

void settle_needs(const Day& day, const Block& block, std::size_t i) {
  const column::Newcomer::Was was(block);
  const column::Newcomer::Now now(block);
  const auto w_c = static_cast<float>(day.parameters.w_c);
  const Employee position = was.first + static_cast<Employee>(i);
  const std::size_t cohort = cohort_in(now, i);
  const auto wa = static_cast<float>(day.locals.at(day.organisation.unit[position], cohort).w_a);
  now.autonomy[i] = now.autonomy_set_point[i];
  now.competence[i] = now.competence_set_point[i];
  now.relatedness[i] = now.relatedness_set_point[i];
  now.need_satisfaction[i] = composite(wa, w_c, now.autonomy[i], now.competence[i], now.relatedness[i]);
  now.morale[i] = now.accustomed[i] = mean_need(wa, w_c, now.autonomy[i], now.competence[i], now.relatedness[i]);
  if (!now.intention) return;
  const bool revised = was.plan_fit && was.plan_fit[i] > 0;
  const float fit =
      day.locals.variety_differs && !revised ? day.fit_of(position, cohort, was.mentors && was.mentors[i]) : was.fit[i];
  now.intention[i] = fit * now.attitude[i] * now.need_satisfaction[i];
}

}  // namespace kantel
