// The frame of the patterns: verdicts, draws of parameters, and one pattern from end to end. That patterns hold is not
// tested; `kantel validate` reports it.
#include "studies/validation/patterns/patterns.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/network.hpp"
#include "studies/validation/patterns/runs.hpp"

using namespace kantel;
using namespace kantel::patterns;

namespace {

Interval interval(double low, double high) { return {(low + high) / 2, low, high, low, high, 20}; }

template <class Table>
void check_ranges(std::span<const Key<Table>> keys, const Table& centre, const Table& drawn, double factor) {
  for (const Key<Table>& key : keys) {
    if (&key.member.type() != &member_type<double>) continue;
    INFO(key.name);
    const double before = *static_cast<const double*>(key.member.in(centre));
    const double after = *static_cast<const double*>(key.member.in(drawn));
    CHECK(after >= key.low);
    CHECK(after <= key.high);
    if (before == 0 || std::isinf(before)) CHECK(after == before);
    if (key.name == "w_a" || key.name == "w_c") continue;  // renormalised after the draw
    CHECK(after <= before * factor);
    CHECK((after >= before / factor || after == key.high));
  }
}

bool same(const Settings& a, const Settings& b) {
  for (const auto& key : parameter_keys())
    if (written(key, a.parameters) != written(key, b.parameters)) return false;
  return a.change.demand == b.change.demand && a.change.fidelity_up == b.change.fidelity_up;
}

}  // namespace

TEST_CASE("a verdict is the side of the whole interval") {
  CHECK(judge(interval(.1, .2), Side::above) == Verdict::holds);
  CHECK(judge(interval(.1, .2), Side::below) == Verdict::does_not_hold);
  CHECK(judge(interval(-.2, -.1), Side::below) == Verdict::holds);
  CHECK(judge(interval(-.1, .2), Side::above) == Verdict::undecided);
  CHECK(judge(interval(0, 0), Side::above) == Verdict::undecided);
  CHECK(judge(interval(.85, .95), Side::above, .9) == Verdict::undecided);
  CHECK(judge(Interval{}, Side::above) == Verdict::undecided);
}

TEST_CASE("parts must all hold, and cells on opposite sides make a verdict depend on them") {
  using enum Verdict;
  CHECK(joint({holds, holds}) == holds);
  CHECK(joint({holds, undecided}) == undecided);
  CHECK(joint({undecided, does_not_hold}) == does_not_hold);
  CHECK(across(holds, {holds, undecided}) == holds);
  CHECK(across(holds, {holds, does_not_hold}) == depends_on);
  CHECK(across(undecided, {does_not_hold, does_not_hold}) == undecided);
  CHECK(across(does_not_hold, {does_not_hold}) == does_not_hold);
}

TEST_CASE("draws of parameters stay in their ranges, weigh needs by one in all, and repeat") {
  for (const Settings& centre : {half_slopes(), full_slopes()})
    for (const double factor : {1.5, 2.0})
      for (std::uint32_t draw = 0; draw < 50; ++draw) {
        const Settings drawn = drawn_settings(centre, factor, 5, draw);
        check_ranges(parameter_keys(), centre.parameters, drawn.parameters, factor);
        check_ranges(change_keys(), centre.change, drawn.change, factor);
        CHECK(drawn.parameters.w_a > 0);
        CHECK(drawn.parameters.w_c > 0);
        CHECK(drawn.parameters.w_a + drawn.parameters.w_c < 1);
        CHECK(same(drawn, drawn_settings(centre, factor, 5, draw)));
        CHECK_FALSE(same(drawn, drawn_settings(centre, factor, 5, draw + 1)));
        CHECK_FALSE(same(drawn, drawn_settings(centre, factor, 6, draw)));
      }
}

TEST_CASE("one setting is scaled alone") {
  const Settings scaled = with_scaled(half_slopes(), "q", 1 / 1.5);
  CHECK(scaled.parameters.q == Approx(half_slopes().parameters.q / 1.5));
  CHECK(scaled.parameters.p == half_slopes().parameters.p);
  CHECK(scaled.parameters.w_a == Approx(.4));
  const Settings weighed = with_scaled(half_slopes(), "w_a", 1.5);
  CHECK(weighed.parameters.w_a == Approx(.6 / 1.2));
  CHECK(weighed.parameters.w_c == Approx(.3 / 1.2));
  const auto names = scalable_settings(half_slopes());
  CHECK(std::count(names.begin(), names.end(), "demand") == 1);
  CHECK(std::count(names.begin(), names.end(), "s") == 0);  // 0 stays 0
}

TEST_CASE("a mechanism is taken away alone") {
  for (const Removal& removal : removals()) {
    INFO(removal.parameter);
    const Settings centre = half_slopes(), left = without(centre, removal);
    std::vector<std::string_view> changed;
    const auto compare = [&](const auto& keys, const auto& before, const auto& after) {
      for (const auto& key : keys)
        if (written(key, before) != written(key, after)) changed.push_back(key.name);
    };
    compare(parameter_keys(), centre.parameters, left.parameters);
    compare(change_keys(), centre.change, left.change);
    CHECK(changed == std::vector{removal.parameter});
  }
}

