// The draws of an organisation: one key a purpose, from the organisation's own stream; then pairs of people, positions
// and counters are hashed with it (splitmix64, sim/random.hpp). A draw depends on the seed and on what it is about, so
// that either end of a pair, and any thread, draws the same.
#pragma once
#include <cstdint>

#include "sim/random.hpp"

namespace kantel {

// What the draws of an organisation are for.
enum class OrganisationPurpose : std::uint32_t {
  spans,
  leaders,
  upper_spans,
  staff,
  manager_tie,
  sibling_tie,
  colleague_tie,
  circle_tie,
  circle_sizes,
  sociability,
  circle_place,
  team_sizes,
  lead,
  programme,
  programme_member
};

// The key of one purpose's draws: pairs, positions and counters are hashed with it.
inline std::uint64_t purpose_key(std::uint64_t seed, OrganisationPurpose purpose) {
  constexpr std::uint32_t organisation_stream = 0xFFFFFFFF;  // no replicate has this number
  const FourDraws draws = KeyedRandom(seed, organisation_stream).four(0, 0, static_cast<std::uint32_t>(purpose));
  return std::uint64_t{draws[0]} << 32 | draws[1];
}
constexpr std::uint32_t keyed_draw(std::uint64_t key, std::uint64_t what) {
  return static_cast<std::uint32_t>(hashed(key ^ what) >> 32);
}
// Two people, in either order. Without a branch, which would be a coin toss.
constexpr std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) {
  const std::uint32_t swapped = (a ^ b) & -static_cast<std::uint32_t>(a > b);
  return std::uint64_t{a ^ swapped} << 32 | (b ^ swapped);
}
// A draw in [0, range), range < 2^32.
constexpr std::uint32_t keyed_choice(std::uint64_t key, std::uint64_t what, std::uint32_t range) {
  return static_cast<std::uint32_t>((std::uint64_t{keyed_draw(key, what)} * range) >> 32);
}

}  // namespace kantel
