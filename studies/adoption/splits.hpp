// Which places are fitted on and which predicted, and what a resample holds.
#pragma once
#include <cstdint>
#include <vector>

#include "studies/adoption/data.hpp"

namespace kantel::adoption {

struct Split {
  std::vector<std::size_t> train, test;
};
enum class Splitting { halves, leave_one_out };
enum class Resampling { people, places };

// Fewer places than this can be halved in every way, and are too few to resample.
constexpr std::size_t many_places = 8;

// Training halves, the larger half where the places are odd in number; `most` of them are drawn where there are more.
std::vector<Split> halves(std::size_t places, int most, std::uint64_t seed);
std::vector<Split> leave_one_out(std::size_t places);

// How often each place and each person stands in a resample. Resampling people within each place keeps every place
// once. Resampling places keeps the people of a place together, as they depend on each other.
struct Resample {
  Resampling of;
  std::vector<int> people, places;

  // People of these places alone.
  std::vector<int> people_of(const AdoptionData& data, const std::vector<std::size_t>& places) const;
};
Resample everybody(const AdoptionData& data);
Resample resampled(const AdoptionData& data, Resampling of, std::uint64_t seed, std::uint32_t number);

}  // namespace kantel::adoption