TEST_CASE("first starts are counted of who was there and of who joined") {
  const Network ties = Network::from_ties(3, {}, Workers(1));
  Population people(3);
  Visible visible(ties);
  StartWatch watch(2, 4);
  for (std::int64_t day = 0; day <= 5; ++day) {
    people.occupant[1] = day >= 2 ? 1 : 0;                       // joins on day 2
    visible.edit(0, day == 1 || day >= 3 ? practising_bit : 0);  // starts before the days that count, again later
    visible.edit(1, day >= 4 ? practising_bit : 0);              // starts on day 4
    visible.edit(2, day >= 5 ? practising_bit : 0);              // too late
    watch.see(day, people, visible);
  }
  const Newcomers found = watch.newcomers();
  CHECK(found.share == 1);
  CHECK(found.rate == Approx(1.0 / 3));
  CHECK(found.rate_of_others == 0);
}

TEST_CASE("shares of draws carry Wilson's interval") {
  const HoldingShare half = wilson(5, 10);  // by hand: .5 ± .2634
  CHECK(half.share == Approx(.5));
  CHECK(half.low == Approx(.2366).margin(1e-4));
  CHECK(half.high == Approx(.7634).margin(1e-4));
  CHECK(wilson(10, 10).high == Approx(1));
  CHECK(std::isnan(wilson(0, 0).share));
}

TEST_CASE(
    "a mandate presses by itself and tells newcomers, without either a participative rollout and a hybrid are alike") {
  const Workers one(1);
  Settings settings = half_slopes();
  settings.parameters.told = 0;  // newcomers are not told of the mandate
  const PatternWorld world(settings, 5, 130);
  std::vector<Arm> arms{campaign({Approach::rollout, Policy("participative")}),
                        campaign({Approach::hybrid, Policy("participative")})};
  for (const Arm& arm : std::vector(arms)) arms.push_back(arm), arms.back().mandate.strength = 0;
  const auto runs = run_arms(world, arms, 1, {one, one});
  CHECK(runs[0][0].durable_end != runs[1][0].durable_end);
  CHECK(runs[2][0].durable_end == runs[3][0].durable_end);
}

TEST_CASE("a person dips after five days at .05 below and recovers within .02") {
  Population people(3);
  CurveWatch watch(20, &Population::autonomy);
  for (std::int64_t day = 0; day <= 20; ++day) {
    people.autonomy[0] = day >= 3 && day < 9 ? .4f : .5f;  // six days low, back on day 9
    people.autonomy[1] = day >= 3 && day < 7 ? .4f : .5f;  // four days only
    people.autonomy[2] = day == 0 ? .5f : .1f;             // leaves
    people.occupant[2] = day >= 10 ? 1 : 0;
    watch.see(day, people);
  }
  const Curves curves = watch.curves();
  CHECK(curves.dipped == .5);
  CHECK(curves.lived == .5);
  CHECK(curves.halfway == .5);
  CHECK(curves.depth == Approx(.1));
  CHECK(curves.length == 6);
  CHECK(curves.lowest_day == 3);
}

TEST_CASE("pattern 1 is judged at every setting, with draws, the same on any number of workers", "[long]") {
  const Workers one(1), two(2);
  PatternOptions options;
  options.only = {1};
  options.replicates = 2;
  options.robustness = true;
  options.draws_15 = options.draws_20 = 1;
  options.draw_replicates = 2;
  double last = 0, all = 0;
  options.progress = [&](double done, double whole) { last = done, all = whole; };
  options.workers = &two;
  const auto verdicts = check_patterns(options);
  REQUIRE(verdicts.size() == 5);
  CHECK(last == all);
  CHECK(verdicts[0].slopes == "half");
  CHECK(verdicts[1].slopes == "full");
  CHECK(verdicts[2].slopes == "half, q/10");
  CHECK(verdicts[3].slopes == "fitted");
  CHECK(verdicts[4].number == 18);  // whether the first and the third agree
  CHECK((verdicts[4].verdict == "holds") == (verdicts[0].verdict == verdicts[2].verdict));
  for (const PatternVerdict& verdict : {verdicts[0], verdicts[1]}) {
    CHECK(verdict.number == 1);
    CHECK(verdict.verdict == "holds");
    CHECK(verdict.low > 0);
    CHECK(verdict.high < 1);
    CHECK((verdict.holds_15.share == 0 || verdict.holds_15.share == 1));
  }
  options.workers = &one;
  options.robustness = false;
  CHECK(check_patterns(options)[0].mean == verdicts[0].mean);

  const std::atomic<bool> stop = true;
  options.stop = &stop;
  CHECK_THROWS(check_patterns(options));
}
