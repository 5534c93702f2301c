// reorganise: another chart from today on. Managers, levels and teams are those of the new chart; units, ties, mandates
// and policies stay. Who gets another manager has T drawn anew, as where a manager is succeeded.
#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 1> own_keys{"chart"};

// What lasts and was for a team is for whomever its manager leads now; for nobody where that is nobody.
template <class Lasting>
void follow_teams(std::vector<Lasting>& all, const Teams& before, const Teams& now) {
  std::erase_if(all, [&](Lasting& one) {
    for (Condition& condition : one.met.target.conditions) {
      if (condition.kind != Condition::Kind::team) continue;
      const Employee manager = before.manager[static_cast<std::size_t>(condition.number)];
      const auto found = std::ranges::find(now.manager, manager);
      if (found == now.manager.end()) return true;
      condition.number = found - now.manager.begin();
    }
    return false;
  });
}

void reorganise(const Happening& now) {
  Day& day = now.day;
  const OwnChart before = *day.own_chart;
  take_chart(day, *now.event.managers);
  follow_teams(day.trainings, before.teams, day.teams);
  follow_teams(day.promises, before.teams, day.teams);
  follow_teams(day.coachings, before.teams, day.teams);
  follow_teams(day.sprints, before.teams, day.teams);
  for (Employee i = 0; i < now.people.employees(); ++i) {
    const Employee manager = day.organisation.manager[i];
    if (manager == nobody || manager == before.organisation.manager[i]) continue;
    const Local& local = day.locals.at(day.organisation.unit[i], now.people.cohort_of(i));
    now.people.trust[i] =
        clipped_normal(day.random.draw(i, day.number, trusting_anew), local.trust, day.parameters.trust_sd);
  }
}

}  // namespace

const InterventionRow interventions::reorganise{
    .name = "reorganise",
    .keys = own_keys,
    .needed = own_keys,
    .sentence =
        "another chart of the same people: managers, levels and teams change, units and ties stay; trust in a "
        "new manager is drawn anew",
    .apply = kantel::reorganise,
    .more = [](const Event& event) { return event.chart; },
    .for_all = true};

}  // namespace kantel
