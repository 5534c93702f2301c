// Types of work: Perrow's four technologies [1967, doi 10.2307/2091811], by how many exceptions turn up and whether
// they can be analysed. Units of one type differ from those of another in what a change asks of them (models/change).
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace kantel {

enum class WorkType : std::uint8_t {
  routine,      // few exceptions, which can be analysed
  engineering,  // many exceptions, which can be analysed
  craft,        // few exceptions, which cannot
  nonroutine,   // many exceptions, which cannot
  unsaid        // nobody says
};
inline constexpr std::array<std::string_view, 4> work_names{"routine", "engineering", "craft", "nonroutine"};

}  // namespace kantel
