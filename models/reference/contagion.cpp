#include "models/reference/contagion.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/wide.hpp"

namespace kantel {

std::vector<Employee> seeds_of(const Seeding& seeding, const Ground& ground) {
  const Employee n = ground.network.people;
  const double share = seeding.seed_share.value_or(0);
  const std::int64_t number = seeding.seeds.value_or(seeding.seed_share ? 0 : 1);
  const auto wanted = static_cast<std::size_t>(
      std::min<double>(n, share > 0 ? std::ceil(share * n * (1 - 1e-12)) : static_cast<double>(number)));
  std::vector<Employee> everybody(seeding.placed == Placed::first ? wanted : n);
  std::iota(everybody.begin(), everybody.end(), Employee{0});
  if (everybody.size() < n) return everybody;  // the first by number
  const auto ties_of = [&](Employee v) {
    return ground.network.weighted ? ground.network.weighted->targets_of(v) : ground.network.ties.ties(v);
  };
  const auto degree = [&](Employee v) { return ground.network.complete ? n - 1 : ties_of(v).size(); };
  LargeVector<std::uint32_t> drawn(n);  // once: sorting asks for each many times
  std::array<std::array<std::uint32_t, 1024>, 4> draws;
  for (Employee first = 0; first < n; first += 1024) {
    const Employee count = std::min<Employee>(1024, n - first);
    ground.random.fill_columns(first, static_cast<int>(count), 0, draw_seed_rank / 4,
                               {draws[0].data(), draws[1].data(), draws[2].data(), draws[3].data()});
    std::copy_n(draws[draw_seed_rank % 4].begin(), count, drawn.begin() + first);
  }
  const auto draw = [&](Employee v) { return drawn[v]; };
  switch (seeding.placed) {
    case Placed::first: return everybody;
    case Placed::neighbourhood: {
      const Employee centre = *std::ranges::max_element(everybody, {}, draw);
      if (ground.network.complete) return everybody;
      const std::span<const Employee> ties = ties_of(centre);
      std::vector<Employee> chosen(ties.begin(), ties.end());
      chosen.push_back(centre);
      return chosen;
    }
    case Placed::at_random:
    case Placed::hub: break;
  }
  const bool by_degree = seeding.placed == Placed::hub;
  const auto ahead = [&](Employee a, Employee b) {
    if (by_degree && degree(a) != degree(b)) return degree(a) > degree(b);
    return draw(a) != draw(b) ? draw(a) > draw(b) : a < b;
  };
  std::partial_sort(everybody.begin(), everybody.begin() + static_cast<std::ptrdiff_t>(wanted), everybody.end(), ahead);
  everybody.resize(wanted);
  return everybody;
}

Seeding usually(const Seeding& usual, const Seeding& said) {
  Seeding seeding = said;
  if (!said.seeds && !said.seed_share) seeding.seeds = usual.seeds, seeding.seed_share = usual.seed_share;
  return seeding;
}

Contagion::Contagion(const Seeding& seeding, const Ground& ground, std::uint8_t counted)
    : ties_(&ground.network.ties),
      people_(ground.network.people),
      complete_(ground.network.complete),
      counted_(counted),
      random_(ground.random),
      byte_(people_),
      count_(complete_ ? 0 : people_),
      awake_((std::size_t{people_} + 63) / 64) {
  if (ground.network.weighted)
    throw InputError({{"", 0, "network.edges"}, "holds weights, which this model does not use", "a, b alone", ""});
  std::fill(byte_.begin(), byte_.end(), std::uint8_t{0});
  std::fill(count_.begin(), count_.end(), 0u);
  std::fill(awake_.begin(), awake_.end(), ~std::uint64_t{0});
  if (people_ % 64 != 0) awake_.back() = (std::uint64_t{1} << (people_ % 64)) - 1;
  for (const Employee seed : seeds_of(seeding, ground)) apply({seed, 0, static_cast<std::uint8_t>(has_it | counted)});
}

namespace {

// Whether each one's draw of the day is below the chance. Purposes 0 to 3 share one evaluation.
KANTEL_WIDE void struck(const KeyedRandom& random, std::uint32_t day, std::size_t count, const Employee* who,
                        const std::uint32_t* purpose, const float* chance, std::uint32_t* happens) {
  static_assert(draw_becoming / 4 == 0 && draw_ending / 4 == 0 && draw_becoming % 4 == 1 && draw_ending % 4 == 2);
  KANTEL_ROWS
  for (std::size_t i = 0; i < count; ++i) {
    const FourDraws drawn = random.four(who[i], day, 0);
    happens[i] = unit_interval(purpose[i] == draw_becoming ? drawn[1] : drawn[2]) < chance[i];
  }
}

}  // namespace

void Contagion::draw(std::uint32_t day) {
  Drawing& d = drawing_;
  struck(random_, day, d.count, d.who.data(), d.purpose.data(), d.chance.data(), d.happens.data());
  for (std::size_t i = 0; i < d.count; ++i) {
    const bool happens = d.happens[i] != 0;
    becomes(d.who[i], happens ? d.then[i] : byte_[d.who[i]], happens ? d.awake_then[i] : d.awake_else[i]);
  }
  d.count = 0;
}

void Contagion::apply(const Change& change) {
  const auto difference = [&](std::uint8_t bit) {  // -1 wraps, and so do the sums
    return static_cast<std::uint32_t>((change.after & bit) != 0) -
           static_cast<std::uint32_t>((change.before & bit) != 0);
  };
  byte_[change.who] = change.after;
  having_ += difference(has_it);
  over_ += difference(is_over);
  new_ += difference(is_new);
  const std::uint32_t step = difference(counted_);
  with_counted_ += step;
  if (step == 0 || complete_) return;
  const bool wakes = step == 1;
  for (const Employee tied : ties_->ties(change.who)) {
    count_[tied] += step;
    if (wakes) awake_[tied / 64] |= std::uint64_t{1} << (tied % 64);
  }
}

void Contagion::apply_changes() {
  if (complete_) {
    for (const Change& change : changes_) apply(change);
    return;
  }
  ties_->visit_ahead(
      changes_.size(), [&](std::size_t k) { return changes_[k].who; },
      [&](std::size_t, Employee tied) { return count_.data() + tied; }, [&](std::size_t k) { apply(changes_[k]); });
}

}  // namespace kantel
