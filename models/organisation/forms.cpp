#include "models/organisation/forms.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "sim/mathematics.hpp"

namespace kantel {

std::vector<std::uint32_t> right_skewed_parts(std::uint64_t total, std::size_t parts, std::uint32_t least, double sigma,
                                              std::uint64_t key, const Workers& workers) {
  assert(parts >= 1 && total >= parts * least);
  constexpr std::size_t block = 16384;
  LargeVector<double> until(parts);  // the weight of all parts up to here
  workers.for_each((parts + block - 1) / block, [&](std::size_t b) {
    for (std::size_t i = b * block; i < std::min((b + 1) * block, parts); ++i)
      until[i] = exponential(sigma * normal_quantile((static_cast<double>(i) + 0.5) / static_cast<double>(parts)));
  });
  for (std::size_t i = parts; i-- > 1;)
    std::swap(until[i], until[keyed_choice(key, i, static_cast<std::uint32_t>(i + 1))]);
  std::partial_sum(until.begin(), until.end(), until.begin());

  const auto spare = static_cast<double>(total - parts * least);
  std::vector<std::uint32_t> cut(parts);
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < parts; ++i) {
    const auto after = static_cast<std::uint64_t>(spare * (until[i] / until.back()) + 0.5);
    cut[i] = least + static_cast<std::uint32_t>(after - before);
    before = after;
  }
  return cut;
}

namespace {

// One team of the chart as it grows: first those who will lead, then the others.
struct Team {
  std::uint32_t leaders, others;
};

// Where the one stands that would come nth, from 0, were they sorted by value and then by place: a count of each value,
// since there are few.
std::size_t in_order(const std::vector<std::uint32_t>& values, std::size_t nth) {
  std::vector<std::size_t> with(std::size_t{*std::max_element(values.begin(), values.end())} + 1, 0);
  for (const std::uint32_t value : values) ++with[value];
  std::uint32_t wanted = 0;
  while (nth >= with[wanted]) nth -= with[wanted++];
  for (std::size_t at = 0;; ++at)
    if (values[at] == wanted && nth-- == 0) return at;
}

// Grows a chart breadth-first: team(i) is what the i-th leader leads; the leaders of all teams follow in that order.
template <class NextTeam>
LargeVector<Employee> grown(std::size_t people, std::size_t leaders, NextTeam&& team) {
  LargeVector<Employee> manager, leader;
  manager.reserve(people);
  leader.reserve(leaders);
  manager.push_back(nobody);
  leader.push_back(0);
  for (std::size_t i = 0; i < leader.size(); ++i) {
    const Team next = team(i);
    for (std::uint32_t j = 0; j < next.leaders; ++j) leader.push_back(static_cast<Employee>(manager.size() + j));
    manager.insert(manager.end(), std::size_t{next.leaders} + next.others, leader[i]);
  }
  assert(manager.size() == people && leader.size() == leaders);
  return manager;
}

}  // namespace

// Spans are 1 + Y, Y log-normal, with mean μ and median 8/9 μ (4.5 and 4 in the manufacturer's chart). In the top's
// team nine in ten lead a team themselves, below it six in ten: with 4.5 people a team a level has 2.7 times the
// managers of the one above (choice; the manufacturer's levels 1/11/64/33/44/1 hold 1/10/9/13/1 managers).
LargeVector<Employee> sector_chart(const OrganisationSettings& settings, std::uint64_t seed, const Workers& workers) {
  const auto people = static_cast<std::size_t>(settings.employees);
  if (people == 1) return LargeVector<Employee>{nobody};
  const double mean = settings.span_mean;
  const double median = std::max(8.0 / 9.0 * mean, 1 + 0.5 * (mean - 1));
  const double sigma = std::sqrt(2 * logarithm((mean - 1) / (median - 1)));
  const auto wanted = static_cast<std::size_t>(static_cast<double>(people - 1) / mean + 0.5);
  const std::size_t teams = std::clamp<std::size_t>(wanted, 1, people - 1);
  std::vector<std::uint32_t> span =
      right_skewed_parts(people - 1, teams, 1, sigma, purpose_key(seed, OrganisationPurpose::spans), workers);
  // The top leads a large team: the span at nine tenths of the order by size.
  std::swap(span[0], span[in_order(span, teams * 9 / 10)]);

  const std::uint64_t key = purpose_key(seed, OrganisationPurpose::leaders);
  std::size_t appointed = 1;
  return grown(people, teams, [&](std::size_t i) {
    const double share = i == 0 ? 0.9 : 0.6;
    const auto drawn = static_cast<std::size_t>(share * span[i] + unit_interval(keyed_draw(key, i)));
    // At least one leads while teams remain, so that the chart cannot end early.
    const std::size_t leaders = std::min({std::max<std::size_t>(drawn, 1), std::size_t{span[i]}, teams - appointed});
    appointed += leaders;
    return Team{static_cast<std::uint32_t>(leaders), static_cast<std::uint32_t>(span[i] - leaders)};
  });
}

