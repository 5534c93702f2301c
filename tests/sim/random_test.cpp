// Keyed draws against the published generator, and against chance along every part of the key. Seeds are fixed, so a
// passing test passes for ever; a p-value below 1e-5 on either side would be one in fifty thousand.
#include "sim/random.hpp"

#include <Random123/philox.h>
#undef philox4x32  // the library's macro has the name of our function

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "sim/mathematics.hpp"

using namespace kantel;

namespace {

// A stream that walks along one part of the key while the others stand still.
struct Walk {
  std::string along;
  std::function<std::uint32_t(std::uint32_t)> draw;
};

std::vector<Walk> walks(std::uint64_t seed) {
  const KeyedRandom random(seed, 3);
  return {
      {"employees", [random](std::uint32_t i) { return random.draw(i, 17, 1); }},
      {"days", [random](std::uint32_t i) { return random.draw(4211, i, 1); }},
      {"purposes", [random](std::uint32_t i) { return random.draw(4211, 17, i); }},
      {"replicates", [seed](std::uint32_t i) { return KeyedRandom(seed, i).draw(4211, 17, 1); }},
      {"seeds", [seed](std::uint32_t i) { return KeyedRandom(seed + i, 3).draw(4211, 17, 1); }},
  };
}

void looks_like_chance(double below, const std::string& what) {
  INFO(what << ": the distribution function is " << below);
  CHECK(std::min(below, 1 - below) * 2 > 1e-5);
}

double chi_square_below(const std::vector<double>& counts, double expected) {
  double sum = 0;
  for (const double count : counts) sum += (count - expected) * (count - expected) / expected;
  return boost::math::cdf(boost::math::chi_squared(static_cast<double>(counts.size() - 1)), sum);
}

constexpr std::uint32_t length = 1 << 18;

}  // namespace

TEST_CASE("the generator is Random123's Philox at seven and at ten rounds") {
  using Library = r123::Philox4x32_R<7>;
  using Library10 = r123::Philox4x32_R<10>;
  std::uint32_t word = 1;
  const auto next = [&] { return word = static_cast<std::uint32_t>(hashed(word)); };
  for (int trial = 0; trial < 1000; ++trial) {
    FourDraws counter{next(), next(), next(), next()};
    std::uint32_t key0 = next(), key1 = next();
    if (trial < 2) counter = {trial ? ~0u : 0, trial ? ~0u : 0, trial ? ~0u : 0, trial ? ~0u : 0};
    if (trial < 2) key0 = key1 = counter[0];
    const Library::ctr_type c{{counter[0], counter[1], counter[2], counter[3]}};
    const Library::key_type k{{key0, key1}};
    const auto seven = Library{}(c, k);
    const auto ten = Library10{}(c, k);
    const FourDraws ours = philox4x32(counter, key0, key1), ours10 = philox4x32<10>(counter, key0, key1);
    for (std::size_t i = 0; i < 4; ++i) {
      REQUIRE(ours[i] == seven[i]);
      REQUIRE(ours10[i] == ten[i]);
    }
  }
}

TEST_CASE("a draw is one word of the evaluation that four neighbouring purposes share") {
  const KeyedRandom random(9, 2);
  for (std::uint32_t purpose = 0; purpose < 16; ++purpose)
    CHECK(random.draw(5, 6, purpose) == random.four(5, 6, purpose / 4)[purpose % 4]);
}

TEST_CASE("draws of consecutive employees are those of each, however many they are and wherever they begin") {
  const KeyedRandom random(77, 5);
  std::array<std::vector<std::uint32_t>, 4> columns;
  for (auto& column : columns) column.assign(140, 0);
  for (const std::uint32_t first : {0u, 3u, 0x7FFFFFF8u, 0xFFFFFF00u})
    for (const int count : {1, 7, 8, 9, 64, 127, 128}) {
      for (auto& column : columns) std::fill(column.begin(), column.end(), 0xABCDu);
      random.fill_columns(first, count, 365, 2,
                          {columns[0].data(), columns[1].data(), columns[2].data(), columns[3].data()});
      for (int i = 0; i < count; ++i) {
        const FourDraws one = random.four(first + static_cast<std::uint32_t>(i), 365, 2);
        for (std::size_t p = 0; p < 4; ++p) REQUIRE(columns[p][static_cast<std::size_t>(i)] == one[p]);
      }
      REQUIRE(columns[3][static_cast<std::size_t>(count)] == 0xABCDu);
    }
}

TEST_CASE("whatever happens may happen, and little else may") {
  std::uint32_t word = 5;
  for (const float rate : {0.f, 1e-12f, 1e-9f, 3e-7f, 4e-4f, .02f, .14f, .7f, 3.f, 20.f, 100.f}) {
    const auto both = [&](std::uint32_t draw) {
      const bool happens = unit_interval(draw) < probability(rate), may = may_happen(draw, rate);
      if (happens) REQUIRE(may);
      return std::pair{happens, may};
    };
    int does = 0, may = 0;
    for (int i = 0; i < 200'000; ++i) {
      const auto [happens, can] = both(word = static_cast<std::uint32_t>(hashed(word)));
      does += happens, may += can;
    }
    if (rate < .2f && rate > 1e-3f) CHECK(may < does * (1. + double{rate}));  // 1 + rate/2 is expected
    const auto edge = static_cast<std::uint32_t>(std::min(4294967295., std::ldexp(double{probability(rate)}, 32)));
    for (std::uint32_t off = 0; off < 3000; ++off) both(edge - off), both(edge + off), both(off), both(~off);
  }
}

