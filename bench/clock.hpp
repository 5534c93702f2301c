// The clock of this moment: a chain of dependent additions takes a cycle each, whatever the processor's name says it
// runs at. Clocks swing with what the neighbours do, so it is asked for before and after what is timed.
#pragma once
#include <algorithm>
#include <cstdint>
#include <ctime>

namespace kantel_bench {

// The processor's time of this program: others who wait for the same core are not in it.
inline double busy_seconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// In cycles a second; takes about a fifth of a millisecond. The best of three, as an interruption only makes it slower.
inline double clock_rate() {
  constexpr int rounds = 25'000, unrolled = 8;
  double best = 0;
  for (int trial = 0; trial < 3; ++trial) {
    std::uint64_t value = 0;
    const double start = busy_seconds();
    for (int i = 0; i < rounds; ++i)
      for (int k = 0; k < unrolled; ++k) {
        value += 3;
        asm volatile("" : "+r"(value));  // in a register, one after the other
      }
    best = std::max(best, rounds * unrolled / (busy_seconds() - start));
  }
  return best;
}

}  // namespace kantel_bench
