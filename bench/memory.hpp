// Peak resident memory of this process, in bytes (Linux), for benchmarks that report it.
#pragma once
#include <sys/resource.h>

namespace kantel_bench {

inline double peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

}  // namespace kantel_bench
