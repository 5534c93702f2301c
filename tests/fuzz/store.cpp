// A store that somebody changed by SQL, which is the input: a sample of the present format, which after
// PRAGMA user_version = 2 is taken for one of the format before it, without seals. The experiment's hash is made right
// again then.
#include "tests/fuzz/store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "sim/input/hash.hpp"

using namespace kantel;
using namespace kantel::fuzz;

namespace {

void change(const std::filesystem::path& file, const std::string& statements) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
  sqlite3_limit(database.getHandle(), SQLITE_LIMIT_ATTACHED, 0);      // no other file
  sqlite3_limit(database.getHandle(), SQLITE_LIMIT_LENGTH, 100'000);  // no zeroblob(1e9)
  int steps = 0;
  sqlite3_progress_handler(
      database.getHandle(), 1000, [](void* count) { return ++*static_cast<int*>(count) > 100 ? 1 : 0; }, &steps);
  sqlite3_exec(database.getHandle(), statements.c_str(), nullptr, nullptr, nullptr);
  sqlite3_progress_handler(database.getHandle(), 0, nullptr, nullptr);
  if (sqlite3_get_autocommit(database.getHandle()) == 0) database.exec("ROLLBACK");
  if (database.execAndGet("PRAGMA user_version").getInt() == 3) return;
  SQLite::Statement one(database, "SELECT text, scenario FROM experiment");
  if (!one.executeStep()) return;
  const std::string hash = hash_of(one.getColumn(0).getString() + "\n" + one.getColumn(1).getString());
  one.reset();
  SQLite::Statement update(database, "UPDATE experiment SET hash = ?");
  update.bind(1, hash);
  update.exec();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::filesystem::path sample = KANTEL_SOURCE_DIR "/tests/studies/sweep/samples/format3.db";
  static const StoredExperiment own = StoreReader(sample).about();
  const std::filesystem::path file = folder() / "store.db";
  std::filesystem::copy_file(sample, file, std::filesystem::copy_options::overwrite_existing);
  try {
    change(file, std::string(text_of(data, size)));
  } catch (const SQLite::Exception&) {  // a store that SQLite itself refuses is as good as any
  }
  use_store(file, own);
  return 0;
}
