#include "sim/input/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <random>
#include <stdexcept>

#include "sim/input/diagnostics.hpp"
#include "sim/input/hash.hpp"

namespace kantel {

namespace fs = std::filesystem;

namespace {

// One length whatever the name's, so that a name as long as a file system takes has temporaries too.
std::string temporary_prefix(const fs::path& path) { return ".kantel-" + hash_of(path.filename().string()) + "-"; }

bool is_the_same(int descriptor, const fs::path& path) {
  struct stat held {
  }, found{};
  return ::fstat(descriptor, &held) == 0 && ::lstat(path.c_str(), &found) == 0 && held.st_ino == found.st_ino &&
         held.st_dev == found.st_dev;
}

// A folder, a device or a pipe is not written over.
void refuse_other_than_file(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (!fs::exists(status) || fs::is_regular_file(status) || (fs::is_symlink(status) && fs::exists(path, error))) return;
  if (fs::is_symlink(status)) throw InputError({{path.string(), 0, ""}, "is a link that leads nowhere", "a file", ""});
  throw InputError({{path.string(), 0, ""}, fs::is_directory(status) ? "is a folder" : "is no file", "a file", ""});
}

}  // namespace

bool is_of_the_place(int reason) {
  switch (reason) {
    case ENOENT:
    case ENOTDIR:
    case EISDIR:
    case EACCES:
    case EPERM:
    case EROFS:
    case EEXIST:
    case ENOTEMPTY:
    case ENAMETOOLONG:
    case ELOOP:
    case ETXTBSY:
    case EBUSY:
    case ENXIO:
    case EINVAL: return true;
    default: return false;
  }
}

void cannot_write(const fs::path& path, int reason) {
  if (!is_of_the_place(reason))
    throw std::runtime_error("cannot write " + path.string() + ": " + std::strerror(reason));
  std::error_code error;
  const fs::path parent = path.parent_path();
  std::string words = std::strerror(reason);
  if (reason == ENOENT && !parent.empty() && !fs::exists(parent, error))
    words = "there is no folder " + parent.string();
  throw InputError({{path.string(), 0, ""}, "cannot be written: " + words, "a place where files may be made", ""});
}

fs::path temporary_beside(const fs::path& path) {
  std::random_device random;
  const std::uint64_t number = std::uint64_t{random()} << 32 | random();
  return path.parent_path() / (temporary_prefix(path) + hexadecimal(number) + ".tmp");
}

void remove_left_over(const fs::path& path) {
  const fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
  const std::string prefix = temporary_prefix(path);
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    const std::size_t end = name.find(".tmp");
    if (!name.starts_with(prefix) || end == std::string::npos) continue;
    const fs::path whole = folder / name.substr(0, end + 4);  // SQLite has more beside: "-wal"
    if (const Held held(whole); held || !fs::exists(fs::symlink_status(whole, error)))
      fs::remove_all(entry.path(), error);
  }
}

Held::Held(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return;
  const bool is_taken = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  if (is_taken || !is_the_same(descriptor, path))
    ::close(descriptor);
  else
    descriptor_ = descriptor;
}

Held::~Held() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Held& Held::operator=(Held&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

void sync_folder(const fs::path& path) {
  const int descriptor = ::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // may be written but not read
  ::fsync(descriptor);         // some file systems have none for folders
  ::close(descriptor);
}

WholeFile::WholeFile(fs::path path, Readers readers, Earlier earlier) : path_(std::move(path)), earlier_(earlier) {
  refuse_other_than_file(path_);
  remove_left_over(path_);
  for (int attempt = 0; !file_ && attempt < 10; ++attempt) {
    temporary_ = temporary_beside(path_);
    const int descriptor = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                  readers == Readers::owner ? 0600 : 0666);
    if (descriptor < 0) fail();
    ::flock(descriptor, LOCK_EX);  // held while it is written, so that it is no left-over
    if (is_the_same(descriptor, temporary_)) file_ = ::fdopen(descriptor, "wb");
    if (file_) continue;
    const int reason = errno;
    ::close(descriptor);
    ::unlink(temporary_.c_str());
    errno = reason;
  }
  if (!file_) fail();
}

WholeFile::~WholeFile() {
  if (!file_) return;
  std::fclose(file_);
  std::error_code ignored;
  fs::remove(temporary_, ignored);
}

void WholeFile::fail() { cannot_write(path_, errno); }

void WholeFile::write(std::string_view text) {
  if (!text.empty() && std::fwrite(text.data(), 1, text.size(), file_) != text.size()) fail();
}

void WholeFile::finish() {
  if (std::fflush(file_) != 0 || ::fsync(::fileno(file_)) != 0) fail();
  // Renamed while it is held, else it would be taken for a left-over in between.
  if (earlier_ == Earlier::kept) {
    // A link is never laid over a file, whoever was faster.
    if (::link(temporary_.c_str(), path_.c_str()) == 0) {
      ::unlink(temporary_.c_str());
    } else {
      std::error_code error;
      if (errno == EEXIST || fs::exists(fs::symlink_status(path_, error)))
        throw InputError({{path_.string(), 0, ""}, "is there already", "a new file", ""});
      if (std::rename(temporary_.c_str(), path_.c_str()) != 0) fail();  // a file system without links
    }
  } else if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    fail();
  }
  if (std::fclose(std::exchange(file_, nullptr)) != 0) fail();
}

void write_whole_file(const fs::path& path, std::string_view text, Readers readers, Earlier earlier) {
  WholeFile file(path, readers, earlier);
  file.write(text);
  file.finish();
}

}  // namespace kantel