TEST_CASE("draws along every part of the key are uniform in their high and low bits") {
  for (const std::uint64_t seed : {1u, 2u, 3u})
    for (const Walk& walk : walks(seed)) {
      std::vector<double> high(1024, 0), low(256, 0);
      for (std::uint32_t i = 0; i < length; ++i) {
        const std::uint32_t bits = walk.draw(i);
        ++high[bits >> 22];
        ++low[bits & 255];
      }
      looks_like_chance(chi_square_below(high, length / 1024.0), "high bits along " + walk.along);
      looks_like_chance(chi_square_below(low, length / 256.0), "low bits along " + walk.along);
    }
}

TEST_CASE("neighbouring draws along every part of the key are independent") {
  for (const std::uint64_t seed : {1u, 2u, 3u})
    for (const Walk& walk : walks(seed))
      for (const std::uint32_t lag : {1u, 2u, 4u}) {
        std::vector<double> joint(32 * 32, 0);
        double products = 0;
        std::uint32_t pairs = 0;
        for (std::uint32_t i = 0; i + lag < length; i += 2 * lag)
          for (std::uint32_t j = i; j < i + lag && j + lag < length; ++j, ++pairs) {
            const std::uint32_t a = walk.draw(j), b = walk.draw(j + lag);
            ++joint[(a >> 27) * 32 + (b >> 27)];
            products += (open_unit_interval(a) - 0.5) * (open_unit_interval(b) - 0.5) * 12;
          }
        const std::string what = walk.along + " at distance " + std::to_string(lag);
        looks_like_chance(chi_square_below(joint, pairs / 1024.0), "pairs of " + what);
        looks_like_chance(boost::math::cdf(boost::math::normal(), products / std::sqrt(pairs)),
                          "correlation of " + what);
      }
}

TEST_CASE("the same employee, day and purpose under seeds 1, 2 and 3 have nothing in common") {
  for (const auto& [one, other] : {std::pair{1u, 2u}, std::pair{2u, 3u}, std::pair{1u, 3u}}) {
    const KeyedRandom a(one, 0), b(other, 0);
    std::vector<double> joint(32 * 32, 0);
    std::uint32_t equal = 0;
    for (std::uint32_t i = 0; i < length; ++i) {
      const std::uint32_t x = a.draw(i % 512, i / 512, 1), y = b.draw(i % 512, i / 512, 1);
      ++joint[(x >> 27) * 32 + (y >> 27)];
      equal += x == y;
    }
    looks_like_chance(chi_square_below(joint, length / 1024.0), "pairs of seeds");
    CHECK(equal <= 2);
  }
}

TEST_CASE("birthday spacings along every part of the key repeat as often as chance has it") {
  // Marsaglia's test: m birthdays in a year of 2^32 days give Poisson(m³/(4·2^32)) repeated spacings.
  constexpr std::uint32_t birthdays = 4096;
  constexpr std::uint32_t years = 64;
  for (const std::uint64_t seed : {1u, 2u, 3u})
    for (const Walk& walk : walks(seed)) {
      double repeats = 0;
      for (std::uint32_t year = 0; year < years; ++year) {
        std::vector<std::uint32_t> day(birthdays);
        for (std::uint32_t i = 0; i < birthdays; ++i) day[i] = walk.draw(year * birthdays + i);
        std::sort(day.begin(), day.end());
        for (std::size_t i = birthdays - 1; i > 0; --i) day[i] -= day[i - 1];
        std::sort(day.begin(), day.end());
        for (std::size_t i = 1; i < birthdays; ++i) repeats += day[i] == day[i - 1];
      }
      looks_like_chance(boost::math::cdf(boost::math::poisson(4.0 * years), repeats), "spacings along " + walk.along);
    }
}

TEST_CASE("runs above and below the middle along every part of the key are as long as chance has it") {
  for (const std::uint64_t seed : {1u, 2u, 3u})
    for (const Walk& walk : walks(seed)) {
      double changes = 0;
      bool above = walk.draw(0) >> 31;
      for (std::uint32_t i = 1; i < length; ++i) {
        const bool now = walk.draw(i) >> 31;
        changes += now != above;
        above = now;
      }
      // Each step changes side with probability one half.
      const double z = (changes - (length - 1) / 2.0) / std::sqrt((length - 1) / 4.0);
      looks_like_chance(boost::math::cdf(boost::math::normal(), z), "runs along " + walk.along);
    }
}

TEST_CASE("the unit interval holds 0 and never 1, and its open twin holds neither") {
  CHECK(unit_interval(0) == 0.0f);
  CHECK(unit_interval(0xFFFFFFFF) < 1.0f);
  CHECK(unit_interval(0x80000000) == 0.5f);
  CHECK(open_unit_interval(0) > 0.0);
  CHECK(open_unit_interval(0xFFFFFFFF) < 1.0);
}
