#include "models/reference/contagion.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kantel {

std::vector<Employee> seeds_of(const Seeding& seeding, const World& world) {
  const Employee n = world.network.people;
  const bool usual = !seeding.seeds && !seeding.seed_share;
  const double share = usual ? seeding.usual_share : seeding.seed_share.value_or(0);
  const std::int64_t number = usual ? seeding.usual_seeds : seeding.seeds.value_or(0);
  const auto wanted = static_cast<std::size_t>(
      std::min<double>(n, share > 0 ? std::ceil(share * n * (1 - 1e-12)) : static_cast<double>(number)));
  std::vector<Employee> everybody(n);
  std::iota(everybody.begin(), everybody.end(), Employee{0});
  const auto ties_of = [&](Employee v) {
    return world.network.weighted ? world.network.weighted->targets_of(v) : world.network.ties.ties(v);
  };
  const auto degree = [&](Employee v) { return world.network.complete ? n - 1 : ties_of(v).size(); };
  const auto draw = [&](Employee v) { return world.luck.draw(v, 0, draw_seed_rank); };
  switch (static_cast<Placed>(seeding.placed)) {
    case Placed::first: everybody.resize(wanted); return everybody;
    case Placed::neighbourhood: {
      const Employee centre = *std::ranges::max_element(everybody, {}, draw);
      if (world.network.complete) return everybody;
      const std::span<const Employee> ties = ties_of(centre);
      std::vector<Employee> chosen(ties.begin(), ties.end());
      chosen.push_back(centre);
      return chosen;
    }
    case Placed::at_random:
    case Placed::hub: break;
  }
  const bool by_degree = static_cast<Placed>(seeding.placed) == Placed::hub;
  const auto ahead = [&](Employee a, Employee b) {
    if (by_degree && degree(a) != degree(b)) return degree(a) > degree(b);
    return draw(a) != draw(b) ? draw(a) > draw(b) : a < b;
  };
  std::partial_sort(everybody.begin(), everybody.begin() + static_cast<std::ptrdiff_t>(wanted), everybody.end(), ahead);
  everybody.resize(wanted);
  return everybody;
}

Contagion::Contagion(const Seeding& seeding, const World& world, std::uint8_t seed_bits)
    : ties_(&world.network.ties),
      people_(world.network.people),
      complete_(world.network.complete),
      luck_(world.luck),
      alone_(1),
      visible_(world.network.ties) {
  if (world.network.weighted)
    throw InputError({{"", 0, "network.edges"}, "holds weights, which this model does not use", "a, b alone", ""});
  for (const Employee seed : seeds_of(seeding, world)) {
    visible_.edit(seed, seed_bits);
    ++having_;
  }
  new_ = (seed_bits & is_new) != 0 ? having_ : 0;
}

}  // namespace kantel
