// Draws of the parameters: what is drawn and what stays, where draws lie, and how holding and turning are counted.
#include "studies/comparison/uncertain.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "models/models.hpp"

using namespace kantel;
using Catch::Matchers::Contains;

namespace {

std::string scenario(const std::string& tables = "") {
  return "days = 20\nreplicates = 2\n[organisation]\nemployees = 60\n" + tables +
         "\n[[arm]]\nname = \"led\"\napproach = \"rollout\"\npolicy = \"directive\"\n[[arm]]\nname = \"free\"\n"
         "approach = \"diffusion\"\npolicy = \"participative\"\nchampions = { share = 0.1 }\n";
}

std::shared_ptr<World> world_of(const std::string& text, const std::vector<std::string>& settings = {}) {
  PrepareOptions options;
  options.overrides.settings = settings;
  return open_scenario(text, "s.toml", options);
}

std::set<std::string> drawn_keys(const World& world) {
  std::set<std::string> keys;
  for (const Assumed& one : left_to_draw(world)) keys.insert(one.key);
  return keys;
}

Assumed find(const World& world, const std::string& key) {
  for (const Assumed& one : world.assumed())
    if (one.key == key) return one;
  FAIL(key << " is not among them");
  return {};
}

SummaryRow row(const char* arm, double mean) {
  SummaryRow made{arm, "m", "share", {}};
  made.interval.mean = mean;
  return made;
}

}  // namespace

TEST_CASE("what the scenario or --set says is not drawn, and the weights of the needs go together") {
  const auto all = drawn_keys(*world_of(scenario()));
  for (const char* key : {"parameters.p", "parameters.q", "parameters.w_a", "parameters.w_c", "change.demand"})
    CHECK(all.contains(key));
  // Switched off, a choice, certain, or of no use to this form of social proof.
  for (const char* key :
       {"parameters.susceptibility", "parameters.need_mean", "parameters.told", "change.transmission"})
    CHECK_FALSE(all.contains(key));
  const auto fewer = drawn_keys(*world_of(scenario("[parameters]\nq = 0.05\n"), {"change.demand=0.3"}));
  CHECK(all.size() == fewer.size() + 2);
  CHECK_FALSE(fewer.contains("parameters.q"));
  CHECK_FALSE(fewer.contains("change.demand"));
  const auto weighed = drawn_keys(*world_of(scenario("[parameters]\nw_a = 0.4\n")));
  CHECK(all.size() == weighed.size() + 2);
  CHECK_FALSE(weighed.contains("parameters.w_c"));
  const auto moved = drawn_keys(*world_of(scenario("[[cohort]]\nname = \"new\"\nshare = 0.2\nw_a_shift = 0.2\n")));
  CHECK_FALSE(moved.contains("parameters.w_a"));
  CHECK(drawn_keys(*world_of(scenario("[change]\nsocial_proof = \"independent\"\n"))).contains("change.transmission"));
}

TEST_CASE("every number has a plausible range that is no choice, not switched off and not certain") {
  const auto world = world_of(scenario());
  for (const std::string_view path : {"parameters", "change"})
    for (const DeclaredKey& key : find_table(world->model().tables(), path)->keys) {
      if (key.bounds.kind != Bounds::Kind::number) continue;
      CAPTURE(key.name, key.row.back());
      const std::string &value = key.row[2], &source = key.row[6];
      CHECK(key.row.back().empty() ==
            (source.find("choice") != std::string::npos || value == "0" || (value == "1" && key.bounds.high == 1)));
    }
}

TEST_CASE("a kind of change has ranges about its own values") {
  const auto world = world_of(scenario("[change]\nkind = \"structure\"\n"));
  const Assumed demand = find(*world, "change.demand"), lapsing = find(*world, "parameters.rho0");
  CHECK(demand.plausible.low == Approx(.0357));
  CHECK(demand.plausible.high == Approx(.25));
  CHECK(lapsing.plausible.low == .002);
  CHECK(lapsing.plausible.high == .008);
  CHECK(find(*world, "parameters.grudging").held);
}

TEST_CASE("every range holds the default and can be reached, whatever else is drawn") {
  const auto world = world_of(scenario());
  for (const Assumed& one : world->assumed()) {
    CAPTURE(one.key, one.value, one.plausible.low, one.plausible.high);
    CHECK((one.plausible.low < one.value && one.value < one.plausible.high));
    CHECK(one.plausible.low > 0);
    CHECK((!one.is_share || one.plausible.high < 1));
  }
  for (const bool high : {false, true}) {
    std::vector<std::string> settings;
    for (const Assumed& one : world->assumed())
      settings.push_back(one.key + "=" + shortest(high ? one.plausible.high : one.plausible.low));
    CHECK_NOTHROW(world_of(scenario(), settings));
  }
}

