// What a store is about: written once, read by whoever opens it, and held against who wants to add to it.
#include "studies/sweep/store/store_about.hpp"

#include "sim/input/hash.hpp"
#include "studies/sweep/store/store_lines.hpp"

namespace kantel {

namespace {

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

// "replicates = N" is the first line of a completed experiment.
std::string_view after_replicates(std::string_view text) {
  return text.starts_with("replicates = ") ? text.substr(std::min(text.find('\n'), text.size())) : text;
}

}  // namespace

void make_store(SQLite::Database& database, const StoredExperiment& about) {
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

void write_text(SQLite::Database& database, const StoredExperiment& about) {
  SQLite::Statement update(database, "UPDATE experiment SET text = ?, hash = ?");
  SQLite::bind(update, about.text, about.hash());
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
Experiment StoredExperiment::experiment() const { return parse_experiment(text, "experiment"); }

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
