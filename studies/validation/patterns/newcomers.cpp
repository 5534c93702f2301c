#include "studies/validation/patterns/newcomers.hpp"

#include "studies/comparison/statistics.hpp"

namespace kantel::patterns {

void StartWatch::see(std::int64_t day, const Population& people, const Visible& visible) {
  const std::size_t n = people.occupant.size();
  if (day == 0) practised_.assign(n, 0), occupant_.assign(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    if (people.occupant[i] != occupant_[i]) occupant_[i] = people.occupant[i], practised_[i] = 0;
    if (practised_[i]) continue;
    practised_[i] = (visible.yesterday()[i] & practising_bit) != 0;
    if (day < first_ || day > last_) continue;
    const std::size_t joined = occupant_[i] != 0;
    ++waited_[joined];
    starts_[joined] += practised_[i];
  }
}

Newcomers StartWatch::newcomers() const {
  const auto per = [](double a, double b) { return b > 0 ? a / b : undefined; };
  return {per(starts_[1], starts_[0] + starts_[1]), per(starts_[1], waited_[1]), per(starts_[0], waited_[0])};
}

}  // namespace kantel::patterns
