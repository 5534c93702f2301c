// Champions: who starts the practice before anybody else, and how they are chosen.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "sim/input/declare.hpp"

namespace kantel {

enum class ChampionRule { at_random, by_degree, by_betweenness, by_openness, as_volunteers, among_managers };
inline constexpr std::array<std::string_view, 6> champion_rule_names{"at_random",   "by_degree",     "by_betweenness",
                                                                     "by_openness", "as_volunteers", "among_managers"};
constexpr std::span<const std::string_view> names_of(ChampionRule) { return champion_rule_names; }
struct Champions {
  double share = 0;
  ChampionRule chosen = ChampionRule::at_random;
};

inline std::span<const Key<Champions>> champion_keys() {
  static const auto keys = declare<Champions>({
      {.name = "share",
       .member = &Champions::share,
       .low = 0,
       .high = 1,
       .unit = "share of employees",
       .sentence = "champions at day 0: this share of everyone, rounded up"},
      {.name = "chosen",
       .member = &Champions::chosen,
       .sentence = "how they are chosen; ties in rank are broken by keyed draw"},
  });
  return keys;
}

}  // namespace kantel
