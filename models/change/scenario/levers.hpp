// Own levers instead of a policy's: `levers = { autonomy_support = .8, … }` of an arm or an event.
#pragma once
#include "models/change/leading/policies.hpp"
#include "sim/input/tables.hpp"

namespace kantel {

struct LeverSettings {
  double autonomy_support = 0, structure = 0, care = 0, pressure = 0, vision = 0;
  Levers levers() const {
    return {static_cast<float>(autonomy_support), static_cast<float>(structure), static_cast<float>(care),
            static_cast<float>(pressure), static_cast<float>(vision)};
  }
};

inline std::span<const Key<LeverSettings>> lever_keys() {
  using L = LeverSettings;
  static const auto keys = declare<L>({
      {"autonomy_support", &L::autonomy_support, 0, 1, "AS", "", "room, and reasons instead of orders"},
      {"structure", &L::structure, 0, 1, "ST", "", "structure and coaching"},
      {"care", &L::care, 0, 1, "RE", "", "relational care"},
      {"pressure", &L::pressure, 0, 1, "D", "", "directive pressure with monitoring"},
      {"vision", &L::vision, 0, 1, "V", "", "vision and rationale"},
  });
  return keys;
}

inline std::optional<Levers> read_levers(const Value& table, const std::string& path, Problems& problems) {
  LeverSettings settings;
  read_table(table, path, lever_keys(), settings, problems);
  return settings.levers();
}

// "{ autonomy_support = 0.8, … }", all five.
inline std::string written(const Levers& u) {
  std::string text = "{ ";
  const float values[] = {u.autonomy_support, u.structure, u.care, u.pressure, u.vision};
  for (std::size_t i = 0; i < std::size(values); ++i)
    text += (i == 0 ? "" : ", ") + std::string(lever_keys()[i].name) + " = " + shortest(values[i]);
  return text + " }";
}

}  // namespace kantel
