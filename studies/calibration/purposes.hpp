// What draws of a calibration are for, numbers no run uses.
#pragma once
#include <cstdint>

namespace kantel::calibration {

inline constexpr std::uint32_t common_method = 99, raised_half = 100;

}  // namespace kantel::calibration
