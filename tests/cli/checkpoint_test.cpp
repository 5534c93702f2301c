// A run that is taken up from a checkpoint gives the bytes of one that was never stopped.
#include <catch2/catch.hpp>

#include "tests/shell.hpp"

using namespace kantel_test;

namespace {

std::string busy_scenario() {
  return "name = \"busy\"\ndays = 90\nreplicates = 4\n[organisation]\nemployees = 400\n[parameters]\nsusceptibility = "
         "0.2\n"
         "turnover = 0.5\ncopy_misfit = 0.5\n[[arm]]\nname = \"rollout\"\napproach = \"hybrid\"\npolicy = "
         "\"directive\"\nplan = \"local\"\nchampions = { share = 0.02, chosen = \"by_degree\" }\n"
         "mandate = { from_day = 5, delay_per_level = 20 }\n"
         "[[arm.event]]\nday = 20\ndo = \"set_policy\"\npolicy = \"servant\"\neffort = 2\ntarget = \"managers\"\n"
         "[[arm.event]]\nday = 25\ndo = \"train\"\nhours = 16\nsessions = 8\nevery = 5\nsupport_days = 3\n"
         "[[arm.event]]\nday = 30\ndo = \"celebrate\"\n[[arm.event]]\nday = 60\ndo = \"celebrate\"\n"
         "[[arm.event]]\nday = 70\ndo = \"lift_mandate\"\n";
}

}  // namespace

TEST_CASE("an interrupted run goes on to the same bytes, and other checkpoints are refused") {
  const Folder folder;
  folder.write("s.toml", busy_scenario());
  folder.write("long.toml", busy_scenario().replace(busy_scenario().find("days = 90"), 9, "days = 9000"));
  const Ran stopped = kantel(
      "run long.toml --replicate 2 --checkpoint-every 100 --out part & pid=$!; while ! [ -f "
      "part.checkpoint ] && kill -0 $pid 2>/dev/null; do sleep 0.02; done; kill -INT $pid; wait $pid",
      folder.path);
  CHECK(stopped.code == 130);
  CHECK_THAT(stopped.err, Catch::Contains("--resume part.checkpoint goes on"));
  CHECK_FALSE(fs::exists(folder / "part"));
  CHECK(fs::status(folder / "part.checkpoint").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  REQUIRE(kantel("run long.toml --replicate 2 --quiet --out whole", folder.path).code == 0);
  REQUIRE(kantel("run long.toml --replicate 2 --quiet --resume part.checkpoint --out resumed", folder.path).code == 0);
  for (const std::string table : {"series.csv", "summary.csv", "runs.csv"})
    CHECK(contents(folder / ("resumed/" + table)) == contents(folder / ("whole/" + table)));
  const auto refused = [&](const std::string& arguments) {
    const Ran ran = kantel("run " + arguments + " --out r", folder.path);
    CHECK(ran.code == 2);
    CHECK_FALSE(fs::exists(folder / "r"));
    return ran.err;
  };
  CHECK_THAT(refused("long.toml --replicate 1 --resume part.checkpoint"), Catch::Contains("of another scenario"));
  CHECK_THAT(refused("s.toml --replicate 2 --resume part.checkpoint"), Catch::Contains("of another scenario"));
  CHECK_THAT(refused("long.toml --resume part.checkpoint"), Catch::Contains("is for a single run"));
  CHECK_THAT(refused("long.toml --replicate 2 --resume none"), Catch::Contains("cannot be read"));
  std::string bytes = contents(folder / "part.checkpoint");
  bytes[bytes.size() / 2] ^= 1;
  folder.write("part.checkpoint", bytes);
  CHECK_THAT(refused("long.toml --replicate 2 --resume part.checkpoint"), Catch::Contains("is damaged"));
  folder.write("part.checkpoint", "something else");
  CHECK_THAT(refused("long.toml --replicate 2 --resume part.checkpoint"), Catch::Contains("is not a checkpoint"));
}

TEST_CASE("a run does not replace the checkpoint of an earlier one unasked, and a finished one removes its own") {
  const Folder folder;
  folder.write("s.toml", busy_scenario());
  folder.write("part.checkpoint", "of an earlier run");
  const std::string run = "run s.toml --days 20 --replicate 2 --quiet --checkpoint-every 5 --out part";
  const Ran refused = kantel(run, folder.path);
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err,
             Catch::Contains("is the checkpoint of an earlier run") && Catch::Contains("--resume part.checkpoint"));
  CHECK(contents(folder / "part.checkpoint") == "of an earlier run");
  CHECK_FALSE(fs::exists(folder / "part"));
  REQUIRE(kantel(run + " --force", folder.path).code == 0);
  CHECK_FALSE(fs::exists(folder / "part.checkpoint"));
}
