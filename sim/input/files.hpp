// Results appear whole or not at all: a file is written under a temporary name beside its final one and renamed when it
// is complete and on disk, so neither a full disk nor a killed process leaves half a file under its final name.
#pragma once
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace kantel {

enum class Readers { anybody, owner };  // as the umask allows, or the owner alone
enum class Earlier { replaced, kept };  // a file that is there already: kept, it is an InputError

// Why something cannot be written, by errno: InputError where another place helps (no such folder, not permitted, a
// file in the way, a name too long), std::runtime_error where the machine is at fault (a disk that is full or failing).
[[noreturn]] void cannot_write(const std::filesystem::path& path, int reason);
bool is_of_the_place(int reason);

// A file being written. Without finish(), nothing remains of it. Throws as cannot_write() does, and InputError where
// something other than a file stands in its place.
class WholeFile {
 public:
  explicit WholeFile(std::filesystem::path path, Readers readers = Readers::anybody,
                     Earlier earlier = Earlier::replaced);
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;
  void write(std::string_view text);
  void finish();

 private:
  [[noreturn]] void fail();
  std::filesystem::path path_, temporary_;
  Earlier earlier_;
  std::FILE* file_ = nullptr;
};

void write_whole_file(const std::filesystem::path& path, std::string_view text, Readers readers = Readers::anybody,
                      Earlier earlier = Earlier::replaced);

// Of a path's own temporary files and folders, which stand beside it, the name of a new one, that nobody can foresee.
std::filesystem::path temporary_beside(const std::filesystem::path& path);
// Removes those beside a path whose writers have gone: nobody holds their lock.
void remove_left_over(const std::filesystem::path& path);

// A file or folder that this process alone holds (flock), until it ends. Where a file system has no locks, everybody
// holds everything.
class Held {
 public:
  Held() = default;
  explicit Held(const std::filesystem::path& path);  // not held, with the reason in errno, when another process
                                                     // has it (EWOULDBLOCK) or it cannot be opened
  ~Held();
  Held(Held&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Held& operator=(Held&& other) noexcept;
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

// What was renamed into a folder is there after a power loss.
void sync_folder(const std::filesystem::path& path);

}  // namespace kantel
