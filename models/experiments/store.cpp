#include "models/experiments/store.hpp"

#include <bit>
#include <chrono>
#include <cmath>
#include <cstring>
#include <map>

#include "models/comparison/manifest.hpp"
#include "models/experiments/database.hpp"
#include "models/experiments/store_lines.hpp"

namespace kantel {

namespace {

static_assert(std::endian::native == std::endian::little, "series are stored as they lie in memory");

// Series are an ordinary table: rows of a table without rowids that exceed a quarter of a page spill onto pages of
// their own, which made a value cost 19 bytes.
constexpr const char* schema = R"sql(
CREATE TABLE experiment (name TEXT, question TEXT, source TEXT, text TEXT, scenario TEXT, hash TEXT, version TEXT,
                         "commit" TEXT, shard INTEGER, shards INTEGER);
CREATE TABLE factor (factor INTEGER PRIMARY KEY, name TEXT, keys TEXT, unit TEXT, sentence TEXT);
CREATE TABLE arm (arm INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE host (host INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE definition (metric INTEGER PRIMARY KEY, name TEXT, unit TEXT, sentence TEXT);
CREATE TABLE run (point INTEGER, replicate INTEGER, arm INTEGER, failed INTEGER, seed INTEGER, host INTEGER,
                  wall_us INTEGER, error TEXT, PRIMARY KEY (point, replicate, arm)) WITHOUT ROWID;
CREATE TABLE series (point INTEGER, replicate INTEGER, arm INTEGER, measure TEXT, grp TEXT, every INTEGER,
                     last_day INTEGER, value BLOB);
CREATE UNIQUE INDEX series_of_run ON series (point, replicate, arm, measure, grp);
)sql";

std::string columns_of(const std::vector<Metric>& metrics) {
  std::string text;
  for (const Metric& metric : metrics) text += ", " + quoted_name(metric.name) + " REAL";
  return text;
}

void bind(SQLite::Statement& statement, int at, const std::optional<Value>& value) {
  if (!value) return statement.bind(at);
  if (const auto* number = value->as<double>()) return statement.bind(at, *number);
  if (const auto* whole = value->as<std::int64_t>()) return statement.bind(at, *whole);
  if (const auto* text = value->as<std::string>()) return statement.bind(at, *text);
  statement.bind(at, toml_text(*value));
}

void write_design(SQLite::Database& database, const StoredExperiment& about) {
  const Experiment experiment = about.experiment();
  std::string columns = "CREATE TABLE point (point INTEGER PRIMARY KEY", marks = "?";
  for (const Factor& factor : experiment.factors) {
    columns += ", " + quoted_name(factor.name);
    marks += ", ?";
  }
  database.exec(columns + ")");
  SQLite::Statement add_factor(database, "INSERT INTO factor VALUES (?, ?, ?, ?, ?)");
  for (std::size_t f = 0; f < experiment.factors.size(); ++f) {
    const Factor& factor = experiment.factors[f];
    std::string keys;
    for (const std::string& key : factor.keys) keys += (keys.empty() ? "" : " ") + key;
    SQLite::bind(add_factor, static_cast<std::int64_t>(f), factor.name, keys, factor.unit, about.meanings[f]);
    add_factor.exec();
    add_factor.reset();
  }
  const Design design = design_of(experiment);
  SQLite::Statement add_point(database, "INSERT INTO point VALUES (" + marks + ")");
  for (std::size_t p = 0; p < design.points.size(); ++p) {
    add_point.bind(1, static_cast<std::int64_t>(p));
    for (std::size_t f = 0; f < experiment.factors.size(); ++f)
      bind(add_point, static_cast<int>(f) + 2, design.points[p][f]);
    add_point.exec();
    add_point.reset();
  }
}

// What is in the log belongs to the file as well: who copies the file alone has all of it but the last seconds.
void fold_log(SQLite::Database& database) { database.exec("PRAGMA wal_checkpoint(TRUNCATE)"); }

// In one transaction: a store exists whole or is an empty database.
void make(SQLite::Database& database, const StoredExperiment& about) {
  database.exec("PRAGMA journal_mode = WAL");
  SQLite::Transaction whole(database);
  database.exec(schema);
  database.exec("CREATE TABLE metric (point INTEGER, replicate INTEGER, arm INTEGER" + columns_of(about.metrics) +
                ", PRIMARY KEY (point, replicate, arm)) WITHOUT ROWID");
  write_design(database, about);
  SQLite::Statement add(database, "INSERT INTO experiment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  SQLite::bind(add, about.name, about.question, about.source, about.text, about.scenario, about.hash(), about.version,
               about.commit, about.shard.number, about.shard.of);
  add.exec();
  SQLite::Statement add_arm(database, "INSERT INTO arm VALUES (?, ?)");
  for (std::size_t a = 0; a < about.arms.size(); ++a) {
    SQLite::bind(add_arm, static_cast<std::int64_t>(a), about.arms[a]);
    add_arm.exec();
    add_arm.reset();
  }
  SQLite::Statement add_metric(database, "INSERT INTO definition VALUES (?, ?, ?, ?)");
  for (std::size_t m = 0; m < about.metrics.size(); ++m) {
    SQLite::bind(add_metric, static_cast<std::int64_t>(m), about.metrics[m].name, about.metrics[m].unit,
                 about.metrics[m].sentence);
    add_metric.exec();
    add_metric.reset();
  }
  database.exec("PRAGMA application_id = " + std::to_string(store_mark));
  database.exec("PRAGMA user_version = " + std::to_string(store_format));
  whole.commit();
}

StoredExperiment read_about(SQLite::Database& database) {
  StoredExperiment about;
  SQLite::Statement one(
      database, "SELECT name, question, source, text, scenario, version, shard, shards, \"commit\" FROM experiment");
  if (!one.executeStep()) throw SQLite::Exception("the store has no experiment", SQLITE_CORRUPT);
  about.name = one.getColumn(0).getString();
  about.question = one.getColumn(1).getString();
  about.source = one.getColumn(2).getString();
  about.text = one.getColumn(3).getString();
  about.scenario = one.getColumn(4).getString();
  about.version = one.getColumn(5).getString();
  about.shard = {one.getColumn(6).getUInt(), one.getColumn(7).getUInt()};
  about.commit = one.getColumn(8).getString();
  SQLite::Statement meanings(database, "SELECT sentence FROM factor ORDER BY factor");
  while (meanings.executeStep()) about.meanings.push_back(meanings.getColumn(0).getString());
  SQLite::Statement arms(database, "SELECT name FROM arm ORDER BY arm");
  while (arms.executeStep()) about.arms.push_back(arms.getColumn(0).getString());
  SQLite::Statement metrics(database, "SELECT name, unit, sentence FROM definition ORDER BY metric");
  while (metrics.executeStep())
    about.metrics.push_back(
        {metrics.getColumn(0).getString(), metrics.getColumn(1).getString(), metrics.getColumn(2).getString()});
  return about;
}

void refuse(const std::filesystem::path& path, const std::string& message, const std::string& allowed) {
  throw InputError({{path.string(), 0, ""}, message, allowed, ""});
}

// "replicates = N" is the first line of a completed experiment.
std::string_view after_replicates(std::string_view text) {
  return text.starts_with("replicates = ") ? text.substr(std::min(text.find('\n'), text.size())) : text;
}

// The same experiment with more replicates.
bool only_grows(const StoredExperiment& there, const StoredExperiment& here) {
  return there.text != here.text && after_replicates(there.text) == after_replicates(here.text) &&
         there.scenario == here.scenario && here.shard == Shard{} &&
         here.experiment().replicates() > there.experiment().replicates();
}

// Another experiment, program or shard may not add to a store.
void check_same(const StoredExperiment& there, const StoredExperiment& here, const std::filesystem::path& path) {
  Problems problems;
  for (const auto& [what, before, after] :
       {std::tuple{"experiment", &there.text, &here.text}, std::tuple{"scenario", &there.scenario, &here.scenario}})
    for (const std::string& line : differing_lines(*before, *after))
      problems.add({path.string(), 0, ""}, std::string("the ") + what + " has changed: " + line);
  if (problems.any())
    problems.add({path.string(), 0, ""}, "holds runs of another experiment",
                 "the experiment as it was, or a new --store");
  if (there.version != here.version)
    problems.add(
        {path.string(), 0, ""},
        "was begun by kantel " + there.version + ", and this is " + here.version + ", which may give other numbers",
        "the program that began it, or a new store");
  if (there.shard != here.shard)
    problems.add({path.string(), 0, "--shard"},
                 "the store is shard " + std::to_string(there.shard.number) + "/" + std::to_string(there.shard.of),
                 "the same shard, or a store of its own");
  problems.throw_if_any();
}

void write_text(SQLite::Database& database, const StoredExperiment& about) {
  SQLite::Statement update(database, "UPDATE experiment SET text = ?, hash = ?");
  SQLite::bind(update, about.text, about.hash());
  update.exec();
}

// A version may be a thousand commits long, and most of them change no number: said, not refused.
std::string doubt(const StoredExperiment& there, const std::string& commit, const std::filesystem::path& path) {
  if (there.commit.empty() || commit.empty() || there.commit == commit) return "";
  return path.string() + " was begun by commit " + there.commit + ", and this is " + commit +
         ", which may give other numbers";
}

}  // namespace

std::string StoredExperiment::hash() const { return hash_of(text + "\n" + scenario); }
Experiment StoredExperiment::experiment() const { return parse_experiment(text, "experiment"); }

StoredExperiment about(const Opened& opened, const std::string& version, const Shard& shard,
                       const std::string& commit) {
  const Experiment& experiment = opened.experiment;
  StoredExperiment about{experiment.settings.name,
                         experiment.settings.question,
                         experiment.settings.source,
                         resolved_toml(experiment),
                         opened.subject->text(),
                         version,
                         commit == "unknown" ? "" : commit,
                         opened.subject->arms(),
                         experiment.keep.described,
                         {},
                         shard};
  for (const Factor& factor : experiment.factors) about.meanings.push_back(factor.meaning);
  return about;
}

struct Store::Connection {
  std::filesystem::path path;
  WriterLock lock;
  SQLite::Database database;
  std::int64_t host = 0;
  std::size_t metrics = 0;
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
        std::make_unique<SQLite::Statement>(database, "INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    add_metric = std::make_unique<SQLite::Statement>(database, "INSERT OR REPLACE INTO metric VALUES (" + marks + ")");
    add_series =
        std::make_unique<SQLite::Statement>(database, "INSERT OR REPLACE INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
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
    add_run->bind(7, static_cast<std::int64_t>(run.wall_seconds * 1e6));
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
    for (const SeriesRow& row : run.record.series) {
      key(*add_series);
      add_series->bind(4, row.measure);
      add_series->bind(5, row.group);
      add_series->bind(6, row.every);
      add_series->bind(7, row.last_day);
      add_series->bind(8, row.values.data(), static_cast<int>(row.values.size() * sizeof(float)));
      add_series->exec();
      add_series->reset();
    }
  }
};

Store::Store(const std::filesystem::path& path, const StoredExperiment& about, const std::string& host) {
  if (std::filesystem::is_directory(path)) refuse(path, "is a folder", "a file");
  connection_ = guarded(path, [&] {
    auto made = std::make_unique<Connection>(path);
    if (is_fresh(made->database, path)) {
      make(made->database, about);
      made->about = about;
    } else {
      SQLite::Statement check(made->database, "PRAGMA quick_check(1)");
      if (check.executeStep(); check.getColumn(0).getString() != "ok")
        throw SQLite::Exception(check.getColumn(0).getString(), SQLITE_CORRUPT);
      made->about = read_about(made->database);
      const bool grows = only_grows(made->about, about);
      if (grows) made->about.text = about.text;
      check_same(made->about, about, path);
      if (grows) write_text(made->database, made->about);
      made->warning = doubt(made->about, about.commit, path);
    }
    made->seed = made->about.experiment().seed();
    made->metrics = made->about.metrics.size();
    made->prepare();
    made->host = made->host_number(host);
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
    while (rows.executeStep())
      visit(rows.getColumn(0).getUInt(), rows.getColumn(1).getUInt(), rows.getColumn(2).getUInt(),
            rows.getColumn(3).getInt() != 0 ? RunState::failed : RunState::done,
            rows.getColumn(4).isNull() ? undefined : rows.getColumn(4).getDouble());
  });
}

std::uint64_t Store::merge(const std::filesystem::path& other) {
  SQLite::Database& database = connection_->database;
  return guarded(other, [&]() -> std::uint64_t {
    SQLite::Statement attach(database, "ATTACH ? AS part");
    attach.bind(1, other.string());
    attach.exec();
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
        "p.error "
        "FROM part.run p JOIN part.host o ON o.host = p.host JOIN main.host h ON h.name = o.name "
        "ORDER BY p.point, p.replicate, p.arm");
    database.exec("INSERT OR IGNORE INTO main.metric SELECT * FROM part.metric ORDER BY point, replicate, arm");
    database.exec(
        "INSERT OR IGNORE INTO main.series SELECT * FROM part.series ORDER BY point, replicate, arm, measure, grp");
    whole.commit();
    database.exec("DETACH part");
    return static_cast<std::uint64_t>(added);
  });
}

struct StoreReader::Connection {
  SQLite::Database database;
};

StoreReader::StoreReader(const std::filesystem::path& path) : path_(path) {
  if (!std::filesystem::is_regular_file(path)) refuse(path, "no such store", "the file of kantel sweep --store");
  connection_ = guarded(path, [&] {
    auto made = std::make_unique<Connection>(SQLite::Database(path.string(), SQLite::OPEN_READONLY, 2000));
    if (is_fresh(made->database, path)) refuse(path, "is empty", "a store");
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
  if (std::filesystem::exists(to)) refuse(to, "exists", "a new file");
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
