// Span: who leads more than span_full people has less for each, u·min(1, span_full/span).
#include <algorithm>
#include <cmath>

#include "models/change/leading/pipeline.hpp"

namespace kantel {

namespace steps {
extern const TeamStep span;
}
const TeamStep steps::span{.name = "span",
                           .sentence = "who leads many has less for each",
                           .is_on = [](const Day& day) { return std::isfinite(day.arm.span_full); },
                           .apply =
                               [](const Day& day, std::uint32_t team, const Levers& led) {
                                 // Where nobody leads, nobody has too many to lead.
                                 const double led_by_one = day.organisation.nobody_leads() ? 1 : day.teams.size[team];
                                 const auto share = static_cast<float>(std::min(1.0, day.arm.span_full / led_by_one));
                                 return Levers{led.autonomy_support * share, led.structure * share, led.care * share,
                                               led.pressure * share, led.vision * share};
                               }};

}  // namespace kantel
