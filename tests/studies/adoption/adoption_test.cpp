// The adoption study: what it reads, the likelihood by hand, known parameters found again, and real data if present.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <numeric>

#include "sim/input/diagnostics.hpp"
#include "sim/random.hpp"
#include "studies/adoption/tables.hpp"

using namespace kantel;
using namespace kantel::adoption;
using Catch::Contains;

namespace {

namespace fs = std::filesystem;

// A folder with the two files of a study, gone afterwards.
class StudyFiles {
 public:
  StudyFiles(const std::string& times, const std::string& ties) {
    static int number = 0;
    path_ =
        fs::temp_directory_path() / ("kantel-adoption-" + std::to_string(getpid()) + "-" + std::to_string(number++));
    fs::create_directories(path_);
    std::ofstream(path_ / "times.csv") << times;
    std::ofstream(path_ / "ties.csv") << ties;
    files.times = path_ / "times.csv";
    files.ties = path_ / "ties.csv";
  }
  ~StudyFiles() { fs::remove_all(path_); }
  StudyFiles(const StudyFiles&) = delete;
  StudyFiles& operator=(const StudyFiles&) = delete;
  const fs::path& path() const { return path_; }
  AdoptionFiles files;

 private:
  fs::path path_;
};

std::string complaint(const AdoptionFiles& files) {
  try {
    read_adoption(files);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

// People of one place who start in these months, of which `months` are observed.
AdoptionData one_place(std::vector<int> month, int months, std::vector<std::pair<Person, Person>> named) {
  AdoptionData data;
  data.months = months;
  data.places = {"a"};
  data.month = std::move(month);
  data.ids.resize(data.size());
  data.first_of_place = {0, static_cast<Person>(data.size())};
  data.set_named(std::move(named));
  return data;
}

const HazardForm& form_named(std::string_view name) { return hazard_forms()[hazard_form(name)]; }

double log_likelihood_of(std::string_view name, const std::vector<double>& values, const AdoptionData& data) {
  const HazardForm& form = form_named(name);
  const Exposure exposure(data, form.contagion);
  const std::vector<int> everybody(data.size(), 1);
  return log_likelihood(Hazard(form, values, data.months), exposure, exposure.counts(everybody));
}

// Places of people who each name four at random, and start as a hazard says.
AdoptionData drawn_data(std::size_t places, Person size, int months, const Hazard& hazard, std::uint64_t seed) {
  AdoptionData data;
  data.months = months;
  data.first_of_place = {0};
  std::vector<std::pair<Person, Person>> pairs;
  const KeyedRandom random(seed, 1000);
  for (std::size_t place = 0; place < places; ++place) {
    const Person begin = data.first_of_place.back();
    data.places.push_back(std::to_string(place));
    data.first_of_place.push_back(begin + size);
    for (Person i = begin; i < begin + size; ++i)
      for (std::uint32_t k = 0; k < 4; ++k)
        pairs.emplace_back(i, begin + static_cast<Person>(std::uint64_t{random.draw(i, k, 100)} * size >> 32));
  }
  data.month.assign(places * size, months + 1);
  data.ids.resize(data.size());
  data.set_named(std::move(pairs));
  for (std::size_t place = 0; place < places; ++place) {
    const auto drawn = simulated_months(hazard, data, place, seed, 1);
    std::copy(drawn.begin(), drawn.end(), data.month.begin() + data.first_of_place[place]);
  }
  return data;
}

const std::string small_times = "id,city,time_of_adoption\n1,x,1\n2,x,3\n3,x,9\n1,y,2\n2,y,\n";
const std::string small_ties =
    "city,from,to,question\nx,1,2,advice_1\nx,1,2,friend_1\nx,2,77,advice_1\ny,2,1,friend_1\n";

}  // namespace

TEST_CASE("the likelihood of three people is the one worked out by hand") {
  //  a → b → c    c starts in month 1, b in 2, a in 3; p = .1, q = .5, θ = .5
  // A started neighbour alone: f = 1/(1 + .25) = .8 and the rate is .1 + .4 = .5; else .1.
  //   c: starts at .1        b: stays at .1, starts at .5        a: stays at .1 twice, starts at .5
  const AdoptionData data = one_place({3, 2, 1}, 3, {{0, 1}, {1, 2}});
  const double expected =
      std::log(1 - std::exp(-.1)) - .1 + std::log(1 - std::exp(-.5)) - .2 + std::log(1 - std::exp(-.5));
  CHECK(expected == Approx(-4.5176727).epsilon(1e-7));
  CHECK(log_likelihood_of("kernel", {.1, .5, .5}, data) == Approx(expected).epsilon(1e-12));
  // Bass: the place's shares before months 1, 2 and 3 are 0, 1/3 and 2/3.
  const double second = .1 + .5 / 3, third = .1 + 1. / 3;
  const double bass =
      std::log(1 - std::exp(-.1)) - .1 + std::log(1 - std::exp(-second)) - .1 - second + std::log(1 - std::exp(-third));
  CHECK(log_likelihood_of("bass", {.1, .5}, data) == Approx(bass).epsilon(1e-12));
  // Calendar: rates p·e^−b, p and p·e^b in months 1 to 3.
  const double b = .7;
  const double calendar = std::log(1 - std::exp(-.1 * std::exp(-b))) - 2 * .1 * std::exp(-b) +
                          std::log(1 - std::exp(-.1)) - .1 + std::log(1 - std::exp(-.1 * std::exp(b)));
  CHECK(log_likelihood_of("calendar", {.1, b}, data) == Approx(calendar).epsilon(1e-12));
}

TEST_CASE("half of two named people weigh by the kernel, and whoever never starts counts as staying") {
  // a names b and c; b starts in month 1, c and a never in 2 months: f(1/2) = .25/(.25 + .25) = .5
  const AdoptionData data = one_place({3, 1, 3}, 2, {{0, 1}, {0, 2}, {0, 2}, {0, 0}});
  CHECK(data.named.size() == 2);
  const double expected = std::log(1 - std::exp(-.1)) - 2 * .1 - .1 - (.1 + .5 * .5);
  CHECK(log_likelihood_of("kernel", {.1, .5, .5}, data) == Approx(expected).epsilon(1e-12));
}

TEST_CASE("a constant hazard fitted is the closed form") {
  const AdoptionData data = one_place({1, 2, 2, 4, 6, 6}, 5, {});
  const HazardForm& form = form_named("constant");
  const Exposure exposure(data, form.contagion);
  const Counts counts = exposure.counts(std::vector<int>(6, 1));
  CHECK(counts.person_months() == 19);
  CHECK(fit_hazard(form, data.months, exposure, counts, {}).values[0] == Approx(-std::log(1 - 4. / 19)).epsilon(1e-5));
}

TEST_CASE("simulated places follow the exact curves of hazards without contagion") {
  const AdoptionData data = one_place(std::vector<int>(50, 11), 10, {});
  const Hazard hazard(form_named("calendar"), std::vector<double>{.1, .5}, 10);
  const int runs = 2000;
  const Band band = band_of(simulated_months(hazard, data, 0, 1, runs), 50, 10);
  const std::vector<double> exact = started_by(hazard, data, 0, 1, runs);
  for (std::size_t t = 1; t <= 10; ++t) {
    const double error = std::sqrt(exact[t] * (1 - exact[t]) / (50.0 * runs));
    CHECK(std::abs(band.mean[t] - exact[t]) < 4 * error);
  }
}

TEST_CASE("simulated places keep what is known, and see each other a month later") {
  // c started in month 1 as known; b names c, a names b; q is so large that whoever sees a starter starts.
  const AdoptionData data = one_place({9, 9, 1}, 4, {{0, 1}, {1, 2}});
  const Hazard hazard(form_named("kernel"), std::vector<double>{1e-5, 10, .05}, 4);
  const auto months = simulated_months(hazard, data, 0, 1, 1, 1);
  CHECK(months == std::vector<std::uint16_t>{3, 2, 1});
}

TEST_CASE("known p, q and theta lie within their profile intervals as often as they should") {
  const HazardForm& form = form_named("kernel");
  const std::vector<double> truth{.03, .5, .4};
  std::vector<int> held(3);
  const int studies = 20;
  for (int study = 0; study < studies; ++study) {
    const AdoptionData data = drawn_data(4, 100, 17, Hazard(form, truth, 17), static_cast<std::uint64_t>(study));
    const Exposure exposure(data, form.contagion);
    const Counts counts = exposure.counts(std::vector<int>(data.size(), 1));
    Fit fit = fit_hazard(form, data.months, exposure, counts, {});
    CHECK(fit.log_likelihood >= log_likelihood(Hazard(form, truth, 17), exposure, counts));
    const auto intervals = profile_intervals(form, data.months, exposure, counts, fit);
    for (std::size_t i = 0; i < 3; ++i) {
      held[i] += truth[i] >= intervals[i].low && truth[i] <= intervals[i].high;
      CHECK(intervals[i].low <= fit.values[i]);
      CHECK(fit.values[i] <= intervals[i].high);
    }
  }
  // Binomial(20, .95) is 15 or less once in 400.
  for (const int times : held) CHECK(times >= 16);
}

TEST_CASE("theta is said not to be identified where nobody looks at anybody") {
  const HazardForm& form = form_named("kernel");
  const AdoptionData data = drawn_data(2, 100, 17, Hazard(form, std::vector<double>{.1, 0, .4}, 17), 3);
  const Exposure exposure(data, form.contagion);
  const Counts counts = exposure.counts(std::vector<int>(data.size(), 1));
  Fit fit = fit_hazard(form, data.months, exposure, counts, {});
  const auto intervals = profile_intervals(form, data.months, exposure, counts, fit);
  CHECK(intervals[0].identified() == "yes");
  CHECK(intervals[1].identified() == "from above only");
  CHECK(intervals[2].identified() == "no");
}

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

TEST_CASE("times and ties are read, matched within a place, and outsiders counted") {
  StudyFiles study(small_times, small_ties);
  study.files.never = 9;
  const AdoptionData data = read_adoption(study.files);
  CHECK(data.months == 8);
  CHECK(data.places == std::vector<std::string>{"x", "y"});
  CHECK(data.month == std::vector<int>{1, 3, 9, 2, 9});
  CHECK(data.ties_read == 4);
  CHECK(data.named_outside == 1);
  REQUIRE(data.named_by(0).size() == 1);
  CHECK(data.named_by(4)[0] == 3);
  study.files.questions = {"friend"};
  CHECK(read_adoption(study.files).ties_read == 2);
  study.files.questions = {"fiend"};
  CHECK_THAT(complaint(study.files), Contains("no tie answers “fiend”") && Contains("did you mean friend?"));
}

TEST_CASE("every error of both files is reported at once, with its line") {
  StudyFiles study("id,city,time_of_adoption\n1,x,soon\n2,x,3\n2,x,4\n,x,5\n4,y,2.5\n5,y,19\n6,y,2,7\n",
                   "city,from,to,question\nx,2,3,q\nz,1,2,q\nxy,1,2,q\nx,,2,q\n");
  study.files.never = 18;
  const std::string said = complaint(study.files);
  CAPTURE(said);
  CHECK_THAT(said, Contains("times.csv:2: time_of_adoption: is “soon”") && Contains("from 1 to 17, or 18"));
  CHECK_THAT(said, Contains("times.csv:4: id: “2” stands in line 3 already"));
  CHECK_THAT(said, Contains("times.csv:5: id: is empty") && Contains("times.csv:6: time_of_adoption: is “2.5”"));
  CHECK_THAT(said, Contains("times.csv:7: time_of_adoption: is “19”") && Contains("times.csv:8: has 4 fields"));
  CHECK_THAT(said, Contains("ties.csv:3: city:") && Contains("“z”") && Contains("ties.csv:5: from: is empty"));
}

TEST_CASE("ties that lead to nobody of the study are an error, not a network without ties") {
  StudyFiles study(small_times, "City,From,To\nx,a,b\n");
  CHECK_THAT(complaint(study.files), Contains("leaves no tie between people"));
}

TEST_CASE("a column that is absent is named with the nearest one") {
  StudyFiles study("id,town,time_of_adoption\n1,x,1\n", "city,form,to\nx,1,2\n");
  CHECK_THAT(complaint(study.files),
             Contains("times.csv:1: city: there is no column of this name") && Contains("id, town, time_of_adoption"));
  study.files.place_column = "twon";
  CHECK_THAT(complaint(study.files), Contains("did you mean town?"));
  StudyFiles ties(small_times, "city,form,to\nx,1,2\n");
  CHECK_THAT(complaint(ties.files), Contains("ties.csv:1: from:") && Contains("did you mean form?"));
}

TEST_CASE("one place, one month or a file that is absent cannot be studied") {
  StudyFiles one("id,city,time_of_adoption\n1,x,1\n2,x,4\n", "city,from,to\nx,1,2\n");
  CHECK_THAT(complaint(one.files), Contains("at least two"));
  StudyFiles short_study("id,city,time_of_adoption\n1,x,1\n2,y,1\n", "city,from,to\nx,1,2\n");
  CHECK_THAT(complaint(short_study.files), Contains("at least two months"));
  one.files.times = "absent.csv";
  CHECK_THAT(complaint(one.files), Contains("absent.csv: no such file"));
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
  CHECK(fits.size() == 1 + 3 * 16);  // all places and two splits; 3 + 2 + 1 + 2 + 3 + 5 parameters
  CHECK_THAT(fits[3], Contains("all,kernel,theta,") && Contains(",,,no,"));
  CHECK(lines("predictions.csv").size() == 1 + 2 * 6 * 6);
  CHECK(lines("errors.csv").size() == 1 + 3 * (3 * 6 + 2 * 5));
}

TEST_CASE("the physicians' cumulative shares are those published") {
  const fs::path folder = KANTEL_SOURCE_DIR "/../shared/data/physicians";
  if (!fs::exists(folder)) {
    WARN("skipped: the physicians data set is absent");
    return;
  }
  AdoptionFiles files;
  files.times = folder / "adoption.csv";
  files.ties = folder / "ties.csv";
  files.never = 18;
  const AdoptionData data = read_adoption(files);
  CHECK(data.size() == 125);
  CHECK(data.months == 17);
  CHECK(data.named_outside == 462);
  const double expected[] = {.088, .160, .232, .320, .408, .496, .600, .656, .688,
                             .696, .736, .760, .784, .816, .848, .864, .872};
  for (int t = 1; t <= 17; ++t) {
    double started = 0;
    for (std::size_t place = 0; place < data.places.size(); ++place)
      started += data.observed_share(place, t) * data.place_size(place);
    CHECK(started / 125 == Approx(expected[t - 1]).margin(5e-4));
  }
}
