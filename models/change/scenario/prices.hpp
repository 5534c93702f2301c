// What a change costs, in hours and money: [prices]. Placeholders, there to be replaced by an organisation's own.
#pragma once
#include <span>

#include "sim/input/declare.hpp"

namespace kantel {

struct Prices {
  double autonomy_support = .3, structure = .5, care = .3, pressure = .6, vision = .1;
  double champion = 2, project = 1;
  double leader_hour = 70, working_hour = 50, project_hour = 90, departure = 15'000;
};

inline std::span<const Key<Prices>> price_keys() {
  using P = Prices;
  constexpr std::string_view a_week = "hours a week per direct report", money = "money an hour";
  static const auto keys = declare<P>({
      {.name = "autonomy_support",
       .member = &P::autonomy_support,
       .low = 0,
       .high = 40,
       .unit = a_week,
       .sentence = "what giving room takes, at full lever",
       .source = "assumed"},
      {.name = "structure",
       .member = &P::structure,
       .low = 0,
       .high = 40,
       .unit = a_week,
       .sentence = "what structure and coaching take, at full lever",
       .source = "assumed"},
      {.name = "care",
       .member = &P::care,
       .low = 0,
       .high = 40,
       .unit = a_week,
       .sentence = "what relational care takes, at full lever",
       .source = "assumed"},
      {.name = "pressure",
       .member = &P::pressure,
       .low = 0,
       .high = 40,
       .unit = a_week,
       .sentence = "what pressing and checking take, at full lever, of who has not made it one's own",
       .source = "assumed"},
      {.name = "vision",
       .member = &P::vision,
       .low = 0,
       .high = 40,
       .unit = a_week,
       .sentence = "what vision and rationale take, at full lever",
       .source = "assumed"},
      {.name = "champion",
       .member = &P::champion,
       .low = 0,
       .high = 40,
       .unit = "hours a week",
       .sentence = "what a champion who practises spends on others",
       .source = "assumed"},
      {.name = "project",
       .member = &P::project,
       .low = 0,
       .high = 4000,
       .unit = "hours a week per 100 people",
       .sentence = "what a project team spends on those whom a mandate has reached",
       .source = "assumed"},
      {.name = "leader_hour",
       .member = &P::leader_hour,
       .low = 0,
       .high = 1e6,
       .unit = money,
       .sentence = "of leading",
       .source = "assumed"},
      {.name = "working_hour",
       .member = &P::working_hour,
       .low = 0,
       .high = 1e6,
       .unit = money,
       .sentence = "of being trained and of champions",
       .source = "assumed"},
      {.name = "project_hour",
       .member = &P::project_hour,
       .low = 0,
       .high = 1e6,
       .unit = money,
       .sentence = "of a project team",
       .source = "assumed"},
      {.name = "departure",
       .member = &P::departure,
       .low = 0,
       .high = 1e9,
       .unit = "money",
       .sentence = "of finding and settling in a successor",
       .source = "assumed"},
  });
  return keys;
}

}  // namespace kantel
