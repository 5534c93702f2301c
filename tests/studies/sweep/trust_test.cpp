// A store is not trusted: what is not as it was written is told, by every reader, and never exported.
#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <random>

#include "tests/studies/sweep/stores.hpp"

using namespace kantel_test;

namespace {

const fs::path samples = fs::path(KANTEL_SOURCE_DIR) / "tests/studies/sweep/samples";

// A copy of a store after some SQL that its own constraints would refuse.
fs::path changed(const Folder& folder, const fs::path& store, const std::string& text) {
  const fs::path copy = folder / "changed.db";
  fs::remove(copy);
  fs::copy_file(store, copy);
  sql(copy, "PRAGMA ignore_check_constraints = ON; " + text);
  return copy;
}

}  // namespace

TEST_CASE(
    "a row that lies outside the experiment, or says something else than was written, is refused by every reader") {
  const Folder folder;
  const Opened all = rugged_experiment();
  run(all, folder / "s.db");
  for (const auto& [text, said] : {
           std::pair<std::string, std::string>{"UPDATE run SET arm = 9 WHERE point = 5 AND arm = 1",
                                               "run.arm: is 9 in the row of point 5, replicate 0, arm 9"},
           {"UPDATE run SET point = 4000000000 WHERE point = 5 AND arm = 1 AND replicate = 0", "damaged"},
           {"UPDATE run SET point = -1 WHERE point = 5 AND arm = 1 AND replicate = 0", "damaged"},
           {"UPDATE run SET arm = 'x' WHERE point = 5 AND arm = 1 AND replicate = 0", "damaged"},
           {"UPDATE run SET replicate = 7 WHERE replicate = 6", "damaged"},
           {"UPDATE run SET failed = 1 WHERE point = 5", "damaged"},
           {"UPDATE run SET error = 'other' WHERE failed", "run: point"},
           {"UPDATE run SET seed = 3 WHERE point = 5", "run: point 5, replicate 0, arm 0 is not as it was written"},
           {"UPDATE run SET wall_us = wall_us + 1 WHERE point = 5", "run: point 5"},
           {"UPDATE metric SET y = y + 1e-9 WHERE point = 5 AND arm = 1", "run: point 5, replicate 0, arm 1"},
           {"UPDATE metric SET y = NULL WHERE point = 5 AND arm = 1", "run: point 5, replicate 0, arm 1"},
           {"DELETE FROM metric WHERE point = 5 AND arm = 1", "run: point 5, replicate 0, arm 1"},
           {"UPDATE host SET name = 'elsewhere'", "run: point 0"},
           {"UPDATE experiment SET shards = 0", "damaged"},
           {"UPDATE experiment SET shard = 0", "damaged"},
           {"UPDATE experiment SET text = replace(text, 'replicates = 7', 'replicates = 9')", "experiment: is damaged"},
           {"UPDATE experiment SET name = 'other'", "experiment: is damaged"},
           {"UPDATE experiment SET version = '9'", "experiment: is damaged"},
           {"UPDATE arm SET name = 'three' WHERE arm = 1", "experiment: is damaged"},
           {"UPDATE definition SET unit = 'days'", "experiment: is damaged"},
           {"DELETE FROM experiment", "damaged"},
           {"DELETE FROM arm", "experiment: is damaged"},
           {"DELETE FROM definition", "experiment: is damaged"},
           {"DROP TABLE run", "damaged"},
       }) {
    INFO(text);
    const fs::path store = changed(folder, folder / "s.db", text);
    const std::string before = contents(store);
    CHECK_THAT(complaint([&] { tables(store); }), Catch::Contains(said));
    CHECK_THAT(complaint([&] { StoreReader(store).verify(); }), Catch::Contains(said));
    CHECK_THAT(complaint([&] { status_of(StoreReader(store)); }), Catch::Contains(said));
    CHECK(complaint([&] { run(all, store); }) != "nothing");
    CHECK(complaint([&] { merge_stores({folder / "s.db", store}, folder / "m.db", "h"); }) != "nothing");
    CHECK_FALSE(fs::exists(folder / "m.db"));
    CHECK(contents(store) == before);
  }
  for (const std::string text : {"UPDATE series SET measure = 'z' WHERE point = 5", "UPDATE series SET every = 0",
                                 "UPDATE series SET last_day = 100000", "UPDATE series SET value = x'00000000'",
                                 "UPDATE series SET arm = 9 WHERE point = 5 AND arm = 1"}) {
    INFO(text);
    const fs::path store = changed(folder, folder / "s.db", text);
    CHECK_THAT(complaint([&] { tables(store); }), Catch::Contains("damaged"));
    CHECK(complaint([&] { run(all, store); }) != "nothing");
  }
}

