// The form `network`: teams without a line manager under the top, each led by who is most central in it.
//
// The ties come first, since they decide who leads: they are drawn while nobody does, so that no one has more of them
// for being a manager. Then the lead stands as the manager of the others, and Organisation::mandates_from_top says that
// it is none.
#include <algorithm>
#include <numeric>

#include "models/organisation/forms.hpp"
#include "sim/input/diagnostics.hpp"

namespace kantel {

namespace {

// Sizes from smallest to largest, each about as often, in keyed order; what is then too much or too little is spread
// one by one over the teams that have room. Fewer people than the smallest team are a team too.
std::vector<std::uint32_t> team_sizes(const OrganisationSettings& settings, std::uint64_t seed) {
  const std::int64_t people = settings.employees - 1, low = settings.smallest_team, high = settings.largest_team;
  const Place place{"", 0, "organisation.largest_team"};
  if (high < low)
    throw InputError(
        {place, "is " + std::to_string(high), "at least smallest_team, which is " + std::to_string(low), ""});
  if (people == 0) return {};
  if (people < low) return {static_cast<std::uint32_t>(people)};
  const std::int64_t fewest = (people + high - 1) / high, most = people / low;
  if (fewest > most)
    throw InputError({place,
                      "leaves somebody over: " + std::to_string(people) + " people below the top cannot be teams of " +
                          std::to_string(low) + " to " + std::to_string(high),
                      "a wider range of sizes", ""});
  const auto teams = static_cast<std::size_t>(std::clamp((2 * people + (low + high) / 2) / (low + high), fewest, most));
  const auto range = static_cast<std::uint64_t>(high - low + 1);
  std::vector<std::uint32_t> sizes(teams);
  for (std::size_t t = 0; t < teams; ++t)
    sizes[t] = static_cast<std::uint32_t>(static_cast<std::uint64_t>(low) + (2 * t + 1) * range / (2 * teams));
  const std::uint64_t key = purpose_key(seed, OrganisationPurpose::team_sizes);
  for (std::size_t t = teams; t-- > 1;)
    std::swap(sizes[t], sizes[keyed_choice(key, t, static_cast<std::uint32_t>(t + 1))]);
  std::int64_t over = std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}) - people;
  for (std::size_t t = 0; over != 0; t = (t + 1) % teams) {
    if (over > 0 && sizes[t] > low) --sizes[t], --over;
    if (over < 0 && sizes[t] < high) ++sizes[t], ++over;
  }
  return sizes;
}

}  // namespace

LargeVector<Employee> teams_of_network(const OrganisationSettings& settings, std::uint64_t seed) {
  LargeVector<Employee> manager{nobody};
  manager.reserve(static_cast<std::size_t>(settings.employees));
  for (const std::uint32_t size : team_sizes(settings, seed)) {
    const auto first = static_cast<Employee>(manager.size());
    manager.push_back(nobody);
    manager.insert(manager.end(), size - 1, first);
  }
  return manager;
}

NumberedChart lead_by_ties(const LargeVector<Employee>& teams, const Network& informal,
                           const OrganisationSettings& settings, std::uint64_t seed, const Workers& workers,
                           Organisation& organisation) {
  const auto people = static_cast<Employee>(teams.size());
  const std::uint64_t key = purpose_key(seed, OrganisationPurpose::lead);
  const auto centrality = [&](Employee v) { return std::pair{informal.degree(v), keyed_draw(key, v)}; };
  ChartDraft draft;
  draft.manager.assign(people, nobody);
  for (Employee first = 1, past = 1; first < people; first = past) {
    Employee lead = first;
    for (past = first + 1; past < people && teams[past] == first; ++past)
      if (centrality(past) > centrality(lead)) lead = past;
    std::fill(draft.manager.begin() + first, draft.manager.begin() + past, lead);
    draft.manager[lead] = 0;
  }
  NumberedChart numbered = number_chart(draft, settings.unit_level, organisation);
  organisation.mandates_from_top = true;
  if (numbered.units > 65536) return numbered;

  std::vector<Employee> number(people);
  for (Employee i = 0; i < people; ++i) number[numbered.order[i]] = i;
  const Reports reports(organisation.manager);
  organisation.ties = Network::from_rows(people, workers, [&](Employee v, RowDraft& row) {
    for (const Employee tied : informal.ties(numbered.order[v])) row.add(number[tied]);
    const Employee lead = organisation.manager[v];
    if (settings.add_manager_ties) {
      for (const Employee report : reports.of(v)) row.add(report, Layer::reporting);
      if (lead != nobody) row.add(lead, Layer::reporting);
    }
    if (settings.team_ties && v != 0) {  // the lead is one of the team
      const Employee of = lead == 0 ? v : lead;
      row.add(of, Layer::team);
      for (const Employee member : reports.of(of)) row.add(member, Layer::team);
    }
  });
  return numbered;
}

}  // namespace kantel
