// One organisation observed: what is read, what is known at an opportunity, known rates found again, and real data if
// present.
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/input/diagnostics.hpp"
#include "studies/adoption/occasions/study.hpp"
#include "tests/studies/adoption/drawn.hpp"

using namespace kantel;
using namespace kantel::adoption;
using Catch::Contains;

namespace {

// A folder with the three files of an organisation, gone afterwards.
class OrganisationFiles {
 public:
  OrganisationFiles(const std::string& opportunities, const std::string& events, const std::string& ties = "")
      : folder_("", "") {
    files.opportunities = folder_.path() / "opportunities.csv";
    files.events = folder_.path() / "events.csv";
    std::ofstream(files.opportunities) << opportunities;
    std::ofstream(files.events) << events;
    if (ties.empty()) return;
    files.ties = folder_.path() / "working.csv";
    std::ofstream(files.ties) << ties;
  }
  OpportunityFiles files;
  std::string complaint() const {
    try {
      read_opportunities(files);
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  }

 private:
  StudyFiles folder_;
};

// People who come on random days and have an opportunity every ten days or so. They use the practice at a rate an
// opportunity, that of the first era or of the second; from the second on a newcomer is told with a probability, and
// whoever is not does not use it at the first opportunity.
struct World {
  double before, after, told;
  double gate = 0;  // the first of two gates multiplies a rate by exp(gate), the second divides it
};
Opportunities drawn(const World& world, std::uint32_t people, std::uint64_t seed) {
  constexpr int days = 1000, step = 500;
  Opportunities data;
  data.gates = {"strict", "lax"};
  data.steps = {{"rule", step}};
  data.ties.resize(people);
  const KeyedRandom random(seed, 2000);
  for (std::uint32_t person = 0; person < people; ++person) {
    data.people.push_back(std::to_string(person));
    const int first = static_cast<int>(random.draw(person, 0, 100) % days);
    for (int day = first, k = 0; day < days && k < 12;
         day += 5 + static_cast<int>(random.draw(person, 1, 101) % 11), ++k) {
      const auto at = static_cast<std::uint32_t>(day);
      const std::uint32_t gate = random.draw(person, at, 102) % 2;
      const double rate = (day < step ? world.before : world.after) * std::exp(gate == 0 ? world.gate : -world.gate);
      const bool knows = k > 0 || day < step || open_unit_interval(random.draw(person, at, 103)) < world.told;
      const bool used = knows && open_unit_interval(random.draw(person, at, 104)) < -std::expm1(-rate);
      data.rows.push_back({day, person, gate, used});
    }
  }
  std::ranges::sort(data.rows, {}, [](const Opportunity& row) { return std::pair(row.day, row.person); });
  data.first_use = std::ranges::find(data.rows, true, &Opportunity::used)->day;
  data.last_day = data.rows.back().day;
  return data;
}

Estimate rate_of(const OccasionStudy& study, std::string_view era, std::string_view measure) {
  for (const RateRow& row : study.rates)
    if (row.era == era && row.measure == measure) return row.estimate;
  FAIL("no such rate");
  return {};
}

bool holds(const Estimate& e, double truth) { return e.low <= truth && truth <= e.high; }

const std::string small_events = "day,kind\n10,guide\n20,rule\n30,guide\n";
const std::string small_rows =
    "person,day,used,who,site\n"
    "a,2,0,g,1\nb,5,1,g,1\na,5,0,h,1\na,12,1,g,1\na,12,0,h,1\nb,12,0,h,1\nc,15,0,h,1\nb,25,1,g,1\na,25,1,h,1\n";

}  // namespace

TEST_CASE("opportunities are one a person and day, with what was known on earlier days alone") {
  //  day      2    5         12                 15       25
  //  a        0    0         1 (one of two)              1
  //  b             1         0                           1
  //  c                                          0
  // Ties: a–b from day 1, b–c from day 13, a–c from day 15, which a day-15 opportunity does not see.
  OrganisationFiles made(small_rows, small_events, "a,b,day\na,b,1\nb,a,9\nc,b,13\na,c,15\nz,a,3\n");
  made.files.steps = {"rule", "30", "guide"};
  made.files.gate = "who";
  const Opportunities data = read_opportunities(made.files);
  CHECK(data.rows_read == 9);
  CHECK(data.rows.size() == 8);
  CHECK((data.first_use == 5 && data.last_day == 25));
  CHECK(data.unread == std::vector<std::string>{"site"});
  CHECK((data.ties_read == 5 && data.ties_outside == 1));
  REQUIRE(data.steps.size() == 3);
  CHECK((data.steps[0].name == "guide" && data.steps[0].day == 10 && data.steps[2].name == "guide of 30"));
  const std::vector<Occasion> all = occasions(data);
  REQUIRE(all.size() == 7);  // day 2 lies before the first use
  const auto of = [&](const std::string& person, int day) {
    for (const Occasion& one : all)
      if (data.people[one.person] == person && one.day == day) return one;
    FAIL("no such opportunity");
    return Occasion{};
  };
  CHECK((of("a", 5).standing == Standing::never && !of("a", 5).newcomer && of("b", 5).newcomer));
  CHECK((of("a", 5).has_ties == false && of("a", 5).ties == 0));  // b had no opportunity before day 5
  CHECK((of("a", 12).used && of("a", 12).standing == Standing::never && of("a", 12).ties == 1));
  CHECK((of("b", 12).standing == Standing::practising && of("b", 12).after_first && of("b", 12).ties == 0));
  CHECK((of("c", 15).newcomer && of("c", 15).ties == 1));  // of b alone
  CHECK((of("b", 25).standing == Standing::lapsed && !of("b", 25).after_first));
  CHECK(of("b", 25).ties == .5);  // a used, c did not
  // g let b's use through on day 5 and a's on day 12 (the first of two equals), h nobody's: for c on day 15 at h, all
  // but c's: 2 of 4 used, h 0 of 2: (0 − 2·½)/(2 + 10).
  CHECK(of("c", 15).gate == Approx(-1. / 12));
}

TEST_CASE("every error of an organisation's files is reported at once") {
  OrganisationFiles made("person,day,used\n,1,1\na,x,1\na,2,yes\na,3\n", "day,kind\nsoon,guide\n10,rule\n",
                         "a,b,day\na,b,\n");
  made.files.steps = {"gide", "10", "rule"};
  const std::string said = made.complaint();
  CAPTURE(said);
  CHECK_THAT(said, Contains("opportunities.csv:2: person: is empty") && Contains(":3: day: is “x”") &&
                       Contains(":4: used: is “yes”; allowed 0 or 1") && Contains(":5: has 2 fields"));
  CHECK_THAT(said, Contains("events.csv:2: day: is “soon”") && Contains("there is no event “gide”"));
  CHECK_THAT(said, Contains("are of one day") && Contains("working.csv:2: day: is “”"));
  made.files.gate = "comitter";
  CHECK_THAT(made.complaint(), Contains("comitter: there is no column of this name"));
  OrganisationFiles nobody("person,day,used\na,1,0\n", small_events);
  nobody.files.steps = {"guide"};
  CHECK_THAT(nobody.complaint(), Contains("nobody ever used it"));
}

TEST_CASE("a model of steps alone gives the observed shares of each era") {
  const Opportunities data = drawn({.4, 1.5, 1}, 300, 1);
  const std::vector<Occasion> all = occasions(data);
  const std::vector<int> once(300, 1);
  const OccasionForm& steps = occasion_forms()[2];
  const OccasionModel model(steps, Uses::first, data, all, once);
  for (const bool late : {false, true}) {
    double used = 0, of = 0;
    const Occasion* one = nullptr;
    for (const Occasion& occasion : all)
      if (occasion.standing == Standing::never && (occasion.day >= 500) == late)
        used += occasion.used, ++of, one = &occasion;
    CHECK(model.probability(*one) == Approx(used / of).epsilon(2e-3));  // the prior draws a little
    CHECK(model.log_score(*one) ==
          Approx(std::log(one->used ? model.probability(*one) : 1 - model.probability(*one))).epsilon(1e-9));
  }
  CHECK(terms_of(steps, Uses::again, data) == std::vector<std::string>{"one", "lapsed", "rule"});
}

TEST_CASE("known compulsion, telling and gates lie within their intervals as often as they should") {
  constexpr std::uint32_t people = 300;
  constexpr int studies = 20;
  int compelled = 0, told = 0, gates_alike = 0, gates_differ = 0;
  const OccasionForm& with_gate = *std::ranges::find(occasion_forms(), "steps_gate", &OccasionForm::name);
  for (std::uint64_t seed = 0; seed < studies; ++seed) {
    std::vector<std::vector<int>> resamples;
    for (std::uint32_t number = 0; number < 100; ++number) resamples.push_back(resampled_persons(people, seed, number));
    const auto rates_of = [&](const World& world) {
      const Opportunities data = drawn(world, people, seed);
      OccasionStudy study;
      set_rates(study, data, occasions(data), resamples);
      return study;
    };
    compelled += holds(rate_of(rates_of({.3, 1.5, 1}), "from rule", "compelled rate"), 1.2);
    told += holds(rate_of(rates_of({.3, 1.5, .7}), "from rule", "told"), .7);
    const auto gate_of = [&](const World& world) {
      const Opportunities data = drawn(world, people, seed);
      const std::vector<Occasion> all = occasions(data);
      std::vector<double> values;
      for (std::size_t number = 0; number < 50; ++number)
        values.push_back(OccasionModel(with_gate, Uses::first, data, all, resamples[number]).coefficients().back());
      return resampled_estimate(0, values);
    };
    gates_alike += holds(gate_of({.3, 1.5, 1}), 0);
    gates_differ += gate_of({.3, 1.5, 1, .5}).low > 0;
  }
  CHECK(compelled >= 16);
  CHECK(told >= 16);
  CHECK(gates_alike >= 16);
  CHECK(gates_differ >= 16);
}

TEST_CASE(
    "predictions of an organisation are the same on any number of workers, and steps foresee what they have taught") {
  const Opportunities data = drawn({.3, 2.5, 1}, 200, 3);
  OccasionSettings settings;
  settings.resamples = 10, settings.runs = 100;
  settings.fit_until = 600, settings.window = 200;
  const OccasionStudy one = study_occasions(data, settings, Workers(1)),
                      three = study_occasions(data, settings, Workers(3));
  REQUIRE(one.forward.size() == three.forward.size());
  for (std::size_t i = 0; i < one.forward.size(); ++i)
    CHECK(one.forward[i].predicted.value == Approx(three.forward[i].predicted.value).epsilon(0));
  for (const ScoreRow& row : one.scores)
    if (row.days == "all" && row.minus == "calendar") CHECK(row.estimate.value > 0);
  for (const ForwardRow& row : one.forward)
    if (row.form == "steps" && row.measure == "share used") {
      CAPTURE(row.days);
      CHECK(row.predicted.value == Approx(row.observed).margin(.06));
    }
  CHECK(std::ranges::count(one.scores, "600 to 999 at once", &ScoreRow::days) > 0);
}

TEST_CASE("an organisation's tables are written whole") {
  const Opportunities data = drawn({.3, 2.5, 1}, 60, 3);
  OccasionSettings settings;
  settings.resamples = 5, settings.runs = 20;
  const StudyFiles folder("", "");
  const auto lines = [&](const char* name) {
    std::ifstream in(folder.path() / name);
    std::size_t count = 0;
    for (std::string line; std::getline(in, line);) ++count;
    return count;
  };
  OccasionStudy study = study_occasions(data, settings, Workers(1));
  write_tables(study, folder.path());
  CHECK(lines("rates.csv") == 1 + study.rates.size());
  CHECK(lines("fits.csv") == 1 + study.terms.size());
  CHECK(lines("errors.csv") == 0);
  settings.fit_until = 600;
  study = study_occasions(data, settings, Workers(1));
  write_tables(study, folder.path());
  CHECK(lines("errors.csv") == 1 + study.scores.size());
  CHECK(lines("predictions.csv") == 1 + study.forward.size());
}

TEST_CASE("the software project's incumbents and newcomers are those published with the data") {
  const fs::path folder = KANTEL_SOURCE_DIR "/../shared/data/dpdk";
  if (!fs::exists(folder)) {
    WARN("skipped: the data set of the software project is absent");
    return;
  }
  OpportunityFiles files;
  files.opportunities = folder / "opportunities.csv";
  files.events = folder / "events.csv";
  files.ties = folder / "ties.csv";
  files.gate = "committer";
  files.steps = {"guide", "script", "1675"};
  OccasionSettings settings;
  settings.resamples = 10;
  const OccasionStudy study = study_occasions(read_opportunities(files), settings, Workers(1));
  CHECK((study.incumbents == 41 && study.incumbents_before_step == 24 && study.incumbents_ever == 33));
  CHECK(rate_of(study, "from guide of 1675", "first use").value == Approx(.95).margin(.01));
  CHECK(rate_of(study, "before any step", "first use, newcomers").value == Approx(.24).margin(.02));
  CHECK(rate_of(study, "from script", "first use, newcomers").value == Approx(.79).margin(.005));
  CHECK(rate_of(study, "from guide of 1675", "first use, newcomers").value == Approx(.95).margin(.01));
  for (const TermRow& term : study.terms)
    if (term.form == "all" && term.uses == Uses::first && term.term == "gate")
      CHECK(term.estimate.value == Approx(5.1).margin(.2));
}
