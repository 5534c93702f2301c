// How loops over a block of employees are vectorised, with the same bytes on every machine: nothing is fused, sums have
// fixed lanes, so the width of the vectors decides nothing.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>

// KANTEL_ROWS marks a loop over rows: rows do not depend on each other, though the compiler cannot see that columns are
// distinct. KANTEL_WIDE marks a function that is compiled for AVX2 and AVX-512 too and chosen at run time (not under
// sanitizers, whose start-up comes after the choice, nor when KANTEL_BASELINE asks for the narrow path everywhere).
#if defined(__clang__)
#define KANTEL_ROWS _Pragma("clang loop vectorize(assume_safety)")
#define KANTEL_WIDE
#else
#define KANTEL_ROWS _Pragma("GCC ivdep")
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(KANTEL_BASELINE)
#define KANTEL_WIDE [[gnu::target_clones("arch=x86-64-v4", "avx2", "default")]]
#define KANTEL_AVX2
#else
#define KANTEL_WIDE
#endif
#endif

// What a wide function calls must become part of it, or stays narrow.
#define KANTEL_INLINE [[gnu::always_inline]] inline

namespace kantel {

// Visits the bytes that have any of these bits, in order. Rare ones cost little: eight are looked at together.
template <class Visit>
void for_each_with(const std::uint8_t* bytes, std::size_t count, std::uint8_t bits, Visit visit) {
  const std::uint64_t wanted = bits * std::uint64_t{0x0101010101010101};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes + i, sizeof word);
    if ((word & wanted) == 0) continue;
    for (std::size_t at = i; at < i + 8; ++at)
      if (bytes[at] & bits) visit(at);
  }
  for (; i < count; ++i)
    if (bytes[i] & bits) visit(i);
}

}  // namespace kantel
