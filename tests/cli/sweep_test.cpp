// Sweeps through the front door, and every way to be stopped.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <nlohmann/json.hpp>

#include "tests/shell.hpp"

using namespace kantel_test;

namespace {

// 12 points of two arms among 40 people for 30 days, `replicates` times: thousands of runs take a second.
std::string tiny_experiment(int replicates) {
  return "scenario = \"s.toml\"\nreplicates = " + std::to_string(replicates) +
         "\nset = { days = 30, \"organisation.employees\" = 40 }\n[design]\nkind = \"grid\"\n"
         "[[factor]]\nkey = \"parameters.p\"\nlow = 0.001\nhigh = 0.01\nlevels = 4\nscale = \"log\"\n"
         "[[factor]]\nname = \"policy\"\nkey = [\"arm.rollout.policy\", \"arm.movement.policy\"]\n"
         "values = [\"directive\", \"servant\", \"by_readiness\"]\n";
}

std::string exported(const Folder& folder, const std::string& store) {
  REQUIRE(kantel("sweep export --store " + store + " --csv --force --quiet --out tables", folder.path).code == 0);
  std::string all;
  for (const char* name : {"points.csv", "runs.csv", "summary.csv"})
    all += contents(folder / ("tables/" + std::string(name)));
  return all;
}

// Runs that are in a store, done; 0 where there is none yet.
std::uint64_t done_in(const Folder& folder, const std::string& store) {
  const Ran ran = kantel("sweep status --json --store " + store, folder.path);
  return ran.code == 0 ? nlohmann::json::parse(ran.out)["done"].get<std::uint64_t>() : 0;
}

// A sweep that is killed with SIGKILL as soon as its store holds that many runs. Returns what the store then holds.
std::uint64_t killed_at(std::uint64_t wanted, const Folder& folder, const char* experiment, const char* store) {
  const pid_t child = fork();
  if (child == 0) {
    if (chdir(folder.path.c_str()) == 0)
      execl(KANTEL_BINARY, "kantel", "sweep", experiment, "--store", store, "--quiet", "--threads", "1", nullptr);
    _exit(127);
  }
  int status = 0;
  bool has_ended = false;
  while (!has_ended && done_in(folder, store) < wanted) has_ended = waitpid(child, &status, WNOHANG) == child;
  REQUIRE_FALSE(has_ended);
  kill(child, SIGKILL);
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  return done_in(folder, store);
}

// The first ```bash block of a page of the docs.
std::string script_in(const std::string& page) {
  const std::string text = contents(fs::path(KANTEL_SOURCE_DIR) / "docs" / page);
  const std::size_t begin = text.find("```bash\n") + 8;
  return text.substr(begin, text.find("```", begin) - begin);
}

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("a point of a sweep gives the numbers of the same scenario compared") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  folder.write("x.toml",
               "scenario = \"s.toml\"\n[design]\nkind = \"list\"\n[[point]]\nparameters.p = 0.004\n"
               "arm.movement.policy = \"servant\"\n[[point]]\norganisation.per_replicate = true\n"
               "[keep]\nseries = [\"practising\", \"durable\"]\ngroups = true\nevery = 7\n");
  REQUIRE(kantel("sweep x.toml --store x.db --quiet", folder.path).code == 0);
  const std::string runs = (exported(folder, "x.db"), contents(folder / "tables/runs.csv"));
  const auto compared = [&](const std::string& set, const std::string& point) {
    REQUIRE(kantel("compare s.toml --quiet --force --out c " + set, folder.path).code == 0);
    const std::string table = contents(folder / "c/runs.csv");
    for (const std::string arm : {"rollout", "movement"})
      for (const std::string replicate : {"0", "1", "2"}) {
        const std::string line = "\n" + arm + "," + replicate + ",1,";
        const std::size_t at = table.find(line);
        REQUIRE(at != std::string::npos);
        const std::string values = table.substr(at + line.size(), table.find('\n', at + 1) - at - line.size());
        CHECK_THAT(runs, Catch::Contains("\n" + point + "," + replicate + "," + arm + ",1,done," + values + "\n"));
      }
  };
  compared("--set parameters.p=.004 --set arm.movement.policy=servant", "0");
  compared("--set organisation.per_replicate=true", "1");
  const std::string series = contents(folder / "tables/series.csv");
  CHECK_THAT(series, Catch::Contains("0,0,rollout,0,all,durable,0.0"));
  CHECK_THAT(series, Catch::Contains("1,2,movement,56,structure=low,practising,"));
  CHECK_THAT(series, Catch::Contains(",movement,60,"));
}

