// The description inside a store, for store.cpp and store_reader.cpp alone.
#pragma once
#include "studies/sweep/store/database.hpp"
#include "studies/sweep/store/store.hpp"

namespace kantel {

// In one transaction: a store exists whole or is an empty database.
void make_store(SQLite::Database& database, const StoredExperiment& about);
// `format`: a store without seals is read as it is. Throws InputError when it says what no store can.
StoredExperiment read_about(SQLite::Database& database, int format, const std::filesystem::path& path);
void write_text(SQLite::Database& database, const StoredExperiment& about);

// The same experiment with more replicates.
bool only_grows(const StoredExperiment& there, const StoredExperiment& here);
// Throws InputError: another experiment, program or shard may not add to a store.
void check_same(const StoredExperiment& there, const StoredExperiment& here, const std::filesystem::path& path);
// A version may be a thousand commits long, and most of them change no number: said, not refused. "" when there is
// none.
std::string doubt(const StoredExperiment& there, const std::string& commit, const std::filesystem::path& path);

// The numbers of a row's run, checked. Throws InputError with the table and the row.
struct RunKey {
  std::uint32_t point, replicate, arm;
};
RunKey checked_key(const SQLite::Statement& row, const StoreLimits& limits, const char* table,
                   const std::filesystem::path& path);
[[noreturn]] void refuse_row(const char* table, const RunKey& key, const std::filesystem::path& path);
std::int64_t seal_of_run(const RunKey& key, const StoreReader::Row& row);
std::int64_t seal_of_series(const RunKey& key, const SeriesRow& row);

}  // namespace kantel
