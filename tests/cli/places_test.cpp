// Exit code 1 is never the user's mistake: places that cannot be read or written, and input without end, end with 2,
// say where and what is allowed, and leave nothing behind.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <vector>

#include "tests/shell.hpp"

using namespace kantel_test;

namespace {

const std::string experiment =
    "scenario = \"s.toml\"\nreplicates = 2\n[design]\nkind = \"grid\"\n[[factor]]\nkey = \"parameters.q\"\n"
    "values = [0.1, 0.3]\n[keep]\nmetrics = [\"durable_end\"]\n";

// A scenario, an experiment, their results, and everything that is not what it should be.
class Places : public Folder {
 public:
  Places() {
    write("s.toml",
          "name = \"s\"\ndays = 6\nreplicates = 2\n[organisation]\nemployees = 40\n[[arm]]\nname = \"a\"\n"
          "approach = \"rollout\"\n");
    write("x.toml", experiment);
    write("chart.csv", "id,manager\n0,\n1,0\n2,0\n");
    write("file.txt", "text\n");
    fs::create_directory(path / "folder");
    fs::create_symlink("nowhere", path / "dangling");
    fs::create_symlink("loop", path / "loop");
    mkfifo((path / "pipe").c_str(), 0600);
    REQUIRE(kantel("compare s.toml --quiet --out good", path).code == 0);
    REQUIRE(kantel("sweep x.toml --quiet --store good.db", path).code == 0);
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::recursive_directory_iterator(path), {}));
  }
};

void refused(const Places& places, const std::string& command, const std::string& before = "") {
  const Ran ran = kantel(command, places.path, before);
  CAPTURE(command, ran.err);
  CHECK(ran.code == 2);
  CHECK(!ran.err.empty());
  CHECK(ran.err.size() < 2000);
}

// Who may not write what is not theirs; "" where nobody can be.
std::string somebody_else() {
  if (geteuid() != 0) return "env ";
  const std::string who = "setpriv --reuid=65534 --regid=65534 --clear-groups ";
  return std::system((who + "true 2>/dev/null").c_str()) == 0 ? who : "";
}

const std::vector<std::string> writing{
    "compare s.toml --quiet --out ",
    "compare s.toml --quiet --force --out ",
    "run s.toml --replicate 1 --checkpoint-every 2 --quiet --out ",
    "org generate --employees 40 --quiet --out ",
    "org import --chart chart.csv --set team_ties=true --quiet --out ",
    "org export s.toml --quiet --out ",
    "sweep export --store good.db --quiet --out ",
    "sweep export --store good.db --quiet --force --out ",
    "sweep x.toml --quiet --store ",
    "sweep merge --quiet good.db --store ",
    "sweep report --store good.db --out ",
    "new ",
    "new --force ",
};

const std::vector<std::string> reading{
    "compare ",
    "run ",
    "check ",
    "check --fix ",
    "org stats ",
    "org export ",
    "sweep --store y.db ",
    "sweep status --store ",
    "sweep report --store ",
    "sweep export --out yy --store ",
    "sweep merge --store yy.db ",
    "report ",
    "verify ",
    "org import --set team_ties=true --chart ",
    "run s.toml --replicate 1 --resume ",
    "adoption --ties chart.csv --times ",
};

}  // namespace

TEST_CASE("a place that cannot be written ends with exit code 2 and leaves nothing behind") {
  const Places places;
  const std::size_t before = places.entries();
  for (const std::string place :
       {"file.txt/out", "dangling/out", "loop", "pipe/out", "file.txt/a/b", "/proc/x", "/dev/full/x", "''"})
    for (const std::string& command : writing) refused(places, command + place);
  for (const std::string& command : writing) refused(places, command + std::string(300, 'n'));
  CHECK(places.entries() == before);
}

TEST_CASE("what is no file is never written over") {
  const Places places;
  for (const std::string place : {"pipe", "folder", "/dev/full"}) {
    refused(places, "new " + place);
    refused(places, "new --force " + place);
    refused(places, "sweep merge --quiet good.db --store " + place);
  }
  for (const std::string place : {"pipe", "/dev/full", "file.txt"})
    for (const std::string command : {"compare s.toml --quiet --force --out ", "sweep report --store good.db --out "})
      refused(places, command + place);
  CHECK(fs::is_fifo(places / "pipe"));
  CHECK(fs::is_character_file("/dev/full"));
  refused(places, "new dangling");
  CHECK(fs::is_symlink(places / "dangling"));
}

TEST_CASE("a place where the user may not write ends with exit code 2") {
  const std::string who = somebody_else();
  if (who.empty()) return;
  const Places places;
  fs::create_directory(places / "theirs");
  fs::copy(places / "good", places / "theirs/good", fs::copy_options::recursive);
  fs::copy(places / "good.db", places / "theirs/good.db");
  places.write("theirs/old.toml",
               "days = 6\n[change]\nf = \"linear\"\n[[arm]]\nname = \"a\"\napproach = \"rollout\"\n");
  REQUIRE(std::system(("chmod -R a+rX,a-w '" + places.path.string() + "'").c_str()) == 0);
  for (const std::string& command : writing) refused(places, command + "theirs/out", who);
  for (const std::string command :
       {"report theirs/good", "sweep report --store theirs/good.db", "sweep x.toml --store theirs/good.db",
        "check --fix theirs/old.toml", "compare s.toml --out theirs/good --force"})
    refused(places, command, who);
  fs::permissions(places / "file.txt", fs::perms::none);
  for (const std::string& command : reading) refused(places, command + "file.txt", who);
  REQUIRE(std::system(("chmod -R u+w '" + places.path.string() + "'").c_str()) == 0);
}

