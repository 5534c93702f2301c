// Backing: a manager who does not follow leads as on any other day, without vision. No mandate passes such a manager
// (mandate.cpp).
#include "models/change/leading/pipeline.hpp"

namespace kantel {

namespace steps {
extern const TeamStep backing;
}
const TeamStep steps::backing{.name = "backing",
                              .sentence = "managers who do not follow lead as on any other day, without vision",
                              .is_on = [](const Day& day) { return !day.team_follows.empty(); },
                              .apply =
                                  [](const Day& day, std::uint32_t team, const Levers& led) {
                                    return day.team_follows[team] ? led : Levers{.5f, .5f, .5f, 0, 0};
                                  }};

}  // namespace kantel
