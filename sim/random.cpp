// Philox over a block of employees. Of the four words that enter only the employee differs between rows, so the first
// round and half of the second are computed once; and a product of two 32-bit words fills a 64-bit lane, so in vectors
// even and odd rows stand apart and nothing is moved between lanes until the end. The compiler finds neither.
#include "sim/random.hpp"

#include "sim/wide.hpp"

#ifdef KANTEL_AVX2
#include <immintrin.h>
#endif

namespace kantel {

namespace {

void one_by_one(const KeyedRandom& random, std::uint32_t first, int count, std::uint32_t day,
                std::uint32_t purpose_group, const std::array<std::uint32_t*, 4>& out) {
  for (int i = 0; i < count; ++i) {
    const FourDraws four = random.four(first + static_cast<std::uint32_t>(i), day, purpose_group);
    for (std::size_t purpose = 0; purpose < 4; ++purpose) out[purpose][i] = four[purpose];
  }
}

#ifdef KANTEL_AVX2
constexpr std::uint32_t by_even = 0xD2511F53, by_odd = 0xCD9E8D57, to_key0 = 0x9E3779B9, to_key1 = 0xBB67AE85;

// What is the same for every row: the first round, half of the second, and the keys of the other five.
struct Shared {
  std::uint32_t to_word2, to_word0, then_word2, then_word3;
  std::array<std::uint32_t, 5> keys0, keys1;
};
Shared shared(std::uint32_t key0, std::uint32_t key1, std::uint32_t replicate, std::uint32_t day,
              std::uint32_t purpose_group) {
  const std::uint64_t odd_first = std::uint64_t{by_odd} * purpose_group;
  const std::uint64_t even_second = std::uint64_t{by_even} * (static_cast<std::uint32_t>(odd_first >> 32) ^ day ^ key0);
  Shared all{replicate ^ key1,
             static_cast<std::uint32_t>(odd_first) ^ (key0 + to_key0),
             static_cast<std::uint32_t>(even_second >> 32) ^ (key1 + to_key1),
             static_cast<std::uint32_t>(even_second),
             {},
             {}};
  for (std::uint32_t round = 0; round < 5; ++round) {
    all.keys0[round] = key0 + (round + 2) * to_key0;
    all.keys1[round] = key1 + (round + 2) * to_key1;
  }
  return all;
}

#define KANTEL_HERE [[gnu::target("avx2"), gnu::always_inline]] inline

KANTEL_HERE __m256i everywhere(std::uint32_t word) { return _mm256_set1_epi64x(static_cast<long long>(word)); }
KANTEL_HERE __m256i high(__m256i product) { return _mm256_srli_epi64(product, 32); }
KANTEL_HERE void store(std::uint32_t* out, __m256i even, __m256i odd) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xAA));
}

// Eight rows at a time; what is over is left to one_by_one. Returns how many were made.
[[gnu::target("avx2")]] int eight_by_eight(const Shared& all, std::uint32_t first, int count,
                                           const std::array<std::uint32_t*, 4>& out) {
  const __m256i even_factor = everywhere(by_even), odd_factor = everywhere(by_odd);
  const __m256i to_word2 = everywhere(all.to_word2), to_word0 = everywhere(all.to_word0);
  const __m256i then_word2 = everywhere(all.then_word2), then_word3 = everywhere(all.then_word3);
  __m256i keys0[5], keys1[5];
  for (std::size_t round = 0; round < 5; ++round)
    keys0[round] = everywhere(all.keys0[round]), keys1[round] = everywhere(all.keys1[round]);
  __m256i rows =
      _mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(first)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  int i = 0;
  for (; i + 8 <= count; i += 8, rows = _mm256_add_epi32(rows, _mm256_set1_epi32(8))) {
    __m256i words[2][4];
    for (int odd_rows = 0; odd_rows < 2; ++odd_rows) {
      // The upper half of a lane is never read: a product takes the lower halves.
      __m256i even = _mm256_mul_epu32(even_factor, odd_rows ? high(rows) : rows);
      __m256i odd = _mm256_mul_epu32(odd_factor, _mm256_xor_si256(high(even), to_word2));
      __m256i word0 = _mm256_xor_si256(high(odd), to_word0), word1 = odd;
      __m256i word2 = _mm256_xor_si256(then_word2, even), word3 = then_word3;
      for (int round = 0; round < 5; ++round) {
        even = _mm256_mul_epu32(even_factor, word0);
        odd = _mm256_mul_epu32(odd_factor, word2);
        word0 = _mm256_xor_si256(_mm256_xor_si256(high(odd), keys0[round]), word1);
        word2 = _mm256_xor_si256(_mm256_xor_si256(high(even), keys1[round]), word3);
        word1 = odd;
        word3 = even;
      }
      words[odd_rows][0] = word0, words[odd_rows][1] = word1, words[odd_rows][2] = word2, words[odd_rows][3] = word3;
    }
    for (std::size_t purpose = 0; purpose < 4; ++purpose) store(out[purpose] + i, words[0][purpose], words[1][purpose]);
  }
  return i;
}
#undef KANTEL_HERE

