// The report: its sentences for one, two and three arms, for one replicate and undefined values; the errors of a broken
// folder; the same bytes twice; nothing that differs between machines.
#include "studies/report/report.hpp"

#include <catch2/catch.hpp>

#include "sim/input/diagnostics.hpp"
#include "studies/report/data.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/tables.hpp"
#include "studies/report/text.hpp"
#include "tests/studies/report/results_folder.hpp"

using namespace kantel;
using namespace kantel::report;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

std::vector<std::string> all_sentences(const Results& results) {
  return {answer(results),
          sure(results),
          adoption_sentence(results),
          durable_sentence(results),
          difference_sentence(results),
          change_sentence(results),
          phases_sentence(results),
          barriers_sentence(results),
          needs_sentence(results),
          cost_sentence(results),
          terciles_sentence(results)};
}

std::string error_of(const std::filesystem::path& folder) {
  try {
    write_report(folder);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a difference that luck could make is marked so in sentences and tables") {
  const Folder folder({{"a", 0.60}, {"b", 0.61}});
  const Results results(folder.path());
  CHECK_THAT(difference_sentence(results), Contains("a against b: \xE2\x88\x92"
                                                    "1 point, which luck alone could make doing it"));
  CHECK_THAT(difference_table(results), Contains("luck could do this"));
}

TEST_CASE("an arm that never gets half of everyone to practise is named, and its day is never written") {
  const Folder folder({{"a", 0.4}, {"b", 0.8}});
  CHECK(adoption_sentence(Results(folder.path())) ==
        "Doing it in the end: 80% with b and 40% with a. "
        "Half of everybody does it: from day 75 with b and never with a.");
  CHECK_THAT(summary_table(Results(folder.path())), Contains("<td>never</td>"));
}

TEST_CASE("one replicate gives no interval anywhere") {
  const Folder folder({{"a", 0.4}, {"b", 0.8}}, 1);
  const Results results(folder.path());
  for (const std::string& sentence : all_sentences(results)) {
    INFO(sentence);
    CHECK(sentence.find(" to 4") == std::string::npos);
    CHECK(sentence.find("interval") == std::string::npos);
  }
  CHECK_THAT(summary_table(results), Contains("one run, so how far luck moves it is unknown"));
  CHECK_THAT(sure(results), Contains("cannot be told"));
}

TEST_CASE("no sentence holds a not-a-number, for one to six arms and one or ten replicates") {
  std::vector<std::pair<std::string, double>> arms;
  for (int count = 1; count <= 6; ++count) {
    arms.push_back({"arm" + std::to_string(count), 0.12 * count});
    for (const int replicates : {1, 10}) {
      const Folder folder(arms, replicates);
      for (const std::string& sentence : all_sentences(Results(folder.path()))) {
        INFO(sentence);
        for (const char* wrong : {"nan", "inf ", "-0", "  ", " ,", " .", "..", "in .", "by ,"})
          CHECK(sentence.find(wrong) == std::string::npos);
        CHECK(sentence.ends_with("."));
      }
    }
  }
}

TEST_CASE("what is undefined says so and is never 0") {
  const Folder folder({{"a", 0.4}});
  const Results results(folder.path());
  CHECK_THAT(phases_sentence(results), Contains("undefined"));
  CHECK_THAT(terciles_sentence(results), Contains("undefined"));
  CHECK(std::isnan(results.curve("a", "barrier_want").front().value.mean));
  CHECK(told(Estimate{}, Scale::percent) == "undefined");
  CHECK(shortest(undefined, 4) == "null");
}

TEST_CASE("the decimals of a figure follow the width of its interval") {
  CHECK(told(Estimate{0.626, 0.60, 0.65}, Scale::percent) == "63% (60% to 65%)");
  CHECK(told(Estimate{0.625, 0.623, 0.627}, Scale::percent) == "62.5% (62.3% to 62.7%)");
  CHECK(told_difference(Estimate{-0.03, -0.05, 0.01}, Scale::percent) ==
        "\xE2\x88\x92"
        "3 points (\xE2\x88\x92"
        "5 to 1)");
  CHECK(told(Estimate{0.001, 0.0003, 0.0017}, Scale::points) == "0.10 points (0.03 to 0.17)");
  CHECK(told(18000.0, Scale::count) == "18,000");
  CHECK(fixed(-0.0001, 2) == "0.00");
}

TEST_CASE("a report has the same bytes twice and holds neither the clock nor the machine") {
  const Folder folder({{"a", 0.4}, {"b", 0.8}});
  write_report(folder.path());
  const std::string first = folder.text("report.html");
  write_report(folder.path());
  CHECK(folder.text("report.html") == first);
  std::string elsewhere = folder.text("manifest.json");
  elsewhere.replace(elsewhere.find("somewhere"), 9, "otherhost");
  elsewhere.replace(elsewhere.find("41.25"), 5, "99.75");
  folder.put("manifest.json", elsewhere);
  write_report(folder.path());
  CHECK(folder.text("report.html") == first);
  CHECK(first.size() < 3'000'000);
  CHECK_THAT(first, Contains("Is &lt;b&gt;this&lt;/b&gt; safe?"));
  CHECK_THAT(first, Contains("tau = inf"));
  CHECK(first.find("{{") == std::string::npos);
}

TEST_CASE("a folder without results names every file that is missing") {
  const Folder folder({{"a", 0.4}});
  std::filesystem::remove(folder.path() / "series.csv");
  std::filesystem::remove(folder.path() / "summary.csv");
  const std::string error = error_of(folder.path());
  CHECK_THAT(error, Contains("series.csv") && Contains("summary.csv"));
  CHECK_FALSE(std::filesystem::exists(folder.path() / "report.html"));
}

TEST_CASE("broken files are named with the place") {
  const Folder folder({{"a", 0.4}});
  const std::string series = folder.text("series.csv"), manifest = folder.text("manifest.json");
  folder.put("series.csv", "arm,day,group,measure,mean,low,high,p05,p95\na,0,all,practising,many,,,,\n");
  CHECK_THAT(error_of(folder.path()), Contains("series.csv:2: mean: \"many\" is not a number"));
  folder.put("series.csv", "arm,day,group,measure\n");
  CHECK_THAT(error_of(folder.path()), Contains("mean: the column is missing") && Contains("p95"));
  folder.put("series.csv", series);
  folder.put("manifest.json", "{\"kantel\":\n nonsense}");
  CHECK_THAT(error_of(folder.path()), Contains("manifest.json:2"));
  folder.put("manifest.json", "{\"kantel\":\"0.1.0\",\"days\":\"many\"}");
  CHECK_THAT(error_of(folder.path()),
             Contains("name: is missing") && Contains("days: is string") && Contains("arms: has no arm"));
  folder.put("manifest.json", manifest);
  CHECK(error_of(folder.path()).empty());
}
