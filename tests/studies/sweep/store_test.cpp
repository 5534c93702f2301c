// What a store promises: the same tables from any path to them, and a clear refusal of everything else.
#include <sys/file.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <thread>

#include "tests/studies/sweep/stores.hpp"

using namespace kantel_test;

TEST_CASE("threads, shards, merging and interruptions leave the same tables") {
  for (const std::string extra : {"", "[stop]\nmetric = \"y\"\nwidth = 0.007\nbatch = 2\n"}) {
    const Folder folder;
    const Opened all = rugged_experiment(extra);
    const SweepResult whole = run(all, folder / "whole.db", {}, 1);
    CHECK(whole.failed > 0);
    CHECK(whole.first_failure == "too; high");
    if (extra.empty())
      CHECK(whole.done + whole.failed == whole.all);
    else
      CHECK(whole.done + whole.failed < whole.all);
    const std::string expected = tables(folder / "whole.db");
    run(all, folder / "threads.db", {}, 3);
    CHECK(tables(folder / "threads.db") == expected);
    for (const std::uint32_t of : {2u, 7u}) {
      std::vector<fs::path> parts;
      std::uint64_t wanted = 0;
      for (std::uint32_t i = of; i >= 1; --i) {
        parts.push_back(folder / ("part" + std::to_string(i) + "of" + std::to_string(of) + ".db"));
        wanted += run(all, parts.back(), {i, of}).all;
      }
      CHECK(wanted == whole.all);
      const fs::path merged = folder / ("merged" + std::to_string(of) + ".db");
      CHECK(merge_stores(parts, merged, "here") == whole.done + whole.failed);
      CHECK(tables(merged) == expected);
    }
    // Stopped after about a third, then again, then left alone.
    for (const double share : {.3, .6}) {
      std::atomic<bool> stop = false;
      const SweepResult part = run(all, folder / "stopped.db", {}, 2, &stop, [&](double done, double most) {
        if (done > share * static_cast<double>(whole.done) / static_cast<double>(whole.all) * most) stop = true;
      });
      CHECK(part.interrupted);
    }
    CHECK_FALSE(run(all, folder / "stopped.db").interrupted);
    CHECK(tables(folder / "stopped.db") == expected);
    const SweepResult again = run(all, folder / "stopped.db");
    CHECK(again.done == 0);
    CHECK(again.before == whole.done);
  }
}

TEST_CASE("an early stop looks at nothing but the values so far") {
  const Folder folder;
  const Opened all = rugged_experiment("[stop]\nmetric = \"y\"\nwidth = 0.1\nbatch = 2\n");
  run(all, folder / "s.db");
  std::map<std::uint32_t, std::uint32_t> replicates;
  StoreReader(folder / "s.db").for_each_run([&](const StoreReader::Row& row) {
    replicates[row.point] = std::max(replicates[row.point], row.replicate + 1);
    if (row.metrics[0] > 0.1 && row.arm == 0 && row.metrics[0] < 0.9) CHECK(row.replicate < 4);  // two or four suffice
  });
  // Where nothing is defined no interval ever is: all replicates are run.
  const SweepResults results{StoreReader(folder / "s.db")};
  for (std::size_t p = 0; p < results.points(); ++p)
    if (*results.design().points[p][0]->as<double>() < 0.1) CHECK(replicates[static_cast<std::uint32_t>(p)] == 7);
}

TEST_CASE("a store takes runs of its own experiment, version and shard only") {
  const Folder folder;
  const fs::path store = folder / "s.db";
  const Opened all = rugged_experiment();
  run(all, store);
  const std::string before = tables(store);
  Opened other = rugged_experiment();
  other.experiment.settings.replicates = 6;
  const std::string said = complaint([&] { run(other, store); });
  CHECK_THAT(said, Catch::Contains("the experiment has changed: - replicates = 7"));
  CHECK_THAT(said, Catch::Contains("+ replicates = 6"));
  CHECK_THAT(complaint([&] { run(all, store, {2, 3}); }), Catch::Contains("the store is shard 1/1"));
  const std::string newer = complaint([&] { Store(store, about(all, "newer", {}), "h"); });
  CHECK_THAT(newer, Catch::Contains("was begun by kantel test, and this is newer"));
  CHECK_THAT(newer, !Catch::Contains("another experiment"));
  sql(store, "PRAGMA user_version = 9");
  CHECK_THAT(complaint([&] { run(all, store); }), Catch::Contains("is a store of format 9"));
  CHECK_THAT(complaint([&] { StoreReader reader(store); }), Catch::Contains("is a store of format 9"));
  sql(store, "PRAGMA user_version = 2");
  CHECK(tables(store) == before);
}