// The same, sixteen rows at a time: half the instructions, and one for an exclusive or of three.
#define KANTEL_HERE [[gnu::target("avx512f"), gnu::always_inline]] inline

KANTEL_HERE __m512i wide(std::uint32_t word) { return _mm512_set1_epi64(static_cast<long long>(word)); }
// Of the forms that name a mask, as GCC 12 warns of an unset register in the others.
KANTEL_HERE __m512i wide_product(__m512i a, __m512i b) { return _mm512_maskz_mul_epu32(0xFF, a, b); }
KANTEL_HERE __m512i wide_high(__m512i product) { return _mm512_maskz_srli_epi64(0xFF, product, 32); }
KANTEL_HERE __m512i different(__m512i a, __m512i b, __m512i c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }

[[gnu::target("avx512f")]] int sixteen_by_sixteen(const Shared& all, std::uint32_t first, int count,
                                                  const std::array<std::uint32_t*, 4>& out) {
  const __m512i even_factor = wide(by_even), odd_factor = wide(by_odd);
  const __m512i to_word2 = wide(all.to_word2), to_word0 = wide(all.to_word0);
  const __m512i then_word2 = wide(all.then_word2), then_word3 = wide(all.then_word3);
  __m512i keys0[5], keys1[5];
  for (std::size_t round = 0; round < 5; ++round)
    keys0[round] = wide(all.keys0[round]), keys1[round] = wide(all.keys1[round]);
  __m512i rows = _mm512_add_epi32(_mm512_set1_epi32(static_cast<int>(first)),
                                  _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
  int i = 0;
  for (; i + 16 <= count; i += 16, rows = _mm512_add_epi32(rows, _mm512_set1_epi32(16))) {
    __m512i words[2][4];
    for (int odd_rows = 0; odd_rows < 2; ++odd_rows) {
      __m512i even = wide_product(even_factor, odd_rows ? wide_high(rows) : rows);
      __m512i odd = wide_product(odd_factor, _mm512_xor_si512(wide_high(even), to_word2));
      __m512i word0 = _mm512_xor_si512(wide_high(odd), to_word0), word1 = odd;
      __m512i word2 = _mm512_xor_si512(then_word2, even), word3 = then_word3;
      for (int round = 0; round < 5; ++round) {
        even = wide_product(even_factor, word0);
        odd = wide_product(odd_factor, word2);
        word0 = different(wide_high(odd), keys0[round], word1);
        word2 = different(wide_high(even), keys1[round], word3);
        word1 = odd;
        word3 = even;
      }
      words[odd_rows][0] = word0, words[odd_rows][1] = word1, words[odd_rows][2] = word2, words[odd_rows][3] = word3;
    }
    for (std::size_t purpose = 0; purpose < 4; ++purpose)
      _mm512_storeu_si512(
          out[purpose] + i,
          _mm512_mask_mov_epi32(words[0][purpose], 0xAAAA, _mm512_maskz_slli_epi64(0xFF, words[1][purpose], 32)));
  }
  return i;
}
#undef KANTEL_HERE
#endif

}  // namespace

void KeyedRandom::fill_columns(std::uint32_t first, int count, std::uint32_t day, std::uint32_t purpose_group,
                               std::array<std::uint32_t*, 4> out) const {
  int made = 0;
#ifdef KANTEL_AVX2
  const Shared all = shared(key0_, key1_, replicate_, day, purpose_group);
  if (__builtin_cpu_supports("avx512f"))
    made = sixteen_by_sixteen(all, first, count, out);
  else if (__builtin_cpu_supports("avx2"))
    made = eight_by_eight(all, first, count, out);
#endif
  for (std::uint32_t*& words : out) words += made;
  one_by_one(*this, first + static_cast<std::uint32_t>(made), count - made, day, purpose_group, out);
}

}  // namespace kantel
