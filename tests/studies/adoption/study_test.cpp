// A study as a whole: splits, resamples, what is kept of an interrupted one, tables.
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "tests/studies/adoption/drawn.hpp"

using namespace kantel;
using namespace kantel::adoption;
using Catch::Contains;

TEST_CASE("places are split in halves in every way, or in as many ways as allowed") {
  const auto six = halves(4, 20, 1);
  REQUIRE(six.size() == 6);
  CHECK(six[0].train == std::vector<std::size_t>{0, 1});
  CHECK(six[5].test == std::vector<std::size_t>{0, 1});
  CHECK(halves(5, 20, 1).size() == 10);
  CHECK(halves(5, 20, 1)[0].test.size() == 2);
  const auto drawn = halves(12, 20, 1);
  CHECK(drawn.size() == 20);
  for (const Split& split : drawn) CHECK((split.train.size() == 6 && split.test.size() == 6));
}

TEST_CASE("each place is left out once") {
  const auto splits = leave_one_out(3);
  REQUIRE(splits.size() == 3);
  CHECK(splits[1].train == std::vector<std::size_t>{0, 2});
  CHECK(splits[1].test == std::vector<std::size_t>{1});
}

TEST_CASE("resampled places keep their people together, resampled people keep every place") {
  const AdoptionData data = drawn_data(9, 10, 5, Hazard(form_named("constant"), std::vector<double>{.2}, 5), 1);
  std::vector<int> drawn(9);
  for (std::uint32_t number = 0; number < 50; ++number) {
    const Resample places = resampled(data, Resampling::places, 1, number);
    CHECK(std::accumulate(places.places.begin(), places.places.end(), 0) == 9);
    for (Person i = 0; i < data.size(); ++i) CHECK(places.people[i] == places.places[i / 10]);
    for (std::size_t place = 0; place < 9; ++place) drawn[place] += places.places[place];
    const Resample people = resampled(data, Resampling::people, 1, number);
    CHECK(people.places == std::vector<int>(9, 1));
    for (std::size_t place = 0; place < 9; ++place)
      CHECK(std::accumulate(people.people.begin() + place * 10, people.people.begin() + (place + 1) * 10, 0) == 10);
  }
  for (const int times : drawn) CHECK((times > 20 && times < 85));  // 50 are expected, ± 6.7
}

TEST_CASE("where places differ, resampling them gives the wider interval, and it holds the truth") {
  // Nine places whose own rates are .05 to .45: their mean has a standard error of .043 or so, people alone of .01.
  AdoptionData data = drawn_data(9, 60, 6, Hazard(form_named("constant"), std::vector<double>{.2}, 6), 1);
  for (std::size_t place = 0; place < 9; ++place) {
    const Hazard own(form_named("constant"), std::vector<double>{.05 + .05 * static_cast<double>(place)}, 6);
    const auto drawn = Stage(data, place, 7, 1).simulated(own, 1);
    std::copy(drawn.begin(), drawn.end(), data.period.begin() + data.first_of_place[place]);
  }
  StudySettings settings;
  settings.predicts = false;
  const auto width = [&](Resampling of) {
    settings.resampling = of;
    const Estimate p = parameter_estimate(run_study(data, settings, Workers(1)), hazard_form("constant"), 0);
    return p.high - p.low;
  };
  CHECK(width(Resampling::places) > 2 * width(Resampling::people));
}

TEST_CASE("who interrupts a study keeps its finished splits") {
  const AdoptionData data = drawn_data(8, 12, 5, Hazard(form_named("kernel"), std::vector<double>{.1, .5, .4}, 5), 1);
  StudySettings settings;
  settings.resamples = 5, settings.runs = 50, settings.resample_runs = 20;
  settings.splitting = Splitting::leave_one_out, settings.resampling = Resampling::places;
  const Study whole = run_study(data, settings, Workers(1));
  const Study stopped = run_study(data, settings, Workers(1), [](double done) {
    if (done > .9) throw Interrupted();
  });
  CHECK((stopped.interrupted && !whole.interrupted));
  REQUIRE((!stopped.tried.empty() && stopped.tried.size() < whole.tried.size()));
  for (std::size_t split = 0; split < stopped.tried.size(); ++split)
    CHECK(stopped.tried[split].judged[0].rmse == whole.tried[split].judged[0].rmse);
  CHECK(split_names(whole, data, 3).training == "without 3");
  CHECK(split_names(whole, data, 3).testing == "3");
  CHECK_THROWS_AS(run_study(data, settings, Workers(1), [](double) { throw Interrupted(); }), Interrupted);
}

TEST_CASE("halves of many places have short names that differ") {
  const AdoptionData data = drawn_data(40, 3, 5, Hazard(form_named("constant"), std::vector<double>{.2}, 5), 1);
  Study study;
  for (const Split& split : halves(40, 20, 1)) study.tried.push_back({split, {}, {}, {}, {}});
  CHECK(split_names(study, data, 6).training == "half 7");
  CHECK(split_names(study, data, 6).testing == "rest 7");
}

TEST_CASE("a study finds strong contagion along ties, and is the same on any number of workers") {
  const AdoptionData data =
      drawn_data(2, 60, 12, Hazard(form_named("kernel"), std::vector<double>{.02, 1.2, .4}, 12), 1);
  StudySettings settings;
  settings.resamples = 20;
  settings.runs = 200;
  settings.resample_runs = 50;
  const Study one = run_study(data, settings, Workers(1)), three = run_study(data, settings, Workers(3));
  REQUIRE(one.tried.size() == 2);
  const auto rows = error_rows(one, data), others = error_rows(three, data);
  REQUIRE(rows.size() == others.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK((rows[i].estimate.value == others[i].estimate.value && rows[i].hazard == others[i].hazard));
    if (rows[i].measure != "covered") CHECK(rows[i].estimate.low == others[i].estimate.low);
  }
  for (const char* other : {"bass", "constant", "calendar", "calendar_curve"})
    CHECK(verdict(estimate(one, -1, Judgement::log_likelihood, 0, hazard_form(other)), Judgement::log_likelihood) ==
          "better");
}

TEST_CASE("tables are written whole, with a bound that is not set left empty") {
  const AdoptionData data = drawn_data(2, 20, 6, Hazard(form_named("constant"), std::vector<double>{.2}, 6), 1);
  StudySettings settings;
  settings.resamples = 5;
  settings.runs = 50;
  settings.resample_runs = 20;
  const StudyFiles study("", "");
  write_tables(run_study(data, settings, Workers(1)), data, study.path());
  const auto lines = [&](const char* name) {
    std::ifstream in(study.path() / name);
    std::vector<std::string> all;
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
  };
  const auto fits = lines("fits.csv");
  std::size_t parameters = 0, forms = hazard_forms().size();
  for (const HazardForm& form : hazard_forms())
    parameters += parameters_of(form).size() + (contagion_parameter(form) != no_parameter);
  CHECK(fits.size() == 1 + 3 * parameters);  // all places and two splits
  CHECK_THAT(fits[3], Contains("all,kernel,theta,") && Contains(",,,no,"));
  CHECK_THAT(fits[4], Contains("all,kernel,q/p,"));
  CHECK(lines("predictions.csv").size() == 1 + 2 * forms * 6);
  CHECK(lines("errors.csv").size() == 1 + 3 * (3 * forms + 2 * pairings().size()));
}