TEST_CASE("a sweep that is killed three times and resumed has the tables of one that was not, and so have its shards") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  folder.write("x.toml", tiny_experiment(200));
  constexpr std::uint64_t all = 12 * 2 * 200;
  REQUIRE(kantel("sweep x.toml --store whole.db --quiet", folder.path).code == 0);
  const std::string expected = exported(folder, "whole.db");
  CHECK(lines(expected) > all);
  std::uint64_t before = 0;
  for (const std::uint64_t wanted : {all / 20, all / 5, all / 3}) {
    const std::uint64_t done = killed_at(wanted, folder, "x.toml", "killed.db");
    REQUIRE(done > before);
    REQUIRE(done < all);
    before = done;
    CHECK_THAT(kantel("sweep status --store killed.db", folder.path).out, Catch::Contains("Not finished"));
  }
  REQUIRE(kantel("sweep x.toml --store killed.db --quiet", folder.path).code == 0);
  CHECK(exported(folder, "killed.db") == expected);
  for (const int of : {1, 2, 7}) {
    std::string parts;
    for (int i = 1; i <= of; ++i) {
      const std::string part = "part" + std::to_string(i) + "of" + std::to_string(of) + ".db";
      REQUIRE(
          kantel("sweep x.toml --quiet --store " + part + " --shard " + std::to_string(i) + "/" + std::to_string(of),
                 folder.path)
              .code == 0);
      parts += " " + part;
    }
    REQUIRE(kantel("sweep merge --quiet --store merged" + std::to_string(of) + ".db" + parts, folder.path).code == 0);
    CHECK(exported(folder, "merged" + std::to_string(of) + ".db") == expected);
  }
}

TEST_CASE("the job script of the docs, run in a loop and once again, gives the tables of one sweep") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  folder.write("leading.toml", tiny_experiment(5));
  folder.write("job.sh", script_in("scaling.md"));
  REQUIRE(kantel("sweep leading.toml --store whole.db --quiet", folder.path).code == 0);
  fs::create_directories(folder / "parts");
  const std::string job = "export PATH=" + fs::path(KANTEL_BINARY).parent_path().string() +
                          ":$PATH TMPDIR=$PWD SLURM_SUBMIT_DIR=$PWD SLURM_CPUS_PER_TASK=1 SLURM_ARRAY_TASK_COUNT=3; "
                          "for i in 1 2 3 2; do SLURM_ARRAY_TASK_ID=$i bash job.sh || exit 9; done; ";
  const Ran merged = kantel("sweep merge --quiet --store leading.db parts/*.db", folder.path, job);
  CAPTURE(merged.err);
  REQUIRE(merged.code == 0);
  CHECK(exported(folder, "leading.db") == exported(folder, "whole.db"));
}

TEST_CASE("a sweep whose every run fails says why and exits with 1, resumed too") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  folder.write(
      "x.toml",
      "scenario = \"s.toml\"\nreplicates = 2\n[design]\nkind = \"grid\"\n[[factor]]\nkey = \"parameters.w_a\"\n"
      "values = [0.6]\n[[factor]]\nkey = \"parameters.w_c\"\nvalues = [0.5, 0.6]\n");
  for (int times = 0; times < 2; ++times) {
    const Ran ran = kantel("sweep x.toml --store x.db", folder.path);
    CHECK(ran.code == 1);
    CHECK_THAT(ran.err, Catch::Contains("every run failed; the first: ") && Catch::Contains("negative weight"));
  }
}

