// kantel new: what it writes is right as it stands, and its comments are the defaults.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "tests/shell.hpp"

using namespace kantel_test;

namespace {

// "# key = value   # …" made a line of the scenario; those without a default ("…") stay comments.
std::string with_defaults_written(const std::string& text) {
  static const std::regex key("# ([a-z_]+ = .*?)   # .*");
  std::string out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# Groups of employees")) break;  // cohorts and arms follow
    std::smatch found;
    out += (std::regex_match(line, found, key) && line.find("…") == std::string::npos ? found[1].str() : line) + "\n";
  }
  return out + text.substr(text.find("\n[[arm]]"));
}

}  // namespace

TEST_CASE("a new scenario of any model is right as it stands") {
  const Folder folder;
  const auto described = nlohmann::json::parse(kantel("describe model --json").out);
  const nlohmann::json& models = described["model"]["Models"];
  REQUIRE(models.size() > 10);
  for (const auto& row : models) {
    const auto model = row["name"].get<std::string>();
    CAPTURE(model);
    REQUIRE(kantel("new " + model + ".toml --model " + model, folder.path).code == 0);
    const Ran checked = kantel("check " + model + ".toml", folder.path);
    CHECK(checked.code == 0);
    CHECK(checked.err.empty());
  }
}

TEST_CASE("the comments of a new scenario are its defaults") {
  const Folder folder;
  REQUIRE(kantel("new plain.toml", folder.path).code == 0);
  const std::string plain = contents(folder / "plain.toml"), full = with_defaults_written(plain);
  REQUIRE(full.size() < plain.size());
  folder.write("full/plain.toml", full);
  const Ran one = kantel("check plain.toml", folder.path), other = kantel("check plain.toml", folder / "full");
  REQUIRE(one.code == 0);
  REQUIRE(other.code == 0);
  CHECK(one.out == other.out);
}

TEST_CASE("a new scenario does not take the place of a file") {
  const Folder folder;
  folder.write("mine.toml", "days = 3\n");
  const Ran refused = kantel("new mine.toml", folder.path);
  CHECK(refused.code == 2);
  CHECK(refused.err.find("mine.toml") != std::string::npos);
  CHECK(contents(folder / "mine.toml") == "days = 3\n");
  CHECK(kantel("new mine.toml --force", folder.path).code == 0);
  const Ran unknown = kantel("new other.toml --model wats", folder.path);
  CHECK(unknown.code == 2);
  CHECK(unknown.err.find("did you mean watts?") != std::string::npos);
  CHECK_FALSE(fs::exists(folder / "other.toml"));
}
