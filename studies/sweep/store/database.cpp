#include "studies/sweep/store/database.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <stdexcept>
#include <vector>

#include "sim/input/diagnostics.hpp"

namespace kantel {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& message, const std::string& allowed) {
  throw InputError({{path.string(), 0, ""}, message, allowed, ""});
}

// SQLite calls a page that the disk does not give a malformed one, and keeps the reason to itself: asked here, by
// reading the file and its log. 0 when they can be read. A store that is gone by now was begun a moment ago, and is not
// damaged. Closing the file gives back SQLite's locks on it, which after such an error protect nothing.
int reason_against_reading(const std::filesystem::path& path) {
  std::vector<char> chunk(1 << 20);
  for (const char* tail : {"", "-wal"}) {
    const int file = ::open((path.string() + tail).c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT && *tail == '\0') return EIO;
    if (file < 0) continue;
    ssize_t got = 0;
    while ((got = ::read(file, chunk.data(), chunk.size())) > 0) {
    }
    const int reason = got < 0 ? errno : 0;
    ::close(file);
    if (reason != 0) return reason;
  }
  return 0;
}

// SQLite has no memory for some files, however much there is: for such a file it has none again, while we have some.
bool has_no_memory_by_itself(const std::filesystem::path& path) {
  try {
    const std::vector<char> some(1 << 20);
    SQLite::Database(path.string(), SQLite::OPEN_READONLY).execAndGet("SELECT count(*) FROM sqlite_master");
  } catch (const SQLite::Exception& error) {
    return error.getErrorCode() == SQLITE_NOMEM;
  } catch (const std::bad_alloc&) {
  }
  return false;
}

[[noreturn]] void disk_fails(const std::filesystem::path& path, const std::string& reason) {
  throw std::runtime_error("cannot read or write " + path.string() + ": the disk is full or failing (" + reason +
                           "); what was stored before is kept, and the same command resumes");
}

}  // namespace

void rethrow(const SQLite::Exception& error, const std::filesystem::path& path) {
  const int code = error.getErrorCode();
  if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT || code == SQLITE_ERROR)
    if (const int reason = reason_against_reading(path)) disk_fails(path, std::strerror(reason));
  switch (code) {
    case SQLITE_NOTADB: refuse(path, "is not a store of kantel sweep", "a new file, or a store");
    case SQLITE_CORRUPT:
      refuse(path, std::string("is damaged (") + error.what() + "); nothing was changed",
             "a store; `sqlite3 FILE .recover` may save what it holds");
    case SQLITE_ERROR:  // a table or column that is not there
      refuse(path, std::string("is damaged or was changed (") + error.what() + ")", "a store as kantel sweep wrote it");
    case SQLITE_BUSY:
    case SQLITE_LOCKED: refuse(path, "is in use by another program", "a store that nobody writes to");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      refuse(path, std::string("cannot be opened or written (") + error.what() + ")",
             "a place where files may be made and written");
    case SQLITE_NOMEM:
      if (has_no_memory_by_itself(path))
        refuse(path, "is damaged (SQLite cannot take in what it says); nothing was changed",
               "a store; `sqlite3 FILE .recover` may save what it holds");
      throw std::bad_alloc();
    case SQLITE_FULL:
    case SQLITE_IOERR: disk_fails(path, error.what());
    default: throw std::runtime_error(path.string() + ": " + error.what());
  }
}

int format_of(SQLite::Database& database, const std::filesystem::path& path) {
  const int tables = database.execAndGet("SELECT count(*) FROM sqlite_master").getInt();
  const int mark = database.execAndGet("PRAGMA application_id").getInt();
  const int format = database.execAndGet("PRAGMA user_version").getInt();
  if (tables == 0 && mark == 0) return 0;
  if (mark != store_mark) refuse(path, "is a database, but not a store of kantel sweep", "a new file, or a store");
  if (format != store_format && format != unsealed_format)
    refuse(path,
           "is a store of format " + std::to_string(format) + ", and this program reads format " +
               std::to_string(store_format),
           "the program that made it, or a new store");
  return format;
}

std::string quoted_name(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

WriterLock::WriterLock(const std::filesystem::path& store) : path_(store.string() + ".lock") {
  for (;;) {
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0)
      refuse(store, std::string("cannot be written: ") + std::strerror(errno), "a place where files may be made");
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
      const int reason = errno;
      ::close(file_);
      if (reason == EWOULDBLOCK)
        refuse(store, "is being written by another kantel sweep", "one writer a store; shards have a store each");
      refuse(store, std::string("cannot be locked: ") + std::strerror(reason), "");
    }
    // Who held it before may have removed the file between our opening and locking it.
    struct stat ours {
    }, there{};
    if (::fstat(file_, &ours) == 0 && ::stat(path_.c_str(), &there) == 0 && ours.st_ino == there.st_ino) return;
    ::close(file_);
  }
}

WriterLock::~WriterLock() {
  ::unlink(path_.c_str());
  ::close(file_);
}

}  // namespace kantel
