// What a tie counts for, [tie_weights]: by its layers, and more or less among one's own.
#pragma once
#include <cstdint>
#include <span>

#include "sim/input/declare.hpp"

namespace kantel {

struct TieWeights {
  std::int64_t informal = 1, reporting = 1, team = 1, dotted = 1, mentoring = 1;
  std::int64_t own_cohort_weight = 1;
};

inline constexpr double heaviest_tie = 16;

inline std::span<const Key<TieWeights>> tie_weight_keys() {
  using W = TieWeights;
  static const auto keys = declare<W>({
      {.name = "informal",
       .member = &W::informal,
       .low = 0,
       .high = heaviest_tie,
       .sentence = "what an informal tie counts for; 0: it is not felt",
       .source = "choice"},
      {.name = "reporting",
       .member = &W::reporting,
       .low = 0,
       .high = heaviest_tie,
       .sentence =
           "what a tie with the own manager, or with who reports to one, counts for (organisation.add_manager_ties, "
           "or a file of ties)",
       .source = "choice"},
      {.name = "team",
       .member = &W::team,
       .low = 0,
       .high = heaviest_tie,
       .sentence = "what a tie within a team counts for (organisation.team_ties, or a file of ties)",
       .source = "choice"},
      {.name = "dotted",
       .member = &W::dotted,
       .low = 0,
       .high = heaviest_tie,
       .sentence = "what a tie along a dotted line counts for (a file of ties)",
       .source = "choice"},
      {.name = "mentoring",
       .member = &W::mentoring,
       .low = 0,
       .high = heaviest_tie,
       .sentence = "what a tie of mentoring counts for (reverse_mentoring, or a file of ties)",
       .source = "choice"},
      {.name = "own_cohort_weight",
       .member = &W::own_cohort_weight,
       .low = 0,
       .high = heaviest_tie,
       .sentence = "ties inside one cohort count for so many times as much",
       .source = "choice"},
  });
  return keys;
}

}  // namespace kantel
