// A folder for results is claimed by one run and replaced as a whole.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input/files.hpp"

namespace kantel {

// The files that results of one kind consist of. The last one vouches for the others: it is the first to go and the
// last to come where a folder cannot be replaced at once.
using ResultFiles = std::span<const std::string_view>;

// Made ready before any work is done: created if absent, fine if empty, refused (InputError) if it holds anything and
// force is false, if it is a file, if it cannot be written, or if another process is writing results into it.
//
// Results are written into a draft, and keep() puts them in their place. Without keep() what was there before stays as
// it was, and nothing else: neither a draft nor a folder that was made. Files of others are never touched.
class OutputFolder {
 public:
  OutputFolder(std::filesystem::path path, bool force, ResultFiles files);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  // Where to write until keep(). Throws as cannot_write() does, and so does keep().
  const std::filesystem::path& draft();
  // The draft becomes the folder, in one step where the system exchanges two folders and no file of others is in it.
  // Else earlier results go, then the new ones come: who is killed meanwhile leaves a part of them, or none.
  void keep();

 private:
  [[noreturn]] void refuse(const std::string& message, const std::string& allowed);
  void make();
  bool is_empty() const;
  bool replaced_at_once(const std::vector<std::string>& written);
  void replace_one_by_one(const std::vector<std::string>& written);
  void remove_made();
  std::filesystem::path path_, draft_;
  ResultFiles files_;
  Held claim_, draft_held_;
  std::vector<std::filesystem::path> made_;  // folders, from the outermost
};

}  // namespace kantel
