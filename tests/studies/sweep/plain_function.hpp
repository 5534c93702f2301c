// A plain function as the subject of a sweep: keys x1, x2, …, one arm unless more are asked for, no organisation.
#pragma once
#include <functional>
#include <map>
#include <stdexcept>

#include "studies/sweep/design/experiment.hpp"
#include "studies/sweep/export.hpp"
#include "studies/sweep/sweep.hpp"
#include "tests/shell.hpp"

namespace kantel_test {

using namespace kantel;

class PlainFunction final : public Subject {
 public:
  using Function =
      std::function<double(const std::map<std::string, double>& x, std::size_t arm, std::uint32_t replicate)>;
  explicit PlainFunction(Function function, std::vector<std::string> arms = {"f"})
      : function_(std::move(function)), arms_(std::move(arms)) {}

  std::string name() const override { return "plain"; }
  std::vector<std::string> arms() const override { return arms_; }
  std::vector<Metric> metrics(const std::vector<Setting>&) const override { return {{"y", "", "what comes out"}}; }
  std::vector<std::string> measures() const override { return {"y"}; }
  std::int64_t replicates() const override { return 1; }
  std::uint64_t seed() const override { return 1; }
  std::optional<Bounds> bounds(const std::string& key) const override {
    if (key == "word") return Bounds{Bounds::Kind::choice, 0, 0, words, ""};
    if (key == "whole") return Bounds{Bounds::Kind::integer, 1, 10, {}, "people"};
    if (key == "open") return Bounds{Bounds::Kind::number, 0, infinite, {}, ""};
    return Bounds{};
  }
  std::optional<std::string> meaning(const std::string& key) const override {
    return key == "x1" ? std::optional<std::string>("first coordinate") : std::nullopt;
  }
  std::string text() const override { return "x1 = 0.25\nwhole = 3\n"; }
  std::unique_ptr<Trial> trial(const std::vector<Setting>& settings, const SeriesOptions& wishes) const override {
    std::map<std::string, double> x;
    for (const Setting& setting : settings)
      if (const auto* number = setting.value.as<double>())
        x[setting.key] = *number;
      else if (const auto* whole = setting.value.as<std::int64_t>())
        x[setting.key] = static_cast<double>(*whole);
    return std::make_unique<Point>(*this, std::move(x), wishes);
  }

 private:
  static constexpr std::array<std::string_view, 3> words{"a", "b", "c"};
  struct Point final : Trial {
    Point(const PlainFunction& of, std::map<std::string, double> at, const SeriesOptions& wish)
        : plain(of), x(std::move(at)), wishes(wish) {}
    const std::vector<Metric>& metrics() const override { return list; }
    RunRecord run(std::size_t arm, std::uint32_t replicate, const std::atomic<bool>*) const override {
      const double y = plain.function_(x, arm, replicate);
      RunRecord record{1, {y}, {}};
      if (!wishes.measures.empty()) record.series.push_back({"y", "all", 1, 2, {0, 1, static_cast<float>(y)}});
      return record;
    }
    const PlainFunction& plain;
    std::map<std::string, double> x;
    SeriesOptions wishes;
    std::vector<Metric> list{{"y", "", "what comes out"}};
  };
  Function function_;
  std::vector<std::string> arms_;
};

inline Opened opened(const std::string& text, PlainFunction function) {
  Opened out{parse_experiment(text, "test.toml"), std::make_shared<PlainFunction>(std::move(function))};
  complete(out.experiment, *out.subject);
  return out;
}

// All runs of it, through a store.
inline SweepResults swept(const Opened& all, const Folder& folder) {
  const Workers workers(2);
  SweepOptions options;
  options.workers = &workers;
  Store store(folder / "s.db", about(all, "test", {}), "here");
  sweep(all, {}, store, options);
  store.close();
  return SweepResults(StoreReader(folder / "s.db"));
}

}  // namespace kantel_test
