// Reading a store, and joining several into one.
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>

#include "sim/input/files.hpp"
#include "sim/mathematics.hpp"
#include "studies/sweep/store/store_about.hpp"

namespace kantel {
struct StoreReader::Connection {
  SQLite::Database database;
};

namespace {

// What SQLite itself sees: pages that do not fit together, rows that its constraints refuse.
void demand_whole(SQLite::Database& database) {
  SQLite::Statement check(database, "PRAGMA quick_check(1)");
  check.executeStep();
  const std::string said = check.getColumn(0).getString();
  if (said == "ok") return;
  // A page that could not be read is reported with the code of the reason, which need not be damage.
  constexpr std::string_view code = "error code=";
  const std::size_t at = said.find(code);
  const int reason = at == std::string::npos ? SQLITE_CORRUPT : std::atoi(said.c_str() + at + code.size()) & 0xff;
  throw SQLite::Exception(said, reason == SQLITE_IOERR || reason == SQLITE_NOMEM ? reason : SQLITE_CORRUPT);
}

}  // namespace

StoreReader::StoreReader(const std::filesystem::path& path) : path_(path) {
  if (!std::filesystem::is_regular_file(path))
    throw InputError({{path.string(), 0, ""}, "no such store", "the file of kantel sweep --store", ""});
  connection_ = guarded(path, [&] {
    auto made = std::make_unique<Connection>(SQLite::Database(path.string(), SQLite::OPEN_READONLY, 2000));
    format_ = format_of(made->database, path);
    if (format_ == 0) throw InputError({{path.string(), 0, ""}, "is empty", "a store", ""});
    about_ = read_about(made->database, format_, path);
    limits_ = limits_of(about_);
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
                           "r.host, r.error, " +
                               std::string(format_ == unsealed_format ? "NULL" : "r.seal") + columns +
                               " FROM run r LEFT JOIN metric m USING (point, replicate, arm) "
                               "ORDER BY r.point, r.replicate, r.arm");
    const std::uint64_t seed = about_.experiment().seed();
    Row row;
    row.metrics.resize(about_.metrics.size());
    while (rows.executeStep()) {
      const RunKey key = checked_key(rows, limits_, "run", path_);
      row.point = key.point, row.replicate = key.replicate, row.arm = key.arm;
      row.failed = rows.getColumn(3).getInt() != 0;
      row.seed = rows.getColumn(4).isNull() ? seed : static_cast<std::uint64_t>(rows.getColumn(4).getInt64());
      row.wall_us = rows.getColumn(5).getInt64();
      row.host = hosts[rows.getColumn(6).getInt64()];
      row.error = rows.getColumn(7).getString();
      for (std::size_t m = 0; m < row.metrics.size(); ++m) {
        const SQLite::Column value = rows.getColumn(static_cast<int>(m) + 9);
        row.metrics[m] = value.isNull() ? undefined : value.getDouble();
      }
      if (format_ != unsealed_format && rows.getColumn(8).getInt64() != seal_of_run(key, row))
        refuse_row("run", key, path_);
      visit(row);
    }
    demand_whole(database);  // after the rows, which name what is wrong with them
  });
}

void StoreReader::for_each_series(
    const std::function<void(std::uint32_t, std::uint32_t, std::uint32_t, const SeriesRow&)>& visit) const {
  guarded(path_, [&] {
    SQLite::Statement rows(connection_->database,
                           "SELECT point, replicate, arm, measure, grp, every, last_day, value, " +
                               std::string(format_ == unsealed_format ? "NULL" : "seal") +
                               " FROM series ORDER BY point, replicate, arm, measure, grp");
    while (rows.executeStep()) {
      SeriesRow row{rows.getColumn(3).getString(),
                    rows.getColumn(4).getString(),
                    rows.getColumn(5).getInt64(),
                    rows.getColumn(6).getInt64(),
                    {}};
      const SQLite::Column blob = rows.getColumn(7);
      row.values.resize(static_cast<std::size_t>(blob.getBytes()) / sizeof(float));
      if (!row.values.empty()) std::memcpy(row.values.data(), blob.getBlob(), row.values.size() * sizeof(float));
      const RunKey key = checked_key(rows, limits_, "series", path_);
      const bool has_days = row.every > 0 && row.last_day >= 0 &&
                            row.values.size() == static_cast<std::size_t>(row.last_day / row.every) + 1 +
                                                     (row.last_day % row.every != 0 ? 1 : 0);
      if (!has_days || (format_ != unsealed_format && rows.getColumn(8).getInt64() != seal_of_series(key, row)))
        refuse_row("series", key, path_);
      visit(key.point, key.replicate, key.arm, row);
    }
  });
}

void StoreReader::verify() const {
  for_each_run([](const Row&) {});
  for_each_series([](std::uint32_t, std::uint32_t, std::uint32_t, const SeriesRow&) {});
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
  const std::filesystem::path temporary = temporary_beside(to);
  remove_left_over(to);
  if (errno = 0; !std::ofstream(temporary)) cannot_write(to, errno);
  const Held held(temporary);
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
  // A second merge into the same file, which was faster, keeps what it made.
  std::error_code error;
  std::filesystem::create_hard_link(temporary, to, error);
  if (error && !std::filesystem::exists(to)) {  // a file system without links
    std::filesystem::rename(temporary, to);
    return runs;
  }
  std::filesystem::remove(temporary);
  if (error) throw InputError({{to.string(), 0, ""}, "exists", "a new file", ""});
  return runs;
}

}  // namespace kantel
