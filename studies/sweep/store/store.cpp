#include "studies/sweep/store/store.hpp"

#include <bit>
#include <chrono>
#include <cmath>

#include "sim/mathematics.hpp"
#include "studies/sweep/store/store_about.hpp"

namespace kantel {

namespace {

static_assert(std::endian::native == std::endian::little, "series are stored as they lie in memory");

// What is in the log belongs to the file as well: who copies the file alone has all of it but the last seconds.
void fold_log(SQLite::Database& database) { database.exec("PRAGMA wal_checkpoint(TRUNCATE)"); }

// Lets go of a part that is attached, whatever comes of it: the next one goes by the same name.
struct Detaching {
  explicit Detaching(SQLite::Database& of) : database(of) {}
  ~Detaching() { database.tryExec("DETACH part"); }
  Detaching(const Detaching&) = delete;
  Detaching& operator=(const Detaching&) = delete;
  SQLite::Database& database;
};

void refuse(const std::filesystem::path& path, const std::string& message, const std::string& allowed) {
  throw InputError({{path.string(), 0, ""}, message, allowed, ""});
}

}  // namespace

struct Store::Connection {
  std::filesystem::path path;
  WriterLock lock;
  SQLite::Database database;
  std::int64_t host = 0;
  std::string host_name;
  std::size_t metrics = 0;
  StoreLimits limits;
  std::uint64_t seed = 0;
  StoredExperiment about;
  std::string warning;
  std::chrono::steady_clock::time_point folded = std::chrono::steady_clock::now();
  bool closed = false;
  std::unique_ptr<SQLite::Statement> add_run, add_metric, add_series;

  explicit Connection(const std::filesystem::path& where)
      : path(where), lock(where), database(where.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 2000) {}

