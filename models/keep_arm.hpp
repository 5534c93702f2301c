// Of a scenario's arms one alone, as `kantel run` wants it.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "sim/input/diagnostics.hpp"

namespace kantel {

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