TEST_CASE("fewer days drop later events of a sweep too, and are another experiment") {
  const Folder folder;
  folder.write("s.toml", small_scenario());  // with events on its way
  folder.write("x.toml",
               "scenario = \"s.toml\"\nreplicates = 1\n[design]\nkind = \"list\"\n[[point]]\nparameters.p = 0.004\n");
  REQUIRE(kantel("sweep x.toml --store x.db --days 4 --quiet", folder.path).code == 0);
  REQUIRE(kantel("compare s.toml --days 4 --replicates 1 --set parameters.p=.004 --quiet --out c", folder.path).code ==
          0);
  const std::string table = contents(folder / "c/runs.csv");
  const std::string values = table.substr(table.find("\nrollout,0,1,") + 13);
  const std::string runs = (exported(folder, "x.db"), contents(folder / "tables/runs.csv"));
  CHECK_THAT(runs, Catch::Contains("0,0,rollout,1,done," + values.substr(0, values.find('\n')) + "\n"));
  const Ran longer = kantel("sweep x.toml --store x.db --quiet", folder.path);
  CHECK(longer.code == 2);
  CHECK_THAT(longer.err, Catch::Contains("days"));
}

TEST_CASE("an interrupted sweep exits with 130, keeps what was finished and says how to go on") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  folder.write("x.toml", tiny_experiment(100000));
  const Ran ran = kantel("sweep x.toml --store x.db & pid=$!; sleep 1.5; kill -INT $pid; wait $pid", folder.path);
  CHECK(ran.code == 130);
  CHECK_THAT(ran.err, Catch::Contains("the same command resumes"));
  const auto status = nlohmann::json::parse(kantel("sweep status --json --store x.db", folder.path).out);
  CHECK(status["done"] > 0);
  CHECK(status["done"] < status["most"]);
  CHECK_FALSE(fs::exists(folder / "x.db.lock"));
}

TEST_CASE("points that cannot be run are recorded with their message, and the rest goes on") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  folder.write(
      "x.toml",
      "scenario = \"s.toml\"\nreplicates = 2\n[design]\nkind = \"grid\"\n[[factor]]\nkey = \"parameters.w_a\"\n"
      "values = [0.2, 0.9]\n[[factor]]\nkey = \"arm.rollout.event.1.day\"\nvalues = [10, 20]\n");
  const Ran ran = kantel("sweep x.toml --store x.db", folder.path);
  CHECK(ran.code == 2);  // the value itself is wrong here: w_a + w_c above 1
  folder.write(
      "y.toml",
      "scenario = \"s.toml\"\nreplicates = 2\n[design]\nkind = \"grid\"\n[[factor]]\nkey = \"parameters.w_a\"\n"
      "values = [0.2, 0.6]\n[[factor]]\nkey = \"parameters.w_c\"\nvalues = [0.3, 0.5]\n");
  const Ran some = kantel("sweep y.toml --store y.db", folder.path);
  CHECK(some.code == 0);
  CHECK_THAT(some.err, Catch::Contains("4 runs failed") && Catch::Contains("relatedness has a negative weight"));
  CHECK_THAT(kantel("sweep status --store y.db", folder.path).out,
             Catch::Contains("Finished: 12 of 16 runs done, 4 failed"));
  exported(folder, "y.db");
  CHECK(lines(contents(folder / "tables/failures.csv")) == 5);
}

TEST_CASE("a full disk, a place that cannot be written and a changed experiment lose nothing") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  folder.write("x.toml", tiny_experiment(40));
  const Ran full = kantel("sweep x.toml --store x.db --quiet", folder.path, "ulimit -f 200; ");
  CAPTURE(full.err);
  CHECK(full.code == 1);
  CHECK_THAT(full.err, Catch::Contains("the disk is full"));
  REQUIRE(kantel("sweep x.toml --store x.db --quiet", folder.path).code == 0);
  REQUIRE(kantel("sweep x.toml --store fresh.db --quiet", folder.path).code == 0);
  const std::string expected = exported(folder, "fresh.db");
  CHECK(exported(folder, "x.db") == expected);

  const Ran changed = kantel("sweep x.toml --store x.db --set parameters.q=.2", folder.path);
  CHECK(changed.code == 2);
  CHECK_THAT(changed.err, Catch::Contains("the scenario has changed: - [parameters] q = 0.05") &&
                              Catch::Contains("+ [parameters] q = 0.2"));

  fs::permissions(folder / "x.db", fs::perms::owner_read | fs::perms::others_read);
  fs::permissions(folder.path, fs::perms::all & ~fs::perms::others_write);
  const bool root = geteuid() == 0;
  const Ran locked = kantel("sweep x.toml --store x.db --threads 1 --quiet", folder.path,
                            root ? "exec setpriv --reuid 65534 --clear-groups " : "");
  if (root || locked.code != 0) {
    CHECK(locked.code == 2);
    CHECK_THAT(locked.err, Catch::Contains("cannot be"));
  }
  CHECK(exported(folder, "x.db") == expected);
}

