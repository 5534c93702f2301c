#include "studies/validation/patterns/curves.hpp"

#include <algorithm>

#include "studies/comparison/statistics.hpp"

namespace kantel::patterns {

namespace {
constexpr float dip = .05f, back = .02f;
constexpr int dip_days = 5;
}  // namespace

void CurveWatch::see(std::int64_t day, const Population& people) {
  if (day > last_day_) return;
  const auto& level = people.*level_;
  const std::size_t n = level.size();
  if (day == 0) {
    people_.assign(n, {});
    for (std::size_t i = 0; i < n; ++i) people_[i].start = people_[i].lowest = people_[i].now = level[i];
  }
  double sum = 0, there = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (people.occupant[i] != 0) continue;
    Person& person = people_[i];
    const float now = person.now = level[i];
    sum += static_cast<double>(now) - person.start;
    ++there;
    if (now < person.lowest) person.lowest = now, person.lowest_day = day;
    if (now <= person.start - dip) {
      if (person.days_below++ == 0 && !person.dipped) person.first_below = day;
      person.dipped |= person.days_below >= dip_days;
    } else {
      person.days_below = 0;
    }
    if (person.dipped && person.recovered == 0 && now >= person.start - back) person.recovered = day;
  }
  average_.push_back(there > 0 ? sum / there : 0);  // change of who is still there, so that leaving is no change
  if (day == last_day_) occupant_.assign(people.occupant.begin(), people.occupant.end());
}

Curves CurveWatch::curves() const {
  double there = 0, dipped = 0, lived = 0, halfway = 0, depth = 0, length = 0, lowest = 0;
  for (std::size_t i = 0; i < occupant_.size(); ++i) {
    if (occupant_[i] != 0) continue;
    const Person& person = people_[i];
    ++there;
    if (!person.dipped) continue;
    const double lost = person.start - person.lowest;
    ++dipped;
    depth += lost;
    lowest += static_cast<double>(person.lowest_day);
    halfway += person.now - person.lowest >= lost / 2;
    if (person.recovered == 0) continue;
    ++lived;
    length += static_cast<double>(person.recovered - person.first_below);
  }
  const auto per = [](double sum, double count) { return count > 0 ? sum / count : undefined; };
  Curves curves{per(dipped, there), per(lived, there),  per(halfway, there),
                per(depth, dipped), per(length, lived), per(lowest, dipped)};
  if (!average_.empty()) {
    const auto least = std::min_element(average_.begin(), average_.end());
    curves.average_depth = -*least;
    curves.average_day = static_cast<double>(least - average_.begin());
    curves.average_gap = -average_.back();
  }
  return curves;
}

}  // namespace kantel::patterns
