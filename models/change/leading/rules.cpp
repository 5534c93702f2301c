#include "models/change/leading/rules.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

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

// What a rule makes of figures that it is not shown: the arm's own policy leads.
bool is_open(const Levers& levers) {
  return std::isnan(levers.autonomy_support) || std::isnan(levers.structure) || std::isnan(levers.care) ||
         std::isnan(levers.pressure) || std::isnan(levers.vision);
}

constexpr std::size_t most_policies = 250;  // people.led_by has 8 bits

}  // namespace

std::span<const TeamMeasure> team_measures() { return measure_list; }

RulesAtWork::RulesAtWork(const Rules& rules, const ChangeGround& ground, const Day& day, std::uint32_t replicate)
    : rules_(rules), ground_(ground), organisation_(day.organisation), teams_(day.teams) {
  seen_.replicate = replicate;
  meet_teams();
}

void RulesAtWork::meet_teams() {
  const Teams& teams = teams_;
  seen_.leader = teams.manager;
  seen_.leader[0] = teams.top;
  seen_.size = teams.size;
  seen_.level.assign(teams.count(), 0);
  seen_.unit.assign(teams.count(), 0);
  for (std::size_t at = teams.stretches(); at-- > 0;) {
    const std::uint32_t team = teams.team[at];
    const Employee first = teams.begin[at];
    seen_.level[team] = organisation_.level[first];
    seen_.unit[team] = organisation_.unit[first];
  }
  seen_.means.assign(measure_list.size(), std::vector<float>(teams.count()));
  hide_small();
}

// Of real people small teams are not shown, nor any where their traits are given. Those hidden have together no fewer
// than the least either, or the figures of everybody would tell of them: else the smallest of the others is hidden too.
void RulesAtWork::hide_small() {
  seen_.shown.assign(teams_.count(), ground_.teams_shown);
  if (!ground_.organisation.imported || !ground_.teams_shown) return;
  std::vector<std::uint32_t> by_size(teams_.count());
  std::iota(by_size.begin(), by_size.end(), 0u);
  std::ranges::stable_sort(by_size, {}, [&](std::uint32_t team) { return seen_.size[team]; });
  std::int64_t hidden = 0;
  for (const std::uint32_t team : by_size) {
    const bool betrays = hidden > 0 && hidden < ground_.least_team;
    if (seen_.size[team] >= ground_.least_team && !betrays) break;
    seen_.shown[team] = 0;
    hidden += seen_.size[team];
  }
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
      seen_.means[m][t] = seen_.shown[t] ? static_cast<float>(sums[t * measure_list.size() + m] / seen_.size[t])
                                         : std::numeric_limits<float>::quiet_NaN();
}

void RulesAtWork::aim(Event& event) const {
  Problems problems;
  if (event.what == interventions::reorganise)
    problems.add(event.place, "a rule has no chart to reorganise by", "reorganise as an event of the scenario");
  const Condition* team = event.target.find(Condition::Kind::team);
  resolve_target(event, organisation_, problems);
  if (event.what == interventions::seed_champions && event.chosen == ChampionRule::by_betweenness &&
      ground_.betweenness.empty())
    problems.add(event.place, "ranks by betweenness, which was not worked out",
                 "another way of choosing, or an arm whose champions are chosen so");
  if (event.target.is_by_state() && ground_.organisation.imported)
    problems.add(event.place, "goes by what real people do, which a rule is not shown",
                 "a target without trying and blocked");
  if (team && (team->number < 0 || team->number >= static_cast<std::int64_t>(teams_.count())))
    problems.add(event.place, "there is no team " + std::to_string(team->number),
                 "team=0 to team=" + std::to_string(teams_.count() - 1));
  else if (team && !seen_.shown[static_cast<std::size_t>(team->number)])
    problems.add(event.place,
                 "team " + std::to_string(team->number) + " of the imported organisation is not shown to rules",
                 ground_.teams_shown ? "a team that is shown: of at least privacy.min_group people"
                                     : "no team, since traits of its people are given");
  problems.throw_if_any();
}

void RulesAtWork::decide(Day& day, const Population& people, const Visible& visible, std::vector<Event>& events) {
  day.own_levers = {};
  if (day.number == 0 || (day.own_chart && brings_chart(events, day.number))) return;  // its teams form today
  if (day.own_chart) meet_teams();
  look(people, visible);
  seen_.day = day.number;
  if (day.arm.rotation) seen_.leader = day.lead_of_team;  // of yesterday
  if (rules_.interventions)
    for (Event& event : rules_.interventions(seen_)) {
      event.day = seen_.day;
      aim(event);
      if (event.what->adds_policy && day.policies.size() >= most_policies)
        throw InputError({event.place, "more than " + std::to_string(most_policies) + " different policies in one run",
                          "fewer set_policy events, or a policy rule", ""});
      if (event.what == interventions::reverse_decision && event.back_after > 0) events.push_back(return_of(event));
      events.push_back(std::move(event));
    }
  if (!rules_.policy) return;
  levers_.resize(teams_.count());
  if (!rules_.policy(seen_, levers_)) return;
  Problems problems;
  for (std::size_t team = 0; team < levers_.size() && problems.list().size() < 10; ++team) {
    if (!seen_.shown[team] && is_open(levers_[team])) continue;
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
  }
  problems.throw_if_any();
  day.own_levers = levers_;
}

const TeamStep steps::own_rules{
    .name = "own_rules",
    .sentence = "levers that a caller's rule has laid down for the team",
    .is_on = [](const Day& day) { return !day.own_levers.empty(); },
    .apply = [](const Day& day, std::uint32_t team,
                const Levers& led) { return is_open(day.own_levers[team]) ? led : day.own_levers[team]; }};

}  // namespace kantel
