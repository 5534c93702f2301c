#include "tests/models/change/small_worlds.hpp"

#include <algorithm>

#include "sim/random.hpp"

namespace kantel::testing {

Organisation small_organisation() {
  Organisation org;
  const auto hire = [&](Employee manager, std::uint16_t unit) {
    org.manager.push_back(manager);
    org.level.push_back(manager == nobody ? std::uint8_t{0} : static_cast<std::uint8_t>(org.level[manager] + 1));
    org.unit.push_back(unit);
    return static_cast<Employee>(org.manager.size() - 1);
  };
  org.unit_names = {"top", "north", "east", "south", "west"};
  hire(nobody, 0);
  // Each unit: its head, 5 leaders, 38 or 37 people in their teams, and 6 below the first of those.
  for (std::uint16_t unit = 1; unit <= 4; ++unit) {
    const Employee head = hire(0, unit);
    for (int i = 0; i < 5; ++i) hire(head, unit);
    const int people = unit < 4 ? 38 : 37;
    for (int i = 0; i < people; ++i) hire(head + 1 + static_cast<Employee>(i * 5 / people), unit);
    for (int i = 0; i < 6; ++i) hire(head + 6, unit);
  }
  org.manager.shrink_to_fit();
  const auto employees = static_cast<Employee>(org.manager.size());

  const KeyedRandom random(77, 0);
  std::vector<Tie> ties;
  for (Employee v = 0; v < employees; ++v)
    for (std::uint32_t i = 0; i < 4; ++i) {
      const FourDraws draws = random.four(v, i, 0);
      // Two near, one anywhere, one to a few who know everybody.
      const Employee other = i < 2 ? (v + 1 + draws[0] % 9) % employees : i == 2 ? draws[0] % employees : draws[0] % 6;
      const auto layer = static_cast<Layer>(draws[1] % 6 < 4 ? 0 : draws[1] % 6 - 3);
      if (v != 37 && other != 37) ties.push_back({v, other, layer});
    }
  org.ties = Network::from_ties(employees, ties, Workers(1));
  return org;
}

Organisation flat_organisation(Employee employees, const std::vector<Tie>& ties) {
  return kantel::flat_organisation(Network::from_ties(employees, ties, Workers(1)));
}

Organisation complete_organisation(Employee employees) {
  std::vector<Tie> ties;
  for (Employee later = 1; later < employees; ++later)
    for (Employee earlier = 0; earlier < later; ++earlier) ties.push_back({earlier, later});
  return flat_organisation(employees, ties);
}

Scenario scenario_on(const Organisation& organisation, const std::string& text) {
  Scenario scenario = parse_scenario(text, "test.toml");
  Problems problems;
  for (Arm& arm : scenario.arms)
    for (Event& event : arm.events) resolve_target(event, organisation, problems);
  problems.throw_if_any();
  return scenario;
}

std::size_t WatchedDay::practising_count() const {
  return static_cast<std::size_t>(
      std::count_if(visible.begin(), visible.end(), [](std::uint8_t seen) { return seen & practising_bit; }));
}

Watched watched(const Scenario& scenario, const ChangeGround& ground, const Arm& arm, std::uint32_t replicate,
                int threads) {
  const Workers workers(threads);
  Watched seen;
  RunOptions options;
  options.watch = [&](std::int64_t, const Population& people, const Visible& visible) {
    seen.days.push_back({people, {visible.yesterday().begin(), visible.yesterday().end()}});
  };
  seen.result = run(scenario, ground, arm, replicate, workers, options);
  return seen;
}

}  // namespace kantel::testing
