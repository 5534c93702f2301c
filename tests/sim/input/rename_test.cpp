// Registered tables are asked by dotted names, and former names are put right in a file's own text.
#include "sim/input/rename.hpp"

#include <catch2/catch.hpp>

using namespace kantel;

namespace {

struct Toy {
  double want = 1, after_lapse = .3;
};
struct Nested {
  std::int64_t day = 0;
};

const std::vector<DeclaredTable>& tables() {
  static const auto toy = declare<Toy>({{.name = "want", .member = &Toy::want},
                                        {.name = "after_lapse",
                                         .member = &Toy::after_lapse,
                                         .low = 0,
                                         .high = 1,
                                         .sentence = "kept",
                                         .formerly = "xi"}});
  static const auto nested = declare<Nested>({{.name = "day", .member = &Nested::day, .formerly = "at"}});
  static const std::vector<DeclaredTable> all{
      {"", "Top", "", declared_keys<Toy>(toy)},
      {"parameters", "Parameters", "", declared_keys<Toy>(toy)},
      {"arm.*.event.*", "Events", "", declared_keys<Nested>(nested)},
  };
  return all;
}

std::string renamed(const std::string& text) { return rename_keys(text, "toy.toml", tables()).text; }

}  // namespace

// A struct with a member more than its keys does not compile: declare() compares these numbers.
static_assert(members_of<Toy>() == 2 && members_of<Nested>() == 1);
struct Derived : Toy {
  std::string name;
};
static_assert(fields_of<Derived>() == 2 && members_of<Derived, Toy>() == 3);

TEST_CASE("a key is found by the name that --set and a factor give it") {
  REQUIRE(find_key(tables(), "parameters.after_lapse"));
  CHECK(find_key(tables(), "parameters.after_lapse")->bounds.high == 1);
  CHECK(find_key(tables(), "parameters.after_lapse")->sentence == "kept");
  CHECK(find_key(tables(), "want"));
  CHECK(find_key(tables(), "arm.rollout.event.2.day")->bounds.kind == Bounds::Kind::integer);
  for (const char* unknown : {"", "parameters", "parameters.xi", "arm.rollout.day", "arm.rollout.event.day", "x.want"})
    CHECK_FALSE(find_key(tables(), unknown));
  CHECK(find_table(tables(), "arm.*.event.*")->title == "Events");
  CHECK_FALSE(find_table(tables(), "arm.*"));
}

TEST_CASE("a former name is known by the present one, in its own table alone") {
  CHECK(renamed_key(tables(), "parameters.xi") == "parameters.after_lapse");
  CHECK(renamed_key(tables(), "xi") == "after_lapse");
  CHECK(renamed_key(tables(), "arm.a.event.1.at") == "arm.a.event.1.day");
  CHECK(renamed_key(tables(), "organisation.xi").empty());
  CHECK(renamed_key(tables(), "parameters.want").empty());
}

TEST_CASE("a key by its former name is an error that names the present one") {
  static const auto keys = declare<Toy>(
      {{.name = "want", .member = &Toy::want}, {.name = "after_lapse", .member = &Toy::after_lapse, .formerly = "xi"}});
  Problems problems;
  Toy toy;
  read_table<Toy>(parse_toml("want = 2\nxi = 0.5\n", "toy.toml"), "parameters", keys, toy, problems);
  REQUIRE(problems.list().size() == 1);
  CHECK(to_string(problems.list()[0]) == "toy.toml:2: parameters.xi: is now called after_lapse");
  CHECK(toy.after_lapse == .3);
}

TEST_CASE("the token of a former name is rewritten wherever TOML lets it stand, and nothing else") {
  CHECK(renamed("[parameters]\nxi = 0.5 # xi\nwant = 1\n") == "[parameters]\nafter_lapse = 0.5 # xi\nwant = 1\n");
  CHECK(renamed("parameters = { want = 1, xi = 0.5 }") == "parameters = { want = 1, after_lapse = 0.5 }");
  CHECK(renamed("parameters.xi = 1") == "parameters.after_lapse = 1");
  CHECK(renamed("parameters . \"xi\" = 1") == "parameters . \"after_lapse\" = 1");
  CHECK(renamed("\"é\" = 'ü'\r\n[parameters]\r\n  'xi'=1\r\n") ==
        "\"é\" = 'ü'\r\n[parameters]\r\n  'after_lapse'=1\r\n");
  CHECK(renamed("[[arm]]\n[[arm.event]]\nat = 3\n[[arm]]\nevent = [{ at = 1 }, { day = 2 }]\n") ==
        "[[arm]]\n[[arm.event]]\nday = 3\n[[arm]]\nevent = [{ day = 1 }, { day = 2 }]\n");
  CHECK(renamed("[other]\nxi = 1\ntext = \"xi\"\n") == "[other]\nxi = 1\ntext = \"xi\"\n");
}

TEST_CASE("what was renamed is told with its line") {
  const Renamed done = rename_keys("xi = 1\n[parameters]\nxi = 2\n", "toy.toml", tables());
  REQUIRE(done.changes.size() == 2);
  CHECK(done.changes[0].before == "xi");
  CHECK(done.changes[1].line == 3);
  CHECK(done.changes[1].before == "parameters.xi");
  CHECK(done.changes[1].now == "parameters.after_lapse");
}

TEST_CASE("a former name beside the present one is not decided") {
  try {
    rename_keys("[parameters]\nafter_lapse = 1\nxi = 2\n", "toy.toml", tables());
    FAIL("was renamed");
  } catch (const InputError& error) {
    CHECK_THAT(error.what(), Catch::Contains("toy.toml:3: parameters.xi: stands beside parameters.after_lapse"));
  }
}

TEST_CASE("an experiment's keys are put right in factors, in [set] and in points") {
  const auto experiment = [](const std::string& text) {
    return rename_keys_of_experiment(text, "x.toml", tables()).text;
  };
  CHECK(experiment("[[factor]]\nkey = \"parameters.xi\"\nname = \"xi\"\n") ==
        "[[factor]]\nkey = \"parameters.after_lapse\"\nname = \"xi\"\n");
  CHECK(experiment("[[factor]]\nkey = ['parameters.xi', \"want\"]\nvalues = [\"parameters.xi\"]\n") ==
        "[[factor]]\nkey = ['parameters.after_lapse', \"want\"]\nvalues = [\"parameters.xi\"]\n");
  CHECK(experiment("[set]\n\"parameters.xi\" = 1\nparameters.want = 2\n") ==
        "[set]\n\"parameters.after_lapse\" = 1\nparameters.want = 2\n");
  CHECK(experiment("[set]\nparameters = { xi = 1 }\n[[point]]\nparameters.xi = 2\n[[point]]\n\"xi\" = 3\n") ==
        "[set]\nparameters = { after_lapse = 1 }\n[[point]]\nparameters.after_lapse = 2\n[[point]]\n\"after_lapse\" = "
        "3\n");
}
