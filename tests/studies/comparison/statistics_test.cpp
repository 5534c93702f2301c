// Intervals: those of shares stay where a share can be, and those of shares of runs never claim that a next run is
// certain.
#include "studies/comparison/statistics.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "models/models.hpp"
#include "studies/comparison/until.hpp"

using namespace kantel;

namespace {

std::vector<double> of(int ones, int zeros, int minus = 0) {
  std::vector<double> values(static_cast<std::size_t>(ones), 1.0);
  values.insert(values.end(), static_cast<std::size_t>(zeros), 0.0);
  values.insert(values.end(), static_cast<std::size_t>(minus), -1.0);
  return values;
}

Interval interval(const std::vector<double>& values, Sample sample) {
  IntervalScratch scratch;
  return interval_of(values, scratch, sample);
}

constexpr Sample runs{Scale::yes_or_no}, pairs{Scale::yes_or_no, true};

// The score of a difference d, its nuisance chance found by looking for the likeliest one.
double score_by_search(double more, double less, double n, double d) {
  const auto likelihood = [&](double q) {
    const auto part = [](double count, double chance) { return count == 0 ? 0 : count * std::log(chance); };
    return part(more, q + d) + part(less, q) + part(n - more - less, 1 - 2 * q - d);
  };
  double low = std::max(0.0, -d), high = (1 - d) / 2;
  for (int step = 0; step < 200; ++step) {
    const double a = low + (high - low) / 3, b = high - (high - low) / 3;
    (likelihood(a) < likelihood(b) ? low : high) = likelihood(a) < likelihood(b) ? a : b;
  }
  return (more - less - n * d) / std::sqrt(n * (2 * low + d * (1 - d)));
}

}  // namespace

TEST_CASE("a share of runs has Wilson's interval, as published") {
  // Newcombe 1998, Statistics in Medicine 17(8), table I, method 3.
  const struct {
    int ones, n;
    double low, high;
  } published[] = {{81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, 0, .1611}, {1, 29, .0061, .1718}};
  for (const auto& known : published) {
    const Interval found = interval(of(known.ones, known.n - known.ones), runs);
    CHECK(found.low == Approx(known.low).margin(6e-5));
    CHECK(found.high == Approx(known.high).margin(6e-5));
  }
  const Interval all = interval(of(10, 0), runs);
  CHECK(all.mean == 1);
  CHECK(all.high == 1);
  CHECK(all.low == Approx(10 / (10 + 1.96 * 1.96)).margin(1e-4));
}

TEST_CASE("a paired difference of shares of runs has the score interval, within -1 and 1") {
  for (const int n : {2, 5, 10, 40})
    for (int more = 0; more <= n; ++more)
      for (int less = 0; more + less <= n; less += 1 + n / 10) {
        const Interval found = interval(of(more, n - more - less, less), pairs);
        INFO(more << " more, " << less << " less of " << n);
        CHECK(found.mean == Approx(static_cast<double>(more - less) / n));
        CHECK(found.low >= -1);
        CHECK(found.high <= 1);
        CHECK(found.high - found.low > 0);
        if (found.low > -1) CHECK(score_by_search(more, less, n, found.low) == Approx(1.96).margin(2e-3));
        if (found.high < 1) CHECK(score_by_search(more, less, n, found.high) == Approx(-1.96).margin(2e-3));
        const Interval mirrored = interval(of(less, n - more - less, more), pairs);
        CHECK(mirrored.low == Approx(-found.high).margin(1e-12));
      }
}

TEST_CASE("an interval of a share of people stays between 0 and 1, and of a difference between -1 and 1") {
  const Sample share{Scale::share}, apart{Scale::share, true};
  CHECK(interval({.9, 1, 1}, share).high == 1);
  CHECK(interval({0, 0, .2}, share).low == 0);
  CHECK(interval({0, 0, .2}, {}).low < 0);
  CHECK(interval({-1, -1, -.4}, apart).low == -1);
  CHECK(interval({.4, .5, .6}, share).low == interval({.4, .5, .6}, {}).low);
}

TEST_CASE("values that are all the same so far end no comparison") {
  using Values = std::vector<std::vector<double>>;
  const std::vector<double> same(10, 1.0);
  CHECK_FALSE(narrow_enough(Values{same}, .02, Scale::yes_or_no));
  CHECK_FALSE(narrow_enough(Values{same}, .02, Scale::share));
  CHECK_FALSE(narrow_enough(Values{same}, .02, Scale::number));
  CHECK(narrow_enough(Values{of(400, 0)}, .02, Scale::yes_or_no));  // 400 of 400: from .9905
  CHECK_FALSE(narrow_enough(Values{of(100, 0)}, .02, Scale::yes_or_no));
  std::vector<double> apart;
  for (int i = 0; i < 10; ++i) apart.push_back(.5 + .001 * (i % 2));
  CHECK(narrow_enough(Values{apart}, .02, Scale::share));
  CHECK_FALSE(narrow_enough(Values{apart, apart}, .02, Scale::share));  // their difference has no spread
}

TEST_CASE("a unit that is a share holds numbers of a share, in every model") {
  const Workers workers(2);
  CompareOptions options;
  options.workers = &workers;
  int shares = 0, yes_or_no = 0;
  for (const Model* model : models()) {
    const std::string people = model->tables()[1].path == "network" ? "[network]\npeople = 60\n" : "";
    const std::string text =
        people.empty() ? "days = 60\nreplicates = 3\n[organisation]\nemployees = 60\n[[arm]]\nname = \"a\"\napproach = "
                         "\"hybrid\"\npolicy = \"directive\"\nchampions = { share = 0.1 }\n"
                       : "model = \"" + std::string(model->name) + "\"\ndays = 60\nreplicates = 3\n" + people;
    INFO(text);
    const Outcome outcome = compare(open_scenario(text, "scenario.toml"), options);
    for (std::size_t m = 0; m < outcome.metrics.size(); ++m) {
      const Scale scale = scale_of(outcome.metrics[m].unit);
      if (scale == Scale::number) {
        CHECK_FALSE(outcome.metrics[m].unit.starts_with("share of people"));
        continue;
      }
      INFO(outcome.metrics[m].name);
      for (const std::vector<double>& run : outcome.values[0]) {
        if (std::isnan(run[m])) continue;
        CHECK(run[m] >= 0);
        CHECK(run[m] <= 1);
        if (scale == Scale::yes_or_no) CHECK((run[m] == 0 || run[m] == 1));
      }
      shares += scale == Scale::share;
      yes_or_no += scale == Scale::yes_or_no;
    }
  }
  CHECK(shares > 20);
  CHECK(yes_or_no > 10);
}
