#include "models/change/leading/rules.hpp"

#include <algorithm>
#include <cmath>

namespace kantel {

namespace steps {
extern const TeamStep own_rules;
}

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

RulesAtWork::RulesAtWork(const Rules& rules, const Organisation& organisation, const Teams& teams,
                         std::uint32_t replicate)
    : rules_(rules), teams_(teams) {
  seen_.replicate = replicate;
  seen_.leader = teams.manager;
  seen_.leader[0] = 0;
  seen_.size.assign(teams.count(), 0);
  seen_.level.assign(teams.count(), 0);
  seen_.unit.assign(teams.count(), 0);
  for (std::size_t at = teams.stretches(); at-- > 0;) {
    const std::uint32_t team = teams.team[at];
    const Employee first = teams.begin[at];
    seen_.size[team] += teams.begin[at + 1] - first;
    seen_.level[team] = organisation.level[first];
    seen_.unit[team] = organisation.unit[first];
  }
  seen_.means.assign(measure_list.size(), std::vector<float>(teams.count()));
}

void RulesAtWork::look(const Population& people, const Visible& visible) {
  std::vector<double> sums(teams_.count() * measure_list.size(), 0);
  TeamCursor team(teams_, 0);
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
    double* const own = sums.data() + team.of(i) * measure_list.size();
    for (std::size_t m = 0; m < measure_list.size(); ++m) own[m] += values[m];
  }
  for (std::size_t t = 0; t < teams_.count(); ++t)
    for (std::size_t m = 0; m < measure_list.size(); ++m)
      seen_.means[m][t] = static_cast<float>(sums[t * measure_list.size() + m] / seen_.size[t]);
}

void RulesAtWork::aim(Event& event, const Organisation& organisation) const {
  Problems problems;
  const Target& target = event.target;
  if (target.kind != Target::Kind::team)
    resolve_target(event, organisation, problems);
  else if (target.number < 0 || target.number >= static_cast<std::int64_t>(teams_.count()))
    problems.add(event.place, "there is no team " + std::to_string(target.number),
                 "team=0 to team=" + std::to_string(teams_.count() - 1));
  problems.throw_if_any();
}

void RulesAtWork::decide(Day& day, const Population& people, const Visible& visible, std::vector<Event>& events) {
  if (day.number == 0) return;
  look(people, visible);
  seen_.day = day.number;
  if (rules_.interventions)
    for (Event& event : rules_.interventions(seen_)) {
      event.day = seen_.day;
      aim(event, day.organisation);
      if (event.what->adds_policy && day.policies.size() >= most_policies)
        throw InputError({event.place, "more than " + std::to_string(most_policies) + " different policies in one run",
                          "fewer set_policy events, or a policy rule", ""});
      events.push_back(std::move(event));
    }
  day.own_levers = {};
  if (!rules_.policy) return;
  levers_.resize(teams_.count());
  if (!rules_.policy(seen_, levers_)) return;
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
  day.own_levers = levers_;
}

const TeamStep steps::own_rules{
    .name = "own_rules",
    .sentence = "levers that a caller's rule has laid down for the team",
    .is_on = [](const Day& day) { return !day.own_levers.empty(); },
    .apply = [](const Day& day, std::uint32_t team, const Levers&) { return day.own_levers[team]; }};

}  // namespace kantel
