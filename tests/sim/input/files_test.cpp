// Results appear whole or not at all.
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "sim/input/diagnostics.hpp"
#include "sim/input/output_folder.hpp"

using namespace kantel;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path =
      fs::temp_directory_path() / ("kantel_files_test_" + std::to_string(::getpid()) + "_" + std::to_string(++made));
  Folder() { fs::create_directories(path); }
  ~Folder() {
    fs::permissions(path, fs::perms::owner_all);
    fs::remove_all(path);
  }
  std::size_t entries() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), {})); }
  static inline int made = 0;
};

std::string content(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

constexpr std::array<std::string_view, 3> files{"report.html", "a.csv", "manifest.json"};

std::optional<Problem> refusal(const fs::path& path, bool force = false) {
  try {
    const OutputFolder folder(path, force, files);
    return {};
  } catch (const InputError& error) {
    return error.problems().at(0);
  }
}

}  // namespace

TEST_CASE("a finished file holds everything and leaves no other behind") {
  const Folder folder;
  {
    WholeFile file(folder.path / "series.csv");
    file.write("day,practising\n");
    CHECK_FALSE(fs::exists(folder.path / "series.csv"));
    file.write("");
    file.write("0,0.5\n");
    file.finish();
  }
  CHECK(content(folder.path / "series.csv") == "day,practising\n0,0.5\n");
  CHECK(folder.entries() == 1);
}

TEST_CASE("an unfinished file leaves nothing, and what was there before stays") {
  const Folder folder;
  { WholeFile(folder.path / "a.csv").write("half"); }
  CHECK(folder.entries() == 0);
  write_whole_file(folder.path / "a.csv", "old");
  { WholeFile(folder.path / "a.csv").write("half"); }
  CHECK(content(folder.path / "a.csv") == "old");
  CHECK(folder.entries() == 1);
  write_whole_file(folder.path / "a.csv", "new");
  CHECK(content(folder.path / "a.csv") == "new");
}

TEST_CASE("an exception while writing leaves nothing") {
  const Folder folder;
  try {
    WholeFile file(folder.path / "a.csv");
    file.write("half");
    throw std::runtime_error("the run failed");
  } catch (const std::runtime_error&) {
  }
  CHECK(folder.entries() == 0);
}

TEST_CASE("a place that cannot be written is an error with a reason") {
  const Folder folder;
  CHECK_THROWS_AS(WholeFile(folder.path / "absent" / "a.csv"), InputError);
  fs::create_directories(folder.path / "taken");
  CHECK_THROWS_AS(write_whole_file(folder.path / "taken", "text"), InputError);
  CHECK(folder.entries() == 1);
}

TEST_CASE("of two who write one new file the second is refused") {
  const Folder folder;
  WholeFile first(folder.path / "a.toml", Readers::anybody, Earlier::kept);
  {
    WholeFile second(folder.path / "a.toml", Readers::anybody, Earlier::kept);
    second.write("second");
    second.finish();
  }
  first.write("first");
  CHECK_THROWS_AS(first.finish(), InputError);
  CHECK(content(folder.path / "a.toml") == "second");
}

TEST_CASE("a full disk is an error and leaves nothing under the final name, nor under another") {
  const Folder folder;
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit little{1 << 16, before.rlim_max};  // a file cannot grow, as on a disk without room
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &little) == 0);
  CHECK_THROWS_AS(write_whole_file(folder.path / "a.csv", std::string(1 << 20, 'x')), std::runtime_error);
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK(folder.entries() == 0);
}

TEST_CASE("an output folder is made with its parents, and removed again if nothing came of it") {
  const Folder folder;
  const fs::path out = folder.path / "a" / "b";
  {
    const OutputFolder made(out, false, files);
    CHECK(fs::is_directory(out));
    CHECK(made.path() == out);
  }
  CHECK(folder.entries() == 0);
  OutputFolder(out, false, files).keep();
  CHECK(fs::is_directory(out));
}

TEST_CASE("what a failed run wrote is removed, what was there before and what others put there meanwhile is not") {
  const Folder folder;
  write_whole_file(folder.path / "old.csv", "old");
  fs::create_directory(folder.path / "empty");
  {
    OutputFolder made(folder.path / "new", false, files), used(folder.path / "empty", false, files),
        forced(folder.path, true, files);
    for (OutputFolder* out : {&made, &used, &forced}) write_whole_file(out->draft() / "old.csv", "text");
    write_whole_file(folder.path / "empty" / "foreign", "theirs");
  }
  CHECK_FALSE(fs::exists(folder.path / "new"));
  CHECK(content(folder.path / "old.csv") == "old");
  CHECK(content(folder.path / "empty" / "foreign") == "theirs");
  CHECK(std::distance(fs::directory_iterator(folder.path / "empty"), {}) == 1);
}

TEST_CASE("what is kept stands in its place, over what was there, and nothing else does") {
  const Folder folder;
  write_whole_file(folder.path / "a.csv", "old");
  {
    OutputFolder out(folder.path, true, files);
    write_whole_file(out.draft() / "a.csv", "new");
    write_whole_file(out.draft() / "b.csv", "b");
    CHECK(content(folder.path / "a.csv") == "old");
    out.keep();
  }
  CHECK(content(folder.path / "a.csv") == "new");
  CHECK(content(folder.path / "b.csv") == "b");
  CHECK(folder.entries() == 2);
}

TEST_CASE("an empty folder that exists is fine, and stays") {
  const Folder folder;
  { const OutputFolder used(folder.path, false, files); }
  CHECK(fs::exists(folder.path));
}

