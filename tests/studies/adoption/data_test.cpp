// What an adoption study reads and refuses, and real data if present.
#include <catch2/catch.hpp>

#include "sim/input/diagnostics.hpp"
#include "tests/studies/adoption/drawn.hpp"

using namespace kantel;
using namespace kantel::adoption;
using Catch::Contains;

namespace {

std::string complaint(const AdoptionFiles& files) {
  try {
    read_adoption(files);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

const std::string small_times = "id,city,time_of_adoption\n1,x,1\n2,x,3\n3,x,9\n1,y,2\n2,y,\n";
const std::string small_ties =
    "city,from,to,question\nx,1,2,advice_1\nx,1,2,friend_1\nx,2,77,advice_1\ny,2,1,friend_1\n";

}  // namespace

TEST_CASE("times and ties are read, matched within a place, and outsiders counted") {
  StudyFiles study(small_times, small_ties);
  study.files.never = 9;
  const AdoptionData data = read_adoption(study.files);
  CHECK(data.periods == 8);
  CHECK(data.places == std::vector<std::string>{"x", "y"});
  CHECK(data.period == std::vector<int>{1, 3, 9, 2, 9});
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
  CHECK_THAT(said, Contains("times.csv:2: time_of_adoption: is “soon”") && Contains("a whole number to 17, or 18"));
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

TEST_CASE("people at the last time are not taken for starters unasked") {
  std::string times = "id,city,time_of_adoption\n", ties = "city,from,to\nx,1,2\n";
  for (int i = 1; i <= 40; ++i)
    times += std::to_string(i) + (i % 2 ? ",x," : ",y,") + std::to_string(i <= 20 ? i % 5 + 1 : 6) + "\n";
  StudyFiles study(times, ties + "y,2,4\n");
  CHECK_THAT(complaint(study.files), Contains("20 people start at the last time, 6, and 12 at the 3 before it") &&
                                         Contains("--never 6 if so, --never none"));
  study.files.all_started = true;
  CHECK(read_adoption(study.files).periods == 6);
  study.files.all_started = false;
  study.files.never = 6;
  CHECK(read_adoption(study.files).periods == 5);
}

TEST_CASE("a study in years begins at its first year, or at the one that is given") {
  StudyFiles study("id,city,time_of_adoption\n1,x,1963\n2,x,1965\n1,y,1966\n2,y,\n", "city,from,to\nx,1,2\ny,1,2\n");
  study.files.period = "year";
  const AdoptionData data = read_adoption(study.files);
  CHECK(data.periods == 4);
  CHECK(data.period == std::vector<int>{1, 3, 4, 5});
  CHECK((data.time_of(1) == 1963 && data.time_of(4) == 1966));
  study.files.first = 1961;
  CHECK(read_adoption(study.files).period == std::vector<int>{3, 5, 6, 7});
  study.files.first = 1964;
  CHECK_THAT(complaint(study.files), Contains("times.csv:2: time_of_adoption: is “1963”") && Contains("from 1964"));
  study.files.first = -5;
  CHECK_THAT(complaint(study.files), Contains("runs from -5 to 1966") && Contains("at most 1000 times of a year"));
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
  CHECK(data.periods == 17);
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

TEST_CASE("the villages' people, ties and gain in likelihood are those published with the data") {
  const fs::path folder = KANTEL_SOURCE_DIR "/../shared/data/villages";
  if (!fs::exists(folder)) {
    WARN("skipped: the villages data set is absent");
    return;
  }
  AdoptionFiles files;
  files.times = folder / "adoption.csv";
  files.ties = folder / "ties.csv";
  files.place_column = "village";
  files.never = 11;
  const AdoptionData data = read_adoption(files);
  CHECK(data.size() == 1047);
  CHECK(data.places.size() == 25);
  CHECK(data.periods == 10);
  CHECK(std::ranges::count(data.period, 11) == 374);
  const auto likelihood_of = [&](const char* name) {
    const Whole whole(data, form_named(name));
    return fit_hazard(whole.sample, {}).log_likelihood;
  };
  const double kernel = likelihood_of("kernel"), constant = likelihood_of("constant");
  CHECK(2 * 3 - 2 * kernel == Approx(4396).margin(.5));
  CHECK(2 * 1 - 2 * constant == Approx(4454).margin(.5));
  CHECK(kernel - constant == Approx(31).margin(.5));
}
