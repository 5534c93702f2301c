// Stores of a function that is noisy, undefined and failing here and there.
#pragma once
#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "sim/mathematics.hpp"
#include "studies/sweep/export.hpp"
#include "studies/sweep/sweep.hpp"
#include "tests/shell.hpp"
#include "tests/studies/sweep/plain_function.hpp"

namespace kantel_test {

// Noisy by replicate and arm, undefined and failing here and there.
inline double rugged(const std::map<std::string, double>& x, std::size_t arm, std::uint32_t replicate) {
  const double a = x.at("x1") + 10.0 * static_cast<double>(arm);
  if (x.at("x1") > 0.9 && replicate % 5 == 4) throw std::runtime_error("too\nhigh");
  if (x.at("x1") < 0.1) return undefined;
  return a + (replicate % 3) * 0.01 / 3 * (1 + 0.1 * static_cast<double>(arm));
}

// `other`: is added to each number, and is no part of the experiment.
inline Opened rugged_experiment(const std::string& extra = "", double other = 0, int points = 40) {
  return opened(
      "replicates = 7\nbaseline = 3\n[design]\nkind = \"latin_hypercube\"\npoints = " + std::to_string(points) +
          "\n[[factor]]\nkey = "
          "\"x1\"\nlow = 0\nhigh = 1\n[keep]\nseries = [\"y\"]\n" +
          extra,
      PlainFunction([other](const auto& x, std::size_t arm,
                            std::uint32_t replicate) { return rugged(x, arm, replicate) + other; },
                    {"one", "two"}));
}

inline SweepResult run(const Opened& all, const fs::path& file, const Shard& shard = {}, int threads = 2,
                       const std::atomic<bool>* stop = nullptr, std::function<void(double, double)> progress = {}) {
  const Workers workers(threads);
  SweepOptions options;
  options.workers = &workers;
  options.stop = stop;
  options.progress = std::move(progress);
  Store store(file, about(all, "test", shard), "host" + std::to_string(threads));
  const SweepResult result = sweep(all, shard, store, options);
  store.close();
  return result;
}

inline std::string tables(const fs::path& store) {
  const Folder out;
  export_csv(StoreReader(store), out.path);
  std::string all;
  for (const char* name :
       {"points.csv", "runs.csv", "summary.csv", "differences.csv", "series.csv", "experiment.toml", "scenario.toml"})
    all += contents(out / name);
  return all;
}

inline std::string complaint(const std::function<void()>& work) {
  try {
    work();
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing";
}

inline void sql(const fs::path& store, const std::string& text) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(store.c_str(), &database) == SQLITE_OK);
  REQUIRE(sqlite3_exec(database, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
}

}  // namespace kantel_test