TEST_CASE("draws fill each range strip by strip, and a parameter that is given shifts no other") {
  const std::vector<Assumed> drawn = left_to_draw(*world_of(scenario()));
  const auto values = drawn_values(drawn, 16, 3);
  REQUIRE(values.size() == 16);
  for (std::size_t k = 0; k < drawn.size(); ++k) {
    CAPTURE(drawn[k].key);
    std::set<int> strips;
    for (const auto& draw : values) {
      const auto [low, high] = drawn[k].plausible;
      const auto scale = [&](double v) { return drawn[k].is_share ? std::log(v / (1 - v)) : std::log(v); };
      strips.insert(static_cast<int>(std::floor(16 * (scale(draw[k]) - scale(low)) / (scale(high) - scale(low)))));
    }
    CHECK(strips.size() == 16);
    CHECK(*strips.begin() == 0);
    CHECK(*strips.rbegin() == 15);
  }
  const std::vector<Assumed> rest(drawn.begin() + 1, drawn.end());
  const auto others = drawn_values(rest, 16, 3);
  for (std::size_t draw = 0; draw < 16; ++draw)
    CHECK(std::vector<double>(values[draw].begin() + 1, values[draw].end()) == others[draw]);
  CHECK(drawn_values(drawn, 16, 4) != values);
}

TEST_CASE("an order holds where the sign is that of the defaults, turns where it is the other, else neither") {
  const double nan = undefined;
  const std::vector<SummaryRow> summary{row("a", .5), row("b-a", -.2), row("c-a", nan)};
  const auto spreads = spreads_of(summary, 1, {{.4, -.1, 1}, {.6, .3, 1}, {.5, 0, nan}, {.5, nan, 1}, {.5, -.2, 1}},
                                  {{.1, .1, nan}, {.1, .1, nan}, {.1, .1, nan}, {.1, nan, nan}, {.1, .1, nan}});
  CHECK(spreads[0].holds == 0);
  CHECK(spreads[0].turns == 0);
  CHECK(spreads[0].over.n == 5);
  CHECK(spreads[1].holds == 2);
  CHECK(spreads[1].turns == 1);
  CHECK(spreads[1].over.n == 4);
  CHECK(spreads[1].over.mean == Approx(0).margin(1e-12));
  // The variance of -.1, .3, 0 and -.2 is .14 / 3; that of luck .01.
  CHECK(spreads[1].luck == Approx(.01 / (.14 / 3)));
  CHECK(spreads[2].holds == 0);
  CHECK(spreads[2].turns == 0);
  CHECK(std::isnan(spreads[2].luck));
}

TEST_CASE("rank correlation is 1 for any rising relation, shares ranks and passes over what is undefined") {
  CHECK(rank_correlation({1, 2, 3, 4}, {1, 8, 27, 1000}) == Approx(1));
  CHECK(rank_correlation({1, 2, 3, 4}, {9, 5, undefined, -3}) == Approx(-1));
  // Ranks 0 1.5 1.5 3 against 0 1 2 3.
  CHECK(rank_correlation({1, 2, 2, 3}, {1, 2, 3, 4}) == Approx(4.5 / std::sqrt(4.5 * 5)));
  CHECK(std::isnan(rank_correlation({1, 1, 1}, {1, 2, 3})));
}

TEST_CASE("the scenario of the manifest can be drawn again") {
  const auto world = world_of(scenario("[parameters]\nq = 0.06\n"));
  const std::vector<Assumed> drawn = left_to_draw(*world);
  const auto again = world_of(left_open(world->resolved(), drawn));
  CHECK(again->resolved() == world->resolved());
  CHECK(drawn_values(left_to_draw(*again), 16, 1) == drawn_values(drawn, 16, 1));
  CHECK_THROWS_WITH(left_to_draw(*world_of(world->resolved())), Contains("nothing to draw"));
  CHECK_THROWS_WITH(left_to_draw(*open_scenario("model = \"si\"\n[network]\npeople = 20\n", "r.toml")),
                    Contains("is not for the model si"));
}

TEST_CASE("an interrupt keeps the draws that are finished") {
  const auto world = world_of(scenario());
  const Workers workers(1);
  std::atomic<bool> stop = false;
  CompareOptions options;
  options.workers = &workers;
  options.stop = &stop;
  const Outcome outcome = compare(world, options);
  const auto open = [&](const std::vector<std::string>& settings) { return world_of(scenario(), settings); };
  options.progress = [&](double done, double all) { stop = done > all * 5.5 / 16; };
  const Uncertainty made = draw_parameters(outcome, summarise(outcome), 16, open, options);
  CHECK(made.interrupted);
  CHECK(made.asked == 16);
  CHECK(made.replicates == 2);
  REQUIRE(made.values.size() == 5);
  CHECK(made.means.size() == 5);
  CHECK(made.spreads[0].over.n <= 5);
}
