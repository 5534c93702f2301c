// reverse_mentoring: some of those low in the chart, drawn by lot, mentor somebody drawn by lot from at least
// levels_apart higher. Each such line is a tie of layer mentoring, and through it more of what the mentor sees reaches
// the plan: φ + .1 in the mentor's own fit. With levels_apart = 0 there are as many ties, each to somebody of the same
// level, and φ stays.
#include <algorithm>

#include "models/change/champions.hpp"
#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 2> own_keys{"share", "levels_apart"};
constexpr std::int64_t usual_distance = 2;  // below somebody stands who counts where ties are within a level

// Everybody by level, then number.
struct ByLevel {
  explicit ByLevel(const Organisation& chart) : begin(257, 0), who(chart.employees()) {
    for (const std::uint8_t level : chart.level) ++begin[level + std::size_t{1}];
    for (std::size_t level = 0; level < 256; ++level) begin[level + 1] += begin[level];
    std::vector<std::uint32_t> next = begin;
    for (Employee v = 0; v < chart.employees(); ++v) who[next[chart.level[v]]++] = v;
  }
  std::vector<std::uint32_t> begin;  // of each level
  std::vector<Employee> who;
};

std::vector<Employee> drawn_mentors(const Happening& now) {
  const Day& day = now.day;
  const std::int64_t apart = now.event.levels_apart;
  std::vector<std::pair<std::uint32_t, Employee>> lots;
  for_target(now, [&](Employee i) {
    if (day.organisation.level[i] >= (apart > 0 ? apart : usual_distance))
      lots.emplace_back(day.random.draw(i, day.number, mentoring_lot), i);
  });
  std::ranges::sort(lots);
  lots.resize(share_of(now.event.share, lots.size()));
  std::vector<Employee> mentors;
  for (const auto& [lot, who] : lots) mentors.push_back(who);
  return mentors;
}

// Whom i mentors; nobody where there is no other of the level.
Employee partner(const Day& day, const ByLevel& people, Employee i, std::int64_t apart) {
  const std::size_t level = day.organisation.level[i];
  const auto at = [&](std::size_t count) {
    return (std::uint64_t{day.random.draw(i, day.number, mentoring_partner)} * count) >> 32;
  };
  if (apart > 0) return people.who[at(people.begin[level - static_cast<std::size_t>(apart) + 1])];
  const std::size_t others = people.begin[level + 1] - people.begin[level] - 1;
  if (others == 0) return nobody;
  std::size_t place = people.begin[level] + at(others);
  place += people.who[place] >= i;
  return people.who[place];
}

void reverse_mentoring(const Happening& now) {
  const Day& day = now.day;
  const std::int64_t apart = now.event.levels_apart;
  const ByLevel by_level(day.organisation);
  std::vector<std::pair<Employee, Employee>> pairs;
  for (const Employee mentor : drawn_mentors(now)) {
    const Employee other = partner(day, by_level, mentor, apart);
    if (other != nobody) pairs.emplace_back(std::min(mentor, other), std::max(mentor, other));
    if (apart == 0) continue;
    if (now.people.mentors.empty()) now.people.mentors.assign(now.people.employees(), 0);
    now.people.mentors[mentor] = 1;
  }
  std::ranges::sort(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  std::vector<TieChange> ends;
  for (const auto& [a, b] : pairs) {
    // A pair that is tied already counts for the larger of the two.
    const std::int32_t more = weight_of_pair(day.tie_weights, day.organisation, a, b, day.tie_weights.mentoring) -
                              now.visible.ties().weight(a, b);
    if (more > 0) ends.push_back({a, b, more}), ends.push_back({b, a, more});
  }
  if (!ends.empty()) now.visible.change_ties(ends);
}

}  // namespace

const InterventionRow interventions::reverse_mentoring{
    .name = "reverse_mentoring",
    .keys = own_keys,
    .sentence =
        "ties some of the target, by lot, to somebody at least levels_apart higher, by lot, and raises the upward "
        "fidelity of what they see by .1",
    .apply = kantel::reverse_mentoring};

}  // namespace kantel
