// The catalogue: both languages have the same keys and the same names in each; what the program says is in it.
#include "studies/report/words.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "studies/report/text.hpp"

using namespace kantel::report;

namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::multiset<std::string> found_in(const std::string& text, const char* pattern) {
  const std::regex regex(pattern);
  std::multiset<std::string> list;
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) list.insert((*at)[1].str());
  return list;
}

const std::filesystem::path root = KANTEL_SOURCE_DIR;

}  // namespace

TEST_CASE("English and Dutch have equal keys, and equal names in each text") {
  const auto all = nlohmann::json::parse(text_of(root / "web/charts/words.json"));
  REQUIRE(all.size() == 2);
  const auto english = all["en"].get<std::map<std::string, std::string>>(),
             dutch = all["nl"].get<std::map<std::string, std::string>>();
  CHECK(english.size() > 200);
  for (const auto& [key, text] : english) {
    INFO(key);
    REQUIRE(dutch.contains(key));
    const auto names = found_in(text, "[{]([A-Za-z]+)[}]"), same = found_in(dutch.at(key), "[{]([A-Za-z]+)[}]");
    CHECK(std::set<std::string>(names.begin(), names.end()) == std::set<std::string>(same.begin(), same.end()));
    CHECK_FALSE(text.empty());
    CHECK_FALSE(dutch.at(key).empty());
  }
  CHECK(dutch.size() == english.size());
}

TEST_CASE("every key that a report or a page names has words") {
  std::string sources;
  for (const char* folder : {"studies/report", "studies/sweep/report", "web"})
    for (const auto& file : std::filesystem::directory_iterator(root / folder))
      if (const auto type = file.path().extension(); type == ".cpp" || type == ".html") sources += text_of(file.path());
  std::multiset<std::string> keys = found_in(sources, "say\\(\"([a-z_0-9.]+[a-z_0-9])\"");
  keys.merge(found_in(sources, "[{][{]say ([a-z_0-9.]+)[}][}]"));
  CHECK(keys.size() > 100);
  for (const std::string& key : keys) {
    INFO(key);
    CHECK(has_words(key));
  }
}

TEST_CASE("a language is spoken while it is asked for, in words and in numbers") {
  CHECK(say("with", {{"x", "3%"}, {"a", "b"}}) == "3% with b");
  {
    const Speaking dutch(Language::dutch);
    CHECK(say("with", {{"x", "3%"}, {"a", "b"}}) == "3% bij b");
    CHECK(grouped(18000) == "18.000");
    CHECK(told(Estimate{0.625, 0.623, 0.627}, Scale::percent) == "62,5% (62,3% tot 62,7%)");
  }
  CHECK(grouped(18000) == "18,000");
  CHECK_THROWS_AS(say("no.such.key"), std::logic_error);
  CHECK_THROWS_AS(say("with"), std::logic_error);
}

TEST_CASE("a colour means one thing: arms, phases, gates, and luck share none") {
  const auto theme = nlohmann::json::parse(text_of(root / "web/charts/theme.json"));
  std::vector<std::string> colors = theme["arms"]["colors"];
  colors.push_back(theme["arms"]["context"]);
  colors.push_back(theme["measures"]["practising"]["color"]);
  for (const char* kind : {"phases", "gates"})
    for (const auto& part : theme[kind]) colors.push_back(part["color"]);
  for (const char* kind : {"sureness", "indices"})
    for (const auto& color : theme[kind]) colors.push_back(color);
  CHECK(std::set<std::string>(colors.begin(), colors.end()).size() == colors.size());
}
