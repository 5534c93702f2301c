// Declared settings: read with every error at once, written so that they read back.
#include "sim/input/declare.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace kantel;

namespace {

enum class Shape { flat, steep, mixed };
constexpr std::array<std::string_view, 3> shapes{"flat", "steep", "mixed"};
constexpr std::span<const std::string_view> names_of(Shape) { return shapes; }
struct Toy {
  double rate = 0.5;
  std::optional<double> effort;
  std::int64_t days = 10;
  Shape shape = Shape::flat;
  std::optional<std::int64_t> deadline;
  bool wide = false;
  std::string name = "none";
  std::vector<std::int64_t> levels;
};
const auto toy_keys = declare<Toy>({
    {.name = "rate", .member = &Toy::rate, .low = 0, .high = 1},
    {.name = "effort", .member = &Toy::effort, .low = 0.01, .high = 5},
    {.name = "days", .member = &Toy::days, .low = 1, .high = 100},
    {.name = "shape", .member = &Toy::shape},
    {.name = "deadline", .member = &Toy::deadline, .low = 0, .high = 100},
    {.name = "wide", .member = &Toy::wide},
    {.name = "name", .member = &Toy::name},
    {.name = "levels", .member = &Toy::levels, .low = 1, .high = 1000},
});

struct Outcome {
  Toy toy;
  std::vector<Problem> problems;
};
Outcome read(const std::string& toml) {
  Outcome outcome;
  Problems problems;
  read_table<Toy>(parse_toml(toml, "toy.toml"), "toy", toy_keys, outcome.toy, problems);
  outcome.problems = problems.list();
  return outcome;
}
Problem only_problem(const std::string& toml) {
  const Outcome outcome = read(toml);
  INFO(toml);
  REQUIRE(outcome.problems.size() == 1);
  return outcome.problems[0];
}

}  // namespace

TEST_CASE("what is not written keeps its default, what is written is read") {
  CHECK(read("").toy.rate == 0.5);
  CHECK_FALSE(read("").toy.effort);
  const Toy toy = read(
                      "rate = 1\neffort = 2.5\ndays = 7\nshape = \"steep\"\ndeadline = 0\nwide = true\nname = "
                      "\"x\"\nlevels = [5, 50]")
                      .toy;
  CHECK(toy.rate == 1);
  CHECK(toy.effort == 2.5);
  CHECK(toy.days == 7);
  CHECK(toy.shape == Shape::steep);
  CHECK(toy.deadline == 0);
  CHECK(toy.wide);
  CHECK(toy.name == "x");
  CHECK(toy.levels == std::vector<std::int64_t>{5, 50});
}

TEST_CASE("both ends of a range are allowed and nothing beyond") {
  CHECK(read("rate = 0").problems.empty());
  CHECK(read("rate = 1.0").problems.empty());
  const Problem above = only_problem("days = 5\nrate = 1.0000001");
  CHECK(above.place.line == 2);
  CHECK(above.place.key == "toy.rate");
  CHECK(above.allowed == "0 to 1");
  CHECK(only_problem("days = 0").allowed == "1 to 100");
  CHECK(only_problem("effort = 0").allowed == "0.01 to 5");
  CHECK_FALSE(only_problem("levels = [5, 0]").allowed.empty());
}

TEST_CASE("NaN and infinity are refused where no range allows them") {
  CHECK(only_problem("rate = nan").allowed == "0 to 1");
  CHECK(only_problem("rate = inf").allowed == "0 to 1");
  CHECK(only_problem("effort = nan").allowed == "0.01 to 5");
}

TEST_CASE("a value of another type is refused and what is wanted is said") {
  for (const char* wrong : {"rate = \"much\"", "rate = true", "days = 2.5", "days = \"7\"", "wide = 1", "shape = 1",
                            "name = 3", "levels = 5", "levels = [1.5]", "deadline = true", "rate = {}"})
    CHECK_FALSE(only_problem(wrong).allowed.empty());
}

TEST_CASE("a refused value leaves the default in place") {
  CHECK(read("rate = 7").toy.rate == 0.5);
  CHECK(read("shape = \"round\"").toy.shape == Shape::flat);
  CHECK(read("days = 7.5").toy.days == 10);
}

TEST_CASE("an unknown key and an unknown word come with the nearest valid one") {
  const Problem key = only_problem("rat = 0.5");
  CHECK(key.nearest == "rate");
  CHECK(key.place.line == 1);
  const Problem word = only_problem("shape = \"steap\"");
  CHECK(word.nearest == "steep");
  CHECK(word.allowed == "one of flat, steep, mixed");
}

TEST_CASE("all errors of a table are told at once") {
  const Outcome outcome = read("rate = 7\ndays = \"x\"\nshape = \"round\"\nunheard = 1");
  CHECK(outcome.problems.size() == 4);
}

TEST_CASE("something that is no table is one problem") {
  Problems problems;
  Toy toy;
  read_table<Toy>(*parse_toml("toy = 3", "toy.toml").find("toy"), "toy", toy_keys, toy, problems);
  CHECK(problems.list().size() == 1);
}

TEST_CASE("what is written reads back to the same settings") {
  const Toy toy = read("rate = 0.1\neffort = 2.5\ndays = 7\nshape = \"mixed\"\nwide = true\nlevels = [5, 50]").toy;
  std::string text;
  for (const Key<Toy>& key : toy_keys)
    if (const std::string value = written(key, toy); !value.empty())
      text += std::string(key.name) + " = " + value + "\n";
  const Outcome back = read(text);
  CHECK(back.problems.empty());
  for (const Key<Toy>& key : toy_keys) CHECK(written(key, back.toy) == written(key, toy));
}

TEST_CASE("numbers are written as short as reads back") {
  CHECK(shortest(0.1) == "0.1");
  CHECK(shortest(0.1f) == "0.1");
  CHECK(shortest(-0.0) == "0");
  CHECK(shortest(infinite) == "inf");
  CHECK(shortest(std::nan("")) == "nan");
  CHECK(range_text(0, infinite) == "at least 0");
  CHECK(range_text(-infinite, infinite) == "any number");
}
