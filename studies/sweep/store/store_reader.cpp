// Reading a store, and joining several into one.
#include <cstring>
#include <map>

#include "sim/mathematics.hpp"
#include "studies/sweep/store/store_about.hpp"

namespace kantel {
struct StoreReader::Connection {
  SQLite::Database database;
};

StoreReader::StoreReader(const std::filesystem::path& path) : path_(path) {
  if (!std::filesystem::is_regular_file(path))
    throw InputError({{path.string(), 0, ""}, "no such store", "the file of kantel sweep --store", ""});
  connection_ = guarded(path, [&] {
    auto made = std::make_unique<Connection>(SQLite::Database(path.string(), SQLite::OPEN_READONLY, 2000));
    if (is_fresh(made->database, path)) throw InputError({{path.string(), 0, ""}, "is empty", "a store", ""});
    about_ = read_about(made->database);
    return made;
  });
}

StoreReader::~StoreReader() = default;

void StoreReader::for_each_run(const std::function<void(const Row&)>& visit) const {
  guarded(path_, [&] {
    SQLite::Database& database = connection_->database;
    std::map<std::int64_t, std::string> hosts;
    SQLite::Statement named(database, "SELECT host, name FROM host");
    while (named.executeStep()) hosts[named.getColumn(0).getInt64()] = named.getColumn(1).getString();
    std::string columns;
    for (const Metric& metric : about_.metrics) columns += ", m." + quoted_name(metric.name);
    SQLite::Statement rows(database,
                           "SELECT r.point, r.replicate, r.arm, r.failed, r.seed, r.wall_us, "
                           "r.host, r.error" +
                               columns +
                               " FROM run r LEFT JOIN metric m USING (point, replicate, arm) "
                               "ORDER BY r.point, r.replicate, r.arm");
    const std::uint64_t seed = about_.experiment().seed();
    Row row;
    row.metrics.resize(about_.metrics.size());
    while (rows.executeStep()) {
      row.point = rows.getColumn(0).getUInt();
      row.replicate = rows.getColumn(1).getUInt();
      row.arm = rows.getColumn(2).getUInt();
      row.failed = rows.getColumn(3).getInt() != 0;
      row.seed = rows.getColumn(4).isNull() ? seed : static_cast<std::uint64_t>(rows.getColumn(4).getInt64());
      row.wall_seconds = static_cast<double>(rows.getColumn(5).getInt64()) * 1e-6;
      row.host = hosts[rows.getColumn(6).getInt64()];
      row.error = rows.getColumn(7).getString();
      for (std::size_t m = 0; m < row.metrics.size(); ++m) {
        const SQLite::Column value = rows.getColumn(static_cast<int>(m) + 8);
        row.metrics[m] = value.isNull() ? undefined : value.getDouble();
      }
      visit(row);
    }
  });
}

void StoreReader::for_each_series(
    const std::function<void(std::uint32_t, std::uint32_t, std::uint32_t, const SeriesRow&)>& visit) const {
  guarded(path_, [&] {
    SQLite::Statement rows(connection_->database,
                           "SELECT point, replicate, arm, measure, grp, every, last_day, value FROM series "
                           "ORDER BY point, replicate, arm, measure, grp");
    while (rows.executeStep()) {
      SeriesRow row{rows.getColumn(3).getString(),
                    rows.getColumn(4).getString(),
                    rows.getColumn(5).getInt64(),
                    rows.getColumn(6).getInt64(),
                    {}};
      const SQLite::Column blob = rows.getColumn(7);
      row.values.resize(static_cast<std::size_t>(blob.getBytes()) / sizeof(float));
      if (!row.values.empty()) std::memcpy(row.values.data(), blob.getBlob(), row.values.size() * sizeof(float));
      visit(rows.getColumn(0).getUInt(), rows.getColumn(1).getUInt(), rows.getColumn(2).getUInt(), row);
    }
  });
}

std::uint64_t merge_stores(const std::vector<std::filesystem::path>& from, const std::filesystem::path& to,
                           const std::string& host, std::vector<std::string>* warnings) {
  if (from.empty()) throw InputError({{"", 0, "IN"}, "there is no store to merge", "one or more", ""});
  if (std::filesystem::exists(to)) throw InputError({{to.string(), 0, ""}, "exists", "a new file", ""});
  std::optional<StoredExperiment> shared;
  for (const std::filesystem::path& path : from) {
    StoredExperiment one = StoreReader(path).about();
    one.shard = {};
    if (!shared) shared = one;
    check_same(one, *shared, path);
    if (const std::string said = doubt(one, shared->commit, path); warnings && !said.empty()) warnings->push_back(said);
  }
  std::filesystem::path temporary = to;
  temporary += ".merging";
  std::filesystem::remove(temporary);
  std::uint64_t runs = 0;
  try {
    Store store(temporary, *shared, host);
    for (const std::filesystem::path& path : from) runs += store.merge(path);
    store.close();
  } catch (...) {
    std::error_code ignored;
    for (const char* tail : {"", "-wal", "-shm", "-journal"})
      std::filesystem::remove(temporary.string() + tail, ignored);
    throw;
  }
  std::filesystem::rename(temporary, to);
  return runs;
}

}  // namespace kantel
