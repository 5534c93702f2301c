#include "studies/comparison/same_people.hpp"

#include <algorithm>
#include <cassert>

#include "sim/mathematics.hpp"

namespace kantel {

namespace {

template <class Number>
const Number* numbers_of(const People& people, std::string_view name, PeopleColumn::Type type) {
  const PeopleColumn* column = people.find(name);
  assert(column && column->type == type);
  (void)type;
  return static_cast<const Number*>(column->data);
}

std::vector<double> same_people(const Snapshot& earlier, const Snapshot& later, std::int64_t least) {
  double both = 0;
  std::vector<double> sums(earlier.compared.size(), 0);
  for (std::size_t i = 0; i < earlier.active.size(); ++i) {
    if (!earlier.active[i] || !later.active[i] || earlier.identity[i] != later.identity[i]) continue;
    ++both;
    for (std::size_t c = 0; c < sums.size(); ++c)
      sums[c] += static_cast<double>(later.compared[c][i]) - earlier.compared[c][i];
  }
  std::vector<double> values{both / static_cast<double>(earlier.active.size())};
  for (const double sum : sums) values.push_back(both >= static_cast<double>(least) ? sum / both : undefined);
  return values;
}

}  // namespace

void SnapshotTaker::after_day(const Run& run) {
  if (contrast_.active.empty() || std::ranges::find(days_, run.day()) == days_.end()) return;
  const People people = run.people();
  const std::size_t n = people.employees;
  Snapshot snapshot;
  const std::uint8_t bit = people.find(contrast_.active)->bit;
  const auto* bytes = numbers_of<std::uint8_t>(people, contrast_.active, PeopleColumn::Type::byte);
  for (std::size_t i = 0; i < n; ++i) snapshot.active.push_back((bytes[i] & bit) != 0);
  const auto* identity = numbers_of<std::uint16_t>(people, contrast_.identity, PeopleColumn::Type::small);
  snapshot.identity.assign(identity, identity + n);
  for (const std::string_view name : contrast_.compared) {
    const auto* column = numbers_of<float>(people, name, PeopleColumn::Type::real);
    snapshot.compared.emplace_back(column, column + n);
  }
  taken_.push_back(std::move(snapshot));
}

std::vector<Metric> contrasts_on(const SamePeople& contrast, const std::vector<std::int64_t>& days) {
  std::vector<Metric> list;
  if (contrast.active.empty()) return list;
  for (const std::int64_t day : days) {
    const std::string on = "_" + std::to_string(day),
                      who = " among those who practise in both arms on day " + std::to_string(day);
    list.push_back(
        {"same_people_share" + on, "share of employees", "who practises in both arms on day " + std::to_string(day)});
    for (const std::string_view name : contrast.compared)
      list.push_back({"same_people_" + std::string(name) + on, "difference of levels",
                      "difference in " + std::string(name) + who});
  }
  return list;
}

std::vector<double> contrast_of(const SamePeople& contrast, const std::vector<Snapshot>& earlier,
                                const std::vector<Snapshot>& later) {
  std::vector<double> values;
  for (std::size_t day = 0; day < earlier.size(); ++day) {
    const std::vector<double> part = same_people(earlier[day], later[day], contrast.least);
    values.insert(values.end(), part.begin(), part.end());
  }
  return values;
}

}  // namespace kantel
