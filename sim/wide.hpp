// How loops over a block of employees are vectorised, with the same bytes on every machine: nothing is fused, sums have
// fixed lanes, so the width of the vectors decides nothing.
#pragma once

// KANTEL_ROWS marks a loop over rows: rows do not depend on each other, though the compiler cannot see that columns are
// distinct. KANTEL_WIDE marks a function that is compiled for AVX2 too and chosen at run time (not under sanitizers,
// whose start-up comes after the choice).
#if defined(__clang__)
#define KANTEL_ROWS _Pragma("clang loop vectorize(assume_safety)")
#define KANTEL_WIDE
#else
#define KANTEL_ROWS _Pragma("GCC ivdep")
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define KANTEL_WIDE [[gnu::target_clones("avx2", "default")]]
#else
#define KANTEL_WIDE
#endif
#endif
