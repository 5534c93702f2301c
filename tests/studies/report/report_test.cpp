// The report: its sentences for one, two and three arms, for one replicate and undefined values; the errors of a broken
// folder; the same bytes twice; nothing that differs between machines.
#include "studies/report/report.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sim/input/diagnostics.hpp"
#include "studies/report/data.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/tables.hpp"
#include "studies/report/text.hpp"

using namespace kantel;
using namespace kantel::report;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

// A folder of results over 100 days, small enough to know every figure: in arm i, practising and internalised practice
// on the last day are `ends[i]` and half of it, and both grow evenly from 0.
class Folder {
 public:
  explicit Folder(const std::vector<std::pair<std::string, double>>& arms, int replicates = 10) {
    path_ = std::filesystem::temp_directory_path() /
            ("kantel_report_test_" + std::to_string(::getpid()) + "_" + std::to_string(++made_));
    std::filesystem::create_directories(path_);
    const bool several = replicates > 1;
    const auto estimate = [&](double mean, double half) {
      std::ostringstream text;
      text << mean << ',';
      if (several) text << mean - half;
      text << ',';
      if (several) text << mean + half;
      return text.str();
    };
    std::ostringstream series, summary, differences, manifest;
    series << "arm,day,group,measure,mean,low,high,p05,p95\n";
    summary << "arm,metric,unit,mean,low,high,n\n";
    differences << "arm,day,measure,mean,low,high\n";
    manifest
        << R"({"kantel":"0.1.0","command":"compare","name":"small","question":"Is <b>this</b> safe?","days":100,)"
        << R"("replicates":)" << replicates << R"(,"finished_replicates":)" << replicates
        << R"(,"seed":7,"wall_seconds":41.25,"host":"somewhere","organisation":{"employees":1000,"managers":50,"form":"sector"},)"
        << R"("scenario":{"name":"small","tau":"inf","organisation":{"form":"sector"},"arm":[)";
    for (std::size_t i = 0; i < arms.size(); ++i)
      manifest << (i ? "," : "") << R"({"name":")" << arms[i].first << R"(","event":[{"day":50,"do":"lift_mandate"}]})";
    manifest << R"(]},"arms":[)";
    for (std::size_t i = 0; i < arms.size(); ++i)
      manifest << (i ? "," : "") << R"({"name":")" << arms[i].first
               << R"(","approach":"rollout","policy":"directive"})";
    manifest << "]}";
    for (std::size_t i = 0; i < arms.size(); ++i) {
      const auto& [arm, end] = arms[i];
      for (int day = 0; day <= 100; day += 10) {
        const double practising = end * day / 100;
        for (const auto& [measure, value] : {std::pair{"practising", practising}, std::pair{"durable", practising / 2},
                                             std::pair{"morale", 0.5}, std::pair{"leader_hours", 1.0}})
          series << arm << ',' << day << ",all," << measure << ',' << estimate(value, 0.02) << ',' << value << ','
                 << value << '\n';
        series << arm << ',' << day << ",all,barrier_want," << (day ? estimate(0.6, 0.02) : ",,") << ",,\n";
        series << arm << ',' << day << ",all,barrier_know," << (day ? estimate(0.4, 0.02) : ",,") << ",,\n";
      }
      summary << arm << ",practising_end,share," << estimate(end, 0.02) << ',' << replicates << '\n';
      summary << arm << ",durable_end,share," << estimate(end / 2, 0.02) << ',' << replicates << '\n';
      if (end >= 0.5)
        summary << arm << ",t50,day," << estimate(60 / end, 2) << ',' << replicates << '\n';
      else
        summary << arm << ",t50,day,,,,0\n";
      summary << arm << ",t50_reached,share," << (end >= 0.5 ? 1 : 0) << ",,," << replicates << '\n';
      for (std::size_t before = 0; before < i; ++before) {
        const std::string pair = arm + "-" + arms[before].first;
        const double gap = end - arms[before].second;
        summary << pair << ",practising_end,share," << estimate(gap, 0.02) << ',' << replicates << '\n';
        summary << pair << ",durable_end,share," << estimate(gap / 2, 0.02) << ',' << replicates << '\n';
        for (const auto& [measure, part] : {std::pair{"practising", 1.0}, std::pair{"durable", 0.5}})
          for (int day = 0; day <= 100; day += 10)
            differences << pair << ',' << day << ',' << measure << ',' << estimate(part * gap * day / 100, 0.02)
                        << '\n';
      }
    }
    put("series.csv", series.str());
    put("summary.csv", summary.str());
    put("differences.csv", differences.str());
    put("manifest.json", manifest.str());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  void put(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  std::string text(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  static inline int made_ = 0;
  std::filesystem::path path_;
};

std::vector<std::string> all_sentences(const Results& results) {
  return {
      answer(results),          adoption_sentence(results), durable_sentence(results),  difference_sentence(results),
      change_sentence(results), phases_sentence(results),   barriers_sentence(results), needs_sentence(results),
      cost_sentence(results),   terciles_sentence(results)};
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

TEST_CASE("the first paragraph names who reaches most, how far apart, and what is internalised") {
  const Folder two({{"rollout", 0.4}, {"movement", 0.8}});
  CHECK(answer(Results(two.path())) ==
        "Most is reached by movement: on day 100, 80% (95% interval 78% to 82%) of employees practise, 40 points (38 "
        "to 42) "
        "above rollout. Internalised practice, what people have made their own, is highest in movement: 40% (38% to "
        "42%), "
        "20 points (18 to 22) above rollout.");
  const Folder three({{"a", 0.4}, {"b", 0.8}, {"c", 0.6}});
  CHECK_THAT(answer(Results(three.path())), Contains("20 points (18 to 22) above c and 40 points (38 to 42) above a."));
  const Folder one({{"rollout", 0.4}});
  CHECK_THAT(answer(Results(one.path())),
             StartsWith("On day 100, 40% (95% interval 38% to 42%) of employees practise"));
}

TEST_CASE("a difference whose interval includes 0 is said not to be clear") {
  const Folder folder({{"a", 0.60}, {"b", 0.61}});
  CHECK_THAT(answer(Results(folder.path())), Contains("not clearly different from a (+1 point, \xE2\x88\x92"
                                                      "1 to 3, an interval that includes 0"));
  CHECK_THAT(difference_sentence(Results(folder.path())), Contains("the interval includes 0 between b and a"));
  CHECK_THAT(difference_table(Results(folder.path())), Contains("includes 0"));
}

TEST_CASE("an arm that never gets half of everyone to practise is named, and its day is never written") {
  const Folder folder({{"a", 0.4}, {"b", 0.8}});
  CHECK(adoption_sentence(Results(folder.path())) ==
        "On day 100 the share of employees who practise is 80% (78% to 82%) in b and 40% (38% to 42%) in a. "
        "Half of all employees practise by day 75 (73 to 77) in b; a never gets that far.");
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
  CHECK_THAT(summary_table(results), Contains("one replicate, so there are no intervals"));
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
