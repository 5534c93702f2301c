// kantel adoption as a user runs it: what it refuses, what it writes, what it says.
#include <catch2/catch.hpp>

#include "tests/shell.hpp"

using namespace kantel_test;
using Catch::Contains;

namespace {

// Four towns of ten, of whom each names the next; the last of each never start, which the file calls 6.
void write_places(const Folder& folder) {
  std::string times = "id,town,year\n", ties = "town,from,to\n";
  for (int town = 0; town < 4; ++town)
    for (int i = 0; i < 10; ++i) {
      const std::string name = "t" + std::to_string(town);
      times += std::to_string(i) + "," + name + "," + std::to_string(i < 5 ? 1961 + (i + town) % 5 : 1966) + "\n";
      ties += name + "," + std::to_string(i) + "," + std::to_string((i + 1) % 10) + "\n";
    }
  folder.write("times.csv", times);
  folder.write("ties.csv", ties);
}
const std::string places =
    "adoption --times times.csv --ties ties.csv --place-column town --time-column year "
    "--period year --replicates 50 ";

void write_organisation(const Folder& folder) {
  std::string rows = "person,day,used,through\n";
  for (int person = 0; person < 30; ++person)
    for (int day = person; day < 100; day += 10)
      rows += std::to_string(person) + "," + std::to_string(day) + "," +
              std::to_string((person * 7 + day * 3) % 10 < (day < 50 ? 3 : 8)) + ",g" + std::to_string(day % 2) + "\n";
  folder.write("rows.csv", rows);
  folder.write("events.csv", "day,kind\n50,rule\n70,check\n");
}
const std::string organisation = "adoption --opportunities rows.csv --events events.csv --replicates 50 ";

}  // namespace

TEST_CASE("adoption asks about a heap at the last time, and calls periods what they are") {
  const Folder folder;
  write_places(folder);
  const Ran heap = kantel(places, folder.path);
  CHECK(heap.code == 2);
  CHECK_THAT(heap.err, Contains("20 people start at the last time, 1966") && Contains("--never 1966 if so"));
  const Ran fits = kantel(places + "--never 1966 --fits-only --out out", folder.path);
  CHECK(fits.code == 0);
  CHECK_THAT(fits.out, Contains("5 years, 1961 to 1965") && Contains("person-years") && Contains("q/p"));
  CHECK_THAT(fits.out, !Contains("month"));
  CHECK(fs::exists(folder / "out/fits.csv"));
  CHECK(!fs::exists(folder / "out/errors.csv"));
  CHECK(kantel(places + "--never none --fits-only --quiet", folder.path).code == 0);
}

TEST_CASE("adoption leaves places out and resamples them when it is asked to") {
  const Folder folder;
  write_places(folder);
  const Ran ran = kantel(places + "--never 1966 --splits leave_one_out --resample places --out out", folder.path);
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Contains("without t2 → t2") && Contains("So few places can hardly be resampled"));
  CHECK_THAT(contents(folder / "out/predictions.csv"), Contains("without t3,kernel,t3,1965,"));
  const Ran wrong = kantel(places + "--never 1966 --splits halfs --resample place --known-periods 9", folder.path);
  CHECK(wrong.code == 2);
  CHECK_THAT(wrong.err, Contains("did you mean halves?") && Contains("did you mean places?") &&
                            Contains("--known-periods: is \"9\"; allowed 0 to 4"));
}

TEST_CASE("adoption studies one organisation, and says which options belong to which study") {
  const Folder folder;
  write_organisation(folder);
  const Ran ran =
      kantel(organisation + "--step rule --step 70 --gate through --fit-until 60 --window 20 --out out", folder.path);
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Contains("Step rule: day 50") && Contains("Step check of 70: day 70") && Contains("told") &&
                          Contains("share used, days"));
  for (const char* file : {"rates.csv", "fits.csv", "errors.csv", "predictions.csv"})
    CHECK(fs::exists(folder / (std::string("out/") + file)));
  CHECK_THAT(kantel(organisation, folder.path).err, Contains("--step: is missing"));
  CHECK_THAT(kantel(organisation + "--step rule --never 3", folder.path).err, Contains("--opportunities"));
  CHECK_THAT(kantel("adoption --step rule", folder.path).err, Contains("--opportunities"));
  const Ran missing = kantel("adoption", folder.path);
  CHECK(missing.code == 2);
  CHECK_THAT(missing.err, Contains("--times: is missing") && Contains("--ties: is missing"));
  CHECK(kantel(organisation + "--step rule --json", folder.path).out.starts_with("{"));
}
