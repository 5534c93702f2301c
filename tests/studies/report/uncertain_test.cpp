// Words for how many draws of the parameters an order holds in.
#include "studies/report/uncertain.hpp"

#include <catch2/catch.hpp>

using namespace kantel::report;

TEST_CASE("a share of draws is told in tenths, and never as all or none where it is not") {
  CHECK(share_words(64, 64, " draws") == "all 64 draws");
  CHECK(share_words(58, 64, " draws") == "58 of 64 draws (9 in 10)");
  CHECK(share_words(63, 64, " draws") == "63 of 64 draws (more than 9 in 10)");
  CHECK(share_words(32, 64, " draws") == "32 of 64 draws (5 in 10)");
  CHECK(share_words(1, 64, " draws") == "1 of 64 draws (fewer than 1 in 10)");
  CHECK(share_words(0, 64, " draws") == "0 of 64 draws (none)");
}