TEST_CASE("a place that holds nothing to read ends with exit code 2") {
  const Places places;
  const std::size_t before = places.entries();
  for (const std::string place : {"nofile", "file.txt/x", "dangling", "loop", "folder", "/dev/null", "file.txt"})
    for (const std::string& command : reading) refused(places, command + place);
  CHECK(places.entries() == before);
}

TEST_CASE("a disk that fails while it is read is said to fail, and not that what it holds is damaged") {
  const Places places;
  for (const std::string& command : reading) {
    const Ran ran = kantel(command + "/proc/self/mem", places.path);  // whose reading is an I/O error
    CAPTURE(command, ran.err);
    CHECK((ran.code == 2 || (ran.code == 1 && ran.err.find("failing") != std::string::npos)));
    CHECK_THAT(ran.err, !Catch::Contains("damaged") && !Catch::Contains("is empty"));
  }
}

namespace {

std::string repeated(int times, const std::function<std::string(const std::string&)>& one) {
  std::string text;
  for (int i = 0; i < times; ++i) text += one(std::to_string(i));
  return text;
}

// Says the first of it, how much more there is, and all of that shortly.
void refused_shortly(const Folder& folder, const std::string& command, const std::string& said) {
  const Ran ran = kantel(command, folder.path);
  CAPTURE(command, ran.err.substr(0, 1000));
  CHECK(ran.code == 2);
  CHECK(ran.err.size() < 20'000);
  CHECK(std::ranges::count(ran.err, '\n') <= 110);
  CHECK_THAT(ran.err, Catch::Contains(said));
}

}  // namespace

TEST_CASE("however much is wrong, the message stays short and counts the rest") {
  const Folder folder;
  const std::string arm = "[[arm]]\nname = \"a\"\napproach = \"rollout\"\n";
  const auto with = [&](const std::string& text) {
    folder.write("s.toml", "days = 10\n" + text);
    return std::string("check s.toml");
  };
  refused_shortly(folder, with(arm + repeated(3000, [](auto) { return "[[arm.event]]\nday = -1\ndo = \"trian\"\n"; })),
                  "more like these");
  refused_shortly(folder,
                  with(repeated(3000, [](auto i) { return "[[arm]]\nname = \"a" + i + "\"\napproach = \"x\"\n"; })),
                  "more like these");
  refused_shortly(folder,
                  with(arm + repeated(3000, [](auto i) { return "[[cohort]]\nname = \"" + i + "\"\nshare = 2\n"; })),
                  "more like these");
  refused_shortly(folder, with(repeated(3000, [](auto i) { return "k" + i + " = 1\n"; }) + arm), "more unknown keys");
  folder.write("chart.csv", "id,manager\n" + repeated(3000, [](auto i) { return i + ",m" + i + "\n"; }));
  refused_shortly(folder, with("[organisation]\nform = \"imported\"\nchart = \"chart.csv\"\nteam_ties = true\n" + arm),
                  "more unknown managers");
  folder.write("s.toml", "days = 10\n" + arm);
  refused_shortly(folder, "check s.toml " + repeated(2000, [](auto i) { return "--set bad.k" + i + "=1 "; }),
                  "unknown key");
  refused_shortly(folder, "check s.toml " + repeated(2000, [](auto i) { return "--bad" + i + "=1 "; }), "...");
  refused_shortly(folder, "check s.toml --set name='" + std::string(100'000, 'n') + "'",
                  "a plain name of at most 200 bytes");
}

TEST_CASE("an experiment has at most so many factors, points and runs") {
  const Folder folder;
  folder.write("s.toml", "days = 10\n[[arm]]\nname = \"a\"\napproach = \"rollout\"\n");
  const auto with = [&](const std::string& replicates, const std::string& text) {
    folder.write("x.toml", "scenario = \"s.toml\"\nreplicates = " + replicates + "\n[design]\nkind = " + text);
    return std::string("sweep x.toml --store y.db");
  };
  const std::string factor = "[[factor]]\nkey = \"parameters.q\"\n";
  std::string more;
  for (const std::string key : {"p", "delta", "rho0"}) more += "[[factor]]\nkey = \"parameters." + key + "\"\n";
  refused_shortly(
      folder,
      with("2", "\"grid\"\n" + repeated(5000, [](auto i) { return "[[factor]]\nkey = \"parameters.k" + i + "\"\n"; })),
      "x.toml:2005: factor.1001: is a factor too many; allowed at most 1000");
  refused_shortly(
      folder, with("2", "\"list\"\n" + repeated(3000, [](auto i) { return "[[point]]\nparameters.k" + i + " = 1\n"; })),
      "is a factor too many; allowed at most 1000");
  refused_shortly(folder,
                  with("2", "\"grid\"\n[[factor]]\nkey = \"parameters.q\"\nvalues = [" +
                                repeated(3000, [](auto i) { return "\"x" + i + "\", "; }) + "]\n"),
                  "more like these");
  refused_shortly(folder, with("2", "\"sobol\"\nsamples = 524288\n" + factor + more),
                  "points of 4 factors; allowed points times factors at most 10000000");
  refused_shortly(folder, with("1000000", "\"latin_hypercube\"\npoints = 1000\n" + factor),
                  "makes 1e+09 runs: 1000 points, 1000000 replicates, 1 arms; allowed at most 100000000 runs");
  CHECK_FALSE(fs::exists(folder / "y.db"));
}
