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
// it holds anything and force is false, if it is a file, or if it cannot be written. Unless keep() is called, what was
// written into a folder that was new or empty is removed again, so that a run that fails leaves nothing behind.
class OutputFolder {
 public:
  OutputFolder(std::filesystem::path path, bool force);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  void keep() { kept_ = true; }

 private:
  std::filesystem::path path_;
  void remove_made();
  std::vector<std::filesystem::path> made_;  // folders, from the outermost
  bool was_empty_ = true;
  bool kept_ = false;
};

}  // namespace kantel