  void prepare() {
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = NORMAL");  // a killed process loses nothing; a power cut, the last commits
    std::string marks = "?, ?, ?";
    for (std::size_t m = 0; m < metrics; ++m) marks += ", ?";
    add_run =
        std::make_unique<SQLite::Statement>(database, "INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    add_metric = std::make_unique<SQLite::Statement>(database, "INSERT OR REPLACE INTO metric VALUES (" + marks + ")");
    add_series = std::make_unique<SQLite::Statement>(
        database, "INSERT OR REPLACE INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  std::int64_t host_number(const std::string& name) {
    SQLite::Statement add(database, "INSERT OR IGNORE INTO host (name) VALUES (?)");
    add.bind(1, name);
    add.exec();
    SQLite::Statement find(database, "SELECT host FROM host WHERE name = ?");
    find.bind(1, name);
    find.executeStep();
    return find.getColumn(0).getInt64();
  }

  void add(const StoredRun& run) {
    const auto key = [&](SQLite::Statement& statement) {
      statement.bind(1, run.point);
      statement.bind(2, run.replicate);
      statement.bind(3, run.arm);
    };
    key(*add_run);
    add_run->bind(4, run.error.empty() ? 0 : 1);
    if (run.record.seed == seed)
      add_run->bind(5);
    else
      add_run->bind(5, static_cast<std::int64_t>(run.record.seed));
    add_run->bind(6, host);
    const RunKey of{run.point, run.replicate, run.arm};
    StoreReader::Row row{run.point,
                         run.replicate,
                         run.arm,
                         !run.error.empty(),
                         run.record.seed,
                         static_cast<std::int64_t>(run.wall_seconds * 1e6),
                         host_name,
                         run.error,
                         run.error.empty() ? run.record.metrics : std::vector<double>(metrics, undefined)};
    add_run->bind(7, row.wall_us);
    add_run->bind(9, seal_of_run(of, row));
    if (run.error.empty())
      add_run->bind(8);
    else
      add_run->bind(8, run.error);
    add_run->exec();
    add_run->reset();
    if (!run.error.empty()) return;
    key(*add_metric);
    for (std::size_t m = 0; m < metrics; ++m) {
      const int at = static_cast<int>(m) + 4;
      if (std::isnan(run.record.metrics[m]))
        add_metric->bind(at);
      else
        add_metric->bind(at, run.record.metrics[m]);
    }
    add_metric->exec();
    add_metric->reset();
    for (const SeriesRow& series : run.record.series) {
      key(*add_series);
      add_series->bind(4, series.measure);
      add_series->bind(5, series.group);
      add_series->bind(6, series.every);
      add_series->bind(7, series.last_day);
      add_series->bind(8, series.values.data(), static_cast<int>(series.values.size() * sizeof(float)));
      add_series->bind(9, seal_of_series(of, series));
      add_series->exec();
      add_series->reset();
    }
  }
};

Store::Store(const std::filesystem::path& path, const StoredExperiment& about, const std::string& host) {
  if (std::filesystem::is_directory(path)) refuse(path, "is a folder", "a file");
  const bool was_there = std::filesystem::exists(path);
  connection_ = guarded(path, [&] {
    auto made = std::make_unique<Connection>(path);
    const int format = format_of(made->database, path);
    if (format == unsealed_format)
      refuse(path, "was made by an earlier program; it can be read, and is not added to", "a new store");
    if (format == 0) {
      try {
        make_store(made->database, about);
      } catch (...) {  // a file that was begun here is no store
        std::error_code ignored;
        for (const char* tail : {"", "-wal", "-shm", "-journal"})
          if (!was_there) std::filesystem::remove(path.string() + tail, ignored);
        throw;
      }
      made->about = about;
    } else {
      StoreReader(path).verify();  // nothing is built on what is damaged
      made->about = read_about(made->database, format, path);
      const bool grows = only_grows(made->about, about);
      if (grows) made->about.text = about.text;
      check_same(made->about, about, path);
      if (grows) write_text(made->database, made->about);
      made->warning = doubt(made->about, about.commit, path);
    }
    made->seed = made->about.experiment().seed();
    made->metrics = made->about.metrics.size();
    made->prepare();
    made->limits = limits_of(made->about);
    made->host = made->host_number(host);
    made->host_name = host;
    fold_log(made->database);  // what was just made, or left by one that was killed
    return made;
  });
}

const std::string& Store::warning() const { return connection_->warning; }

Store::~Store() {
  try {
    close();
  } catch (...) {  // whoever wants to know calls close()
  }
}

void Store::close() {
  if (!connection_ || connection_->closed) return;
  guarded(connection_->path, [&] {
    connection_->closed = true;
    connection_->add_run.reset(), connection_->add_metric.reset(), connection_->add_series.reset();
    connection_->database.exec("PRAGMA journal_mode = DELETE");
  });
}

void Store::add(std::span<const StoredRun> runs) {
  guarded(connection_->path, [&] {
    SQLite::Transaction whole(connection_->database, SQLite::TransactionBehavior::IMMEDIATE);
    for (const StoredRun& run : runs) connection_->add(run);
    whole.commit();
    const auto now = std::chrono::steady_clock::now();
    if (now - connection_->folded < std::chrono::seconds(2)) return;
    fold_log(connection_->database);
    connection_->folded = now;
  });
}

void Store::for_each_run(const std::string& metric, const Visit& visit) const {
  guarded(connection_->path, [&] {
    const std::string value = metric.empty() ? "NULL" : "metric." + quoted_name(metric);
    SQLite::Statement rows(
        connection_->database,
        "SELECT point, replicate, arm, failed, " + value +
            (metric.empty() ? " FROM run" : " FROM run LEFT JOIN metric USING (point, replicate, arm)") +
            " ORDER BY point, replicate, arm");
    while (rows.executeStep()) {
      const RunKey key = checked_key(rows, connection_->limits, "run", connection_->path);
      visit(key.point, key.replicate, key.arm, rows.getColumn(3).getInt() != 0 ? RunState::failed : RunState::done,
            rows.getColumn(4).isNull() ? undefined : rows.getColumn(4).getDouble());
    }
  });
}

std::uint64_t Store::merge(const std::filesystem::path& other) {
  const StoreReader part(other);
  StoredExperiment own = connection_->about, theirs = part.about();
  own.shard = theirs.shard = {};
  check_same(theirs, own, other);
  part.verify();
  SQLite::Database& database = connection_->database;
  return guarded(other, [&]() -> std::uint64_t {
    SQLite::Statement attach(database, "ATTACH ? AS part");
    attach.bind(1, other.string());
    attach.exec();
    const Detaching part_again(database);  // after the transaction, however that ends
    SQLite::Transaction whole(database, SQLite::TransactionBehavior::IMMEDIATE);
    std::string same;
    for (const Metric& metric : connection_->about.metrics)
      same += (same.empty() ? "" : " AND ") + ("a." + quoted_name(metric.name)) + " IS b." + quoted_name(metric.name);
    SQLite::Statement differ(database,
                             "SELECT point, replicate, arm FROM main.metric a JOIN part.metric b "
                             "USING (point, replicate, arm) WHERE NOT (" +
                                 same + ") LIMIT 1");
    if (differ.executeStep())
      refuse(other,
             "gives other numbers for point " + std::to_string(differ.getColumn(0).getInt()) + ", replicate " +
                 std::to_string(differ.getColumn(1).getInt()) + ", arm " +
                 connection_->about.arms[differ.getColumn(2).getUInt()] + " than the stores before it",
             "stores made by the same program");
    database.exec("INSERT OR IGNORE INTO main.host (name) SELECT name FROM part.host ORDER BY host");
    database.exec(
        "DELETE FROM main.run WHERE failed AND EXISTS (SELECT 1 FROM part.run p WHERE NOT p.failed AND "
        "p.point = run.point AND p.replicate = run.replicate AND p.arm = run.arm)");
    const int added = database.exec(
        "INSERT OR IGNORE INTO main.run SELECT p.point, p.replicate, p.arm, p.failed, p.seed, h.host, p.wall_us, "
        "p.error, p.seal "
        "FROM part.run p JOIN part.host o ON o.host = p.host JOIN main.host h ON h.name = o.name "
        "ORDER BY p.point, p.replicate, p.arm");
    database.exec("INSERT OR IGNORE INTO main.metric SELECT * FROM part.metric ORDER BY point, replicate, arm");
    database.exec(
        "INSERT OR IGNORE INTO main.series SELECT * FROM part.series ORDER BY point, replicate, arm, measure, grp");
    whole.commit();
    return static_cast<std::uint64_t>(added);
  });
}

}  // namespace kantel
