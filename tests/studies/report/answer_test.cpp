// The first paragraph: it names the arms that are asked about, turns with the sign, keeps to its length, and shows luck
// as luck.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <cmath>
#include <regex>

#include "studies/report/asked.hpp"
#include "studies/report/data.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/text.hpp"
#include "studies/report/words.hpp"
#include "tests/studies/report/results_folder.hpp"

using namespace kantel::report;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

std::vector<std::string> numbers_in(const std::string& text) {
  const std::regex number("[0-9]+([.,][0-9]+)*");
  std::vector<std::string> list;
  for (std::sregex_iterator at(text.begin(), text.end(), number), end; at != end; ++at) list.push_back(at->str());
  return list;
}

long words_in(const std::string& text) { return 1 + std::count(text.begin(), text.end(), ' '); }

}  // namespace

TEST_CASE("of two arms the first paragraph says which gets further, and turns when the sign turns") {
  const Folder folder({{"rollout", 0.4}, {"movement", 0.8}}), turned({{"rollout", 0.8}, {"movement", 0.4}});
  CHECK(answer(Results(folder.path())) ==
        "Movement gets further than rollout: 80% are doing it in the end, against 40%. 40% have made it their own with "
        "movement, 20% with rollout. More people leave with movement.");
  CHECK(answer(Results(turned.path())) ==
        "Rollout gets further than movement: 80% are doing it in the end, against 40%. 40% have made it their own with "
        "rollout, 20% with movement. More people leave with rollout.");
}

TEST_CASE("a question decides the arms, the metrics and the order of the figures") {
  const std::string asks = R"({"arms":["a","c"],"metrics":["dip_depth","durable_end","exits"]})";
  const Folder folder({{"a", 0.4}, {"b", 0.9}, {"c", 0.8}}, 10, asks);
  const Results results(folder.path());
  CHECK(
      answer(results) ==
      "Output dips by 8% with c, 4% with a. 40% have made it their own with c, 20% with a. More people leave with c.");
  REQUIRE(asked_pairs(results).size() == 1);
  CHECK(asked_pairs(results)[0].name() == "a-c");
  CHECK(results.difference("a", "c", "practising").back().value.mean == Approx(-0.4));
  const std::vector<std::string> figures = asked_figures(results);
  CHECK(figures[0] == "change");
  CHECK(std::ranges::find(figures, "lasting") < std::ranges::find(figures, "adoption"));
}

TEST_CASE("without a question it follows from the arms: who gets furthest, and the ends of many") {
  const Folder three({{"a", 0.4}, {"b", 0.8}, {"c", 0.6}});
  CHECK_THAT(answer(Results(three.path())),
             StartsWith("B gets furthest: in the end 80% with b, 60% with c and 40% with a are doing it."));
  std::vector<std::pair<std::string, double>> many;
  for (int i = 1; i <= 9; ++i) many.push_back({"arm_" + std::to_string(i), 0.1 * i});
  const Folder nine(many);
  const Results results(nine.path());
  CHECK_THAT(answer(results), StartsWith("Arm 9 gets furthest: in the end 90% with arm 9 and 10% with arm 1"));
  CHECK(told_arms(results) == std::vector<std::string>{"arm_1", "arm_9"});
  CHECK(asked_pairs(results).size() == 1);
}

TEST_CASE("what luck could make is never a lead") {
  const Folder close({{"a", 0.60}, {"b", 0.61}});
  const std::string said = answer(Results(close.path()));
  CHECK_THAT(said, StartsWith("Luck hides any difference between b and a: 61% are doing it in the end, against 60%."));
  CHECK(said.find("further") == std::string::npos);
  CHECK_THAT(said, Contains("a difference that luck alone could make"));
  const Folder once({{"a", 0.4}, {"b", 0.8}}, 1);
  CHECK_THAT(answer(Results(once.path())), StartsWith("In this one run b gets further than a"));
  const Folder clear({{"a", 0.4}, {"b", 0.8}});
  CHECK(
      sure(Results(clear.path())) ==
      "Luck moves this difference by 2 points; how far our assumptions move it, a comparison with --uncertain shows.");
}

TEST_CASE("the first paragraph has at most 40 words and four numbers, each that of the table rounded") {
  std::vector<std::pair<std::string, double>> arms;
  for (int count = 1; count <= 9; ++count) {
    arms.push_back({"a_long_name_" + std::string(1, static_cast<char>('a' + count)), 0.0831 * count});
    for (const int replicates : {1, 10})
      for (const Language language : {Language::english, Language::dutch}) {
        const Speaking speaking(language);
        const Folder folder(arms, replicates);
        const Results results(folder.path());
        const std::string said = answer(results);
        INFO(said);
        CHECK(words_in(said) <= 40);
        CHECK(numbers_in(said).size() <= 4);
        for (const char* wrong : {"replicate", "tercile", "interval", "_", "nan"})
          CHECK(said.find(wrong) == std::string::npos);
        for (const std::string& number : numbers_in(said))
          CHECK(std::ranges::any_of(arms, [&](const auto& arm) {
            return std::ranges::any_of(asked_metrics(results), [&](const std::string& metric) {
              return told_whole(results.metric(arm.first, metric).value.mean, scale_of_metric(metric))
                  .starts_with(number);
            });
          }));
      }
  }
}
