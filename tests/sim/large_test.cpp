#include "sim/large.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <numeric>

using namespace kantel;

TEST_CASE("a large vector holds what a vector holds, whatever its size") {
  for (const std::size_t size : {0u, 1u, 1000u, (4u << 20) - 1, 4u << 20, (4u << 20) + 1, 9'000'000u}) {
    LargeVector<std::uint8_t> bytes(size, 7);
    bytes.push_back(8);  // moves to a larger place
    CHECK(std::accumulate(bytes.begin(), bytes.end(), std::uint64_t{0}) == 7 * size + 8);
    LargeVector<std::uint8_t> copy = bytes;
    bytes = {};
    CHECK(copy.size() == size + 1);
    CHECK(copy.back() == 8);
  }
}

TEST_CASE("more memory than there can be is refused as by a vector") {
  LargeVector<std::uint64_t> none;
  CHECK_THROWS(none.resize(std::size_t{1} << 60));
}
