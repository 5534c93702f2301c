// What is done with a store: all of it is read, reported, exported, merged and resumed.
#pragma once
#include "studies/sweep/design/design.hpp"
#include "studies/sweep/export.hpp"
#include "studies/sweep/report/report.hpp"
#include "tests/fuzz/target.hpp"

namespace kantel::fuzz {

inline void use_store(const std::filesystem::path& file, const StoredExperiment& own) {
  const auto remove = [](const std::filesystem::path& path) {
    for (const char* tail : {"", "-wal", "-shm", "-journal", ".lock"}) std::filesystem::remove(path.string() + tail);
  };
  const std::filesystem::path merged = folder() / "merged.db", page = folder() / "store.html";
  takes([&] {
    const StoreReader store(file);
    store.verify();
    const Experiment experiment = store.about().experiment();
    if (points_wanted(experiment) > 200 || experiment.replicates() > 50 || store.about().arms.size() > 10) return;
    status_of(store);
    std::filesystem::create_directories(folder() / "out");
    takes([&] { export_csv(store, folder() / "out"); });
    takes([&] { write_sweep_report(store, page, "commit"); });
    remove(merged);
    takes([&] {
      merge_stores({file}, merged, "host");
      StoreReader(merged).verify();
    });
  });
  takes([&] {
    Store store(file, own, "host");
    store.for_each_run(own.metrics[0].name, [](auto...) {});
    store.close();
  });
  remove(file);
}

}  // namespace kantel::fuzz