TEST_CASE("a folder that holds anything is refused unless forced") {
  const Folder folder;
  write_whole_file(folder.path / "old.csv", "old");
  const auto problem = refusal(folder.path);
  REQUIRE(problem);
  CHECK(problem->place.file == folder.path.string());
  CHECK_FALSE(problem->allowed.empty());
  CHECK_FALSE(refusal(folder.path, true));
  CHECK(content(folder.path / "old.csv") == "old");
}

TEST_CASE("a file where the folder should be is refused, forced or not") {
  const Folder folder;
  write_whole_file(folder.path / "taken", "text");
  CHECK(refusal(folder.path / "taken"));
  CHECK(refusal(folder.path / "taken", true));
  CHECK(refusal(folder.path / "taken" / "below"));
  CHECK(content(folder.path / "taken") == "text");
}

TEST_CASE("a folder that cannot be written is refused and nothing is made") {
  const Folder folder;
  fs::create_directories(folder.path / "locked");
  fs::permissions(folder.path / "locked", fs::perms::owner_read | fs::perms::owner_exec);
  if (::access((folder.path / "locked").c_str(), W_OK) == 0) return;  // an administrator may write anywhere
  CHECK(refusal(folder.path / "locked"));
  CHECK(refusal(folder.path / "locked" / "new" / "deeper"));
  fs::permissions(folder.path / "locked", fs::perms::owner_all);
  CHECK(fs::is_empty(folder.path / "locked"));
}

TEST_CASE("cleaning up removes the folders that were made, and no link, folder or file that was there") {
  const Folder folder;
  fs::create_directory_symlink("/nowhere/at/all", folder.path / "res");  // as of a disk that is off
  fs::create_directories(folder.path / "kept" / "empty");
  CHECK(refusal(folder.path / "res" / "one"));
  CHECK(fs::is_symlink(folder.path / "res"));
  CHECK(refusal(folder.path / "res"));
  CHECK(fs::is_symlink(folder.path / "res"));
  CHECK(refusal(folder.path / "kept" / "new" / ".." / ".." / "res" / "one"));
  CHECK(fs::is_symlink(folder.path / "res"));
  CHECK_FALSE(fs::exists(folder.path / "kept" / "new"));
  { const OutputFolder made(folder.path / "kept" / "empty" / "a" / "b", false, files); }
  CHECK(fs::is_directory(folder.path / "kept" / "empty"));
  CHECK(fs::is_empty(folder.path / "kept" / "empty"));
  {
    const OutputFolder made(folder.path / "kept" / "c" / "d", false, files);
    write_whole_file(folder.path / "kept" / "c" / "foreign", "text");
  }
  CHECK_FALSE(fs::exists(folder.path / "kept" / "c" / "d"));
  CHECK(content(folder.path / "kept" / "c" / "foreign") == "text");
}

TEST_CASE("a folder belongs to one run at a time, and the one that is refused removes nothing") {
  const Folder folder;
  const fs::path out = folder.path / "out";
  {
    OutputFolder first(out, false, files);
    write_whole_file(first.draft() / "a.csv", "first");
    for (const bool force : {false, true}) {
      const auto problem = refusal(out, force);
      REQUIRE(problem);
      CHECK(problem->message == "is being written into by another run");
    }
    first.keep();
  }
  CHECK(content(out / "a.csv") == "first");
  CHECK(folder.entries() == 1);
  CHECK_FALSE(refusal(out, true));
}

TEST_CASE("a forced result takes the place of all of an earlier one, and files of others stay") {
  for (const bool foreign : {false, true}) {
    const Folder folder;
    const fs::path out = folder.path / "out";
    fs::create_directory(out);
    fs::permissions(out, fs::perms::owner_all);
    for (const std::string_view name : files) write_whole_file(out / name, "old");
    if (foreign) write_whole_file(out / "notes.txt", "theirs");
    {
      OutputFolder made(out, true, files);
      write_whole_file(made.draft() / "a.csv", "new");
      write_whole_file(made.draft() / "manifest.json", "new");
      made.keep();
    }
    CHECK(content(out / "a.csv") == "new");
    CHECK(content(out / "manifest.json") == "new");
    CHECK_FALSE(fs::exists(out / "report.html"));  // of the earlier one: no mixture
    CHECK(fs::exists(out / "notes.txt") == foreign);
    CHECK(fs::status(out).permissions() == fs::perms::owner_all);
    CHECK(folder.entries() == 1);
  }
}

TEST_CASE("what a killed run left is removed by the next, what a living one writes is not") {
  const Folder folder;
  const fs::path out = folder.path / "out", left = temporary_beside(out), inside = temporary_beside(out / "out");
  fs::create_directory(out);
  for (const fs::path& old : {left, inside}) {
    fs::create_directory(old);
    write_whole_file(old / "a.csv", "half");
  }
  OutputFolder(out, false, files).keep();
  CHECK_FALSE(fs::exists(left));
  CHECK(fs::is_empty(out));
  const fs::path file = folder.path / "table.csv", dead = temporary_beside(file);
  std::ofstream(dead) << "half";
  WholeFile first(file);
  first.write("first");
  CHECK_FALSE(fs::exists(dead));
  write_whole_file(file, "second");  // beside the first, which is held
  first.finish();
  CHECK(content(file) == "first");
  CHECK(folder.entries() == 2);
}

TEST_CASE("a file for the owner alone is one, and a name as long as can be has a temporary") {
  const Folder folder;
  write_whole_file(folder.path / "secret", "text", Readers::owner);
  CHECK(fs::status(folder.path / "secret").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  write_whole_file(folder.path / std::string(255, 'x'), "text");
  CHECK(content(folder.path / std::string(255, 'x')) == "text");
}
