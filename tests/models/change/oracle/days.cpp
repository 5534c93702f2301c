// The oracle's days, one after the other, and what is seen at the end of each.
#include "tests/models/change/oracle/day.hpp"

namespace kantel::testing {

OracleDays Oracle::all_days() {
  for (std::int64_t day = 0; day <= scenario_.settings.days; ++day) {
    day_ = day;
    intervene();
    appoint();
    if (day == 0)
      for (Employee v = 0; v < people_; ++v) now_[v].intention = fit(v) * now_[v].attitude * now_[v].need_satisfaction;
    else
      pass();
    for (Employee v = 0; v < people_; ++v) {
      now_[v].output = output(v, day == 0 ? now_ : before_);
      dip(v);
    }
    for (Employee v = 0; v < people_; ++v) give_notice(v);
    look_for_crises();
    days_.push_back(now_);
  }
  return days_;
}

void Oracle::give_notice(Employee v) {
  const double daily = par_.turnover / 250 * std::exp(par_.kappa * (.55 - now_[v].morale));
  now_[v].leaving = happens_with(std::min(1.0, daily), v, leaving);
}

void Oracle::dip(Employee v) {
  OraclePerson& person = now_[v];
  OraclePerson rested = person;
  rested.autonomy = person.autonomy_set_point;
  rested.competence = person.competence_set_point;
  rested.relatedness = person.relatedness_set_point;
  const double below = oracle_mean_need(rested, weights_[v]) - .02 - person.morale;
  person.in_dip = below > 0;
  person.dip_is_close = person.dip_is_close || std::abs(below) < 3e-6;
  person.dipped = person.dipped || person.in_dip;
}

OracleDays oracle(const Scenario& scenario, const Organisation& organisation, const Arm& arm, std::uint32_t replicate,
                  const GivenTraits& given) {
  return Oracle(scenario, organisation, arm, replicate, given).all_days();
}

}  // namespace kantel::testing