TEST_CASE("another commit of the same version is said, on resuming and on merging") {
  const Folder folder;
  const Opened all = rugged_experiment();
  for (const auto& [name, commit] : {std::pair{"a.db", "abc"}, {"b.db", "def"}, {"c.db", "unknown"}})
    Store(folder / name, about(all, "test", {}, commit), "h").close();
  const auto warning = [&](const std::string& name, const std::string& commit) {
    return Store(folder / name, about(all, "test", {}, commit), "h").warning();
  };
  CHECK(warning("a.db", "abc").empty());
  CHECK(warning("a.db", "unknown").empty());
  CHECK(warning("c.db", "abc").empty());
  CHECK_THAT(warning("a.db", "def"), Catch::Contains("was begun by commit abc, and this is def"));
  std::vector<std::string> warnings;
  merge_stores({folder / "a.db", folder / "b.db", folder / "c.db"}, folder / "m.db", "h", &warnings);
  REQUIRE(warnings.size() == 1);
  CHECK_THAT(warnings[0], Catch::Contains("b.db was begun by commit def, and this is abc"));
}

TEST_CASE("a store grows by more replicates to the tables of as many at once, a shard does not") {
  for (const std::string extra : {"", "[stop]\nmetric = \"y\"\nwidth = 0.007\nbatch = 2\n"}) {
    const Folder folder;
    Opened more = rugged_experiment(extra);
    more.experiment.settings.replicates = 12;
    run(more, folder / "at_once.db");
    const SweepResult first = run(rugged_experiment(extra), folder / "grown.db");
    const SweepResult second = run(more, folder / "grown.db");
    CHECK(second.before == first.done);
    CHECK(second.done > 0);
    CHECK(tables(folder / "grown.db") == tables(folder / "at_once.db"));
    CHECK(status_of(StoreReader(folder / "grown.db")).replicates == 12);
    run(rugged_experiment(extra), folder / "part.db", {1, 2});
    CHECK_THAT(complaint([&] { run(more, folder / "part.db", {1, 2}); }), Catch::Contains("- replicates = 7"));
  }
}

TEST_CASE("a store is finished when nothing is left to run, early stop or not") {
  for (const std::string extra : {"", "[stop]\nmetric = \"y\"\nwidth = 0.007\nbatch = 2\n"})
    for (const Shard shard : {Shard{1, 1}, Shard{2, 3}}) {
      const Folder folder;
      const Opened all = rugged_experiment(extra);
      std::atomic<bool> stop = false;
      run(all, folder / "s.db", shard, 2, &stop, [&](double done, double most) { stop = done > .3 * most; });
      const StoreStatus part = status_of(StoreReader(folder / "s.db"));
      CHECK(part.done > 0);
      CHECK_FALSE(part.finished);
      run(all, folder / "s.db", shard);
      const StoreStatus whole = status_of(StoreReader(folder / "s.db"));
      CHECK(whole.finished);
      CHECK((whole.done + whole.failed < whole.most) == !extra.empty());
    }
}

TEST_CASE("the file alone is a store while it is written, and lacks the last seconds at most") {
  const Folder folder;
  const Opened all = rugged_experiment();
  Store store(folder / "s.db", about(all, "test", {}), "h");
  fs::copy_file(folder / "s.db", folder / "fresh.db");
  CHECK(status_of(StoreReader(folder / "fresh.db")).done == 0);
  std::vector<StoredRun> runs(1);
  runs[0].record = {1, {0.5}, {}};
  store.add(runs);
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  runs[0].point = 1;
  store.add(runs);
  fs::copy_file(folder / "s.db", folder / "later.db");
  CHECK(status_of(StoreReader(folder / "later.db")).done == 2);
}

TEST_CASE("what is no store, is damaged or is in use is refused and left as it is") {
  const Folder folder;
  const Opened all = rugged_experiment();
  const auto refused = [&](const std::string& name, const std::string& text) {
    const fs::path file = folder.write(name, text);
    const std::string said = complaint([&] { run(all, file); });
    CHECK(contents(file) == text);
    return said;
  };
  CHECK_THAT(refused("text.db", std::string(5000, 'x')), Catch::Contains("is not a store"));
  CHECK_THAT(complaint([&] { run(all, folder.path); }), Catch::Contains("is a folder"));
  CHECK_THAT(complaint([&] { run(all, folder / "no/such/s.db"); }), Catch::Contains("cannot be written"));
  sql(folder / "other.db", "CREATE TABLE mine (x)");
  CHECK_THAT(complaint([&] { run(all, folder / "other.db"); }), Catch::Contains("not a store of kantel sweep"));
  CHECK_THAT(complaint([&] { StoreReader reader(folder / "none.db"); }), Catch::Contains("no such store"));

  run(all, folder / "s.db");
  std::string damaged = contents(folder / "s.db");
  for (std::size_t at = damaged.size() / 3; at < damaged.size() * 2 / 3; ++at) damaged[at] = '\7';
  CHECK_THAT(refused("damaged.db", damaged), Catch::Contains("is damaged"));

  Store writing(folder / "s.db", about(all, "test", {}), "h");
  CHECK_THAT(complaint([&] { run(all, folder / "s.db"); }),
             Catch::Contains("is being written by another kantel sweep"));
  CHECK(StoreReader(folder / "s.db").about().arms.size() == 2);  // looking is allowed
}

