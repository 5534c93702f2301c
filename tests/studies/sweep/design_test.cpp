// Designs: the right points, the same ones always, read back from what a store keeps.
#include "studies/sweep/design/design.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "tests/studies/sweep/plain_function.hpp"

using namespace kantel_test;

namespace {

PlainFunction zero() {
  return PlainFunction([](const auto&, std::size_t, std::uint32_t) { return 0.0; });
}

std::string three(const std::string& design) {
  return design +
         "\n[[factor]]\nkey = \"x1\"\nlow = 0\nhigh = 1\nlevels = 3\n[[factor]]\nkey = \"word\"\n"
         "[[factor]]\nkey = \"whole\"\n";
}

std::vector<std::string> texts(const Design& design) {
  std::vector<std::string> list;
  for (const auto& point : design.points) {
    std::string text;
    for (const auto& value : point) text += (text.empty() ? "" : " ") + (value ? toml_text(*value) : std::string("-"));
    list.push_back(text);
  }
  return list;
}

}  // namespace

TEST_CASE("a grid crosses every level, the last factor fastest") {
  const Opened all = opened(
      "[design]\nkind = \"grid\"\n[[factor]]\nkey = \"x1\"\nlow = 0\nhigh = 1\nlevels = 3\n"
      "[[factor]]\nkey = \"word\"\nvalues = [\"a\", \"b\"]\n",
      zero());
  CHECK(texts(design_of(all.experiment)) ==
        std::vector<std::string>{"0.0 \"a\"", "0.0 \"b\"", "0.5 \"a\"", "0.5 \"b\"", "1.0 \"a\"", "1.0 \"b\""});
  CHECK(points_wanted(all.experiment) == 6);
}

TEST_CASE("a list has the points that are written, and leaves out what a point does not say") {
  const Opened all =
      opened("[design]\nkind = \"list\"\n[[point]]\nx1 = 0.5\n[[point]]\nwhole = 4\nparameters.p = 1.5\n", zero());
  CHECK(texts(design_of(all.experiment)) == std::vector<std::string>{"0.5 - -", "- 4 1.5"});
  CHECK(all.experiment.factors[2].keys[0] == "parameters.p");
}

TEST_CASE("one at a time starts from the scenario's own values") {
  const Opened all = opened(three("[design]\nkind = \"one_at_a_time\""), zero());
  const auto points = texts(design_of(all.experiment));
  CHECK(points[0] == "0.25 - 3");
  CHECK(points[1] == "0.0 - 3");
  CHECK(points[4] == "0.25 \"a\" 3");
  CHECK(points.back() == "0.25 - 10");
  CHECK(points.size() == 1 + 3 + 3 + 5);
  CHECK(all.experiment.settings.baseline == 0);
}

TEST_CASE("a Latin hypercube has one point in every stripe of every factor") {
  const Opened all = opened(three("[design]\nkind = \"latin_hypercube\"\npoints = 64"), zero());
  const Design design = design_of(all.experiment);
  REQUIRE(design.points.size() == 64);
  for (std::size_t f = 0; f < 3; ++f) {
    std::set<int> stripes;
    for (const auto& unit : design.unit) stripes.insert(static_cast<int>(unit[f] * 64));
    CHECK(stripes.size() == 64);
  }
  // Whole numbers and words in equal parts.
  std::map<std::string, int> words;
  for (const auto& point : design.points) ++words[*point[1]->as<std::string>()];
  CHECK(words.size() == 3);
  for (const auto& [word, times] : words) CHECK(std::abs(times - 64 / 3.0) < 2);
}

TEST_CASE("Sobol' points are a net in base two, and arranged for indices") {
  const Opened all = opened(three("[design]\nkind = \"sobol\"\nsamples = 32\nsecond_order = true"), zero());
  const Design design = design_of(all.experiment);
  const std::size_t stride = 2 * 3 + 2;
  REQUIRE(design.points.size() == 32 * stride);
  for (const std::size_t column : {0u, 1u, 2u}) {
    std::set<int> of_a, of_b;
    for (std::size_t i = 0; i < 32; ++i) {
      of_a.insert(static_cast<int>(design.unit[i * stride][column] * 32));
      of_b.insert(static_cast<int>(design.unit[i * stride + stride - 1][column] * 32));
    }
    CHECK(of_a.size() == 32);
    CHECK(of_b.size() == 32);
  }
  const auto &a = design.unit[stride], &b = design.unit[2 * stride - 1];
  CHECK(design.unit[stride + 2] == std::vector<double>{a[0], b[1], a[2]});  // AB_2
  CHECK(design.unit[stride + 4] == std::vector<double>{a[0], b[1], b[2]});  // BA_1
}

TEST_CASE("a Morris trajectory changes one factor at a time by the same step") {
  const Opened all = opened(three("[design]\nkind = \"morris\"\ntrajectories = 20"), zero());
  const Design design = design_of(all.experiment);
  REQUIRE(design.points.size() == 20 * 4);
  bool up = false, down = false;
  for (std::size_t start = 0; start < design.unit.size(); start += 4) {
    std::set<std::size_t> moved;
    for (std::size_t step = 1; step < 4; ++step) {
      int changes = 0;
      for (std::size_t f = 0; f < 3; ++f) {
        const double delta = design.unit[start + step][f] - design.unit[start + step - 1][f];
        if (delta == 0) continue;
        CHECK(std::abs(delta) == Approx(2.0 / 3));
        (delta > 0 ? up : down) = true;
        moved.insert(f);
        ++changes;
      }
      CHECK(changes == 1);
    }
    CHECK(moved.size() == 3);
  }
  CHECK(up);
  CHECK(down);
}

