// Results appear whole or not at all: a file is written under a temporary name beside its final one and renamed when it
// is complete and on disk, so neither a full disk nor a killed process leaves half a file under its final name.
#pragma once
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kantel {

// A file being written. Without finish(), nothing remains of it. Throws std::runtime_error with the system's reason
// when the disk is full or the place cannot be written.
class WholeFile {
 public:
  explicit WholeFile(std::filesystem::path path);
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;
  void write(std::string_view text);
  void finish();

 private:
  [[noreturn]] void fail();
  std::filesystem::path path_, temporary_;
  std::FILE* file_ = nullptr;
};

void write_whole_file(const std::filesystem::path& path, std::string_view text);

// A folder for results, made ready before any work is done: created if absent, fine if empty, refused (InputError) if
// it holds anything and force is false, if it is a file, or if it cannot be written. Results are written into a folder
// inside it, and keep() moves them to their place: a run that fails leaves what was there before, and nothing else.
class OutputFolder {
 public:
  OutputFolder(std::filesystem::path path, bool force);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  // Where to write until keep(). Throws std::runtime_error, as keep() does.
  const std::filesystem::path& draft();
  void keep();

 private:
  void remove_made();
  std::filesystem::path path_, draft_;
  std::vector<std::filesystem::path> made_;  // folders, from the outermost
};

}  // namespace kantel
