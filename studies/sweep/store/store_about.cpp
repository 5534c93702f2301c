// What a store is about: written once, read by whoever opens it, and held against who wants to add to it.
#include "studies/sweep/store/store_about.hpp"

#include <array>

#include "sim/input/hash.hpp"
#include "studies/sweep/store/seal.hpp"
#include "studies/sweep/store/store_lines.hpp"

namespace kantel {

namespace {

// Series are an ordinary table: rows of a table without rowids that exceed a quarter of a page spill onto pages of
// their own, which made a value cost 19 bytes.
constexpr const char* schema = R"sql(
CREATE TABLE experiment (name TEXT, question TEXT, source TEXT, text TEXT, scenario TEXT, hash TEXT, version TEXT,
                         "commit" TEXT, shard INTEGER, shards INTEGER, seal INTEGER,
                         CHECK (shard BETWEEN 1 AND shards));
CREATE TABLE factor (factor INTEGER PRIMARY KEY, name TEXT, keys TEXT, unit TEXT, sentence TEXT);
CREATE TABLE arm (arm INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE host (host INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE definition (metric INTEGER PRIMARY KEY, name TEXT, unit TEXT, sentence TEXT);
CREATE TABLE run (point INTEGER, replicate INTEGER, arm INTEGER, failed INTEGER, seed INTEGER, host INTEGER,
                  wall_us INTEGER, error TEXT, seal INTEGER, PRIMARY KEY (point, replicate, arm),
                  CHECK ({key} AND failed IN (0, 1))) WITHOUT ROWID;
CREATE TABLE metric (point INTEGER, replicate INTEGER, arm INTEGER{metrics},
                     PRIMARY KEY (point, replicate, arm), CHECK ({key})) WITHOUT ROWID;
CREATE TABLE series (point INTEGER, replicate INTEGER, arm INTEGER, measure TEXT, grp TEXT, every INTEGER,
                     last_day INTEGER, value BLOB, seal INTEGER, CHECK ({key} AND every > 0 AND last_day >= 0));
CREATE UNIQUE INDEX series_of_run ON series (point, replicate, arm, measure, grp);
)sql";

std::string columns_of(const std::vector<Metric>& metrics) {
  std::string text;
  for (const Metric& metric : metrics) text += ", " + quoted_name(metric.name) + " REAL";
  return text;
}

// The schema of this experiment.
std::string schema_of(const StoredExperiment& about) {
  const StoreLimits limits = limits_of(about);
  const std::string key = "point BETWEEN 0 AND " + std::to_string(limits.points - 1) +
                          " AND replicate >= 0 AND arm BETWEEN 0 AND " + std::to_string(limits.arms - 1);
  std::string text = schema;
  for (const auto& [slot, value] :
       {std::pair<std::string, std::string>{"{key}", key}, {"{metrics}", columns_of(about.metrics)}})
    for (std::size_t at = text.find(slot); at != std::string::npos; at = text.find(slot, at + value.size()))
      text.replace(at, slot.size(), value);
  return text;
}

std::int64_t seal_of(const StoredExperiment& about) {
  Seal seal;
  for (const std::string* text :
       {&about.name, &about.question, &about.source, &about.text, &about.scenario, &about.version, &about.commit})
    seal << *text;
  seal << std::int64_t{about.shard.number} << std::int64_t{about.shard.of};
  for (const std::string& arm : about.arms) seal << arm;
  for (const Metric& metric : about.metrics) seal << metric.name << metric.unit << metric.sentence;
  for (const std::string& meaning : about.meanings) seal << meaning;
  return seal.value();
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

// "replicates = N" is the first line of a completed experiment.
std::string_view after_replicates(std::string_view text) {
  return text.starts_with("replicates = ") ? text.substr(std::min(text.find('\n'), text.size())) : text;
}

}  // namespace

void make_store(SQLite::Database& database, const StoredExperiment& about) {
  database.exec("PRAGMA journal_mode = WAL");
  SQLite::Transaction whole(database);
  database.exec(schema_of(about));
  write_design(database, about);
  SQLite::Statement add(database, "INSERT INTO experiment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  SQLite::bind(add, about.name, about.question, about.source, about.text, about.scenario, about.hash(), about.version,
               about.commit, about.shard.number, about.shard.of, seal_of(about));
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

StoredExperiment read_about(SQLite::Database& database, int format, const std::filesystem::path& path) {
  StoredExperiment about;
  SQLite::Statement one(database,
                        "SELECT name, question, source, text, scenario, version, shard, shards, \"commit\", hash" +
                            std::string(format == unsealed_format ? "" : ", seal") + " FROM experiment");
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
  const bool sealed = format != unsealed_format;
  const bool whole = one.getColumn(9).getString() == about.hash() && !about.arms.empty() && !about.metrics.empty() &&
                     about.meanings.size() == about.experiment().factors.size() && about.shard.number >= 1 &&
                     about.shard.number <= about.shard.of &&
                     (!sealed || one.getColumn(10).getInt64() == seal_of(about));
  if (!whole)
    throw InputError({{path.string(), 0, "experiment"},
                      "is damaged: what the store says it is about is not what was written",
                      "a store as kantel sweep wrote it",
                      ""});
  return about;
}

StoreLimits limits_of(const StoredExperiment& about) {
  const Experiment experiment = about.experiment();
  return {static_cast<std::uint32_t>(points_wanted(experiment)), experiment.replicates(),
          static_cast<std::uint32_t>(about.arms.size())};
}

RunKey checked_key(const SQLite::Statement& row, const StoreLimits& limits, const char* table,
                   const std::filesystem::path& path) {
  Problems problems;
  std::array<std::int64_t, 3> number{};
  const std::array<std::pair<const char*, std::uint32_t>, 3> columns{
      {{"point", limits.points}, {"replicate", limits.replicates}, {"arm", limits.arms}}};
  for (int i = 0; i < 3; ++i) {
    const auto& [name, limit] = columns[static_cast<std::size_t>(i)];
    number[static_cast<std::size_t>(i)] = row.getColumn(i).getInt64();
    if (!row.getColumn(i).isInteger() || number[static_cast<std::size_t>(i)] < 0 ||
        number[static_cast<std::size_t>(i)] >= limit)
      problems.add({path.string(), 0, std::string(table) + "." + name},
                   "is " + std::string(row.getColumn(i).getText()) + " in the row of point " +
                       row.getColumn(0).getText() + ", replicate " + row.getColumn(1).getText() + ", arm " +
                       row.getColumn(2).getText() + ", so the store is damaged",
                   "0 to " + std::to_string(std::int64_t{limit} - 1));
  }
  problems.throw_if_any();
  return {static_cast<std::uint32_t>(number[0]), static_cast<std::uint32_t>(number[1]),
          static_cast<std::uint32_t>(number[2])};
}

void refuse_row(const char* table, const RunKey& key, const std::filesystem::path& path) {
  throw InputError({{path.string(), 0, table},
                    "point " + std::to_string(key.point) + ", replicate " + std::to_string(key.replicate) + ", arm " +
                        std::to_string(key.arm) + " is not as it was written, so the store is damaged",
                    "a store as kantel sweep wrote it",
                    ""});
}

std::int64_t seal_of_run(const RunKey& key, const StoreReader::Row& row) {
  Seal seal;
  seal << std::int64_t{key.point} << std::int64_t{key.replicate} << std::int64_t{key.arm} << std::int64_t{row.failed}
       << static_cast<std::int64_t>(row.seed) << row.wall_us << row.host << row.error;
  for (const double value : row.metrics) seal << value;
  return seal.value();
}

std::int64_t seal_of_series(const RunKey& key, const SeriesRow& row) {
  Seal seal;
  seal << std::int64_t{key.point} << std::int64_t{key.replicate} << std::int64_t{key.arm} << row.measure << row.group
       << row.every << row.last_day
       << std::string_view(reinterpret_cast<const char*>(row.values.data()), row.values.size() * sizeof(float));
  return seal.value();
}

void write_text(SQLite::Database& database, const StoredExperiment& about) {
  SQLite::Statement update(database, "UPDATE experiment SET text = ?, hash = ?, seal = ?");
  SQLite::bind(update, about.text, about.hash(), seal_of(about));
  update.exec();
}

bool only_grows(const StoredExperiment& there, const StoredExperiment& here) {
  return there.text != here.text && after_replicates(there.text) == after_replicates(here.text) &&
         there.scenario == here.scenario && here.shard == Shard{} &&
         here.experiment().replicates() > there.experiment().replicates();
}

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

std::string doubt(const StoredExperiment& there, const std::string& commit, const std::filesystem::path& path) {
  if (there.commit.empty() || commit.empty() || there.commit == commit) return "";
  return path.string() + " was begun by commit " + there.commit + ", and this is " + commit +
         ", which may give other numbers";
}

std::string StoredExperiment::hash() const { return hash_of(text + "\n" + scenario); }
Experiment StoredExperiment::experiment() const {
  Experiment stored = parse_experiment(text, "experiment");
  demand_completed(stored, "experiment");
  return stored;
}

StoredExperiment about(const Opened& opened, const std::string& version, const Shard& shard,
                       const std::string& commit) {
  const Experiment& experiment = opened.experiment;
  StoredExperiment about{experiment.settings.name,
                         experiment.settings.question,
                         experiment.settings.source,
                         resolved_toml(experiment),
                         opened.target->text(),
                         version,
                         commit == "unknown" ? "" : commit,
                         opened.target->arms(),
                         experiment.keep.described,
                         {},
                         shard};
  for (const Factor& factor : experiment.factors) about.meanings.push_back(factor.meaning);
  return about;
}

}  // namespace kantel
