// A folder of results that is small enough to know every figure, for tests of the report.
#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

// Over 100 days: in arm i, practising and internalised practice
// on the last day are `ends[i]` and half of it, and both grow evenly from 0.
class Folder {
 public:
  // `asks`: as the manifest has it, "" for none.
  explicit Folder(const std::vector<std::pair<std::string, double>>& arms, int replicates = 10,
                  const std::string& asks = "") {
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
    manifest << "]" << (asks.empty() ? "" : ",\"asks\":" + asks) << "}";
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
      const double exits = 300 * end, dip = 0.1 * end;  // who gets further pays more
      summary << arm << ",exits,employees," << estimate(exits, 5) << ',' << replicates << '\n';
      summary << arm << ",dip_depth,share of output," << estimate(dip, 0.004) << ',' << replicates << '\n';
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
        summary << pair << ",exits,employees," << estimate(300 * gap, 5) << ',' << replicates << '\n';
        summary << pair << ",dip_depth,share of output," << estimate(0.1 * gap, 0.004) << ',' << replicates << '\n';
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
