// What is done with a scenario that was accepted: it is written and read again, and a small one is run.
#pragma once
#include <algorithm>

#include "models/models.hpp"
#include "tests/fuzz/target.hpp"

namespace kantel::fuzz {

// The files that a scenario may name, beside it.
inline void put_files() {
  put("chart.csv", "id,manager,unit,cohort\nann,,,old\nbob,ann,works,young\ncas,ann,sales,old\ndan,bob,works,young\n");
  put("ties.csv", "a,b,layer\nann,bob,team\ncas,dan,informal\n");
  put("messages.csv", "sender,recipient,date\nann,bob,2010-01-31\ncas,dan,2010-02-01\n");
  put("org.graphml",
      "<graphml><graph edgedefault=\"undirected\"><node id=\"ann\"/><node id=\"bob\"/><node id=\"cas\"/>"
      "<node id=\"dan\"/><edge source=\"ann\" target=\"dan\"/></graph></graphml>");
  put("traits.csv", "id,theta\nann,.1\nbob,.2\ncas,.3\ndan,.4\n");
  put("units.csv", "unit,trust_shift,policy\nworks,-.1,servant\n");
  put("pulse.csv", "unit,item,mean,n\nsales,trust,3.5,8\n");
  put("edges.csv", "a,b,weight\n0,1,1\n1,2,.5\n");
  put("degrees.csv", "degree\n1\n2\n1\n");
}

// No number that counts people, arms or days is large, and every file is one of those.
inline bool is_small(const Value& value, std::string_view key = "") {
  if (const auto* whole = value.as<std::int64_t>()) {
    if (key == "days") return *whole <= 40;
    if (key == "seed" || key == "replicates" || key == "day") return true;
    return *whole <= 300;
  }
  if (const auto* list = value.as<Value::List>())
    return list->size() <= 8 && std::ranges::all_of(*list, [&](const Value& item) { return is_small(item, key); });
  if (const auto* table = value.as<Value::Table>())
    return std::ranges::all_of(*table, [](const Value::Member& m) { return is_small(m.second, m.first); });
  return true;
}

inline void use(World& world) {
  const std::string resolved = world.resolved();
  demand(takes([&] {
           demand(open_scenario(resolved, (folder() / "again.toml").string())->resolved() == resolved,
                  "a resolved scenario resolves to itself");
         }),
         "a resolved scenario can be read");
  for (const World::Input& input : world.inputs())
    if (input.path.find('/') != std::string::npos || !std::filesystem::is_regular_file(input.file)) return;
  if (!is_small(parse_toml(resolved, "resolved.toml"))) return;
  takes([&] {
    const Workers alone(1);
    world.build(alone);
    world.about();
    world.warnings();
    for (std::size_t arm = 0; arm < std::min<std::size_t>(world.arms().size(), 3); ++arm) {
      const std::unique_ptr<Run> run = world.start(arm, 0, alone);
      const std::unique_ptr<MetricObserver> numbers = world.metric_observer();
      Observer* const observers[] = {numbers.get()};
      live(*run, alone, observers);
      demand(numbers->values(*run).size() == world.metrics().size(), "a run has a number for every metric");
    }
  });
}

}  // namespace kantel::fuzz
