// What a scenario's question asks, as data.
#include "models/asks.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace kantel;

namespace {

constexpr std::array<std::string_view, 3> arms{"rollout", "movement", "hybrid"};
constexpr std::array<std::string_view, 3> metrics{"durable_end", "dip_depth", "exits"};

Problems problems_of(std::string_view text) {
  Problems problems;
  parse_asks(text, arms, metrics, {"scenario.toml", 3, "asks"}, problems);
  return problems;
}

}  // namespace

TEST_CASE("a question names arms, the first against the others, and metrics in order") {
  Problems problems;
  const Asks asks =
      parse_asks("rollout against movement, hybrid on dip, durable_end", arms, metrics, {"", 1, "asks"}, problems);
  CHECK_FALSE(problems.any());
  CHECK(asks.arms == std::vector<std::string>{"rollout", "movement", "hybrid"});
  CHECK(asks.metrics == std::vector<std::string>{"dip_depth", "durable_end"});
  CHECK(parse_asks("on exits", arms, metrics, {}, problems).metrics == std::vector<std::string>{"exits"});
  CHECK(parse_asks("hybrid against rollout", arms, metrics, {}, problems).arms.size() == 2);
  CHECK(parse_asks("", arms, metrics, {}, problems).arms.empty());
  CHECK_FALSE(problems.any());
}

TEST_CASE("a question that cannot be read says all that is wrong, with the nearest name") {
  const Problems wrong = problems_of("rolout against movement on durable_ends, exits, exits");
  REQUIRE(wrong.list().size() == 3);
  CHECK_THAT(wrong.list()[0].message, Catch::Contains("knows no arm") && Catch::Contains("rolout"));
  CHECK(wrong.list()[0].nearest == "rollout");
  CHECK(wrong.list()[1].nearest == "durable_end");
  CHECK_THAT(wrong.list()[2].message, Catch::Contains("names the metric") && Catch::Contains("twice"));
  for (const char* text : {"rollout", "rollout against movement against hybrid", "rollout against on exits",
                           "rollout against movement on", "rollout against rollout", "on exits on exits"}) {
    INFO(text);
    CHECK(problems_of(text).any());
  }
}