TEST_CASE("the constraints of a store refuse rows that lie outside of the experiment") {
  const Folder folder;
  run(rugged_experiment(), folder / "s.db");
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((folder / "s.db").c_str(), &database) == SQLITE_OK);
  for (const char* text :
       {"UPDATE run SET arm = 9 WHERE point = 5 AND arm = 1", "UPDATE run SET point = 40 WHERE point = 39",
        "UPDATE run SET failed = 2", "UPDATE experiment SET shards = 0", "UPDATE series SET every = 0",
        "UPDATE metric SET replicate = -1 WHERE replicate = 0"})
    CHECK(sqlite3_exec(database, text, nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
  sqlite3_close(database);
}

TEST_CASE("a flipped bit is told or changes no table") {
  const Folder folder;
  run(rugged_experiment(), folder / "s.db", {}, 1);
  const std::string whole = contents(folder / "s.db"), expected = tables(folder / "s.db");
  std::mt19937_64 random(13);  // NOLINT: the same places each time
  int told = 0, same = 0;
  for (int flip = 0; flip < 400; ++flip) {
    std::string bytes = whole;
    const std::size_t at = random() % bytes.size();
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
    folder.write("flipped.db", bytes);
    std::string exported;
    const std::string said = complaint([&] {
      try {
        StoreReader(folder / "flipped.db").verify();
        exported = tables(folder / "flipped.db");
      } catch (const std::runtime_error& error) {
        throw InputError({{"", 0, ""}, error.what(), "", ""});
      }
    });
    INFO("byte " << at << ": " << said);
    (said == "nothing" ? same : told) += 1;
    if (said == "nothing") CHECK(exported == expected);
  }
  CHECK(told > 100);
  CHECK(same > 20);  // what is free, and what nobody exports
}

TEST_CASE("stores of earlier formats are read to the same tables, and are not added to") {
  for (const char* name : {"format2.db", "format3.db"}) {
    const Folder folder;
    fs::copy_file(samples / name, folder / "s.db");
    CHECK(tables(folder / "s.db") == contents(samples / "tables.txt"));
  }
  const Folder folder;
  fs::copy_file(samples / "format2.db", folder / "s.db");
  CHECK_THAT(complaint([&] { Store store(folder / "s.db", StoreReader(folder / "s.db").about(), "h"); }),
             Catch::Contains("was made by an earlier program; it can be read"));
}

TEST_CASE("of two merges into one file one makes it, and the other says that it exists") {
  const Folder folder;
  const Opened all = rugged_experiment();
  run(all, folder / "a.db");
  std::string said[2];
  const Workers both(2);
  both.for_each(
      2, [&](std::size_t i) { said[i] = complaint([&] { merge_stores({folder / "a.db"}, folder / "m.db", "h"); }); });
  CHECK((said[0] == "nothing") != (said[1] == "nothing"));
  for (const std::string& one : said)
    if (one != "nothing") CHECK_THAT(one, Catch::Contains("exists"));
  CHECK(tables(folder / "m.db") == tables(folder / "a.db"));
  CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 2);
}
