#include "sim/input/files.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "sim/input/diagnostics.hpp"

namespace kantel {

namespace fs = std::filesystem;

WholeFile::WholeFile(fs::path path)
    : path_(std::move(path)), temporary_(path_.string() + "." + std::to_string(::getpid()) + ".tmp") {
  file_ = std::fopen(temporary_.c_str(), "wb");
  if (!file_) fail();
}

WholeFile::~WholeFile() {
  if (!file_) return;
  std::fclose(file_);
  std::error_code ignored;
  fs::remove(temporary_, ignored);
}

void WholeFile::fail() { throw std::runtime_error("cannot write " + path_.string() + ": " + std::strerror(errno)); }

void WholeFile::write(std::string_view text) {
  if (!text.empty() && std::fwrite(text.data(), 1, text.size(), file_) != text.size()) fail();
}

void WholeFile::finish() {
  if (std::fflush(file_) != 0 || ::fsync(::fileno(file_)) != 0) fail();
  if (std::fclose(std::exchange(file_, nullptr)) != 0 || std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    const int reason = errno;
    std::error_code ignored;
    fs::remove(temporary_, ignored);
    errno = reason;
    fail();
  }
}

void write_whole_file(const fs::path& path, std::string_view text) {
  WholeFile file(path);
  file.write(text);
  file.finish();
}

OutputFolder::OutputFolder(fs::path path, bool force) : path_(std::move(path)) {
  const auto refuse = [&](const std::string& message, const std::string& allowed) {
    throw InputError({{path_.string(), 0, "--out"}, message, allowed, ""});
  };
  std::error_code error;
  const fs::file_status status = fs::status(path_, error);
  if (fs::exists(status)) {
    if (!fs::is_directory(status)) refuse("is a file", "a folder that is new or empty");
    const bool empty = fs::is_empty(path_, error);
    if (error) refuse("cannot be read: " + error.message(), "a folder that can be written");
    if (!empty && !force) refuse("already holds files", "a new or empty folder, or --force to overwrite");
  } else {
    fs::path at;
    for (const fs::path& part : path_) {
      at /= part;
      if (part.empty() || fs::is_directory(at, error)) continue;
      if (fs::create_directory(at, error)) made_.push_back(at);
      if (!error) continue;
      const std::string reason = error.message();
      remove_made();
      refuse("cannot be created: " + reason, "a folder that can be written");
    }
  }
  if (::access(path_.c_str(), W_OK | X_OK) == 0) return;
  const std::string reason = std::strerror(errno);
  remove_made();
  refuse("cannot be written: " + reason, "a folder that can be written");
}

// Only folders that were made here, while they are empty, from the inside out.
void OutputFolder::remove_made() {
  std::error_code error;
  for (; !made_.empty() && fs::is_empty(made_.back(), error) && !error; made_.pop_back())
    fs::remove(made_.back(), error);
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (!draft_.empty()) fs::remove_all(draft_, ignored);
  remove_made();
}

const fs::path& OutputFolder::draft() {
  if (!draft_.empty()) return draft_;
  const fs::path draft = path_ / (".kantel." + std::to_string(::getpid()) + ".tmp");
  std::error_code error;
  if (!fs::create_directory(draft, error))
    throw std::runtime_error("cannot write " + draft.string() + ": " +
                             (error ? error.message() : std::string("it is there already")));
  return draft_ = draft;
}

void OutputFolder::keep() {
  if (!draft_.empty())
    for (const fs::directory_entry& written : fs::directory_iterator(draft_)) {
      const fs::path place = path_ / written.path().filename();
      std::error_code error;
      fs::rename(written, place, error);
      if (error) throw std::runtime_error("cannot write " + place.string() + ": " + error.message());
    }
  made_.clear();
}

}  // namespace kantel
