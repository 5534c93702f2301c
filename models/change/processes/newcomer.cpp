#include "models/change/processes/newcomer.hpp"

namespace kantel {

namespace column {
using Newcomer = Rows<Reads<fit, weight_autonomy>,
                      Writes<autonomy, competence, relatedness, need_satisfaction, skill, consolidated_skill, trust,
                             morale, accustomed, attitude, intention, threshold, autonomy_set_point,
                             competence_set_point, relatedness_set_point, need_for_structure, flags, occupant, seen>>;
}

void start_state(const Day& day, const Block& block, std::size_t i, std::uint16_t occupant) {
  const column::Newcomer::Was was(block);
  const column::Newcomer::Now now(block);
  start_numbers(block, i);
  const Parameters& par = day.parameters;
  const Employee position = was.first + static_cast<Employee>(i);
  const FourDraws set_points = day.random.four(position, occupant, autonomy_set_point / 4);
  const FourDraws others = day.random.four(position, occupant, threshold / 4);
  now.occupant[i] = occupant;
  now.autonomy_set_point[i] = clipped_normal(set_points[autonomy_set_point % 4], par.need_mean, par.need_sd);
  now.competence_set_point[i] = clipped_normal(set_points[competence_set_point % 4], par.need_mean, par.need_sd);
  now.relatedness_set_point[i] = clipped_normal(set_points[relatedness_set_point % 4], par.need_mean, par.need_sd);
  const double structure_mean =
      day.conditions.empty() ? par.structure_mean : day.conditions[day.organisation.unit[position]].structure_mean;
  now.need_for_structure[i] = clipped_normal(set_points[need_for_structure % 4], structure_mean, par.structure_sd);
  now.threshold[i] = clipped_normal(others[threshold % 4], par.theta, par.theta_sd, .05, .95);
  now.skill[i] = clipped_normal(others[first_skill % 4], par.skill_new, par.skill_sd);
  now.consolidated_skill[i] = now.skill[i];
  now.trust[i] = clipped_normal(others[first_trust % 4], par.trust_new, par.trust_sd);
  const FourDraws more = day.random.four(position, occupant, first_attitude / 4);
  now.attitude[i] =
      static_cast<float>(exponential(par.attitude_sd * normal_quantile(open_unit_interval(more[first_attitude % 4]))));
  now.flags[i] &= called_bit | mandated_bit | suspended_bit;
  const bool is_told = (now.flags[i] & mandated_bit) != 0 && unit_interval(more[told_at_once % 4]) < par.told;
  now.seen[i] = position == day.teams.top || is_told ? aware_bit : 0;
}

void settle_needs(const Day& day, const Block& block, std::size_t i) {
  const column::Newcomer::Was was(block);
  const column::Newcomer::Now now(block);
  const auto w_c = static_cast<float>(day.parameters.w_c);
  const float wa = was.weight_autonomy[i];
  now.autonomy[i] = now.autonomy_set_point[i];
  now.competence[i] = now.competence_set_point[i];
  now.relatedness[i] = now.relatedness_set_point[i];
  now.need_satisfaction[i] = composite(wa, w_c, now.autonomy[i], now.competence[i], now.relatedness[i]);
  now.morale[i] = now.accustomed[i] = mean_need(wa, w_c, now.autonomy[i], now.competence[i], now.relatedness[i]);
  if (now.intention) now.intention[i] = was.fit[i] * now.attitude[i] * now.need_satisfaction[i];
}

}  // namespace kantel
