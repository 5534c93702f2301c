// What each keyed draw of an adoption study is for. A new purpose gets a new number; nobody's luck shifts.
#pragma once
#include <cstdint>

namespace kantel::adoption {

enum AdoptionPurpose : std::uint32_t {
  search_start = 0,  // keyed by (parameter, start)
  withstanding = 4,  // keyed by (person) of a run
  resampling = 8,    // keyed by (place in the sample) of a resample
  splitting = 12,    // keyed by (place) of a drawn split
  using_it = 16,     // keyed by (person, day) of a run
};

}  // namespace kantel::adoption