TEST_CASE("log scales, whole numbers and ends are exact") {
  const Opened all = opened(
      "[design]\nkind = \"grid\"\n[[factor]]\nkey = \"x1\"\nlow = 0.001\nhigh = 0.1\nscale = \"log\"\n"
      "levels = 3\n[[factor]]\nkey = \"whole\"\nlevels = 4\n",
      zero());
  const Factor& x = all.experiment.factors[0];
  CHECK(*x.at_share(0).as<double>() == 0.001);
  CHECK(*x.at_share(1).as<double>() == 0.1);
  CHECK(*x.at_share(.5).as<double>() == Approx(0.01).epsilon(1e-12));
  CHECK(all.experiment.factors[1].steps().size() == 4);
  CHECK(*all.experiment.factors[1].within(0.999).as<std::int64_t>() == 10);
  CHECK(*all.experiment.factors[1].within(0).as<std::int64_t>() == 1);
}

TEST_CASE("what a store keeps of an experiment gives the same points") {
  for (const std::string kind : {"grid", "latin_hypercube", "sobol", "morris", "one_at_a_time"}) {
    const Opened all = opened(three("seed = 5\n[design]\nkind = \"" + kind + "\""), zero());
    const Experiment again = parse_experiment(resolved_toml(all.experiment), "stored");
    CAPTURE(kind);
    CHECK(texts(design_of(again)) == texts(design_of(all.experiment)));
    CHECK(resolved_toml(again) == resolved_toml(all.experiment));
  }
}

TEST_CASE("every error of an experiment is given at once, with its place") {
  const auto errors = [](const std::string& text) -> std::string {
    try {
      opened(text, zero());
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  };
  const std::string said = errors(
      "replicats = 3\n[design]\nkind = \"gird\"\n[[factor]]\nkey = \"x1\"\nlow = \"a\"\n"
      "[[factor]]\nlow = 1\n[stop]\nwidth = -1\n");
  for (const std::string part :
       {"replicats: unknown key", "did you mean replicates", "design.kind: is \"gird\"", "did you mean grid",
        "factor.1.low", "factor.2.key: is missing", "stop.metric: is missing", "stop.width: is -1"})
    CHECK_THAT(said, Catch::Contains(part));
  CHECK_THAT(errors("[design]\nkind = \"grid\"\n[[factor]]\nkey = \"open\"\n"), Catch::Contains("has no high"));
  CHECK_THAT(errors("[design]\nkind = \"grid\"\n[[factor]]\nkey = \"word\"\nlow = 1\n"),
             Catch::Contains("values = [one or more of a, b, c]"));
  CHECK_THAT(errors("[design]\nkind = \"grid\"\n[[factor]]\nkey = \"x1\"\nlow = 0\nhigh = 1\nscale = \"log\"\n"),
             Catch::Contains("above 0"));
  CHECK_THAT(errors("[design]\nkind = \"grid\"\n[[factor]]\nkey = \"whole\"\n[keep]\nmetrics = [\"z\"]\n"),
             Catch::Contains("keep.metrics: there is no \"z\""));
  CHECK_THAT(errors("[design]\nkind = \"morris\"\nlevels = 5\n[[factor]]\nkey = \"whole\"\n"),
             Catch::Contains("an even number"));
  CHECK_THAT(
      errors(
          "[design]\nkind = \"grid\"\n[[factor]]\nkey = \"a.x\"\nvalues=[1]\n[[factor]]\nkey = \"b.x\"\nvalues=[1]\n"),
      Catch::Equals(""));
  CHECK_THAT(errors("[design]\nkind = \"sobol\"\nsamples = 6\n[[factor]]\nkey = \"whole\"\n"),
             Catch::Contains("test.toml:3: design.samples: is 6, which is no power of two; allowed 4 or 8"));
}

TEST_CASE("a factor that something else sets, or that decides no run, is refused with its place") {
  const auto errors = [](const std::string& head, const ExperimentOverrides& overrides) -> std::string {
    const PlainFunction target = zero();
    std::string text = head + "[design]\nkind = \"grid\"\n";
    for (const std::string key :
         {"seed", "days", "replicates", "name", "factorial", "record.every", "record.follow_day"})
      text += "[[factor]]\nkey = \"" + key + "\"\nvalues = [1, 2]\n";
    Experiment experiment = parse_experiment(text, "test.toml");
    try {
      complete(experiment, target, overrides);
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  };
  const std::string plain = errors("", {});
  for (const std::string part : {"replicates are the same at every point", "name decides no run",
                                 "factorial decides no run", "record.every decides what compare records"})
    CHECK_THAT(plain, Catch::Contains(part));
  for (const std::string part : {"seed", "days", "follow_day"}) CHECK_THAT(plain, !Catch::Contains(part));
  CHECK_THAT(errors("seed = 3\n", {}), Catch::Contains("test.toml:4: factor.1: seed is set for all points"));
  ExperimentOverrides given;
  given.days = 20, given.seed = 3;
  const std::string overridden = errors("", given);
  CHECK_THAT(overridden, Catch::Contains("seed is set for all points") && Catch::Contains("days are set by --days"));
}

TEST_CASE("a factor is called by the end of its key that no other has") {
  const Experiment experiment = parse_experiment(
      "[design]\nkind = \"grid\"\n[[factor]]\nkey = \"arm.rollout.champions.share\"\nlow = 0\n[[factor]]\nkey = "
      "\"arm.movement.champions.share\"\n[[factor]]\nkey = \"parameters.q\"\n[[factor]]\nkey = \"q\"\n",
      "test.toml");
  std::vector<std::string> names;
  for (const Factor& factor : experiment.factors) names.push_back(factor.name);
  CHECK(names == std::vector<std::string>{"rollout.champions.share", "movement.champions.share", "parameters.q", "q"});
}