namespace {

// Without levels: about 15 people below each manager of the last level, and eight managers below one of any other.
std::vector<std::int64_t> chosen_levels(std::int64_t people) {
  std::vector<std::int64_t> levels;
  for (std::int64_t managers = people / 16; managers >= 2; managers /= 8) levels.insert(levels.begin(), managers);
  if (levels.empty() && people >= 4) levels = {1};
  return levels;
}

}  // namespace

// Managers of a level are spread over those of the level above with a mild skew. Of the others 97% are below the last
// level's managers, with a wide right skew; the rest are staff of higher managers, beginning with whoever would
// otherwise lead nobody (choices).
LargeVector<Employee> directorate_chart(const OrganisationSettings& settings, std::uint64_t seed,
                                        const Workers& workers, std::uint32_t beside_top) {
  std::vector<std::int64_t> levels = settings.levels.empty() ? chosen_levels(settings.employees) : settings.levels;
  const Place place{"", 0, "organisation.levels"};
  levels.insert(levels.begin(), 1);
  if (levels.size() > 255) throw InputError({place, "has more than 254 levels", "at most 254 levels", ""});
  const std::int64_t managers = std::accumulate(levels.begin(), levels.end(), std::int64_t{0});
  const std::int64_t others = settings.employees - managers;
  std::int64_t needed =
      settings.employees == 1 ? 0 : levels.back() + beside_top;  // so that every manager leads somebody
  for (std::size_t l = 0; l + 1 < levels.size(); ++l) needed += std::max<std::int64_t>(0, levels[l] - levels[l + 1]);
  if (others < needed)
    throw InputError(
        {place,
         "asks for " + std::to_string(managers - 1) + " managers below the top, who with the top need at least " +
             std::to_string(managers + needed) + " employees, and there are " + std::to_string(settings.employees),
         "managers per level that leave each at least one report", ""});
  if (settings.employees == 1) return LargeVector<Employee>{nobody};
  if (levels.size() == 1) beside_top = 0;  // all report to the top as it is

  std::vector<Team> team;  // of every manager, level by level
  team.reserve(static_cast<std::size_t>(managers));
  const std::uint64_t spread_key = purpose_key(seed, OrganisationPurpose::upper_spans);
  for (std::size_t l = 0; l + 1 < levels.size(); ++l) {
    const auto here = static_cast<std::size_t>(levels[l]), below = static_cast<std::size_t>(levels[l + 1]);
    const std::vector<std::uint32_t> led =
        right_skewed_parts(below, here, below >= here ? 1 : 0, 0.3, hashed(spread_key + l), workers);
    for (const std::uint32_t count : led) team.push_back({count, 0});
  }
  std::int64_t left = others;
  for (Team& upper : team)
    if (upper.leaders == 0) {
      upper.others = 1;
      --left;
    }
  if (!team.empty()) team[0].others += beside_top;
  left -= beside_top;
  const std::int64_t staff = team.empty() ? 0 : std::min(left - levels.back(), left * 3 / 100);
  if (staff > 0) {
    const std::vector<std::uint32_t> staffs = right_skewed_parts(
        static_cast<std::uint64_t>(staff), team.size(), 0, 0.5, purpose_key(seed, OrganisationPurpose::staff), workers);
    for (std::size_t i = 0; i < team.size(); ++i) team[i].others += staffs[i];
  }
  const std::vector<std::uint32_t> floor_spans = right_skewed_parts(
      static_cast<std::uint64_t>(left - std::max<std::int64_t>(staff, 0)), static_cast<std::size_t>(levels.back()), 1,
      0.6, purpose_key(seed, OrganisationPurpose::spans), workers);
  for (const std::uint32_t span : floor_spans) team.push_back({0, span});
  return grown(static_cast<std::size_t>(settings.employees), team.size(), [&](std::size_t i) { return team[i]; });
}

}  // namespace kantel
