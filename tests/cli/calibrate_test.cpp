// kantel calibrate: what it refuses, and what it leaves.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/shell.hpp"

using namespace kantel_test;

TEST_CASE("calibrate names every wrong start value at once") {
  const auto ended =
      kantel("calibrate --set parameters.etta=3 --set parameters.eta=99 --set arm.x=2 --set parameters.eta_c=0");
  CHECK(ended.code == 2);
  for (const char* part : {"unknown key", "did you mean eta?", "is 99, out of range", "from which no fit begins"})
    CHECK_THAT(ended.err, Catch::Contains(part));
}

TEST_CASE("calibrate shows effects at other start values, and writes them by name") {
  const Folder folder;
  const auto ended = kantel("calibrate --effects --set parameters.eta_c=0 --out calibration", folder.path);
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, Catch::Contains("d of skill, training in eight weeks against a block"));
  const std::string effects = contents(folder / "calibration/effects.csv");
  CHECK_THAT(effects, Catch::StartsWith("experiment,effect,published_low,published_high,at_start,fitted,source\n"));
  CHECK(std::count(effects.begin(), effects.end(), '\n') == 1 + 21);
}