TEST_CASE("stores of different experiments, or that contradict each other, are not merged") {
  const Folder folder;
  const Opened all = rugged_experiment();
  run(all, folder / "a.db");
  Opened other = rugged_experiment();
  other.experiment.settings.seed = 2;
  run(other, folder / "b.db");
  run(rugged_experiment("", 1), folder / "c.db");
  const auto merge = [&](std::vector<fs::path> from, const std::string& to) {
    return complaint([&] { merge_stores(from, folder / to, "h"); });
  };
  CHECK_THAT(merge({folder / "a.db", folder / "b.db"}, "m.db"), Catch::Contains("seed"));
  CHECK_THAT(merge({folder / "a.db", folder / "c.db"}, "m.db"), Catch::Contains("gives other numbers for point"));
  CHECK_THAT(merge({folder / "a.db"}, "b.db"), Catch::Contains("exists"));
  CHECK_FALSE(fs::exists(folder / "m.db"));
  for (const auto& entry : fs::directory_iterator(folder.path))
    CHECK(entry.path().string().find(".tmp") == std::string::npos);
  CHECK(merge_stores({folder / "a.db", folder / "a.db"}, folder / "m.db", "h") > 0);
  CHECK(tables(folder / "m.db") == tables(folder / "a.db"));
}

TEST_CASE("failed runs are tried again when asked") {
  const Folder folder;
  const Opened failing = rugged_experiment();
  const SweepResult first = run(failing, folder / "s.db");
  REQUIRE(first.failed > 0);
  CHECK(run(failing, folder / "s.db").done == 0);
  Opened mended = failing;  // the same text, another inside
  mended.target = std::make_shared<PlainFunction>(
      [](const auto& x, std::size_t arm, std::uint32_t r) { return rugged(x, arm, r % 4); },
      std::vector<std::string>{"one", "two"});
  const Workers workers(2);
  SweepOptions options;
  options.workers = &workers;
  options.retry_failed = true;
  Store store(folder / "s.db", about(mended, "test", {}), "h");
  const SweepResult second = sweep(mended, {}, store, options);
  store.close();
  CHECK(second.failed == 0);
  CHECK(second.done == first.failed);
  CHECK(status_of(StoreReader(folder / "s.db")).failed == 0);
}

TEST_CASE("a value of a series costs at most twelve bytes, whatever its length") {
  for (const std::size_t values : {26u, 251u, 501u, 520u, 1100u, 5001u}) {
    const Folder folder;
    const Opened all = rugged_experiment("", 0, 300);
    std::vector<StoredRun> runs(300);
    for (std::uint32_t i = 0; i < runs.size(); ++i) {
      runs[i].point = i;
      runs[i].record = {1, {0.5}, {}};
      for (const std::string measure : {"practising", "need_satisfaction"})
        runs[i].record.series.push_back({measure, "all", 1, 1000, std::vector<float>(values, 0.25f)});
    }
    Store store(folder / "s.db", about(all, "test", {}), "h");
    const auto before = fs::file_size(folder / "s.db");
    store.add(runs);
    store.close();
    CAPTURE(values);
    CHECK(static_cast<double>(fs::file_size(folder / "s.db") - before) / static_cast<double>(2 * 300 * values) < 12);
  }
}

TEST_CASE("a run of forty metrics costs at most 440 bytes, round by round too") {
  const Folder folder;
  const Opened all = rugged_experiment("", 0, 1000);
  StoredExperiment wide = about(all, "test", {});
  for (int m = 1; m < 40; ++m) wide.metrics.push_back({"m" + std::to_string(m), "", "a metric"});
  Store(folder / "s.db", wide, "h").close();
  const auto before = fs::file_size(folder / "s.db");
  Store store(folder / "s.db", wide, "h");
  constexpr std::uint32_t count = 6000;
  for (std::uint32_t from = 0; from < count; from += 500) {
    std::vector<StoredRun> runs(500);
    for (std::uint32_t i = 0; i < 500; ++i) {
      runs[i].point = (from + i) % 2000 / 2;  // round by round, as with an early stop
      runs[i].replicate = (from + i) / 2000;
      runs[i].arm = i % 2;
      runs[i].wall_seconds = .001 + 1e-6 * i;
      runs[i].record.seed = 1;
      for (int m = 0; m < 40; ++m) runs[i].record.metrics.push_back(std::sqrt(1.0 + i + m));
    }
    store.add(runs);
  }
  store.close();
  CHECK(static_cast<double>(fs::file_size(folder / "s.db") - before) / count < 440);
}
