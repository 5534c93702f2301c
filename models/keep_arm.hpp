// What any scenario asks of its arms' names, and one arm alone, as `kantel run` wants it.
#pragma once
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "sim/input/diagnostics.hpp"

namespace kantel {

// Tables name a difference "later-earlier": no arm and no other difference may be called the same.
template <class SomeArm>
void check_pair_names(const std::vector<SomeArm>& arms, const Place& place, Problems& problems) {
  constexpr std::size_t most_arms = 100, longest_name = 200;
  if (arms.size() > most_arms) {
    problems.add(place, "there are " + std::to_string(arms.size()) + " arms", "at most 100: every two are compared");
    return;
  }
  for (const SomeArm& arm : arms)
    if (arm.name.size() > longest_name)
      problems.add(place, "the name " + shown(arm.name) + " has " + std::to_string(arm.name.size()) + " bytes",
                   "at most 200");
  std::map<std::string, std::string> taken;  // a name, and whose it is
  for (const SomeArm& arm : arms) taken.emplace(arm.name, "an arm");
  for (std::size_t later = 0; later < arms.size(); ++later)
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const std::string whose = "the difference of \"" + arms[later].name + "\" and \"" + arms[earlier].name + "\"";
      const auto [known, fresh] = taken.emplace(arms[later].name + "-" + arms[earlier].name, whose);
      if (!fresh)
        problems.add(place, "\"" + known->first + "\" would be the name of " + whose + " and of " + known->second,
                     "another name of an arm");
    }
}

// "" where there is but one. Throws InputError.
template <class SomeArm>
void keep_arm(std::vector<SomeArm>& arms, const std::string& name) {
  std::vector<std::string_view> names;
  for (const SomeArm& arm : arms) names.push_back(arm.name);
  if (name.empty()) {
    if (arms.size() > 1) throw InputError({{"", 0, "--arm"}, "is missing", "one of " + joined(names), ""});
    return;
  }
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    throw InputError({{"", 0, "--arm"},
                      "there is no arm \"" + name.substr(0, 60) + "\"",
                      "one of " + joined(names),
                      nearest_name(name, names)});
  arms = {arms[static_cast<std::size_t>(found - names.begin())]};
}

}  // namespace kantel
