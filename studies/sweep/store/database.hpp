// SQLite through SQLiteCpp, and its errors in our words: the user's mistakes (no store, another's, damaged, not
// writable, in use) as InputError, a full disk as std::runtime_error.
#pragma once
#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>

namespace kantel {

inline constexpr int store_mark = 0x4B4E544C;  // "KNTL", SQLite's application_id
inline constexpr int store_format = 3;         // SQLite's user_version
inline constexpr int unsealed_format = 2;      // of earlier programs, which is read and not added to

[[noreturn]] void rethrow(const SQLite::Exception& error, const std::filesystem::path& path);

template <class Work>
auto guarded(const std::filesystem::path& path, Work&& work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    rethrow(error, path);
  }
}

// Throws InputError unless the file is a store of a format that is read. 0 when the database is empty.
int format_of(SQLite::Database& database, const std::filesystem::path& path);

std::string quoted_name(const std::string& name);  // as an identifier in SQL

// The one writer of a store: a lock on a file beside it, which goes when the process does, however it ends.
class WriterLock {
 public:
  explicit WriterLock(const std::filesystem::path& store);  // throws InputError when another holds it
  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  std::string path_;
  int file_ = -1;
};

}  // namespace kantel
