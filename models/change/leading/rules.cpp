#include "models/change/leading/rules.hpp"

#include <algorithm>
#include <cmath>

namespace kantel {

namespace {

constexpr std::array<TeamMeasure, 11> measure_list{{
    {"aware", "share of the team that is aware"},
    {"practising", "share that practises"},
    {"compelled", "share whose practice began by compliance"},
    {"autonomy", "mean autonomy"},
    {"competence", "mean competence"},
    {"relatedness", "mean relatedness"},
    {"need_satisfaction", "mean need satisfaction G"},
    {"internalisation", "mean m, of all members"},
    {"skill", "mean skill"},
    {"trust", "mean trust in the own leader"},
    {"morale", "mean morale"},
}};

constexpr std::size_t most_policies = 250;  // people.led_by has 8 bits

}  // namespace

std::span<const TeamMeasure> team_measures() { return measure_list; }

RulesAtWork::RulesAtWork(const Rules& rules, const Organisation& organisation, std::uint32_t replicate)
    : rules_(rules) {
  const std::vector<std::uint32_t> reports = spans(organisation);
  std::vector<std::uint32_t> team_of_leader(organisation.employees(), 0);
  teams_.replicate = replicate;
  teams_.leader.push_back(0);
  teams_.size.push_back(1);
  for (Employee i = 0; i < organisation.employees(); ++i) {
    if (reports[i] == 0) continue;
    team_of_leader[i] = static_cast<std::uint32_t>(teams_.leader.size());
    teams_.leader.push_back(i);
    teams_.size.push_back(reports[i]);
  }
  teams_.level.assign(teams_.count(), 0);
  teams_.unit.assign(teams_.count(), 0);
  teams_.of.resize(organisation.employees());
  for (Employee i = organisation.employees(); i-- > 0;) {
    const std::uint32_t team = organisation.manager[i] == nobody ? 0 : team_of_leader[organisation.manager[i]];
    teams_.of[i] = team;
    teams_.level[team] = organisation.level[i];
    teams_.unit[team] = organisation.unit[i];
  }
  teams_.means.assign(measure_list.size(), std::vector<float>(teams_.count()));
}

void RulesAtWork::look(const Population& people, const Visible& visible) {
  std::vector<double> sums(teams_.count() * measure_list.size(), 0);
  for (Employee i = 0; i < people.employees(); ++i) {
    const std::uint8_t seen = visible.yesterday()[i];
    const bool practises = (seen & practising_bit) != 0;
    const double values[] = {(seen & aware_bit) != 0 ? 1.0 : 0.0,
                             practises ? 1.0 : 0.0,
                             practises && (people.flags[i] & compelled_bit) != 0 ? 1.0 : 0.0,
                             people.autonomy[i],
                             people.competence[i],
                             people.relatedness[i],
                             people.need_satisfaction[i],
                             people.internalisation[i],
                             people.skill[i],
                             people.trust[i],
                             people.morale[i]};
    static_assert(std::size(values) == measure_list.size());
    double* const own = sums.data() + teams_.of[i] * measure_list.size();
    for (std::size_t m = 0; m < measure_list.size(); ++m) own[m] += values[m];
  }
  for (std::size_t team = 0; team < teams_.count(); ++team)
    for (std::size_t m = 0; m < measure_list.size(); ++m)
      teams_.means[m][team] = static_cast<float>(sums[team * measure_list.size() + m] / teams_.size[team]);
}

// "team=3" is the third team of the view; inside, a team is known by its manager.
void RulesAtWork::aim(Event& event, const Organisation& organisation) const {
  Problems problems;
  Target& target = event.target;
  if (target.kind != Target::Kind::team)
    resolve_target(event, organisation, problems);
  else if (target.number < 0 || target.number >= static_cast<std::int64_t>(teams_.count()))
    problems.add(event.place, "there is no team " + std::to_string(target.number),
                 "team=0 to team=" + std::to_string(teams_.count() - 1));
  else
    target.number = target.number == 0 ? nobody : teams_.leader[static_cast<std::size_t>(target.number)];
  problems.throw_if_any();
}

void RulesAtWork::decide(Day& day, const Population& people, const Visible& visible, std::vector<Event>& events) {
  if (day.number == 0) return;
  look(people, visible);
  teams_.day = day.number;
  if (rules_.interventions)
    for (Event& event : rules_.interventions(teams_)) {
      event.day = teams_.day;
      aim(event, day.organisation);
      if (event.what->adds_policy && day.policies.size() >= most_policies)
        throw InputError({event.place, "more than " + std::to_string(most_policies) + " different policies in one run",
                          "fewer set_policy events, or a policy rule", ""});
      events.push_back(std::move(event));
    }
  day.levers_of_team = {};
  if (!rules_.policy) return;
  levers_.resize(teams_.count());
  if (!rules_.policy(teams_, levers_)) return;
  Problems problems;
  for (std::size_t team = 0; team < levers_.size() && problems.list().size() < 10; ++team)
    for (const auto& [name, value] : {std::pair{"autonomy_support", levers_[team].autonomy_support},
                                      {"structure", levers_[team].structure},
                                      {"care", levers_[team].care},
                                      {"pressure", levers_[team].pressure},
                                      {"vision", levers_[team].vision}})
      if (!(value >= 0 && value <= 1))
        problems.add(
            {"policy of arm " + day.arm.name, 0, name},
            "is " + shortest(value) + " for team " + std::to_string(team) + " on day " + std::to_string(day.number),
            "0 to 1");
  problems.throw_if_any();
  day.levers_of_team = levers_;
  day.team_of = teams_.of;
}

}  // namespace kantel