TEST_CASE("wrong words on the sweep command line get our messages") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  folder.write(
      "x.toml",
      "scenario = \"s.toml\"\n[design]\nkind = \"grid\"\n[[factor]]\nkey = \"parameters.rho\"\nlow = 0\nhigh = 1\n"
      "[[factor]]\nkey = \"arm.rollout.policy\"\nvalues = [\"directiv\"]\n");
  const Ran ran = kantel("sweep x.toml --store x.db", folder.path);
  CHECK(ran.code == 2);
  CHECK_THAT(ran.err,
             Catch::Contains("x.toml:4: parameters.rho: unknown key") && Catch::Contains("did you mean rho0?"));
  CHECK_THAT(ran.err, Catch::Contains("x.toml:10: arm.rollout.policy: is \"directiv\"") &&
                          Catch::Contains("did you mean directive?"));
  CHECK_FALSE(fs::exists(folder / "x.db"));
  CHECK_THAT(kantel("sweep", folder.path).err,
             Catch::Contains("EXPERIMENT: is missing") && Catch::Contains("--store: is missing"));
  CHECK_THAT(kantel("sweep x.toml --store x.db --shard 8/7", folder.path).err, Catch::Contains("--shard"));
  CHECK_THAT(kantel("sweep export --parquet --store x.db --out o", folder.path).err, Catch::Contains("Python package"));
}

TEST_CASE("the report of a store is rebuilt to the same bytes, with its pictures") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  folder.write("x.toml", tiny_experiment(3));
  REQUIRE(kantel("sweep x.toml --store x.db --quiet", folder.path).code == 0);
  REQUIRE(kantel("report x.db", folder.path).code == 0);
  const std::string page = contents(folder / "x.html");
  for (const std::string part : {"heat-durable_end", "response-practising_end",
                                 "Internalised practice on the last day: in rollout it ", "\"chart\":\"heat\""})
    CHECK_THAT(page, Catch::Contains(part));
  REQUIRE(kantel("sweep report --store x.db --out .", folder.path).code == 0);
  CHECK(contents(folder / "report.html") == page);
}

TEST_CASE("compare --until stops after a batch, with the bytes of as many replicates") {
  const Folder folder;
  folder.write("s.toml", small_scenario());
  REQUIRE(kantel("compare s.toml --quiet --replicates 60 --until 0.03 --until-metric practising_end --out until",
                 folder.path)
              .code == 0);
  const auto manifest = nlohmann::json::parse(contents(folder / "until/manifest.json"));
  const int finished = manifest["finished_replicates"];
  CHECK(finished > 10);
  CHECK(finished < 60);
  CHECK(finished % 10 == 0);
  CHECK(manifest["interrupted"] == false);
  REQUIRE(kantel("compare s.toml --quiet --out plain --replicates " + std::to_string(finished), folder.path).code == 0);
  for (const std::string table : {"summary.csv", "series.csv", "runs.csv", "differences.csv"})
    CHECK(contents(folder / ("until/" + table)) == contents(folder / ("plain/" + table)));
  const Ran wrong = kantel("compare s.toml --until 0.03 --until-metric practising_edn --out w", folder.path);
  CHECK(wrong.code == 2);
  CHECK_THAT(wrong.err, Catch::Contains("did you mean practising_end?"));
  CHECK_FALSE(fs::exists(folder / "w"));
}
