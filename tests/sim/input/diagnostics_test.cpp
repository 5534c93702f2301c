// Messages: where, what, what is allowed, what was meant.
#include "sim/input/diagnostics.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace kantel;

namespace {
constexpr std::array<std::string_view, 5> policies{"directive", "servant", "delegating", "participative",
                                                   "laissez_faire"};
}

TEST_CASE("a slip of the pen finds the name that was meant") {
  CHECK(nearest_name("servent", policies) == "servant");
  CHECK(nearest_name("direktive", policies) == "directive");
  CHECK(nearest_name("laissez-faire", policies) == "laissez_faire");
  CHECK(nearest_name("dierctive", policies) == "directive");
  CHECK(nearest_name("delegatin", policies) == "delegating");
  CHECK(nearest_name("servant", policies) == "servant");
}

TEST_CASE("a swap of neighbours is one edit") {
  constexpr std::array<std::string_view, 2> names{"abcdef", "abdcXf"};
  CHECK(nearest_name("abdcef", names) == "abcdef");
}

TEST_CASE("nothing near is nothing suggested") {
  CHECK(nearest_name("holacracy", policies).empty());
  CHECK(nearest_name("", policies).empty());
  CHECK(nearest_name("servant", {}).empty());
  CHECK(nearest_name(std::string(100'000, 'x'), policies).empty());
}

TEST_CASE("short names are forgiven two edits but never all their letters") {
  constexpr std::array<std::string_view, 3> parameters{"p", "nu", "beta"};
  CHECK(nearest_name("bta", parameters) == "beta");
  CHECK(nearest_name("nuu", parameters) == "nu");
  CHECK(nearest_name("x", parameters) != "p");
}

TEST_CASE("a problem reads as file, line, key, message, allowed and nearest") {
  CHECK(to_string(
            Problem{{"a.toml", 7, "arm.x.policy"}, "is \"servent\", which is unknown", "one of servant", "servant"}) ==
        "a.toml:7: arm.x.policy: is \"servent\", which is unknown; allowed one of servant; did you mean servant?");
  CHECK(to_string(Problem{{"a.csv", 0, ""}, "is empty", "", ""}) == "a.csv: is empty");
}

TEST_CASE("all problems are thrown at once, and none is none") {
  Problems problems;
  CHECK_NOTHROW(problems.throw_if_any());
  problems.add({"a.toml", 1, "p"}, "first");
  problems.add({"a.toml", 2, "q"}, "second", "0 to 1");
  try {
    problems.throw_if_any();
    FAIL("nothing was thrown");
  } catch (const InputError& error) {
    CHECK(error.problems().size() == 2);
    CHECK(std::string(error.what()) == "a.toml:1: p: first\na.toml:2: q: second; allowed 0 to 1");
  }
}

TEST_CASE("names are joined with commas") {
  CHECK(joined(std::span(policies).first(2)) == "directive, servant");
  CHECK(joined({}).empty());
}

TEST_CASE("a terminal gets one line of UTF-8 and nothing that it would obey") {
  CHECK(printable("Ren\u00E9 \u4E2D") == "Ren\u00E9 \u4E2D");
  CHECK(printable("a\x1B[31mred\x7F") == "a\\x1b[31mred\\x7f");
  CHECK(printable("\xC2\x9B"
                  "31m") == "\\x9b31m");  // the same sequence in one character
  CHECK(printable("two\nlines\tand \xE9") == "two lines and \uFFFD");
  CHECK(printable("cut \xE4\xB8") == "cut \uFFFD\uFFFD");
  CHECK(to_string({{"f\x1B", 1, "k"}, "m\xFF", "", ""}) == "f\\x1b:1: k: m\uFFFD");
  const std::string accents = shown(std::string(59, 'x') + "\u00E9\u00E9");
  CHECK(accents == "\u201C" + std::string(59, 'x') + "\u2026\u201D");
}
