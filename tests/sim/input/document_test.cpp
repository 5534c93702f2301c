// Scenario text as a tree that knows its lines, and settings on the command line.
#include "sim/input/document.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace kantel;

namespace {

const std::string text = R"([scenario]
name = "two arms"
days = 250

[parameters]
p = 0.001
tau_trust = inf

[[arm]]
name = "rollout"
policy = "directive"

[[arm]]
name = "movement"
policy = "participative"
  [[arm.event]]
  day = 100
)";

template <class T>
T at(const Value& document, std::initializer_list<const char*> path) {
  const Value* value = &document;
  for (const char* key : path) {
    value = value->find(key);
    REQUIRE(value);
  }
  const T* held = value->as<T>();
  REQUIRE(held);
  return *held;
}

const Value& arm(const Value& document, std::size_t number) {
  return document.find("arm")->as<Value::List>()->at(number);
}

std::vector<Problem> set(Value& document, std::string_view setting) {
  Problems problems;
  apply_setting(document, setting, problems);
  return problems.list();
}

Problem first_error(std::string_view toml) {
  try {
    parse_toml(toml, "broken.toml");
  } catch (const InputError& error) {
    return error.problems().at(0);
  }
  FAIL("nothing was thrown");
  return {};
}

}  // namespace

TEST_CASE("a document gives values with their file and line") {
  const Value document = parse_toml(text, "two.toml");
  CHECK(at<std::int64_t>(document, {"scenario", "days"}) == 250);
  CHECK(document.find("scenario")->find("days")->line == 3);
  CHECK(document.find("scenario")->find("days")->file == "two.toml");
  CHECK(at<double>(document, {"parameters", "tau_trust"}) == std::numeric_limits<double>::infinity());
  CHECK(at<std::string>(arm(document, 1), {"policy"}) == "participative");
  CHECK(arm(document, 1).find("event")->as<Value::List>()->at(0).find("day")->line == 17);
  CHECK(document.find("nothing") == nullptr);
}

TEST_CASE("a syntax error names its line") {
  CHECK(first_error("a = 1\nb = = 2\n").place.line == 2);
  CHECK(first_error("a = 1\na = 2\n").place.line == 2);
  CHECK(first_error("[x\n").place.file == "broken.toml");
  CHECK(first_error("a = \"open\n").place.line == 1);
}

TEST_CASE("settings replace numbers, words and members of named tables") {
  Value document = parse_toml(text, "two.toml");
  CHECK(set(document, "parameters.p=.002").empty());
  CHECK(at<double>(document, {"parameters", "p"}) == 0.002);
  CHECK(set(document, "arm.rollout.policy=servant").empty());
  CHECK(at<std::string>(arm(document, 0), {"policy"}) == "servant");
  CHECK(at<std::string>(arm(document, 1), {"policy"}) == "participative");
  CHECK(set(document, "scenario.days=500").empty());
  CHECK(at<std::int64_t>(document, {"scenario", "days"}) == 500);
  CHECK(set(document, "scenario.name=\"a = b\"").empty());
  CHECK(at<std::string>(document, {"scenario", "name"}) == "a = b");
}

TEST_CASE("settings make tables that are not there, lists and infinities") {
  Value document = parse_toml(text, "two.toml");
  CHECK(set(document, "organisation.levels=[5, 50]").empty());
  CHECK(document.find("organisation")->find("levels")->as<Value::List>()->size() == 2);
  CHECK(set(document, "parameters.tau_needs=inf").empty());
  CHECK(at<double>(document, {"parameters", "tau_needs"}) == std::numeric_limits<double>::infinity());
  CHECK(set(document, "record.by_unit=false").empty());
  CHECK_FALSE(at<bool>(document, {"record", "by_unit"}));
}

TEST_CASE("a setting is traced to the command line") {
  Value document = parse_toml(text, "two.toml");
  set(document, "parameters.pp=1");
  CHECK(document.find("parameters")->find("pp")->file == "--set");
  CHECK(document.find("parameters")->find("pp")->line == 0);
}

TEST_CASE("settings that cannot be are problems with the nearest name") {
  Value document = parse_toml(text, "two.toml");
  const auto unknown_arm = set(document, "arm.rolout.policy=servant");
  REQUIRE(unknown_arm.size() == 1);
  CHECK(unknown_arm[0].nearest == "rollout");
  CHECK(set(document, "parameters.p").size() == 1);
  CHECK(set(document, "=3").size() == 1);
  CHECK(set(document, "").size() == 1);
  CHECK(set(document, "parameters.p.q=3").size() == 1);
  CHECK(at<double>(document, {"parameters", "p"}) == 0.001);
}

TEST_CASE("a file that is missing, a folder, empty or binary is refused by name") {
  namespace fs = std::filesystem;
  const fs::path file = fs::temp_directory_path() / ("kantel_document_test_" + std::to_string(::getpid()) + ".toml");
  const auto refused = [&](const std::string& content) {
    std::ofstream(file, std::ios::binary) << content;
    try {
      read_text_file(file);
    } catch (const InputError& error) {
      CHECK(error.problems().at(0).place.file == file.string());
      return error.problems().at(0).place.line;
    }
    return -1;
  };
  CHECK(refused("") == 0);
  CHECK(refused(std::string("a = 1\nb = \0\n", 12)) == 2);
  CHECK(refused("a = 1\nname = \"Ren\xE9\"\n") == 2);
  CHECK(refused(std::string("\xFF\xFE"
                            "a\0",
                            4)) == 1);
  CHECK(refused("PK\x03\x04") == 1);
  CHECK(refused("a = 1\n") == -1);
  CHECK(read_text_file(file) == "a = 1\n");
  fs::remove(file);
  CHECK_THROWS_AS(read_text_file(file), InputError);
  CHECK_THROWS_AS(read_text_file(fs::temp_directory_path()), InputError);
}
