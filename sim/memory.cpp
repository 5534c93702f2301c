#include "sim/memory.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <limits>

namespace kantel {

double memory_of_machine() {
  double bytes = std::numeric_limits<double>::infinity();
#if defined(_SC_PHYS_PAGES) && !defined(__EMSCRIPTEN__)
  if (const long pages = ::sysconf(_SC_PHYS_PAGES); pages > 0)
    bytes = static_cast<double>(pages) * static_cast<double>(::sysconf(_SC_PAGESIZE));
#endif
  double allowed = 0;
  if (std::ifstream("/sys/fs/cgroup/memory.max") >> allowed && allowed > 0) bytes = std::min(bytes, allowed);
  return bytes;
}

}  // namespace kantel
