// Scenarios of reference models: everything that is wrong is said at once, with line and nearest name; what is right
// reads back the same; arms are matched and workers leave no trace.
#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <functional>

#include "models/models.hpp"
#include "models/reference/scenario.hpp"
#include "studies/comparison/compare.hpp"
#include "studies/comparison/tables.hpp"
#include "tests/scratch.hpp"

using namespace kantel;
using kantel::test::Scratch;

namespace {

ReferenceScenario read(const std::string& text, const Overrides& overrides = {}) {
  return parse_reference_scenario(text, "s.toml", overrides);
}

std::shared_ptr<World> opened(const std::string& text, const Overrides& overrides = {}) {
  PrepareOptions options;
  options.overrides = overrides;
  return open_scenario(text, "s.toml", options);
}

// What is wrong with it, a line each; "" if nothing. Run as well, for what only its network's making finds.
std::string complaint(const std::string& text, const Overrides& overrides = {}, bool run = false) {
  try {
    const std::shared_ptr<World> world = opened(text, overrides);
    const Workers workers(2);
    if (run) compare(world, {.workers = &workers});
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}
void refused(const std::string& text, const std::vector<std::string>& said, bool run = false) {
  const std::string got = complaint(text, {}, run);
  CAPTURE(text);
  for (const std::string& part : said) CHECK_THAT(got, Catch::Contains(part));
}
std::size_t problems_in(const std::string& text) {
  try {
    read(text);
  } catch (const InputError& error) {
    return error.problems().size();
  }
  return 0;
}

Outcome outcome(const std::string& text, int threads = 1, const Overrides& overrides = {}) {
  const Workers workers(threads);
  return compare(opened(text, overrides), {.workers = &workers});
}
// Every value of every day, measure, replicate and arm, as bits: undefined ones are compared too.
std::vector<std::uint32_t> series(const Outcome& out) {
  std::vector<std::uint32_t> bits;
  for (const std::vector<Recording>& arm : out.recordings)
    for (const Recording& run : arm)
      for (std::int64_t day = 0; day <= run.days(); ++day)
        for (std::size_t m = 0; m < out.measures.size(); ++m)
          bits.push_back(std::bit_cast<std::uint32_t>(run.value(day, 0, m)));
  return bits;
}
std::vector<double> metric(const Outcome& out, std::size_t arm, std::string_view name) {
  std::vector<double> values;
  for (std::size_t m = 0; m < out.metrics.size(); ++m)
    if (out.metrics[m].name == name)
      for (const std::vector<double>& run : out.values[arm]) values.push_back(run[m]);
  return values;
}
bool all_same(const std::vector<double>& values) {
  return std::ranges::adjacent_find(values, std::ranges::not_equal_to()) == values.end();
}

std::string arm(const std::string& name, const std::string& rest = "") {
  return "[[arm]]\nname = \"" + name + "\"\n" + rest + "\n";
}
const std::string watts = "model = \"watts\"\ndays = 20\nreplicates = 6\n";
const std::string poisson = "[network]\nform = \"poisson\"\npeople = 200\nmean_degree = 1.5\n";
// Whoever has a tie joins: what is left out says how the network was drawn.
const std::string everybody_tied = "[parameters]\nphi = -1.0\nseeds = 0\n";

}  // namespace

TEST_CASE("An unknown model is answered with the nearest, and none named means the change model") {
  refused("days = 3\nmodel = \"wats\"\n", {"s.toml:2: model: there is no model \"wats\"", "did you mean watts?"});
  refused("model = 3\n", {"s.toml:1: model: is a whole number", "one of change, "});
  CHECK(&model_of(parse_toml("days = 3\n", "s.toml")) == find_model("change"));
  CHECK(opened(watts)->model().name == "watts");
  CHECK(opened("days = 3\n", {.settings = {"model=sir"}})->model().name == "sir");
  CHECK(parse_reference_scenario(watts, "folder/watts.toml").settings.name == "watts");
}

TEST_CASE("An unknown key is named with its line and the nearest key of this model") {
  refused(watts + "[parameters]\nphii = 0.2\n", {"s.toml:5: parameters.phii: unknown key", "did you mean phi?"});
  refused(watts + arm("a", "seedz = 2"), {"s.toml:6: arm.seedz: unknown key", "did you mean seeds?"});
  refused(watts + "[network]\npeeple = 3\n", {"s.toml:5: network.peeple: unknown key", "did you mean people?"});
  refused(watts + arm("a", "network = { peeple = 3 }"), {"s.toml:6: arm.network.peeple: unknown key"});
  refused("model = \"bass\"\n[parameters]\nphi = 0.2\n", {"s.toml:3: parameters.phi: unknown key"});
  refused("dayz = 3\n" + watts, {"s.toml:1: dayz: unknown key", "did you mean days?"});
  refused(watts + "[organisation]\nemployees = 3\n", {"organisation: unknown key"});
  refused("factorial = true\n" + watts, {"s.toml:1: factorial: is for the change model"});
}

TEST_CASE("A wrong type, a number out of range and an unknown word are named with what is allowed") {
  refused(watts + "[parameters]\nphi = \"much\"\n", {"s.toml:5: parameters.phi: is \"much\"", "allowed -10 to 10"});
  refused(watts + "[parameters]\nphi = 10.5\n", {"parameters.phi: is 10.5, out of range", "allowed -10 to 10"});
  refused(watts + "[parameters]\nphi = nan\n", {"parameters.phi: is nan"});
  refused(watts + "[parameters]\nseeds = 2.5\n", {"parameters.seeds: is 2.5", "not a whole number"});
  refused(watts + "[parameters]\nplaced = \"hubs\"\n", {"parameters.placed: is \"hubs\"", "did you mean hub?"});
  refused(watts + "[network]\nform = \"poison\"\n", {"s.toml:5: network.form: is \"poison\"", "did you mean poisson?"});
  refused(watts + arm("a", "network = { form = \"rang\" }"), {"arm.network.form: is \"rang\"", "did you mean ring?"});
  refused(watts + "[network]\npeople = 0\n", {"network.people: is 0, out of range", "allowed 1 to"});
  for (const std::string table : {"network", "parameters"})
    refused(watts + table + " = 3\n", {"s.toml:4: " + table + ": is a whole number, not a table"});
  for (const std::string arms : {"3", "[]", "\"a\""}) refused(watts + "arm = " + arms + "\n", {"holds no arm"});
  refused(watts + "arm = [3]\n", {"arm: is a whole number, not a table"});
}

TEST_CASE("Everything that is wrong is said at once") {
  const std::string text = "model = \"sir\"\ndays = 0\n[network]\nform = \"rink\"\n[parameters]\nq = -1\nrh = 1\n" +
                           arm("a", "seeds = 1\nseed_share = 0.1") + arm("a", "contact = \"all\"");
  refused(text, {"s.toml:2: days", "s.toml:4: network.form", "s.toml:6: parameters.q", "s.toml:7: parameters.rh",
                 "seeds and seed_share are both given", "two arms are called \"a\"", "arm.contact"});
  CHECK(problems_in(text) == 7);
}

TEST_CASE("What contradicts itself is refused, arm by arm") {
  refused(watts + "[parameters]\nseeds = 3\nseed_share = 0.1\n",
          {"s.toml:1: model: seeds and seed_share are both given"});
  refused(watts + "[parameters]\nseeds = 3\n" + arm("one") + arm("two", "seed_share = 0.1"), {"arm.two: seeds"});
  refused(watts + arm("a") + arm("b") + arm("a"), {"s.toml:10: arm.name: two arms are called \"a\"", "distinct"});
  refused(watts + "[[arm]]\nphi = 0.2\n", {"s.toml:4: arm.name: is missing"});
  refused(watts + arm("a, b"), {"s.toml:5: arm.name"});
  refused("model = \"march\"\n[network]\nform = \"ring\"\n", {"network.form must be complete"});
  refused(watts + "[network]\nform = \"edges\"\nedges = \"e.csv\"\ndirected = true\n", {"directed must be false"});
}

TEST_CASE("A network that cannot be, or cannot be read, is refused") {
  refused(watts + "[network]\nform = \"torus\"\npeople = 90\n",
          {"s.toml:6: network.people: is 90, which does not fill a square torus", "the square of a whole number"});
  refused(watts + "[network]\nform = \"edges\"\n", {"s.toml:4: network.edges: is missing"});
  refused(watts + "[network]\nform = \"edges\"\nedges = \"nowhere.csv\"\n", {"nowhere.csv: no such file"}, true);
  refused(watts + arm("a") + arm("b", "network = { form = \"ring\", reach = 500 }"),
          {"s.toml:", "arm.network.reach: is 500"});
}

TEST_CASE("An edges file stands beside its scenario") {
  const Scratch scratch;
  scratch.write("tied.csv", "a,b\nx,y\ny,z\n");
  scratch.write("s.toml", watts + "[network]\nform = \"edges\"\nedges = \"tied.csv\"\n");
  const Workers workers(1);
  const Outcome out =
      compare(open_scenario(read_text_file(scratch.path() / "s.toml"), (scratch.path() / "s.toml").string()),
              {.workers = &workers});
  CHECK(out.employees == 3);
  CHECK(metric(out, 0, "joined_end") == std::vector<double>(6, 1));
}

TEST_CASE("A resolved scenario reads back to the same, for every model") {
  for (const ReferenceModel* model : reference_models()) {
    const std::string resolved = resolved_toml(read("model = \"" + std::string(model->name) + "\"\n"));
    CAPTURE(resolved);
    CHECK(resolved_toml(read(resolved)) == resolved);
  }
  const std::string name = "name = \"a \\\"rich\\\" one\"\n";
  const std::string rich =
      "question = \"Why\\n\\\\ not?\"\nmodel = \"sir\"\ndays = 7\nreplicates = 3\nseed = 9007199254740993\n"
      "[network]\nform = \"block\"\npeople = 90\nblocks = 3\nmean_degree_inside = 0.1\nseed = 5\nper_replicate = "
      "false\n"
      "[parameters]\nq = 1e-7\nrho = 100\ncontact = \"each\"\nplaced = \"hub\"\n" +
      arm("é 1", "seed_share = 0.3333333333333333\nnetwork = { form = \"edges\", edges = \"a b.csv\" }") +
      arm("zwei", "seeds = 0");
  refused(name + rich, {"s.toml:1: name: cannot name a folder"});
  const ReferenceScenario scenario = read(rich);
  const std::string resolved = resolved_toml(scenario);
  CAPTURE(resolved);
  const ReferenceScenario again = read(resolved);
  CHECK(resolved_toml(again) == resolved);
  CHECK(again.settings.question == "Why\n\\ not?");
  CHECK(again.settings.seed == 9007199254740993);
  REQUIRE(again.arms.size() == 2);
  CHECK(again.arms[0].name == "é 1");
  for (std::size_t a = 0; a < 2; ++a)
    CHECK(scenario.model->written(again.arms[a].parameters) == scenario.model->written(scenario.arms[a].parameters));
}

TEST_CASE("A resolved scenario runs to the same bytes as the one it came from") {
  const std::string text = watts + poisson + arm("few", "phi = 0.3") + arm("many", "network = { mean_degree = 4 }");
  CHECK(series(outcome(resolved_toml(read(text)))) == series(outcome(text)));
}

TEST_CASE("One worker, two and three leave the same bytes, with networks of one's own and shared ones") {
  for (const std::string& more : {std::string(), std::string("per_replicate = false\n")}) {
    const std::string text = "model = \"sis\"\ndays = 30\nreplicates = 9\n" + poisson + more + arm("a", "q = 0.9") +
                             arm("b", "q = 0.9\nnetwork = { mean_degree = 6 }");
    const std::vector<std::uint32_t> alone = series(outcome(text, 1));
    CHECK(alone.size() == 2 * 9 * 31);
    CHECK(series(outcome(text, 2)) == alone);
    CHECK(series(outcome(text, 3)) == alone);
  }
  for (const ReferenceModel* model : reference_models()) {
    const std::string text =
        "model = \"" + std::string(model->name) + "\"\ndays = 10\nreplicates = 5\n[network]\npeople = 50\n";
    CAPTURE(text);
    CHECK(series(outcome(text, 1)) == series(outcome(text, 3)));
  }
}

TEST_CASE("The command line's days, replicates, seed and settings have the last word") {
  const std::string text = watts + "seed = 4\n" + poisson + arm("a") + arm("b", "phi = 0.5");
  const ReferenceScenario plain = read(text);
  CHECK(plain.settings.days == 20);
  CHECK(plain.settings.replicates == 6);
  CHECK(plain.settings.seed == 4);
  const Overrides overrides{
      .settings = {"network.people=50", "arm.b.phi=.25", "parameters.seeds=3"}, .days = 5, .replicates = 2, .seed = 77};
  const ReferenceScenario changed = read(text, overrides);
  CHECK(changed.seed() == 77);
  CHECK(changed.arms[1].network.people == 50);
  const auto is = [&](std::size_t a, const std::string& key, const std::string& value) {
    for (const auto& [name, written] : changed.model->written(changed.arms[a].parameters))
      if (name == key) return written == value;
    return false;
  };
  CHECK(is(0, "phi", "0.18"));
  CHECK(is(1, "phi", "0.25"));
  CHECK(is(1, "seeds", "3"));
  const Outcome out = outcome(text, 1, overrides);
  CHECK(out.recordings[1].size() == 2);
  CHECK(out.recordings[1][0].days() == 5);
  CHECK(series(outcome(text, 1, {.seed = 4})) == series(outcome(text)));
  CHECK(series(outcome(text, 1, {.seed = 5})) != series(outcome(text)));
  CHECK_THAT(complaint(text, {.settings = {"parameters.phii=1"}}),
             Catch::Contains("--set: parameters.phii: unknown key"));
}

TEST_CASE("A replicate alone, and fewer of them, are the same as among all") {
  const std::string text = watts + poisson;
  const std::vector<std::uint32_t> all = series(outcome(text));  // six runs of 21 days
  const Workers workers(1);
  const Outcome third = compare(opened(text), {.workers = &workers, .only_replicate = 2});
  CHECK(third.replicates == std::vector<std::uint32_t>{2});
  CHECK(series(third) == std::vector<std::uint32_t>(all.begin() + 42, all.begin() + 63));
  CHECK(series(outcome(text, 1, {.replicates = 2})) == std::vector<std::uint32_t>(all.begin(), all.begin() + 42));
}

TEST_CASE("Arms that share a network share it, and the luck: equal arms differ by exactly nothing") {
  const std::string text =
      "model = \"si\"\ndays = 60\nreplicates = 5\n[network]\nform = \"watts_strogatz\"\npeople = 100\nreach = 3\n" +
      std::string("rewired = 0.1\n[parameters]\nq = 0.8\n") + arm("a") + arm("b") + arm("slow", "q = 0.4");
  const ReferenceScenario scenario = read(text);
  for (std::uint32_t r = 0; r < 5; ++r)
    CHECK(scenario.network_seed(scenario.arms[0], r) == scenario.network_seed(scenario.arms[2], r));
  const Outcome out = outcome(text, 2);
  CHECK(metric(out, 0, "t50_reached") == std::vector<double>(5, 1));
  CHECK(metric(out, 0, "t50") == metric(out, 1, "t50"));
  CHECK_FALSE(all_same(metric(out, 0, "t50")));  // equal though replicates differ
  bool slower = true;
  for (std::size_t r = 0; r < 5; ++r) slower &= metric(out, 2, "t50")[r] > metric(out, 0, "t50")[r];
  CHECK(slower);
  bool found = false;
  for (const SummaryRow& row : summarise(out))
    if (row.arm == "b-a" && row.metric == "t50") {
      found = true;
      CHECK(row.interval.n == 5);
      CHECK(row.interval.mean == 0);
      CHECK(row.interval.low == 0);
      CHECK(row.interval.high == 0);
    }
  CHECK(found);
}

TEST_CASE("A network is drawn anew for each replicate, the same for every arm, or once for all") {
  const std::string arms = arm("a") + arm("b", "phi = -2.0") + arm("other", "network = { seed = 99 }");
  const Outcome anew = outcome(watts + poisson + everybody_tied + arms);
  CHECK_FALSE(all_same(metric(anew, 0, "joined_end")));
  CHECK(metric(anew, 1, "joined_end") == metric(anew, 0, "joined_end"));
  CHECK(metric(anew, 2, "joined_end") != metric(anew, 0, "joined_end"));

  const Outcome once = outcome(watts + poisson + "per_replicate = false\n" + everybody_tied + arms);
  CHECK(all_same(metric(once, 0, "joined_end")));
  CHECK(metric(once, 1, "joined_end") == metric(once, 0, "joined_end"));
  CHECK(metric(once, 0, "joined_end")[0] == metric(anew, 0, "joined_end")[0]);
  CHECK(all_same(metric(once, 2, "joined_end")));
}
