// Keyed random numbers: a draw depends on (seed, replicate, day, employee, purpose) and on nothing else, so that
// neither threads, blocks nor a new process shift anybody's luck, and two arms give a person the same luck.
//
// Philox4x32 with 7 rounds (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"; seven
// rounds pass BigCrush). Written out here, in 20 lines, because the daily pass runs it over a block of employees in
// vector lanes; tests hold it against the Random123 library. The seed is hashed first: seeds 1 and 2 share nothing.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>

namespace kantel {

using FourDraws = std::array<std::uint32_t, 4>;

template <int Rounds = 7>
constexpr FourDraws philox4x32(FourDraws counter, std::uint32_t key0, std::uint32_t key1) {
  for (int round = 0; round < Rounds; ++round) {
    const std::uint64_t even = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t odd = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {static_cast<std::uint32_t>(odd >> 32) ^ counter[1] ^ key0, static_cast<std::uint32_t>(odd),
               static_cast<std::uint32_t>(even >> 32) ^ counter[3] ^ key1, static_cast<std::uint32_t>(even)};
    key0 += 0x9E3779B9;
    key1 += 0xBB67AE85;
  }
  return counter;
}

// splitmix64's finaliser (Steele, Lea & Flood 2014): a bijection of 64 bits.
constexpr std::uint64_t hashed(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
  return value ^ (value >> 31);
}

// The stream of one replicate of one seed. Purposes are the model's own numbers; four neighbouring purposes
// (4n … 4n+3) share one evaluation.
class KeyedRandom {
 public:
  constexpr KeyedRandom(std::uint64_t seed, std::uint32_t replicate)
      : key0_(static_cast<std::uint32_t>(hashed(seed))),
        key1_(static_cast<std::uint32_t>(hashed(seed) >> 32)),
        replicate_(replicate) {}

  constexpr FourDraws four(std::uint32_t employee, std::uint32_t day, std::uint32_t purpose_group) const {
    return philox4x32({employee, day, purpose_group, replicate_}, key0_, key1_);
  }
  constexpr std::uint32_t draw(std::uint32_t employee, std::uint32_t day, std::uint32_t purpose) const {
    return four(employee, day, purpose / 4)[purpose % 4];
  }
  // The same as `four` for consecutive employees, a column a purpose.
  void fill_columns(std::uint32_t first, int count, std::uint32_t day, std::uint32_t purpose_group,
                    std::array<std::uint32_t*, 4> out) const;

 private:
  std::uint32_t key0_, key1_, replicate_;
};

// 32 random bits as a number in [0, 1): never 1, so that an event of probability 1 always happens.
constexpr float unit_interval(std::uint32_t bits) {
  return std::min(static_cast<float>(bits) * 0x1p-32f, 0x1.fffffep-1f);
}
// The test that comes before "unit_interval(bits) < probability(rate)": true whenever that is, and seldom otherwise,
// since 1 - e^-rate <= rate. Whoever passes is then looked at exactly; a column of these vectorises without an exp.
constexpr bool may_happen(std::uint32_t bits, float rate) {
  return static_cast<float>(static_cast<std::int32_t>(bits >> 1)) <= rate * (0x1p31f * 1.000002f);
}
// The same in (0, 1), both ends excluded, for inverse distribution functions.
constexpr double open_unit_interval(std::uint32_t bits) { return (static_cast<double>(bits) + 0.5) * 0x1p-32; }

}  // namespace kantel
