#include "models/change/leading/effort.hpp"

namespace kantel {

// A lever that a policy does not use stays at 0: more effort makes no participative leader press.
Levers scaled_to(const Levers& levers, const std::optional<float>& effort) {
  if (!effort) return levers;
  const std::array<float, 5> listed{levers.autonomy_support, levers.structure, levers.care, levers.pressure,
                                    levers.vision};
  std::array<float, 5> u = shared_out<5>(listed, *effort);
  for (std::size_t i = 0; i < 5; ++i)
    if (listed[i] == 0) u[i] = 0;
  return {u[0], u[1], u[2], u[3], u[4]};
}

}  // namespace kantel
